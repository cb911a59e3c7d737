"""The page for those who open networks names every relation and every attribute, and nothing else."""

import re
from pathlib import Path

from passerelles.analysis.networks import Relation
from passerelles.analysis.networks.edge import EDGE_ATTRIBUTES
from passerelles.analysis.networks.node import NODE_ATTRIBUTES

PAGE = Path(__file__).parents[3] / "docs" / "reseaux.md"


def test_the_page_says_what_files_hold() -> None:
    sections = PAGE.read_text(encoding="utf-8").split("\n## ")
    rows = [[row.split("|")[1] for row in each.splitlines() if row.startswith("| `")] for each in sections]
    named = [set(re.findall(r"`(\w[\w-]*)`", " ".join(each))) for each in rows]
    assert named == [set(Relation), set(NODE_ATTRIBUTES), set(EDGE_ATTRIBUTES)]
