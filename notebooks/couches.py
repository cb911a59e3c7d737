"""Le dessin en couches d’un parcours : des boîtes de gauche à droite, des liens dont le trait dit le droit."""

import textwrap
from dataclasses import dataclass, field
from statistics import fmean

import networkx as nx
from cahier import BLUE, GREY, INK, ORANGE, show
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from passerelles.analysis.rules import Item

#: Les liens : couleur, trait, épaisseur, flèche. Le trait suffit à les distinguer.
LINKS = {
    "officielle": (BLUE, "solid", 3.6, "-|>"),
    "conventionnelle": (ORANGE, (0, (5, 2)), 2.6, "-|>"),
    "calculée": (GREY, (0, (1, 2)), 1.5, "->"),
    "composition": (INK, "solid", 1.1, "-|>"),
}
MEANINGS = {
    "officielle": "correspondance officielle",
    "conventionnelle": "correspondance conventionnelle (dite par un texte)",
    "calculée": "ressemblance calculée, avec son score : aucun droit",
    "composition": "fait partie de, compose, ou mène à",
}
BOXES = {
    "DÉTENU": ("#e3edf7", "solid", 1.6),
    "CONTENU": ("#e3edf7", "solid", 1.0),
    "À ACQUÉRIR": ("white", (0, (4, 2)), 1.6),
    "OBTENU": ("#e5f3ee", "solid", 1.6),
    "À DÉLIVRER": ("#e5f3ee", "solid", 1.6),
    "BUT": ("#fff3e0", "solid", 3.2),
    "MÉTIER": ("#fff3e0", "solid", 3.2),
    "HORS D’ATTEINTE": ("#eceff3", (0, (1, 2)), 2.4),
    "VOISINE": ("white", "solid", 1.0),
}


@dataclass
class Drawing:
    """Un graphe en couches : des boîtes, et des liens d’une boîte à l’autre."""

    graph: nx.DiGraph = field(default_factory=nx.DiGraph)

    def box(self, key: str, tag: str, words: str, part_of: str = "") -> None:
        """Une boîte ; la première étiquette donnée reste, sauf si la boîte se révèle être le but."""
        if key not in self.graph or tag == "BUT":
            self.graph.add_node(key, tag=tag, words=words, part_of=part_of)

    def item(self, item: Item, tag: str) -> None:
        """La boîte d’une certification ou d’un bloc."""
        self.box(item.iri, tag, short(item), item.certification if item.bloc else "")

    def composed(self, whole: Item) -> None:
        """Relie à une certification ceux de ses blocs qui sont dessinés."""
        for node, part_of in list(self.graph.nodes(data="part_of")):
            if part_of == whole.iri:
                self.link(node, whole.iri, "composition")

    def link(self, start: str, end: str, kind: str, label: str = "") -> None:
        """Un lien d’une boîte à l’autre ; un droit déjà dessiné n’est pas recouvert."""
        if not self.graph.has_edge(start, end):
            self.graph.add_edge(start, end, kind=kind, label=label)

    def columns(self) -> dict[str, int]:
        """La colonne de chaque boîte : à droite de tout ce dont elle vient."""
        rights = nx.DiGraph(edge[:2] for edge in self.graph.edges(data="kind") if edge[2] != "calculée")
        rights.add_nodes_from(self.graph)
        column: dict[str, int] = {}
        for node in nx.topological_sort(rights):
            least = {"À ACQUÉRIR": 1, "VOISINE": 2}.get(self.graph.nodes[node]["tag"], 0)
            column[node] = max([least, *(column[before] + 1 for before in rights.predecessors(node))])
        return column

    def lanes(self, column: dict[str, int]) -> nx.Graph:
        """Les liens coupés colonne par colonne : un lien long a une place à lui dans chaque colonne qu’il traverse."""
        cut = nx.Graph()
        cut.add_nodes_from(self.graph)
        for start, end in self.graph.edges:
            lane = [f"{start} {end} {place}" for place in range(column[start] + 1, column[end])]
            column |= {each: column[start] + 1 + step for step, each in enumerate(lane)}
            nx.add_path(cut, [start, *lane, end])
            self.graph.edges[start, end]["lane"] = lane
        return cut

    def places(self) -> dict[str, tuple[int, float]]:
        """La colonne et la hauteur de chaque boîte et de chaque passage, en face de leurs liens autant que possible."""
        column = self.columns()
        cut = self.lanes(column)
        rows: dict[int, list[str]] = {}
        drawn = {node: number for number, node in enumerate(self.graph)}

        def rank(node: str) -> tuple[int, int]:
            """Près de ce à quoi il mène, dans l’ordre des boîtes ; un passage vaut le bout de son lien."""
            mine = drawn[node.split()[1] if " " in node else node]
            after = [other for other in cut[node] if column[other] > column[node]]
            return min(
                (drawn[other.split()[1] if " " in other else other] for other in after), default=mine
            ), mine

        for node in sorted(cut, key=rank):
            rows.setdefault(column[node], []).append(node)
        widest = max(rows, key=lambda each: (len(rows[each]), -each))
        height = {node: float(line) for line, node in enumerate(rows[widest])}
        for each in sorted(rows, key=lambda place: abs(place - widest)):
            if each != widest:
                near = {
                    node: [height[other] for other in cut[node] if other in height] for node in rows[each]
                }
                last = -9.0
                for node in sorted(near, key=lambda one: fmean(near[one] or [0.0])):
                    last = height[node] = max(fmean(near[node] or [0.0]), last + 1)
        lowest = min(height.values())
        return {node: (column[node], height[node] - lowest) for node in cut}


