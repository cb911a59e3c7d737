"""What follows from the graph: rules, overlap, paths, search, networks, and the audit of correspondances."""
