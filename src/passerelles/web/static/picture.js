// A graph view one moves in: Cytoscape draws what the server has laid out. Without it the page keeps its drawing.
import { combed } from "./picture-labels.js";
import { controls } from "./picture-controls.js";
import { elements, styled } from "./picture-elements.js";
import { Panel } from "./picture-panel.js";

const section = document.querySelector(".picture");
const canvas = section.querySelector(".picture-canvas");
const still = section.querySelector(".picture-still");
const WORDS = document.documentElement.lang === "en"
  ? { failed: "The picture could not be drawn; the tables below hold all of it.", opened: "opened", failedOpen: "This could not be opened." }
  : { failed: "L’image n’a pas pu être dessinée ; les tableaux ci-dessous la contiennent toute.", opened: "ouvert", failedOpen: "Cet élément n’a pas pu être ouvert." };
// From so many dots on, drawing is made lighter while one moves.
const MANY = 600;
// A narrower frame shows two columns, not three.
const NARROW = 620;

async function fetched(address) {
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function start() {
  const [library, data] = await Promise.all([import(section.dataset.library), fetched(section.dataset.picture)]);
  canvas.hidden = false;
  const many = data.nodes.length > MANY;
  const cy = library.default({
    container: canvas,
    elements: elements(data),
    style: styled(data.graph),
    layout: { name: "preset", fit: false },
    minZoom: 0.05,
    maxZoom: 4,
    autoungrabify: true,
    boxSelectionEnabled: false,
    selectionType: "single",
    userZoomingEnabled: window.matchMedia("(pointer: coarse)").matches,
    textureOnViewport: many,
    hideEdgesOnViewport: many,
    pixelRatio: many ? 1 : "auto",
  });
  still.hidden = true;
  for (const each of section.querySelectorAll(".picture-tools, .picture-help, [data-do]")) each.hidden = false;
  const view = { cy, data, section, canvas, many, open, refit: () => whole(cy, view.data) };
  view.panel = new Panel(view);
  view.say = (text) => { section.querySelector(".picture-said").textContent = text; };
  fit(cy, data);
  if (data.graph.view === "carte") combed(view);
  controls(view);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(styled(view.data.graph)));
  window.addEventListener("popstate", () => window.location.reload());
  section.dataset.ready = "1";

  /** The page at that address in the place of this one: tables, legend, and the picture moved to its new places. */
  async function open(address, id, fromTable = false) {
    canvas.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      const drawn = next.querySelector(".picture");
      const fresh = await fetched(drawn.dataset.picture);
      replace(next);
      section.dataset.address = drawn.dataset.address;
      window.history.pushState(null, "", address);
      moved(view, fresh, id);
      view.relegend();
      if (fromTable) document.querySelector(`.picture-tables tr[data-id="${CSS.escape(id)}"] a`)?.focus({ preventScroll: true });
      view.say(`${view.cy.getElementById(id).data("label") ?? ""} : ${WORDS.opened}`);
    } catch {
      view.say(WORDS.failedOpen);
    } finally {
      canvas.removeAttribute("aria-busy");
    }
  }
}

function replace(next) {
  const swap = (selector) => {
    const [old, fresh] = [document.querySelector(selector), next.querySelector(selector)];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    else if (old) old.remove();
    else if (fresh) section.before(document.adoptNode(fresh));
  };
  [".picture-tables", ".picture-legend", ".cut"].forEach(swap);
  // What is printed is the drawing of the server.
  still.replaceChildren(...next.querySelector(".picture-still").childNodes);
  for (const format of ["svg", "graphml", "gexf", "csv", "json"]) {
    const find = (root) => root.querySelector(`.picture-save a[href*="/graphe.${format}"]`);
    find(document).href = find(next).getAttribute("href");
  }
}

/** The elements of a new picture; the mark that was opened keeps its place on the screen. */
function moved(view, fresh, id) {
  const { cy } = view;
  const anchor = cy.getElementById(id).nonempty() ? { ...cy.getElementById(id).renderedPosition() } : null;
  const now = elements(fresh);
  const names = new Set(now.map((each) => each.data.id));
  cy.batch(() => {
    cy.elements().filter((each) => !names.has(each.id())).remove();
    for (const each of now) {
      const there = cy.getElementById(each.data.id);
      if (there.empty()) cy.add(each);
      else {
        there.data(each.data);
        there.classes(each.classes);
        if (each.position) there.position(each.position);
      }
    }
  });
  view.data = fresh;
  const target = cy.getElementById(id).nonempty() ? cy.getElementById(id) : cy.getElementById(id.split("~")[0]);
  if (anchor && target.nonempty()) {
    const place = target.renderedPosition();
    cy.panBy({ x: anchor.x - place.x, y: anchor.y - place.y });
  }
  view.panel.show(target);
  view.comb?.();
}

function fit(cy, data) {
  canvas.style.blockSize = "";
  cy.resize();
  whole(cy, data);
  // Boxes are for reading: the picture opens at a size that can be read, around what it is about.
  if (data.graph.view === "carte") return;
  const least = { suite: 0.75, parcours: 0.66 }[data.graph.view] ?? 0.72;
  if (cy.zoom() > 1.1) cy.zoom(1.1);
  else if (cy.zoom() < least) cy.zoom(least);
  const needed = data.graph.height * cy.zoom() + 24;
  if (needed < cy.height()) {
    canvas.style.blockSize = `${Math.max(needed, 220)}px`;
    cy.resize();
  }
  const centre = data.graph.view === "parcours" ? null : cy.getElementById(data.graph.centre ?? "");
  if (centre?.nonempty() && data.graph.view === "voisinage") {
    cy.center(centre);
    if (cy.width() < NARROW) beside(cy, centre);
  }
  else {
    // From its beginning, where it is larger than the frame; else in the middle.
    const spare = (room, size) => Math.max((room - size * cy.zoom()) / 2, 0);
    cy.pan({ x: spare(cy.width(), data.graph.width), y: spare(cy.height(), data.graph.height) });
  }
}

/** On a phone: the certification on the left, and what it is made of beside it. */
function beside(cy, centre) {
  const columns = 2 * centre.width() + 150;
  cy.zoom(Math.min(0.72, (cy.width() - 16) / columns));
  cy.center(centre);
  cy.panBy({ x: 8 - centre.renderedBoundingBox({ includeLabels: false }).x1, y: 0 });
}

/** All of it in the frame, reckoned from the size that the server gives: asking every element takes seconds. */
function whole(cy, { graph }) {
  const zoom = Math.min((cy.width() - 16) / graph.width, (cy.height() - 16) / graph.height, 2);
  cy.viewport({ zoom, pan: { x: (cy.width() - graph.width * zoom) / 2, y: (cy.height() - graph.height * zoom) / 2 } });
}

if (section?.dataset.library) {
  start().catch(() => {
    canvas.hidden = true;
    still.hidden = false;
    const wait = still.querySelector(".picture-wait");
    if (wait) wait.textContent = WORDS.failed;
  });
} else {
  const wait = section?.querySelector(".picture-wait");
  if (wait) wait.textContent = WORDS.failed;
}
