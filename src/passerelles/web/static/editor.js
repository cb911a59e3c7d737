// The editor of the page /sparql. Without this module, or without JavaScript, its form works all the same.
import { Completion, folded } from "./editor-completion.js";
import { element } from "./editor-element.js";
import { History } from "./editor-history.js";
import { Results } from "./editor-results.js";
import { words } from "./editor-words.js";

/** More than this is downloaded, not shown. */
const BYTES = 8 << 20;
const ACCEPT = "application/sparql-results+json, text/turtle, application/problem+json";

const form = document.getElementById("editeur");
const area = document.getElementById("query");
const status = element("p", { id: "editeur-etat", role: "status" });
const syntax = element("p", { id: "editeur-syntaxe", class: "note" });
let completion = null;
let running = null;

const say = (text) => { status.textContent = text; };
const submit = form.querySelector("button[type=submit]");
const { Yasqe } = await import(form.dataset.editor);
const editor = begin();
const results = new Results(
  document.getElementById("resultats"), form.getAttribute("action"), JSON.parse(form.dataset.prefixes),
);
const history = new History(document.getElementById("historique"), restore, say);
checkSyntax();
filterQuestions();
if (fromAddress()) run();
addEventListener("hashchange", () => {
  if (!fromAddress()) return;
  editor.setValue(fromAddress());
  run();
});
fetch(form.dataset.completions)
  .then((response) => (response.ok ? response.json() : null))
  .then((found) => { if (found) completion = new Completion(found); })
  .catch(() => {}) // one writes without proposals
  .finally(() => { form.dataset.ready = completion ? "words" : "alone"; });

function begin() {
  Yasqe.defaults.autocompleters = [];
  const place = element("div", { class: "editor" });
  area.closest("p").after(place, element("p", { id: "editeur-aide", class: "note" }, words.help), syntax);
  const yasqe = new Yasqe(place, {
    value: fromAddress() ?? area.value,
    persistenceId: null, consumeShareLink: null, createShareableLink: null, createShortLink: null,
    showQueryButton: false, resizeable: false, editorHeight: null,
    inputStyle: "contenteditable", viewportMargin: Infinity, spellcheck: false,
    highlightSelectionMatches: false,
    extraKeys: keys(true),
  });
  yasqe.checkSyntax = checkSyntax;
  // Yasqe is a copy of this editor's methods: what runs an operation has to be asked of the editor itself.
  const made = yasqe.getWrapperElement().CodeMirror;
  const field = made.getInputField();
  for (const [name, value] of Object.entries({
    role: "textbox", "aria-multiline": "true", "aria-labelledby": "query-label", "aria-describedby": "editeur-aide editeur-syntaxe",
  })) field.setAttribute(name, value);
  document.getElementById("query-label").addEventListener("click", () => made.focus());
  area.value = made.getValue();
  area.hidden = true;
  area.required = false;
  made.on("change", () => { area.value = made.getValue(); });
  made.on("focus", () => made.setOption("extraKeys", keys(true)));
  made.on("inputRead", (_, change) => propose(change.text.join("\n")));
  drawButtons();
  return made;
}

/** The keys of the editor; after Escape, Tab leaves it. */
function keys(held) {
  return {
    "Ctrl-Enter": () => run(),
    "Cmd-Enter": () => run(),
    "Ctrl-Space": () => complete(true),
    "Ctrl-S": false, "Shift-Ctrl-F": false, "Shift-Ctrl-K": false, "Shift-Ctrl-D": false,
    Esc: () => editor.setOption("extraKeys", keys(false)),
    Tab: held ? "indentMore" : false,
    "Shift-Tab": held ? "indentLess" : false,
  };
}

function drawButtons() {
  form.querySelector("label[for=format]").hidden = true;
  document.getElementById("format").hidden = true;
  const share = element("button", { type: "button", class: "second", onclick: copyLink }, words.share);
  const link = element("input", { id: "lien", type: "text", readonly: true, hidden: true, "aria-label": words.link });
  form.querySelector(".run").append(share, link);
  form.append(status);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (running) running.abort();
    else run();
  });
}

function propose(typed) {
  if (!completion) return;
  const prefix = typed === ":" ? Completion.typed(editor) : null;
  if (prefix) completion.declare(editor, prefix);
  if (editor.state.completionActive) return;
  if (/^[\p{L}\p{N}:?$]$/u.test(typed)) complete(false);
}

