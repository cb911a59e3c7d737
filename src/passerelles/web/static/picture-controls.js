// What one does with a graph view: move by keyboard, find, filter by the legend, open, save.
import { saveImage, saveDrawing } from "./picture-files.js";

const ENGLISH = document.documentElement.lang === "en";
const WORDS = ENGLISH
  ? { none: "nothing", found: (n, at) => `${n} found${at ? `, number ${at}` : ""}`, links: (n) => `${n} link${n === 1 ? "" : "s"}`, enter: "Enter to open", hidden: (n) => `${n} element${n === 1 ? "" : "s"} shown` }
  : { none: "rien", found: (n, at) => `${n} trouvé${n > 1 ? "s" : ""}${at ? `, n° ${at}` : ""}`, links: (n) => `${n} lien${n > 1 ? "s" : ""}`, enter: "Entrée pour ouvrir", hidden: (n) => `${n} élément${n > 1 ? "s" : ""} montré${n > 1 ? "s" : ""}` };
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 1.35;
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Give a view its controls. */
export function controls(view) {
  const { cy, canvas, section } = view;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const marks = () => cy.nodes(".mark").filter((each) => !each.hasClass("off"));
  const current = () => cy.nodes(".mark.current");

  function zoom(factor) {
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  /** Make a mark the current one, in sight, and say what it is. */
  view.go = (node, { near = false } = {}) => {
    view.panel.show(node);
    const { x, y } = node.renderedPosition();
    const out = x < 90 || y < 40 || x > cy.width() - 90 || y > cy.height() - 40;
    if (near || out) {
      const level = near ? Math.max(cy.zoom(), view.data.graph.view === "carte" ? 1.2 : 0.9) : cy.zoom();
      const move = { zoom: level, center: { eles: node } };
      if (still) { cy.zoom(level); cy.center(node); } else cy.animate(move, { duration: 200 });
    }
    const links = node.connectedEdges().filter((edge) => !edge.hasClass("off")).length;
    view.say([node.data("text").replaceAll("\n", ", "), WORDS.links(links), openable(node) && WORDS.enter].filter(Boolean).join(" ; "));
  };

  const openable = (node) => view.data.graph.view === "voisinage" && link(node);
  const link = (node) => document.querySelector(`.picture-tables a[data-open="${CSS.escape(node.id())}"], .picture-tables a[data-close="${CSS.escape(node.id())}"]`);

  function activate(node) {
    const address = view.data.graph.view === "voisinage" && link(node)?.getAttribute("href");
    if (address) view.open(address, node.id());
    else { view.go(node); view.panel.focus(); }
  }

  function step([dx, dy]) {
    const from = current();
    if (from.empty()) {
      const first = cy.getElementById(view.data.graph.centre ?? "");
      view.go(first.nonempty() ? first : marks().max((each) => each.data("weight") ?? 0).ele);
      return;
    }
    const here = from.position();
    const best = (some) => {
      let found = null;
      let least = Infinity;
      some.forEach((each) => {
        const place = each.position();
        const [x, y] = [place.x - here.x, place.y - here.y];
        const ahead = x * dx + y * dy;
        const aside = Math.abs(x * dy) + Math.abs(y * dx);
        const cost = ahead + 2 * aside;
        if (ahead > 1 && cost < least) [found, least] = [each, cost];
      });
      return found;
    };
    const neighbours = from.neighborhood("node.mark").filter((each) => !each.hasClass("off"));
    const cone = (some) => some.filter((each) => {
      const place = each.position();
      const [x, y] = [place.x - here.x, place.y - here.y];
      return x * dx + y * dy >= Math.abs(x * dy) + Math.abs(y * dx);
    });
    // Neighbours ahead first, then whatever stands ahead.
    const next = best(cone(neighbours)) ?? best(cone(marks().not(from))) ?? best(neighbours);
    if (next) view.go(next);
  }

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const done = () => event.preventDefault();
    if (ARROWS[event.key]) { done(); step(ARROWS[event.key]); }
    else if (event.key === "Enter" && current().nonempty()) { done(); activate(current()); }
    else if (event.key === " " && current().nonempty()) { done(); view.panel.focus(); }
    else if (event.key === "+" || event.key === "=") { done(); zoom(STEP); }
    else if (event.key === "-") { done(); zoom(1 / STEP); }
    else if (event.key === "0") { done(); view.refit(); }
    else if (event.key === "Escape") {
      done();
      if (view.panel.shown) view.panel.close();
      else section.querySelector(".picture-save a").focus();
    }
  });
  // The wheel scrolls the page, until one works in the picture.
  const coarse = window.matchMedia("(pointer: coarse)").matches;
  canvas.addEventListener("focus", () => cy.userZoomingEnabled(true));
  canvas.addEventListener("blur", () => cy.userZoomingEnabled(coarse));
  canvas.addEventListener("pointerdown", () => canvas.focus({ preventScroll: true }));

  cy.on("tap", "node.mark, edge.line", (event) => {
    if (event.target.isNode()) view.go(event.target);
    else view.panel.show(event.target);
  });
  cy.on("dbltap", "node.mark", (event) => activate(event.target));
  cy.on("tap", "node.rest", (event) => activate(event.target));
  cy.on("mouseover", "node.mark, edge.line", () => canvas.classList.add("pointing"));
  cy.on("mouseout", "node.mark, edge.line", () => canvas.classList.remove("pointing"));

  const deeds = {
    in: () => zoom(STEP), out: () => zoom(1 / STEP), fit: () => view.refit(),
    svg: () => saveDrawing(view), png: () => saveImage(view),
  };
  section.addEventListener("click", (event) => {
    const deed = deeds[event.target.closest("[data-do]")?.dataset.do];
    if (deed) deed();
  });
  document.addEventListener("click", (event) => {
    const address = event.target.closest("a[data-open], a[data-close]");
    if (address && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      view.open(address.getAttribute("href"), address.dataset.open ?? address.dataset.close, !section.contains(address));
    }
  });

  finding(view, marks);
  view.relegend = () => legend(view);
  legend(view);
  new ResizeObserver(() => cy.resize()).observe(canvas);
}

