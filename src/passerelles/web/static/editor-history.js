// The queries that were run, kept in this browser only.
import { element } from "./editor-element.js";
import { moment, words } from "./editor-words.js";

const KEY = "passerelles.sparql";
const KEPT = 30;

export class History {
  /** Shows the list in `place`; `restore` is called with a query that is chosen, `say` with what happened. */
  constructor(place, restore, say) {
    this.place = place;
    this.restore = restore;
    this.say = say;
    this.#draw();
  }

  add(query) {
    const others = this.#read().filter((entry) => entry.query !== query);
    this.#write([{ query, time: Date.now() }, ...others].slice(0, KEPT));
  }

  clear() {
    this.#write([]);
    this.say(words.cleared);
  }

  #read() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(found) ? found.filter((entry) => typeof entry?.query === "string") : [];
    } catch {
      return []; // a browser without storage, or something else under our name
    }
  }

  #write(entries) {
    try {
      if (entries.length) localStorage.setItem(KEY, JSON.stringify(entries));
      else localStorage.removeItem(KEY);
    } catch {
      return;
    }
    this.#draw();
  }

  #draw() {
    const entries = this.#read();
    const open = this.place.querySelector("details")?.open ?? false;
    this.place.replaceChildren();
    if (!entries.length) return;
    const list = element("ul", { class: "history" }, ...entries.map((entry) => this.#item(entry)));
    const clear = element("button", { type: "button", class: "second", onclick: () => this.clear() }, words.clear);
    this.place.append(
      element(
        "details", { open },
        element("summary", {}, `${words.history} (${entries.length})`),
        element("p", { class: "note" }, words.historyNote), list, element("p", {}, clear),
      ),
    );
  }

  #item({ query, time }) {
    const choose = () => {
      this.restore(query);
      this.say(words.restored);
    };
    return element(
      "li", {},
      element("button", { type: "button", class: "plain", title: query, onclick: choose }, summary(query)),
      element("span", { class: "note" }, ` ${moment(new Date(time))}`),
    );
  }
}

/** What tells a query from the others: its first remark, or its beginning after the prefixes. */
function summary(query) {
  const remark = /^\s*#\+?\s*(\S.*)$/m.exec(query)?.[1];
  const body = query.replace(/^\s*(?:PREFIX|BASE)\s.*$/gim, "").replace(/\s+/g, " ").trim();
  return (remark && query.trimStart().startsWith("#") ? remark : body).slice(0, 90) || "…";
}
