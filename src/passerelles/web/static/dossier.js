// The document of a meeting: what this tab keeps of the person is shown, written down and printed here, sent nowhere.
import { read, write } from "./person-file.js";

const section = document.querySelector(".notes");
const printed = document.querySelector("#notes-imprimees");
const kept = read();

for (const name of ["notes", "personne", "conseil"]) {
  const field = document.querySelector(`#${name}`);
  const typed = () => {
    write({ [name]: field.value });
    if (name === "notes") mirror(field.value);
  };
  field.addEventListener("input", typed);
  // Who typed before this file arrived keeps her words.
  if (field.value) typed();
  else field.value = kept[name];
}
mirror(document.querySelector("#notes").value);

function mirror(text) {
  printed.textContent = text;
  section.classList.toggle("filled", text.trim() !== "");
}

const list = document.querySelector("#a-verifier ul");
document.querySelector("#recit-section").hidden = !kept.recit && !kept.verifier.length;
document.querySelector("#recit").textContent = kept.recit;
document.querySelector("#a-verifier").hidden = !kept.verifier.length;
list.replaceChildren(...kept.verifier.map((each) => {
  const line = document.createElement("li");
  line.lang = "fr";
  line.textContent = [each.text, each.of, each.code].filter(Boolean).join(" – ");
  return line;
}));

const button = document.querySelector("#imprimer");
button.hidden = false;
button.addEventListener("click", () => window.print());