function finding(view, marks) {
  const { cy, section } = view;
  const field = section.querySelector(".picture-find input");
  const status = section.querySelector(".picture-found");
  let found = cy.collection();
  let at = -1;
  field.addEventListener("input", () => {
    const words = folded(field.value.trim()).split(/\s+/).filter(Boolean);
    cy.nodes(".found").removeClass("found");
    at = -1;
    found = words.length ? marks().filter((each) => words.every((word) => folded(each.data("label")).includes(word))) : cy.collection();
    found.addClass("found");
    status.textContent = words.length ? (found.length ? WORDS.found(found.length) : WORDS.none) : "";
    view.comb?.();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found.length) {
      event.preventDefault();
      at = (at + 1) % found.length;
      status.textContent = WORDS.found(found.length, at + 1);
      view.go(found[at], { near: true });
    } else if (event.key === "Escape") {
      field.value = "";
      field.dispatchEvent(new Event("input"));
    }
  });
}

/** The legend filters: what is unticked is not drawn. */
function legend(view) {
  const { cy, section } = view;
  const boxes = [];
  for (const item of section.querySelectorAll(".picture-legend li")) {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: true });
    const note = [...item.querySelectorAll(":scope > .note")];
    const rest = [...item.childNodes].filter((each) => !note.includes(each));
    label.append(box, ...rest);
    item.prepend(label);
    boxes.push([box, item.dataset]);
    box.addEventListener("change", filter);
  }

  function filter() {
    const off = (name) => new Set(boxes.filter(([box, data]) => !box.checked && data[name]).map(([, data]) => data[name]));
    const [ranks, lines, kinds, groups] = ["rank", "line", "kind", "group"].map(off);
    const any = boxes.some(([box]) => !box.checked);
    cy.batch(() => {
      cy.elements().removeClass("off");
      cy.edges(".line").filter((edge) => {
        const rank = edge.data("rank");
        if (rank) return ranks.has(rank);
        return lines.has(edge.data("kind") === "remplacement" ? "remplacement" : "composition");
      }).addClass("off");
      cy.nodes(".mark").filter((node) => kinds.has(node.data("kind")) || groups.has(String(node.data("group")))).addClass("off");
      cy.nodes(".hull, .group-name").filter((node) => groups.has(String(node.data("group")))).addClass("off");
      // What no line leads to any more would float about, but on a map, where dots have a place of their own.
      if (any && view.data.graph.view !== "carte") {
        cy.nodes(".mark").filter((node) => node.id() !== view.data.graph.centre && !node.hasClass("held")
          && node.connectedEdges().every((edge) => edge.hasClass("off") || edge.source().hasClass("off") || edge.target().hasClass("off"))
          && node.connectedEdges().nonempty()).addClass("off");
        cy.nodes(".caption").toggleClass("off", any);
      }
    });
    view.say(WORDS.hidden(cy.nodes(".mark").filter((node) => !node.hasClass("off")).length));
    view.comb?.();
  }
}
