// The result of a query: table, chart and raw text, and the links that download it whole.
import { chart, chartable } from "./editor-chart.js";
import { element } from "./editor-element.js";
import { words } from "./editor-words.js";

const ROWS = 200;
const OURS = "https://w3id.org/passerelles/";
const SOLUTIONS = { csv: "CSV", tsv: "TSV", json: "JSON", xml: "XML" };
const TRIPLES = { turtle: "Turtle", ntriples: "N-Triples", jsonld: "JSON-LD", rdfxml: "RDF/XML" };
const SUFFIXES = { turtle: "ttl", ntriples: "nt", rdfxml: "rdf" };

/** Shows results in `place`; `address` is where queries are sent, `prefixes` shorten IRIs. */
export class Results {
  constructor(place, address, prefixes) {
    this.place = place;
    this.address = address;
    // The longest beginning shortens best.
    this.prefixes = Object.entries(prefixes).sort(([, one], [, other]) => other.length - one.length);
  }

  clear() {
    this.place.replaceChildren();
  }

  failure(message, where = "") {
    this.place.replaceChildren(
      element("h2", { id: "resultat" }, words.failed),
      element("pre", { tabindex: 0, class: "problem" }, message),
      where ? element("p", {}, where) : "",
    );
  }

  tooLarge(query, triples) {
    this.place.replaceChildren(
      element("h2", { id: "resultat" }, words.tooLarge), this.#downloads(query, triples ? TRIPLES : SOLUTIONS),
    );
  }

  /** A graph as its text. */
  graph(query, text) {
    this.#show(words.graph, query, TRIPLES, [[words.raw, () => raw(text)]]);
    return words.graph;
  }

  /** A table, or the answer of an ASK, from its JSON; says what it is. */
  solutions(query, text) {
    const answer = JSON.parse(text);
    if ("boolean" in answer) {
      const title = answer.boolean ? words.yes : words.no;
      this.#show(title, query, { json: "JSON", xml: "XML" }, []);
      return title;
    }
    const columns = answer.head.vars;
    const rows = answer.results.bindings;
    const title = rows.length ? words.rows(rows.length) : words.none;
    const views = [[words.table, () => this.#table(columns, rows)]];
    const drawable = chartable(columns, rows);
    if (drawable) views.push([words.chart, () => chart(drawable, rows, (term) => this.#text(term))]);
    views.push([words.raw, () => raw(JSON.stringify(answer, null, 1))]);
    this.#show(title, query, SOLUTIONS, views);
    return title;
  }

  #show(title, query, formats, views) {
    const panel = element("div", { class: "panel" });
    const buttons = views.map(([name, view]) => {
      const button = element("button", { type: "button", class: "second", onclick: () => choose(button, view) }, name);
      return button;
    });
    function choose(chosen, view) {
      for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
      panel.replaceChildren(view());
    }
    this.place.replaceChildren(
      element("h2", { id: "resultat" }, title),
      buttons.length > 1 ? element("div", { class: "views", role: "group", "aria-label": words.view }, ...buttons) : "",
      panel,
      this.#downloads(query, formats),
    );
    if (views.length) choose(buttons[0], views[0][1]);
  }

  #downloads(query, formats) {
    const links = Object.entries(formats).map(([format, label]) => {
      const href = `${this.address}?${new URLSearchParams({ query, format })}`;
      return element("li", {}, element("a", { href, download: `resultat.${SUFFIXES[format] ?? format}` }, label));
    });
    return element("div", { class: "downloads" }, element("p", {}, words.download), element("ul", {}, ...links));
  }

  #table(columns, rows) {
    const body = element("tbody");
    const note = element("p", { class: "note", role: "status" });
    const more = element("button", { type: "button", class: "second", onclick: () => grow() }, words.more);
    const grow = () => {
      const from = body.rows.length;
      body.append(...rows.slice(from, from + ROWS).map((row) => this.#row(columns, row)));
      more.hidden = body.rows.length >= rows.length;
      note.textContent = more.hidden ? "" : words.shown(body.rows.length, rows.length);
    };
    grow();
    const head = element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)));
    return element(
      "div", {},
      element("div", { class: "wide", role: "region", "aria-labelledby": "resultat", tabindex: 0 },
        element("table", {}, element("thead", {}, head), body)),
      element("p", { class: "more" }, note, more),
    );
  }

  #row(columns, row) {
    return element("tr", {}, ...columns.map((name) => this.#cell(row[name])));
  }

  #cell(term) {
    if (!term) return element("td");
    if (term.type === "uri" && /^https?:/.test(term.value)) {
      return element("td", {}, element("a", { href: address(term.value), title: term.value }, this.#text(term)));
    }
    return element("td", { lang: term["xml:lang"] ?? null }, this.#text(term));
  }

  #text(term) {
    if (term.type === "uri") return this.#short(term.value);
    return term.type === "bnode" ? `_:${term.value}` : String(term.value?.subject ? JSON.stringify(term.value) : term.value);
  }

  /** The IRI as one reads it: not always as one may write it. */
  #short(iri) {
    const known = this.prefixes.find(([, start]) => iri.startsWith(start) && iri.length > start.length);
    return known ? `${known[0]}:${iri.slice(known[1].length)}` : iri;
  }
}

/** Where a link to an IRI leads: to this site for ours. */
function address(iri) {
  return iri.startsWith(OURS) ? `/${iri.slice(OURS.length)}` : iri;
}

function raw(text) {
  return element("pre", { tabindex: 0, class: "raw" }, text);
}
