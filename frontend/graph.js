// What the graph views draw with: Cytoscape, a layered layout (dagre) and one by forces (fcose).
import "./graph.css";
import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";
import fcose from "cytoscape-fcose";

// Cytoscape writes one rule into the page unless an element of this name is there; our policy refuses written
// rules, so graph.css holds it.
if (!document.getElementById("__________cytoscape_stylesheet")) {
  const there = document.createElement("meta");
  there.id = "__________cytoscape_stylesheet";
  document.head.append(there);
}

cytoscape.use(dagre);
cytoscape.use(fcose);

export { cytoscape };
export default cytoscape;
