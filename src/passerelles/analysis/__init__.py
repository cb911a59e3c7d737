"""What follows from the graph: rules, overlap, paths, search, networks, and the audit of correspondances.

`open_explorer(location)` opens them over a store on this disk, `open_remote_explorer(endpoint, cache)` over the graph
behind an endpoint, `Explorer(dataset)` over any dataset:

    with open_explorer(Path("graphe")) as explorer:
        cqpm = explorer.iri_of("RNCP23022")
        explorer.search("conducteur de ligne")     # what a question finds, and why
        explorer.similar(cqpm, top=5)               # what lies close, with reasons: computed
        explorer.compare(cqpm, other)               # capacités side by side, both sentences
        explorer.gains([cqpm], date.today())        # what holdings give, with each derivation
        explorer.paths([cqpm], "H2903", date.today())
"""

from passerelles.analysis.explorer import Data, Explorer, open_explorer, open_remote_explorer

__all__ = ["Data", "Explorer", "open_explorer", "open_remote_explorer"]
