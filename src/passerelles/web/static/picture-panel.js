// The panel beside a graph view: what the chosen mark or line is, in the words of the tables below.

const ENGLISH = document.documentElement.lang === "en";
const PREFIX = ENGLISH ? "/en" : "";
const WORDS = ENGLISH
  ? { mark: "Chosen element", line: "Chosen link", ties: "Its links", why: "Why are they close?", none: "No reason was given.", alone: "No link in this picture.", of: "from", to: "to" }
  : { mark: "Élément choisi", line: "Lien choisi", ties: "Ses liens", why: "Pourquoi sont-elles proches ?", none: "Aucune raison n’a été donnée.", alone: "Aucun lien dans cette image.", of: "de", to: "vers" };

function made(name, { text = "", french = false, ...properties } = {}) {
  const element = Object.assign(document.createElement(name), properties);
  element.textContent = text;
  if (french && ENGLISH) element.lang = "fr";
  return element;
}

const short = (node) => node.data("identifier") ?? node.data("title") ?? "◇";

export class Panel {
  constructor(view) {
    this.view = view;
    this.element = view.section.querySelector(".picture-panel");
    this.body = this.element.querySelector(".picture-panel-body");
    this.title = this.element.querySelector("h3");
    this.element.querySelector("[data-do=close]").addEventListener("click", () => this.close());
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.close();
      }
    });
  }

  get shown() {
    return !this.element.hidden;
  }

  close() {
    this.element.hidden = true;
    this.chosen(this.view.cy.collection());
    this.view.canvas.focus({ preventScroll: true });
  }

  focus() {
    this.element.focus({ preventScroll: true });
  }

  /** Show a mark or a line, whichever it is. */
  show(element) {
    if (element.empty()) return;
    this.chosen(element);
    const narrow = window.matchMedia("(max-width: 56rem)").matches;
    if (element.isNode()) this.mark(element);
    else this.line(element);
    const first = this.element.hidden;
    this.element.hidden = false;
    if (first && !narrow) {
      // What was in the middle stays there.
      const { cy } = this.view;
      const wide = cy.width();
      cy.resize();
      cy.panBy({ x: (cy.width() - wide) / 2, y: 0 });
    }
    this.element.scrollTop = 0;
  }

  chosen(element) {
    const { cy } = this.view;
    cy.batch(() => {
      cy.elements().removeClass("current near faded");
      if (element.empty()) return;
      element.addClass("current");
      const beside = element.isNode() ? element.connectedEdges() : element;
      if (element.isNode()) beside.addClass("near");
      if (this.view.data.graph.view === "carte") {
        cy.elements(".mark, .line").not(element).not(beside).not(beside.connectedNodes()).addClass("faded");
      }
    });
    this.view.comb?.();
  }

  mark(node) {
    this.title.textContent = WORDS.mark;
    const row = document.querySelector(`.picture-marks tr[data-id="${CSS.escape(node.id())}"]`);
    this.body.replaceChildren();
    if (row) {
      const [head, ...cells] = row.cells;
      const name = made("p");
      name.append(...[...head.childNodes].map((each) => each.cloneNode(true)));
      if (head.lang) name.lang = head.lang;
      this.body.append(name);
      const actions = cells.pop();
      const list = made("dl");
      const heads = [...row.closest("table").querySelectorAll("thead th")].slice(1, 1 + cells.length);
      cells.forEach((cell, place) => {
        if (!cell.textContent.trim()) return;
        const value = made("dd");
        value.append(...[...cell.childNodes].map((each) => each.cloneNode(true)));
        list.append(made("dt", { text: heads[place]?.textContent ?? "" }), value);
      });
      this.body.append(list);
      const links = made("p", { className: "actions" });
      for (const link of actions.querySelectorAll("a")) links.append(link.cloneNode(true));
      if (links.childNodes.length) this.body.append(links);
    } else {
      const name = made("p");
      if (node.data("href")) name.append(made("a", { text: node.data("label"), href: `${PREFIX}${node.data("href")}`, french: true }));
      else name.append(made("span", { text: node.data("label"), french: true }));
      this.body.append(name);
    }
    const ties = node.connectedEdges().filter((edge) => !edge.hasClass("off"));
    this.body.append(made("h4", { text: ties.length ? `${WORDS.ties} (${ties.length})` : WORDS.alone }));
    const list = made("ul", { className: "ties" });
    ties.forEach((edge) => {
      const button = made("button", { type: "button" });
      const [from, to] = [edge.source(), edge.target()];
      const other = from.id() === node.id() ? to : from;
      button.append(
        made("span", { text: `${from.id() === node.id() ? WORDS.to : WORDS.of} ` }),
        made("span", { text: other.data("identifier") ? `${other.data("identifier")} ` : "", className: "code" }),
        made("span", { text: other.data("title") ?? "", french: true }),
      );
      if (edge.data("rank")) button.append(made("span", { text: ` – ${this.rank(edge)}`, className: "note" }));
      button.addEventListener("click", () => { this.show(edge); this.focus(); });
      const item = made("li");
      item.append(button);
      list.append(item);
    });
    this.body.append(list);
  }

  line(edge) {
    this.title.textContent = WORDS.line;
    this.body.replaceChildren();
    const row = document.querySelector(`.picture-lines tr[data-line="${edge.data("number")}"]`);
    if (row) {
      const rank = made("p");
      rank.append(...[...row.cells[2].childNodes].map((each) => each.cloneNode(true)));
      const said = made("div");
      said.append(...[...row.cells[3].childNodes].map((each) => each.cloneNode(true)));
      for (const each of said.querySelectorAll("details")) each.open = true;
      this.body.append(rank, said);
    } else {
      if (edge.data("rank")) this.body.append(made("p", { text: this.rank(edge) }));
      const words = edge.data("explanation") ?? `${short(edge.source())} ${edge.data("words")} ${short(edge.target())}.`;
      this.body.append(made("p", { text: words, french: true }));
      const pair = [edge.source(), edge.target()].map((each) => each.data("identifier"));
      if (edge.data("kind") === "proche" && pair.every(Boolean)) {
        this.body.append(made("p", { className: "actions" }));
        this.body.lastChild.append(made("a", { text: ENGLISH ? "Compare" : "Comparer", href: `${PREFIX}/comparer?ids=${pair.join(",")}` }));
      }
    }
    if (edge.data("kind") === "proche" && !edge.data("explanation")) this.reason(edge);
    const list = made("ul", { className: "ties" });
    for (const [word, node] of [[WORDS.of, edge.source()], [WORDS.to, edge.target()]]) {
      const button = made("button", { type: "button" });
      button.append(made("span", { text: `${word} ` }), made("span", { text: node.data("label"), french: true }));
      button.addEventListener("click", () => { this.view.go(node); this.focus(); });
      const item = made("li");
      item.append(button);
      list.append(item);
    }
    this.body.append(list);
  }

  rank(edge) {
    const words = ENGLISH ? { officielle: "official", conventionnelle: "by agreement", "calculée": "computed" } : {};
    const score = edge.data("score");
    const figure = score === undefined ? "" : ` ${score.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 })}`;
    return `${words[edge.data("rank")] ?? edge.data("rank")}${figure}`;
  }

  /** Of a large map the reasons are asked for one by one. */
  async reason(edge) {
    const place = made("p", { className: "note", text: "…" });
    this.body.append(made("h4", { text: WORDS.why }), place);
    let reason = null;
    for (const [one, other] of [[edge.source(), edge.target()], [edge.target(), edge.source()]]) {
      const answer = await fetch(`/api/similaires/${one.data("iri")}?nombre=60`).catch(() => null);
      const found = answer?.ok ? (await answer.json()).neighbours.find((each) => each.iri === other.data("iri")) : null;
      if (found) {
        reason = found.reason;
        break;
      }
    }
    place.textContent = reason ?? WORDS.none;
    if (reason && ENGLISH) place.lang = "fr";
  }
}
