// What may be written at a place of the query: prefixes, classes, properties, codes found by their labels, variables.
import { element } from "./editor-element.js";
import { words } from "./editor-words.js";

const SHOWN = 40;
const KEYWORDS = (
  "ADD ALL ASC ASK AS AVG BASE BIND BOUND BY COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY DESC DESCRIBE DISTINCT " +
  "EXISTS FILTER FROM GRAPH GROUP GROUP_CONCAT HAVING IF IN IRI LANG LANGMATCHES LCASE LIMIT MAX MIN MINUS MONTH NAMED " +
  "NOT OFFSET OPTIONAL ORDER PREFIX REDUCED REGEX REPLACE SAMETERM SAMPLE SELECT SEPARATOR STR STRENDS STRLEN STRSTARTS " +
  "SUBSTR SUM UCASE UNDEF UNION VALUES WHERE YEAR"
).split(" ");
/** After these properties, codes of these lists come first. */
const LISTS = {
  "dcterms:type": "type", "pas:niveau": "niveau", "pas:voie": "voie", "pas:famille": "famille", "pas:nsf": "nsf",
  "pas:rome": "rome", "pas:convention": "brochure|idcc",
};
const LOCAL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u;

/** The text without case, accents and ligatures. */
export function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("œ", "oe").replaceAll("’", "'");
}

