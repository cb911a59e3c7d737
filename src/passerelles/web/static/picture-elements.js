// What Cytoscape draws, from the picture of the server, and how it looks in the theme of the page.

const TINTS = ["officielle", "conventionnelle", "calculee", "remplacement", "edge", "certification",
  ...Array.from({ length: 8 }, (_, place) => `groupe-${place + 1}`)];

/** The colour of that name in the theme. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--picture-${name}`).trim();
}

/** Everything of a picture: marks, lines, and what stands behind and beside them. */
export function elements(data) {
  const { graph } = data;
  return [...hulls(graph), ...ticks(graph), ...data.nodes.map((node) => mark(node, graph)), ...captions(graph),
    ...data.edges.map((edge) => line(edge, graph, data))];
}

function mark(node, graph) {
  const { x, y, ...rest } = node;
  const classes = ["mark", graph.view, node.kind === "correspondance" && "knot", node.kind === "suite" && "rest",
    node.id === graph.centre && "centre", node.state === "détenu" && "held", !(node.start && node.end) && "unsure",
    ["à acquérir", "à faire délivrer"].includes(node.state) && "wanting", `in-${node.colour}`,
    node.shape && `shape-${node.shape}`];
  const more = node.hidden && !node.opened && node.kind !== "suite" ? `  (+${node.hidden})` : "";
  const text = graph.view === "suite" ? `${cut(node.label)}   ${node.period}` : addedTo(node.text, more, node.state ? 1 : 0);
  return { data: { ...rest, text }, position: { x, y }, classes: classes.filter(Boolean).join(" ") };
}

const cut = (text) => (text.length > 72 ? `${text.slice(0, 71).trimEnd()}…` : text);

function addedTo(text, more, place) {
  if (!more) return text;
  const lines = text.split("\n");
  lines[Math.min(place, lines.length - 1)] += more;
  return lines.join("\n");
}

function line(edge, graph, data) {
  const known = {
    ...edge, id: `lien:${edge.source}|${edge.target}|${edge.kind}`, text: edge.label ?? "", width: edge.width,
  };
  if (edge.route) Object.assign(known, bent(edge.route, data.nodes, edge));
  const classes = ["line", edge.route ? "curved" : "straight", edge.dash && "dashed", edge.arrow && "headed", `side-${edge.side}`, `in-${edge.colour}`];
  return { data: known, classes: classes.filter(Boolean).join(" ") };
}

/** The points of the server as Cytoscape wants them: ends from the middle of each mark, bends along and off the chord. */
function bent([x, y, ax, ay, bx, by, to, at], nodes, edge) {
  const [source, target] = [edge.source, edge.target].map((id) => place(nodes, id));
  const [dx, dy] = [to - x, at - y];
  const length = Math.hypot(dx, dy) || 1;
  const along = (px, py) => (((px - x) * dx + (py - y) * dy) / length ** 2).toFixed(4);
  const off = (px, py) => (((px - x) * -dy + (py - y) * dx) / length).toFixed(2);
  return {
    begins: `${(x - source.x).toFixed(1)}px ${(y - source.y).toFixed(1)}px`,
    ends: `${(to - target.x).toFixed(1)}px ${(at - target.y).toFixed(1)}px`,
    weights: `${along(ax, ay)} ${along(bx, by)}`,
    distances: `${off(ax, ay)} ${off(bx, by)}`,
  };
}

const places = new WeakMap();
function place(nodes, id) {
  if (!places.has(nodes)) places.set(nodes, new Map(nodes.map((node) => [node.id, node])));
  return places.get(nodes).get(id);
}

