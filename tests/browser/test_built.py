"""The libraries built from npm, under the policy of the site."""

from __future__ import annotations

from passerelles.web.assets import read_assets
from tests.browser.conftest import Visits, missing

_DRAW = """async ([address, style]) => {
  const { cytoscape } = await import(address);
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  const loaded = new Promise((resolve) => sheet.addEventListener("load", resolve));
  document.head.append(sheet);
  await loaded;
  const container = document.createElement("div");
  document.querySelector("main").append(container);
  const edges = [["a", "b"], ["b", "c"], ["a", "d"]];
  const elements = [
    ...["a", "b", "c", "d"].map((id) => ({ data: { id } })),
    ...edges.map(([source, target]) => ({ data: { source, target } })),
  ];
  const boundingBox = { x1: 0, y1: 0, w: 100, h: 100 };
  const drawing = cytoscape({ container, elements, layout: { name: "grid", boundingBox } });
  return [getComputedStyle(container).position, drawing.nodes().map((node) => node.position())];
}"""


def test_graphs_are_drawn(visit: Visits) -> None:
    address, style = read_assets().built("graph.js"), read_assets().built("graph.css")
    if address is None:
        missing("les vues en graphe ne sont pas construites (« make assets »)")
    position, places = visit("/").evaluate(_DRAW, [address, style])
    assert position == "relative"
    assert len({(round(place["x"]), round(place["y"])) for place in places}) == 4
