// A bar chart of one column of labels and one of numbers, drawn as SVG.
import { drawn, element } from "./editor-element.js";
import { number, words } from "./editor-words.js";

const BARS = 50;
const NUMBERS = /#(?:integer|decimal|double|float|(?:nonNegative|positive|unsigned)?(?:Integer|Int|Long|Short)|int|long|short)$/;

/** The columns that may be labels and those that are numbers; null where a chart makes no sense. */
export function chartable(columns, rows) {
  if (rows.length < 2) return null;
  const values = (name) => rows.map((row) => row[name]).filter(Boolean);
  const isNumber = (term) => term.type !== "uri" && NUMBERS.test(term.datatype ?? "") && Number.isFinite(Number(term.value));
  const numbers = columns.filter((name) => values(name).length && values(name).every(isNumber));
  const labels = columns.filter((name) => !numbers.includes(name) && values(name).length > 1);
  if (!numbers.length || !labels.length) return null;
  return { labels, numbers, label: mostTelling(labels, values), number: numbers.at(-1) };
}

/** Titles say more than codes, and codes more than addresses; whole paragraphs are no labels. */
function mostTelling(labels, values) {
  const length = (name) => {
    const terms = values(name);
    const mean = terms.reduce((sum, term) => sum + term.value.length, 0) / terms.length;
    return terms.every((term) => term.type !== "uri") && mean <= 80 ? mean : 0;
  };
  return labels.reduce((best, name) => (length(name) > length(best) ? name : best));
}

/** The chart with its two choices; it draws itself again when its width changes. */
export function chart({ labels, numbers, label, number: value }, rows, text) {
  const picture = element("div", { class: "chart" });
  const choice = (words, options, chosen) => {
    const select = element("select", { onchange: draw }, ...options.map((name) => element("option", { selected: name === chosen }, name)));
    return [element("label", {}, `${words} `, select), select];
  };
  const [labelChoice, labelSelect] = choice(words.label, labels, label);
  const [valueChoice, valueSelect] = choice(words.value, numbers, value);
  function draw() {
    const bars = rows.slice(0, BARS).map((row) => ({
      label: row[labelSelect.value] ? text(row[labelSelect.value]) : "–",
      value: row[valueSelect.value] ? Number(row[valueSelect.value].value) : 0,
    }));
    const title = words.bars(valueSelect.value, labelSelect.value, bars.length);
    picture.replaceChildren(svg(bars, title, Math.max(240, picture.clientWidth || 640)));
  }
  new ResizeObserver(draw).observe(picture);
  const note = rows.length > BARS ? `${words.firstBars(BARS, rows.length)} ` : "";
  return element(
    "div", {},
    element("p", { class: "choices" }, labelChoice, valueChoice),
    picture,
    element("p", { class: "note" }, note + words.sameValues),
  );
}

function svg(bars, title, width) {
  const narrow = width < 560;
  const start = narrow ? 0 : Math.round(width * 0.38);
  const row = narrow ? 44 : 26;
  const room = width - start - 80;
  const most = Math.max(...bars.map((bar) => Math.abs(bar.value)), 0) || 1;
  const most_letters = Math.floor((narrow ? width : start - 12) / 7.2);
  const groups = bars.map((bar, at) => {
    const top = at * row;
    const long = Math.max(1, (Math.abs(bar.value) / most) * room);
    const label = bar.label.length > most_letters ? `${bar.label.slice(0, most_letters - 1)}…` : bar.label;
    const base = top + (narrow ? 35 : 17);
    return drawn(
      "g", {},
      drawn("title", {}, `${bar.label} : ${number(bar.value)}`),
      drawn("text", narrow ? { x: 0, y: top + 15 } : { x: start - 8, y: base, "text-anchor": "end" }, label),
      drawn("rect", { x: start, y: base - 13, width: long, height: 18, rx: 2 }),
      drawn("text", { x: start + long + 6, y: base, class: "value" }, number(bar.value)),
    );
  });
  const height = bars.length * row + 4;
  const attributes = { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": title };
  return drawn("svg", attributes, ...groups);
}
