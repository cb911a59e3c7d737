"""How a question is asked from elsewhere: command line, curl, Python, with the values given."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Texts to copy; each gives the same answer as the page."""

    command: str
    curl: str
    python: str


def usage(name: str, given: Mapping[str, str], site: str, *, graph: bool) -> Usage:
    """The texts for a question with these values, `site` being where this site answers."""
    format_, suffix = ("turtle", "ttl") if graph else ("csv", "csv")
    options = [f"-p {shlex.quote(f'{key}={value}')}" for key, value in given.items()]
    fields = [f"--data-urlencode {shlex.quote(f'{key}={value}')}" for key, value in given.items()]
    address = f"{site}/api/requetes/{name}"
    return Usage(
        command=" ".join(["passerelles query", name, *options, "--format", format_]),
        curl=" \\\n  ".join([f"curl -G {shlex.quote(f'{address}.{suffix}')}", *fields]),
        python=_python_graph(address, given) if graph else _python_table(address, given),
    )


def _python_table(address: str, given: Mapping[str, str]) -> str:
    return (
        "import json\nfrom urllib.parse import urlencode\nfrom urllib.request import urlopen\n\n"
        f"address = {_written(f'{address}.json')}\n"
        f"values = {_written(dict(given))}\n"
        'with urlopen(f"{address}?{urlencode(values)}") as answer:\n'
        '    rows = json.load(answer)["rows"]\n'
        "for row in rows:\n    print(row)\n"
    )


def _python_graph(address: str, given: Mapping[str, str]) -> str:
    return (
        "from urllib.parse import urlencode\n\nfrom rdflib import Graph\n\n"
        f"values = {_written(dict(given))}\n"
        f'graph = Graph().parse({address + ".ttl?"!r} + urlencode(values), format="turtle")\n'
        "print(len(graph))\n"
    )


def _written(value: object) -> str:
    """Text, or a table of texts, as Python and JSON both write it."""
    return json.dumps(value, ensure_ascii=False)
