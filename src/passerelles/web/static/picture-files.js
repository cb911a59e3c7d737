// A graph view as files, as it is seen: filtered, opened, in the colours of paper.
import { colour } from "./picture-elements.js";

const MOST = 6000;
const NAMESPACE = "http://www.w3.org/2000/svg";

function offer(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const name = (view, suffix) => `passerelles-${view.data.graph.view}.${suffix}`;

/** The whole picture as PNG, twice as fine as the screen unless that is too large. */
export async function saveImage(view) {
  const box = view.cy.elements().boundingBox();
  const scale = Math.min(2, MOST / Math.max(box.w, box.h));
  const blob = await view.cy.png({ full: true, scale, bg: colour("paper"), output: "blob-promise" });
  offer(blob, name(view, "png"));
}

/** The whole picture as SVG, with texts that are texts. */
export function saveDrawing(view) {
  const text = new XMLSerializer().serializeToString(drawing(view.cy));
  offer(new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`], { type: "image/svg+xml" }), name(view, "svg"));
}

function made(tag, attributes, text) {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== null) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function drawing(cy) {
  const box = cy.elements(":visible").boundingBox();
  const [x, y, width, height] = [box.x1 - 16, box.y1 - 16, box.w + 32, box.h + 32].map((each) => Math.round(each));
  const svg = made("svg", { viewBox: `${x} ${y} ${width} ${height}`, width, height, "font-family": "system-ui, sans-serif" });
  svg.append(made("rect", { x, y, width, height, fill: colour("paper") }));
  const layers = [".hull", ".tick"].map((each) => cy.nodes(each)).concat([cy.edges(".line"), cy.nodes(".mark"), cy.nodes(".caption, .group-name")]);
  for (const layer of layers) layer.filter(":visible").forEach((each) => svg.append(...(each.isNode() ? mark(each) : line(each))));
  return svg;
}

function line(edge) {
  const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  const bends = edge.hasClass("curved") ? edge.controlPoints() ?? [] : [];
  const [a, b] = bends;
  const middle = a && b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const path = a && b
    ? `M${from.x} ${from.y}Q${a.x} ${a.y} ${middle.x} ${middle.y}Q${b.x} ${b.y} ${to.x} ${to.y}`
    : `M${from.x} ${from.y}L${to.x} ${to.y}`;
  const stroke = edge.style("line-color");
  const found = [made("path", { d: path, fill: "none", stroke, "stroke-width": edge.data("width"), "stroke-dasharray": edge.data("dash"), "stroke-opacity": edge.style("opacity") })];
  if (edge.hasClass("headed")) {
    const angle = Math.atan2(to.y - (b ?? from).y, to.x - (b ?? from).x);
    const corner = (turn) => `${to.x - 9 * Math.cos(angle + turn)},${to.y - 9 * Math.sin(angle + turn)}`;
    found.push(made("polygon", { points: `${to.x},${to.y} ${corner(0.42)} ${corner(-0.42)}`, fill: stroke }));
  }
  const label = edge.data("text");
  if (label) {
    const half = label.length * 3.2 + 4;
    found.push(
      made("rect", { x: middle.x - half, y: middle.y - 9, width: 2 * half, height: 17, fill: colour("paper") }),
      made("text", { x: middle.x, y: middle.y + 4, "text-anchor": "middle", "font-size": 11, "font-weight": 600, fill: stroke }, label),
    );
  }
  return found;
}

function mark(node) {
  const { x, y } = node.position();
  const [width, height] = [node.width(), node.height()];
  const [left, top] = [x - width / 2, y - height / 2];
  const font = { "font-size": node.style("font-size").replace("px", ""), "font-weight": node.style("font-weight"), fill: node.style("color") };
  const lines = (texts, attributes) => texts.map((each, place) => made("text", { ...attributes, ...font, y: attributes.y + place * 16 }, each));
  const text = node.data("text") ?? "";
  if (node.hasClass("hull")) {
    const points = node.data("corners").split(" ").map(Number);
    const corners = points.reduce((all, each, place) => (place % 2 ? [...all.slice(0, -1), [all.at(-1), y + (each * height) / 2]] : [...all, x + (each * width) / 2]), []);
    return [made("polygon", { points: corners.map((each) => each.join(",")).join(" "), fill: colour(node.data("colour")), "fill-opacity": 0.07, stroke: colour(node.data("colour")), "stroke-opacity": 0.5 })];
  }
  if (node.hasClass("tick")) {
    const up = node.hasClass("today") ? 26 : 6;
    return [made("line", { x1: x, x2: x, y1: top, y2: top + height, stroke: colour("edge"), "stroke-opacity": 0.5 }), made("text", { ...font, x, y: top - up, "text-anchor": "middle" }, text)];
  }
  if (node.is(".caption, .group-name")) return node.hasClass("unnamed") ? [] : lines([text], { x, y, "text-anchor": "middle" });
  const title = made("title", {}, node.data("label"));
  if (node.hasClass("carte")) {
    const shape = polygon(node.data("shape"), x, y, width);
    const dot = made(shape ? "polygon" : "circle", shape ? { points: shape } : { cx: x, cy: y, r: width / 2 });
    dot.setAttribute("fill", node.style("background-color"));
    dot.append(title);
    return node.hasClass("named") ? [dot, ...lines([text], { x: left + width + 3, y: y + 3.5 })] : [dot];
  }
  const border = { stroke: node.style("border-color"), "stroke-width": node.style("border-width").replace("px", ""), "stroke-dasharray": node.style("border-style") === "dashed" ? "6 4" : null };
  if (node.hasClass("knot")) {
    return [made("polygon", { points: polygon("diamond", x, y, width), fill: colour("paper"), ...border }), ...lines([text], { x, y: y + 28, "text-anchor": "middle" })];
  }
  const frame = made("rect", { x: left, y: top, width, height, rx: node.data("kind") === "certification" ? 10 : 3, fill: colour("paper"), ...border });
  if (node.hasClass("suite")) {
    frame.setAttribute("fill", colour("certification"));
    frame.setAttribute("fill-opacity", node.hasClass("unsure") ? 0.15 : 1);
    frame.append(title);
    return [frame, ...lines([text], { x: left, y: top - 6 })];
  }
  frame.append(title);
  const stripe = made("rect", { x: left + 3, y: top + 6, width: 4, height: height - 12, rx: 2, fill: colour(node.data("colour")) });
  return [frame, stripe, ...lines(text.split("\n"), { x: left + 13, y: top + 21 })];
}

const CORNERS = { triangle: [3, -90], diamond: [4, -90], pentagon: [5, -90], hexagon: [6, 0], rectangle: [4, 45] };
function polygon(shape, x, y, size) {
  if (!CORNERS[shape]) return null;
  const [count, first] = CORNERS[shape];
  const radius = (size / 2) * (count < 5 ? 1.25 : 1.1);
  return Array.from({ length: count }, (_, corner) => {
    const turn = ((first + (360 * corner) / count) * Math.PI) / 180;
    return `${(x + radius * Math.cos(turn)).toFixed(1)},${(y + radius * Math.sin(turn)).toFixed(1)}`;
  }).join(" ");
}