function complete(asked) {
  if (!completion) return;
  editor.showHint({
    hint: () => {
      const found = completion.at(editor, asked);
      if (found) Yasqe.on(found, "shown", nameProposals);
      return found;
    },
    completeSingle: false,
    closeCharacters: /[\s()[\]{};>,]/,
    container: document.querySelector(".editor"),
  });
}

/** What a reader of the screen is told of the list, and that it can be scrolled by keyboard. */
function nameProposals() {
  const list = document.querySelector(".CodeMirror-hints");
  list.setAttribute("aria-label", words.proposals);
  list.tabIndex = 0;
  // A click chooses without taking the keyboard away from the editor.
  list.addEventListener("mousedown", (event) => { if (event.target !== list) event.preventDefault(); });
}

/** Marks the first line that is wrong: the engine says more when the query is run. */
function checkSyntax() {
  editor.clearGutter("gutterErrorBar");
  syntax.textContent = "";
  for (let line = 0; line < editor.getDoc().lineCount(); line += 1) {
    const { state } = editor.getTokenAt({ line, ch: editor.getDoc().getLine(line).length }, true);
    if (state.OK !== false) continue;
    const message = words.unfinished(line + 1);
    editor.setGutterMarker(line, "gutterErrorBar", element("span", { class: "wrong", title: message, "aria-hidden": "true" }, "!"));
    syntax.textContent = message;
    return;
  }
}

function fromAddress() {
  return new URLSearchParams(location.hash.slice(1)).get("query");
}

function restore(query) {
  editor.setValue(query);
  editor.focus();
  editor.getWrapperElement().scrollIntoView({ block: "nearest" });
}

function linkTo(query) {
  return `${location.pathname}#query=${encodeURIComponent(query)}`;
}

async function copyLink() {
  const field = document.getElementById("lien");
  field.value = new URL(linkTo(editor.getValue()), location.href).href;
  field.hidden = false;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    say(words.shared);
  } catch {
    say(words.link); // the field holds it, selected
  }
}

async function run() {
  running?.abort();
  const query = editor.getValue();
  const abort = new AbortController();
  running = abort;
  submit.textContent = words.stop;
  say(words.working);
  window.history.replaceState(null, "", linkTo(query));
  history.add(query);
  const began = performance.now();
  try {
    const response = await fetch(form.getAttribute("action"), {
      method: "POST", headers: { Accept: ACCEPT }, body: new URLSearchParams({ query }), signal: abort.signal,
    });
    const text = await upTo(BYTES, response);
    say(`${show(query, response, text)} ${words.took((performance.now() - began) / 1000)}`);
  } catch (error) {
    if (running !== abort) return;
    say(abort.signal.aborted ? words.stopped : words.unreachable);
    results.clear();
  } finally {
    if (running === abort) {
      running = null;
      submit.textContent = words.run;
    }
  }
}

/** Shows the answer; what it is, in a sentence. */
function show(query, response, text) {
  const type = response.headers.get("Content-Type") ?? "";
  if (!response.ok) {
    const problem = type.includes("json") && text !== null ? JSON.parse(text) : { detail: text ?? response.statusText };
    results.failure(problem.detail, problem.line ? words.place(problem.line, problem.column) : "");
    return `${words.failed},`;
  }
  const triples = type.startsWith("text/turtle");
  if (text === null) {
    results.tooLarge(query, triples);
    return words.tooLarge;
  }
  return triples ? results.graph(query, text) : results.solutions(query, text);
}

/** The text of an answer, or null when it is longer. */
async function upTo(limit, response) {
  const reader = response.body.getReader();
  const pieces = [];
  for (let length = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces).text();
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      return null;
    }
    pieces.push(value);
  }
}

function filterQuestions() {
  const place = document.querySelector(".questions");
  const field = document.getElementById("filtre");
  place.querySelector(".filter").hidden = false;
  field.addEventListener("input", () => {
    const wanted = folded(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const section of place.querySelectorAll("section")) {
      const subject = section.querySelector("h2").textContent;
      let some = false;
      for (const item of section.querySelectorAll("li")) {
        const text = folded(`${subject} ${item.textContent} ${item.firstElementChild.title}`);
        item.hidden = !wanted.every((word) => text.includes(word));
        if (!item.hidden) { some = true; count += 1; }
      }
      section.hidden = !some;
    }
    document.getElementById("filtre-compte").textContent = wanted.length ? words.found(count) : "";
  });
}
