// The page of a person's file: fields that suggest, the experience answered in place, the file kept in this browser.
import { combobox, completions } from "./combobox.js";
import { clear, opened, read, saved, write } from "./person-file.js";

const PREFIX = document.documentElement.lang === "en" ? "/en" : "";
const list = document.querySelector("#a-verifier ul");

/** The public code of a suggestion: its number, else its place among ours. */
function code(item) {
  return item.identifier ?? new URL(item.iri).pathname.replace(/^\/passerelles/, "");
}

for (const input of document.querySelectorAll("input[data-kinds]")) {
  const form = input.form;
  combobox(input, {
    suggest: completions({ kinds: input.dataset.kinds.split(" ") }),
    pick(item) {
      // What is chosen is sent instead of the words that led to it.
      const chosen = document.createElement("input");
      chosen.type = "hidden";
      chosen.name = input.dataset.choice;
      chosen.value = code(item);
      for (const old of form.querySelectorAll(`input[type="hidden"][name="${chosen.name}"]`)) old.remove();
      form.append(chosen);
      input.disabled = true;
      form.requestSubmit();
    },
  });
}
// A page that comes back from history has its fields again.
window.addEventListener("pageshow", () => {
  for (const input of document.querySelectorAll("input[data-kinds]")) input.disabled = false;
});

const told = document.querySelector("form.told");
const text = told.elements.recit;
const answers = document.querySelector("#experience-reponses");
text.value = read().recit;
text.addEventListener("input", () => write({ recit: text.value }));

told.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(told));
  body.set("partie", "1");
  answers.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(told.action, { method: "POST", body, headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    answers.replaceChildren(...found.body.childNodes);
    for (const button of answers.querySelectorAll("button.check")) button.hidden = false;
    show();
    document.querySelector("#experience-etat").textContent = answers.querySelector(".count").textContent;
  } catch {
    // Without an answer in place, the page of the answer says what is wrong.
    told.submit();
  } finally {
    answers.removeAttribute("aria-busy");
  }
});

answers.addEventListener("click", (event) => {
  const button = event.target.closest("button.check");
  if (!button) return;
  const { code: number, text: words, of, href } = button.dataset;
  const others = read().verifier.filter((each) => !names(button, each));
  const noted = button.getAttribute("aria-pressed") === "true";
  write({ verifier: noted ? others : [...others, { code: number, text: words, of, href }] });
  show();
});

/** Whether a button is about something that is to be checked. */
function names(button, each) {
  return button.dataset.code === each.code && button.dataset.text === each.text;
}

function show() {
  const { verifier } = read();
  document.querySelector("#a-verifier").hidden = !verifier.length;
  list.replaceChildren(...verifier.map(line));
  for (const button of answers.querySelectorAll("button.check")) {
    button.setAttribute("aria-pressed", String(verifier.some((each) => names(button, each))));
  }
}

function line(each) {
  const item = document.createElement("li");
  const words = document.createElement("div");
  const button = document.createElement("button");
  const of = document.createElement("span");
  item.className = "offer";
  words.textContent = each.text;
  words.lang = "fr";
  of.className = "note";
  of.textContent = each.of;
  words.append(" ", of);
  button.type = "button";
  button.className = "small plain-button";
  button.textContent = list.dataset.remove;
  button.setAttribute("aria-label", `${list.dataset.remove} : ${each.text}`);
  button.addEventListener("click", () => {
    write({ verifier: read().verifier.filter((other) => other.code !== each.code || other.text !== each.text) });
    show();
    text.focus();
  });
  item.append(words, button);
  return item;
}
show();

const state = document.querySelector("#fichier-etat");
document.querySelector("#fichier").hidden = false;
document.querySelector("#enregistrer").addEventListener("click", () => {
  const file = new Blob([saved(window.location.search)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `dossier-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  state.textContent = state.dataset.saved;
});
document.querySelector("#ouvrir").addEventListener("change", async (event) => {
  const file = event.target.files[0];
  if (!file) return;
  const query = opened(await file.text());
  event.target.value = "";
  if (query === null) {
    state.textContent = state.dataset.unreadable;
    return;
  }
  const address = `${PREFIX}/parcours${query ? `?${query}` : ""}`;
  if (address === window.location.pathname + window.location.search) window.location.reload();
  else window.location.assign(address);
});
document.querySelector("#effacer").addEventListener("click", () => {
  clear();
  window.location.assign(`${PREFIX}/parcours`);
});
