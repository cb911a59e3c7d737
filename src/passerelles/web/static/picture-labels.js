// The names on a map: as many as fit at the grandeur one looks at, communities first, then the best bound dots.

const WAIT = 160;
const CELL = 40;
const DOTS = 700;
const SIZES = { group: 14, dot: 11, caption: 12 };
const NARROW = 620;

/** Keep the names of the map legible while one moves in it. */
export function combed(view) {
  const { cy } = view;
  const dots = cy.nodes(".carte").sort((one, other) => (other.data("weight") ?? 0) - (one.data("weight") ?? 0));
  const groups = cy.nodes(".group-name").sort((one, other) => other.data("size") - one.data("size"));
  const captions = cy.nodes(".caption");
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const font = getComputedStyle(document.body).fontFamily;
  const width = (text, size, weight) => {
    const key = `${size}${text}`;
    if (!widths.has(key)) {
      pen.font = `${weight} ${size}px ${font}`;
      widths.set(key, pen.measureText(text).width);
    }
    return widths.get(key);
  };
  let timer = 0;

  function comb() {
    const zoom = cy.zoom();
    const taken = new Map();
    const free = (left, top, right, bottom) => {
      const cells = [];
      for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1)
        for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) cells.push(`${x}:${y}`);
      const met = cells.some((cell) => (taken.get(cell) ?? []).some((each) => left < each[2] && each[0] < right && top < each[3] && each[1] < bottom));
      if (met) return false;
      for (const cell of cells) taken.set(cell, [...(taken.get(cell) ?? []), [left, top, right, bottom]]);
      return true;
    };
    const block = (left, top, right, bottom) => {
      const cell = `${Math.floor((left + right) / 2 / CELL)}:${Math.floor((top + bottom) / 2 / CELL)}`;
      taken.set(cell, [...(taken.get(cell) ?? []), [left, top, right, bottom]]);
    };
    const [wide, tall] = [cy.width(), cy.height()];
    const large = wide < NARROW ? SIZES.group - 2 : SIZES.group;
    captions.style("font-size", SIZES.caption / zoom);
    const seen = ({ x, y }) => x > -200 && y > -30 && x < wide && y < tall + 30;
    // Names do not cover dots, as far as these are few enough to be told apart.
    const inSight = dots.filter((each) => !each.hasClass("off") && seen(each.renderedPosition()));
    if (inSight.length < DOTS) {
      inSight.forEach((each) => {
        const { x, y } = each.renderedPosition();
        const half = (each.data("width") / 2) * zoom;
        block(x - half, y - half, x + half, y + half);
      });
    }
    cy.batch(() => {
      groups.forEach((each) => {
        const { x, y } = each.renderedPosition();
        const half = width(each.data("text"), large, 700) / 2 + 4;
        // A name that the frame would cut is not written.
        const whole = x - half >= 0 && x + half <= wide && y - large >= 0;
        const shown = each.data("text") && whole && seen({ x: x - half, y }) && free(x - half, y - large - 6, x + half, y + 2);
        each.toggleClass("unnamed", !shown);
        if (shown) each.style("font-size", large / zoom);
      });
      dots.forEach((each) => {
        if (each.hasClass("off")) return;
        const { x, y } = each.renderedPosition();
        let shown = false;
        if (seen({ x, y })) {
          const left = x + (each.data("width") / 2) * zoom + 3;
          const wanted = each.hasClass("current") || each.hasClass("found");
          const right = left + width(each.data("text"), SIZES.dot, 400) + 4;
          shown = (right <= wide && free(left, y - 7, right, y + 7)) || wanted;
        }
        if (shown !== each.hasClass("named")) each.toggleClass("named", shown);
        if (shown) each.style("font-size", SIZES.dot / zoom);
      });
    });
  }

  view.comb = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(comb, WAIT);
  };
  cy.on("viewport resize", view.comb);
  comb();
}