export class Completion {
  constructor({ prefixes, classes, properties, codes }) {
    this.prefixes = prefixes;
    this.entries = [
      ...Object.entries(prefixes).map(([name, iri]) => this.#entry("prefix", iri, `${name}:`, iri, "")),
      ...classes.map(([iri, label, meaning]) => this.#entry("class", iri, this.name(iri), label, meaning)),
      ...properties.map(([iri, label, meaning]) => this.#entry("property", iri, this.name(iri), label, meaning)),
      ...codes.map(([iri, notation, label]) => this.#entry("code", iri, this.name(iri), label, "", notation)),
    ];
  }

  #entry(kind, iri, name, label, meaning, notation = "") {
    const local = name.slice(name.indexOf(":") + 1);
    const keys = kind === "prefix" ? [folded(name)] : [folded(local), folded(notation), folded(label)];
    return { kind, iri, name, label, meaning, keys };
  }

  /** The IRI as one writes it: with a prefix where that is possible. */
  name(iri) {
    for (const [prefix, start] of Object.entries(this.prefixes)) {
      const local = iri.slice(start.length);
      if (iri.startsWith(start) && LOCAL.test(local)) return `${prefix}:${local}`;
    }
    return `<${iri}>`;
  }

  /** What is proposed at the cursor: an answer for CodeMirror, or null. Without being asked, only for begun words. */
  at(editor, asked) {
    const cursor = editor.getDoc().getCursor();
    if (/comment|string$/.test(editor.getTokenTypeAt(cursor) ?? "")) return null;
    const before = editor.getDoc().getLine(cursor.line).slice(0, cursor.ch);
    const word = /[?$]?[\p{L}\p{N}_.'’:-]*$/u.exec(before)[0];
    const found = this.#found(editor.getValue(), before.slice(0, before.length - word.length), word, asked);
    if (!found.length) return null;
    return {
      from: { line: cursor.line, ch: cursor.ch - word.length },
      to: cursor,
      list: found.map((entry) => ({
        text: entry.name,
        className: `proposal proposal-${entry.kind}`,
        render: (node) => node.append(...rendered(entry)),
        hint: (_, data) => this.#put(editor, data, entry.name),
      })),
    };
  }

  #found(query, before, word, asked) {
    if (/^[?$]/.test(word)) return variables(query, word);
    if (/<[^>\s]*$/.test(before)) return [];
    const list = LISTS[/([\w-]+:[\w-]+)\s+$/.exec(before)?.[1]];
    const awaited = list ? new RegExp(`^(?:${list}):`) : null;
    const afterType = /(?:\sa|rdf:type)\s+$/.test(before);
    const colon = word.indexOf(":");
    if (colon < 0) {
      const keyword = word.length > 0 && KEYWORDS.some((each) => each.startsWith(word.toUpperCase()));
      if (keyword && (word === word.toUpperCase() || KEYWORDS.includes(word.toUpperCase()))) return [];
      if (word.length < 2 && !asked) return [];
    }
    const start = colon < 0 ? null : this.prefixes[word.slice(0, colon)];
    if (start === undefined) return [];
    const typed = folded(word.slice(colon + 1));
    const kinds = afterType ? ["class", "prefix"] : ["property", "class", "code", "prefix"];
    const ranked = [];
    for (const entry of this.entries) {
      if (start !== null && (entry.kind === "prefix" || !entry.name.startsWith(word.slice(0, colon + 1)))) continue;
      const kind = kinds.indexOf(entry.kind);
      const fit = kind < 0 ? -1 : fitting(entry.keys, typed);
      const first = awaited && entry.kind === "code" && awaited.test(entry.name);
      if (fit >= 0) ranked.push({ entry, rank: first ? fit - 100 : fit * 10 + kind });
    }
    ranked.sort((one, other) => one.rank - other.rank);
    const found = ranked.slice(0, SHOWN).map(({ entry }) => entry);
    // What is written already needs no proposal.
    return found.length === 1 && found[0].name === word ? [] : found;
  }

  #put(editor, data, name) {
    editor.getDoc().replaceRange(name, data.from, data.to, "complete");
    this.declare(editor, name.slice(0, name.indexOf(":")));
  }

  /** Adds the PREFIX line of a known prefix that the query uses and does not declare. */
  declare(editor, prefix) {
    const iri = this.prefixes[prefix];
    if (!iri || new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(editor.getValue())) return;
    const lines = editor.getValue().split("\n");
    let line = lines.findLastIndex((each) => /^\s*PREFIX\s/i.test(each)) + 1;
    if (line === 0) while (line < lines.length - 1 && /^\s*#/.test(lines[line])) line += 1;
    editor.getDoc().replaceRange(`PREFIX ${prefix}: <${iri}>\n`, { line, ch: 0 });
  }

  /** The prefix whose colon has just been typed, or null. */
  static typed(editor) {
    const cursor = editor.getDoc().getCursor();
    const before = editor.getDoc().getLine(cursor.line).slice(0, cursor.ch);
    if (/^\s*(?:PREFIX|BASE|#)/i.test(before) || /["'<][^"'>]*$/.test(before)) return null;
    return /(?:^|[\s({[;,.^|/!])([A-Za-z][\w-]*):$/.exec(before)?.[1] ?? null;
  }
}

/** 0: the name, 1: the beginning of a key, 2: that of a word in it, 3: inside; -1 when it does not fit. */
function fitting(keys, typed) {
  if (!typed) return 1;
  if (keys.includes(typed)) return 0;
  if (keys.some((key) => key.startsWith(typed))) return 1;
  const places = keys.map((key) => key.indexOf(typed)).filter((place) => place > 0);
  if (!places.length) return -1;
  return keys.some((key) => /[^a-z0-9]/.test(key[key.indexOf(typed) - 1] ?? "")) ? 2 : 3;
}

function variables(query, word) {
  const names = new Set([...query.matchAll(/[?$](\w+)/g)].map(([, name]) => word[0] + name));
  names.delete(word);
  return [...names].filter((name) => name.startsWith(word)).sort()
    .map((name) => ({ kind: "variable", name, label: "", meaning: "" }));
}

function rendered({ kind, name, label, meaning }) {
  return [
    element("span", { class: "proposal-name" }, name),
    element("span", { class: "proposal-label", title: meaning }, label),
    element("span", { class: "proposal-kind" }, words.kinds[kind]),
  ];
}