def short(item: Item) -> str:
    """Le numéro d’abord, puis l’intitulé, coupé s’il est long."""
    title = (item.title or "").removeprefix("CQP ")
    parts = [part for part in (item.identifier, title) if part]
    return textwrap.fill(textwrap.shorten(" ".join(parts) or item.short, 92, placeholder="…"), 30)


def draw(drawing: Drawing, caption: str, alternative: str) -> None:
    """Le dessin, sa légende, et ce qu’on y voit dit en mots."""
    places = drawing.places()
    width, gap, line = 3.0, 1.5, 1.5
    columns = 1 + max(column for column, _ in places.values())
    height = line * (1 + max(row for _, row in places.values()))
    figure = Figure(
        figsize=(max(9.0, columns * (width + gap) * 0.78), 1.1 + height * 0.78), layout="constrained"
    )
    axes = figure.subplots()
    axes.set(xlim=(-0.2, columns * (width + gap) - gap + 0.2), ylim=(height - 0.4, -0.75))
    axes.axis("off")
    for node in drawing.graph:
        column, row = places[node]
        tag = drawing.graph.nodes[node]["tag"]
        fill, style, thick = BOXES[tag]
        x, y = column * (width + gap), row * line
        axes.add_patch(
            FancyBboxPatch(
                (x, y - 0.42),
                width,
                0.94,
                boxstyle="round,pad=0,rounding_size=0.08",
                fc=fill,
                ec=INK,
                ls=style,
                lw=thick,
                zorder=2,
            )
        )
        axes.text(x + 0.02, y - 0.47, tag, fontsize=8, weight="bold", color=INK, va="bottom")
        axes.text(
            x + width / 2,
            y + 0.05,
            drawing.graph.nodes[node]["words"],
            fontsize=8.5,
            ha="center",
            va="center",
        )
    for start, end, data in drawing.graph.edges(data=True):
        colour, style, thick, head = LINKS[data["kind"]]
        (column, row), (to, to_row) = places[start], places[end]
        route = [(column * (width + gap) + width, row * line + 0.05)]
        for crossed, lane in (places[each] for each in data["lane"]):
            left = crossed * (width + gap)
            route += [(left, lane * line + 0.05), (left + width, lane * line + 0.05)]
        route.append((to * (width + gap), to_row * line + 0.05))
        axes.plot(*zip(*route[:-1], strict=True), color=colour, ls=style, lw=thick, zorder=1)
        first, last = route[-2:]
        look = {
            "arrowstyle": head,
            "mutation_scale": 14,
            "color": colour,
            "ls": style,
            "lw": thick,
            "zorder": 1,
        }
        axes.add_patch(FancyArrowPatch(first, last, shrinkA=0 if data["lane"] else 2, shrinkB=2, **look))
        if data["label"]:
            middle = (first[0] + (last[0] - first[0]) * 0.5, first[1] + (last[1] - first[1]) * 0.5)
            box = {"fc": "white", "ec": "none", "pad": 1}
            axes.text(*middle, data["label"], fontsize=8, color=colour, ha="center", va="center", bbox=box)
    handles = [
        Line2D([], [], color=look[0], ls=look[1], lw=look[2], label=MEANINGS[kind])
        for kind, look in LINKS.items()
    ]
    figure.legend(
        handles=handles, loc="outside lower center", ncols=2, frameon=False, fontsize=8.5, handlelength=4
    )
    show(figure, caption, alternative)
