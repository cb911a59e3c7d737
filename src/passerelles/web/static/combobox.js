// A text field with suggestions: the combobox pattern of ARIA 1.2, with a list that opens below the field.
//
// The field keeps working without it: what is typed is sent by its form.

const ENGLISH = document.documentElement.lang === "en";
const KINDS = ENGLISH
  ? {
      certification: "certification", metier: "job", bloc: "unit", capacite: "skill", code: "code",
      certificateur: "awarding body", mot: "word",
    }
  : {
      certification: "certification", metier: "métier", bloc: "bloc", capacite: "capacité", code: "code",
      certificateur: "certificateur", mot: "mot",
    };
let lists = 0;

/** The suggestions of the server for what is typed: `{text, kind, iri, identifier}`, at most `most`, each thing once. */
export function completions({ kinds = null, most = 8 } = {}) {
  return async (text, signal) => {
    const asked = new URLSearchParams({ q: text, nombre: String(kinds ? 24 : most) });
    const answer = await fetch(`/api/completion?${asked}`, { signal, headers: { accept: "application/json" } });
    if (!answer.ok) return [];
    const seen = new Set();
    return (await answer.json()).completions
      .filter((each) => !kinds || kinds.includes(each.kind))
      .filter((each) => !each.iri || !kinds || (!seen.has(each.iri) && seen.add(each.iri)))
      .slice(0, most);
  };
}

/**
 * Give a field its suggestions.
 *
 * `suggest(text, signal)` promises what to show; `pick(item)` is called with what is chosen, after its text has been
 * put in the field. Where there is no `pick`, the form of the field is sent.
 */
export function combobox(input, { suggest, pick = null, delay = 120, least = 2 }) {
  const list = document.createElement("ul");
  const status = document.createElement("span");
  let items = [];
  let active = -1;
  let timer = 0;
  let asking = null;

  list.id = `completions-${(lists += 1)}`;
  list.className = "completions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", ENGLISH ? "Suggestions" : "Propositions");
  status.className = "quiet";
  status.setAttribute("role", "status");
  input.after(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id, "aria-haspopup": "listbox",
  })) input.setAttribute(name, value);

  function close() {
    window.clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    list.replaceChildren();
    items = [];
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(found) {
    items = found;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = told(found.length);
  }

  function option(item, place) {
    const line = document.createElement("li");
    const text = document.createElement("span");
    const note = document.createElement("span");
    line.id = `${list.id}-${place}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    text.textContent = item.text;
    if (ENGLISH) text.lang = "fr";
    note.className = "note";
    note.textContent = [KINDS[item.kind] ?? item.kind, item.identifier].filter(Boolean).join(" · ");
    line.append(text, " ", note);
    return line;
  }

  function move(to) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = to;
    const line = list.children[active];
    if (line) {
      line.setAttribute("aria-selected", "true");
      line.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", line.id);
    } else input.removeAttribute("aria-activedescendant");
  }

  function choose(item) {
    input.value = item.text;
    close();
    if (pick) pick(item);
    else input.form?.requestSubmit();
  }

  async function ask() {
    asking?.abort();
    const text = input.value.trim();
    if (text.length < least) return close();
    const mine = (asking = new AbortController());
    try {
      const found = await suggest(text, mine.signal);
      if (!mine.signal.aborted && document.activeElement === input) show(found);
    } catch (error) {
      // An answer that is no longer wanted, or a server that is not there: the form still works.
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", (event) => {
    if (event.isComposing) return;
    window.clearTimeout(timer);
    asking?.abort();
    timer = window.setTimeout(ask, delay);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are items: the field itself.
      if (open) move(((active + 1 + step + items.length + 1) % (items.length + 1)) - 1);
      else ask();
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
      status.textContent = "";
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      choose(items[active]);
    } else if (event.key === "Enter" || event.key === "Tab") close();
  });
  // What was typed before this script came is answered too.
  if (document.activeElement === input && input.value !== input.defaultValue) ask();
  input.addEventListener("blur", close);
  // The field keeps the focus while a suggestion is pressed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const place = [...list.children].indexOf(event.target.closest("li"));
    if (place >= 0) choose(items[place]);
  });
  return { close };
}

function told(count) {
  if (ENGLISH) return count ? `${count} suggestion${count > 1 ? "s" : ""}, use the arrow keys.` : "No suggestion.";
  return count ? `${count} proposition${count > 1 ? "s" : ""}, flèches pour choisir.` : "Aucune proposition.";
}
