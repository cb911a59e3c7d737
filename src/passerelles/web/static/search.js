// The fields of the site: suggestions while one types, the page of a certification when one is chosen.
import { combobox, completions } from "./combobox.js";

const PREFIX = document.documentElement.lang === "en" ? "/en" : "";

for (const field of document.querySelectorAll('form[role="search"] input[name="q"]')) {
  combobox(field, {
    suggest: completions(),
    pick(item) {
      const number = item.kind === "certification" && item.identifier;
      if (number) window.location.assign(`${PREFIX}/recherche?q=${encodeURIComponent(number)}`);
      else field.form.requestSubmit();
    },
  });
}