function hulls(graph) {
  return graph.groups.filter((group) => group.size > 1).flatMap((group) => {
    const [xs, ys] = [group.outline.map(([x]) => x), group.outline.map(([, y]) => y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
    const shape = group.outline.map(([x, y]) => `${((2 * (x - left)) / width - 1).toFixed(4)} ${((2 * (y - top)) / height - 1).toFixed(4)}`);
    const tint = `groupe-${((group.number - 1) % 8) + 1}`;
    return [
      {
        data: { id: `#contour-${group.number}`, group: group.number, width, height, corners: shape.join(" "), colour: tint },
        position: { x: left + width / 2, y: top + height / 2 }, classes: "hull",
      },
      {
        data: { id: `#nom-${group.number}`, group: group.number, text: group.name ?? "", colour: tint, size: group.size },
        position: { x: group.x, y: group.y }, classes: "group-name",
      },
    ];
  });
}

function captions(graph) {
  return graph.captions.map((each, place) => ({
    data: { id: `#titre-${place}`, text: each.text }, position: { x: each.x, y: each.y }, classes: "caption",
  }));
}

function ticks(graph) {
  const height = graph.height - 52;
  const english = document.documentElement.lang === "en";
  return graph.ticks.map((each, place) => {
    const day = english ? each.label : each.label.split("-").reverse().join("/");
    const words = english && each.words ? { "Aujourd’hui": "Today", "Données": "Data" }[each.words] : each.words;
    return {
      data: { id: `#date-${place}`, text: words ? `${words} ${day}` : each.label, height },
      position: { x: each.x, y: 44 + height / 2 }, classes: each.words ? "tick today" : "tick",
    };
  });
}

/** The rules of the drawing. */
export function styled(graph) {
  const [ink, soft, paper, edge] = ["ink", "soft", "paper", "edge"].map(colour);
  const focus = getComputedStyle(document.documentElement).getPropertyValue("--focus").trim();
  const font = getComputedStyle(document.body).fontFamily;
  const known = new Map();
  const tint = (each) => {
    const name = each.data("colour");
    if (!known.has(name)) known.set(name, colour(name));
    return known.get(name);
  };
  const text = { "font-family": font, color: ink, label: "data(text)", "text-wrap": "wrap", "text-max-width": "2000px" };
  const still = { events: "no", "overlay-opacity": 0 };
  const rules = [
    { selector: "node.mark", style: { ...text, "overlay-opacity": 0, width: "data(width)", height: "data(height)", "z-index": 3 } },
    {
      selector: "node.voisinage, node.parcours",
      style: {
        shape: (each) => (each.data("kind") === "certification" ? "round-rectangle" : "rectangle"),
        "corner-radius": "10px", "font-size": 12, "line-height": 1.33,
        "text-halign": "right", "text-valign": "center", "text-justification": "left",
        "text-margin-x": (each) => 13 - each.data("width"),
        "background-fill": "linear-gradient", "background-gradient-direction": "to-right",
        "background-gradient-stop-colors": (each) => `${tint(each)} ${tint(each)} ${paper} ${paper}`,
        "background-gradient-stop-positions": "0% 2.6% 2.6% 100%",
        "border-width": 1.25, "border-color": edge,
      },
    },
    { selector: "node.held", style: { "border-width": 2, "border-color": ink } },
    { selector: "node.voisinage.centre, node.parcours.centre", style: { "border-width": 2.5, "border-color": ink } },
    { selector: "node.wanting, node.rest", style: { "border-style": "dashed" } },
    {
      selector: "node.knot",
      style: {
        shape: "diamond", "background-fill": "solid", "background-color": paper, "border-width": 1.5, "border-color": ink,
        "text-halign": "center", "text-valign": "bottom", "text-margin-x": 0, "text-margin-y": 4, "font-size": 11, color: soft,
      },
    },
    {
      selector: "node.carte",
      style: {
        label: "", "border-width": 1, "border-color": paper,
        "text-halign": "right", "text-valign": "center", "text-margin-x": 3, "font-size": 10,
        "text-outline-color": paper, "text-outline-width": 1.5,
      },
    },
    { selector: "node.carte.named", style: { label: "data(text)" } },
    {
      selector: "node.suite",
      style: {
        shape: "round-rectangle", "corner-radius": "3px", "background-color": colour("certification"), "font-size": 12.5,
        "text-halign": "right", "text-valign": "top", "text-margin-y": -4, "text-margin-x": (each) => -each.data("width"),
        "text-background-color": paper, "text-background-opacity": 0.85,
      },
    },
    { selector: "node.suite.centre", style: { "font-weight": 700 } },
    {
      selector: "node.suite.unsure",
      style: { "background-opacity": 0.15, "border-width": 1.25, "border-style": "dashed", "border-color": colour("certification") },
    },
    {
      selector: "node.hull",
      style: {
        ...still, shape: "polygon", "shape-polygon-points": "data(corners)", width: "data(width)", height: "data(height)",
        "background-color": tint, "background-opacity": 0.07, "border-width": 1, "border-color": tint, "border-opacity": 0.5,
        "z-compound-depth": "bottom", "z-index": 0,
      },
    },
    {
      selector: "node.group-name",
      style: {
        ...text, ...still, color: tint, width: 1, height: 1, "background-opacity": 0, "text-valign": "top", "font-size": 14,
        "font-weight": 700, "text-outline-color": paper, "text-outline-width": 2, "z-index": 5,
      },
    },
    { selector: "node.group-name.unnamed", style: { label: "" } },
    {
      selector: "node.caption",
      style: { ...text, ...still, color: soft, width: 1, height: 1, "background-opacity": 0, "font-size": 12, "font-weight": 600, "text-margin-y": -4 },
    },
    {
      selector: "node.tick",
      style: {
        ...text, ...still, color: soft, shape: "rectangle", width: 1, height: "data(height)", "background-color": edge, "background-opacity": 0.35,
        "text-valign": "top", "text-margin-y": -3, "font-size": 12, "z-compound-depth": "bottom", "z-index": 1,
      },
    },
    { selector: "node.today", style: { color: ink, "background-color": ink, "background-opacity": 0.6, "font-weight": 600, "text-margin-y": -20 } },
    {
      selector: "edge.line",
      style: {
        width: 1.75, "overlay-opacity": 0, "z-index": 2,
        "curve-style": graph.view === "carte" ? "haystack" : "straight", "haystack-radius": 0,
      },
    },
    { selector: "edge.curved.side-middle", style: { label: "data(text)" } },
    { selector: "edge.side-start", style: { "source-label": "data(text)" } },
    { selector: "edge.side-end", style: { "target-label": "data(text)" } },
    { selector: "edge.straight[rank = 'calculée']", style: { opacity: 0.5 } },
    { selector: "edge.straight.headed", style: { "curve-style": "straight", width: "data(width)" } },
    {
      selector: "edge.curved",
      style: {
        "curve-style": "unbundled-bezier", "edge-distances": "endpoints", "source-endpoint": "data(begins)", "target-endpoint": "data(ends)",
        "control-point-weights": "data(weights)", "control-point-distances": "data(distances)", width: "data(width)",
        "font-family": font, "font-size": 11, "font-weight": 600, "target-text-offset": 56, "source-text-offset": 56,
        "text-background-color": paper, "text-background-opacity": 1, "text-background-padding": 3,
      },
    },
    ...["11 5", "2 4", "12 4 2 4"].map((dash) => (
      { selector: `edge[dash = '${dash}']`, style: { "line-style": "dashed", "line-dash-pattern": dash.split(" ").map(Number) } }
    )),
    { selector: "edge.headed", style: { "target-arrow-shape": "triangle", "arrow-scale": 0.9 } },
    ...TINTS.flatMap((name) => [
      { selector: `node.carte.in-${name}`, style: { "background-color": colour(name) } },
      { selector: `edge.in-${name}`, style: { "line-color": colour(name), "target-arrow-color": colour(name), color: colour(name) } },
    ]),
    ...["rectangle", "triangle", "diamond", "pentagon", "hexagon"].map((shape) => ({ selector: `node.shape-${shape}`, style: { shape } })),
    { selector: ".faded", style: { opacity: 0.18 } },
    { selector: "edge.near", style: { opacity: 1, width: (each) => each.data("width") + 1 } },
    { selector: "node.found", style: { "border-width": 3, "border-style": "double", "border-color": focus, "border-opacity": 1 } },
    { selector: "node.current", style: { "border-width": 4, "border-style": "solid", "border-color": focus, "border-opacity": 1, "z-index": 9 } },
    { selector: "node.carte.current", style: { label: "data(text)", "font-weight": 700, "z-index": 9 } },
    { selector: "edge.current", style: { opacity: 1, width: (each) => each.data("width") + 2, "line-color": focus, "target-arrow-color": focus, "z-index": 8 } },
    { selector: ".off", style: { display: "none" } },
  ];
  // Each rule is tried on each element: those of other views are left out.
  const others = { carte: /voisinage|parcours|suite|knot|held|wanting|rest|tick|today|curved/, suite: /voisinage|parcours|carte|hull|group-name/ };
  return rules.filter(({ selector }) => !others[graph.view]?.test(selector));
}
