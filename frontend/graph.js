// What the graph views draw with: Cytoscape. The places come from the server.
import "./graph.css";
import cytoscape from "cytoscape";

// Cytoscape writes one rule into the page unless an element of this name is there; our policy refuses written
// rules, so graph.css holds it.
if (!document.getElementById("__________cytoscape_stylesheet")) {
  const there = document.createElement("meta");
  there.id = "__________cytoscape_stylesheet";
  document.head.append(there);
}

export { cytoscape };
export default cytoscape;
