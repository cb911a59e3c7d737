// The start page of the graph views: fields suggest certifications as one types.
import { combobox, completions } from "./combobox.js";

for (const name of ["de", "suite", "vers"]) {
  const field = document.getElementById(name);
  combobox(field, {
    suggest: completions({ kinds: name === "vers" ? ["certification", "metier"] : ["certification"] }),
    pick(item) {
      if (item.identifier) field.value = item.identifier;
      field.form.requestSubmit();
    },
  });
}
