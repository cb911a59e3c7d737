// Suggestions for the certification to add.
import { combobox, completions } from "./combobox.js";

const field = document.getElementById("ajout");
if (field) {
  combobox(field, {
    suggest: completions({ kinds: ["certification"] }),
    pick(item) {
      if (item.identifier) field.value = item.identifier;
      field.form.requestSubmit();
    },
  });
}
