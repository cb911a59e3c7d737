// What a person's file holds besides public codes: kept in this tab alone, until it is closed or cleared.

const KEY = "passerelles.dossier";
const FORMAT = "passerelles-dossier";
const EMPTY = Object.freeze({ recit: "", notes: "", personne: "", conseil: "", verifier: [] });
// The parameters of an address that a saved file may bring back.
const NAMES = ["acquis", "vers", "niveau", "voie", "le", "chemins", "ids"];
const LONGEST = 20000;

/** The file of this tab: the experience as told, the notes, and what is to be checked for a VAE. */
export function read() {
  try {
    return checked(JSON.parse(window.sessionStorage.getItem(KEY)));
  } catch {
    return { ...EMPTY };
  }
}

/** Change some of it. */
export function write(changes) {
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify({ ...read(), ...changes }));
  } catch {
    // A browser that keeps nothing: the page still works, the file is not remembered.
  }
}

/** Forget it. */
export function clear() {
  window.sessionStorage.removeItem(KEY);
}

/** The text of a file to save: the codes of the address, and what this tab holds. */
export function saved(search) {
  const given = new URLSearchParams(search);
  const codes = Object.fromEntries(NAMES.filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
  return `${JSON.stringify({ format: FORMAT, version: 1, codes, ...read() }, null, 1)}\n`;
}

/** Take over a saved file; its codes as a query string, or null when it is no such file. */
export function opened(text) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  if (found?.format !== FORMAT || found.version !== 1) return null;
  clear();
  write(checked(found));
  const given = new URLSearchParams();
  for (const name of NAMES) {
    if (typeof found.codes?.[name] === "string") given.set(name, found.codes[name].slice(0, 4000));
  }
  return given.toString().replaceAll("%2C", ",");
}

/** A file whose values are of the kinds they should be; links lead to our pages only. */
function checked(found) {
  const words = (value) => (typeof value === "string" ? value.slice(0, LONGEST) : "");
  const list = Array.isArray(found?.verifier) ? found.verifier.slice(0, 200) : [];
  return {
    recit: words(found?.recit),
    notes: words(found?.notes),
    personne: words(found?.personne),
    conseil: words(found?.conseil),
    verifier: list.map((each) => ({
      code: words(each?.code), text: words(each?.text), of: words(each?.of),
      href: /^\/certification\//.test(words(each?.href)) ? words(each.href) : "",
    })),
  };
}
