"""The page for those who open networks names every relation and every attribute, and nothing else."""

import re
from pathlib import Path

from passerelles.analysis.networks import Relation
from passerelles.analysis.networks.edge import EDGE_ATTRIBUTES
from passerelles.analysis.networks.node import NODE_ATTRIBUTES

PAGE = Path(__file__).parents[3] / "docs" / "reseaux.md"


def test_the_page_says_what_files_hold() -> None:
    sections = PAGE.read_text(encoding="utf-8").split("\n## ")
    named = [
        {name for row in section.splitlines() if row.startswith("| `") for name in re.findall(r"`(\w[\w-]*)`", row.split("|")[1])}
        for section in sections
    ]  # fmt: skip
    assert named == [set(Relation), set(NODE_ATTRIBUTES), set(EDGE_ATTRIBUTES)]
