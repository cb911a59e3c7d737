"""Certifications written as JSON-LD in the words of CTDL or schema.org."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import IO, Any

from passerelles.exports import ctdl, schemaorg
from passerelles.exports.base import Base
from passerelles.exports.described import Body, Described, described
from passerelles.exports.elm_gaps import Gap
from passerelles.exports.left_out import RESTRICTED, Selection
from passerelles.exports.licences import restricted, source_licences
from passerelles.exports.options import Options
from passerelles.store import Dataset

_UNTITLED = Gap("titre", "le document ne donne pas d’intitulé")


def write_ctdl(dataset: Dataset, stream: IO[bytes], options: Options) -> Selection:
    """Write every certification that has a name as credentials of CTDL; gives the others."""
    return _write(dataset, stream, options, ctdl.CONTEXT, ctdl.credentials, ctdl.organisation)


def write_schemaorg(dataset: Dataset, stream: IO[bytes], options: Options) -> Selection:
    """Write every certification that has a name as credentials of schema.org; gives the others."""
    return _write(dataset, stream, options, schemaorg.CONTEXT, schemaorg.credentials, schemaorg.organisation)


def _write(
    dataset: Dataset,
    stream: IO[bytes],
    options: Options,
    context: object,
    credentials: Callable[[Described], Iterator[dict[str, Any]]],
    organisation: Callable[[Body], dict[str, Any]],
) -> Selection:
    """One object a line; the organisations, which many share, come last, once."""
    closed = frozenset() if options.with_restricted else restricted(source_licences(dataset))
    base = Base(options.base)
    stream.write(b'{"@context": ' + _json(context) + b',\n"@graph": [')
    separator, selection = b"\n", Selection()
    bodies: dict[str, Body] = {}
    for certification in described(dataset):
        if not closed.isdisjoint(certification.fiches):
            selection.leave(certification, RESTRICTED)
        elif certification.title is None:
            selection.leave(certification, _UNTITLED)
        else:
            selection.take(certification)
            bodies |= {
                body.iri: body for body in certification.bodies if body.name and body.iri not in bodies
            }
            for each in credentials(certification):
                stream.write(separator + _json(_moved(each, base)))
                separator = b",\n"
    for _, body in sorted(bodies.items()):
        stream.write(separator + _json(_moved(organisation(body), base)))
        separator = b",\n"
    stream.write(b"\n]}\n")
    return selection


def _moved(value: Any, base: Base, name: str = "") -> Any:
    """The same with its IRIs moved; values of texts stay as they are."""
    if isinstance(value, dict):
        return {key: _moved(each, base, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_moved(each, base, name) for each in value]
    return base.iri(value) if isinstance(value, str) and name not in ("@value", "fr") else value


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
