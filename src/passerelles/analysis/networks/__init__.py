"""Networks: the graph as nodes and edges for networkx, Gephi and spreadsheets.

Certifications, blocs and capacités, correspondances, successions, codes, mobilities between jobs and computed overlap;
every edge says which relation it is, its rank and weight, and the document that states it.
"""

from passerelles.analysis.networks.content import Bond, Content
from passerelles.analysis.networks.edge import Edge
from passerelles.analysis.networks.measure import Measure, measured
from passerelles.analysis.networks.network import Network, network
from passerelles.analysis.networks.node import Node
from passerelles.analysis.networks.relation import DEFAULT, Relation, relations_named
from passerelles.analysis.networks.selection import around
from passerelles.analysis.networks.tables import write_nodes, write_tables
from passerelles.analysis.networks.writing import FORMATS, write_network

__all__ = [
    "DEFAULT",
    "FORMATS",
    "Bond",
    "Content",
    "Edge",
    "Measure",
    "Network",
    "Node",
    "Relation",
    "around",
    "measured",
    "network",
    "relations_named",
    "write_network",
    "write_nodes",
    "write_tables",
]
