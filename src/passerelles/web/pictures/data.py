"""A picture as JSON: node-link, as networkx reads it, with the places that the browser draws from."""

from __future__ import annotations

import json
from typing import Any

from passerelles.analysis.pictures import Line, Mark, Picture
from passerelles.analysis.pictures.lettering import LINE
from passerelles.analysis.pictures.route import HEADED, label_side, route
from passerelles.web.pictures.style import colour_of, shape_of, stroke
from passerelles.web.pictures.text import PictureText


def picture_json(picture: Picture, text: PictureText) -> str:
    """The picture; what is not known is left out."""
    body = {
        "directed": True,
        "multigraph": True,
        "graph": {
            "name": "Passerelles",
            "view": picture.view,
            "centre": picture.centre,
            "width": picture.width,
            "height": picture.height,
            "line_height": LINE,
            "hidden": [_known(words=h.words, shown=h.shown, total=h.total, of=h.of) for h in picture.hidden],
            "captions": [
                {"x": each.x, "y": each.y, "text": text.caption(each.words, each.shown, each.total)}
                for each in picture.captions
            ],
            "groups": [
                _known(
                    number=each.number,
                    size=each.size,
                    words=each.words,
                    name=each.name,
                    rome=each.code,
                    rome_label=each.code_label,
                    x=each.x,
                    y=each.y,
                    outline=each.outline,
                )
                for each in picture.groups
            ],
            "ticks": [_known(x=each.x, label=each.label, words=each.words) for each in picture.ticks],
            "lines_each": picture.lines_each,
            "least": picture.least,
        },
        "nodes": [_node(picture, mark, text) for mark in picture.marks],
        "edges": [_edge(picture, number, line, text) for number, line in enumerate(picture.lines)],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _node(picture: Picture, mark: Mark, text: PictureText) -> dict[str, Any]:
    box = picture.boxes[mark.id]
    return _known(
        id=mark.id,
        kind=mark.kind,
        iri=mark.iri or None,
        identifier=mark.name,
        title=mark.title,
        label=mark.whole,
        text="\n".join(text.lines(mark)) if picture.view in ("voisinage", "parcours") else text.dot(mark),
        href=mark.href or None,
        active=mark.active,
        start=mark.start,
        end=mark.end,
        period=text.period(mark) if picture.view == "suite" else None,
        state=mark.state,
        step=mark.step,
        hidden=mark.hidden or None,
        opened=mark.opened or None,
        group=mark.group,
        weight=mark.weight or None,
        colour=colour_of(mark),
        shape=shape_of(mark) if picture.view == "carte" else None,
        x=round(box.x, 1),
        y=round(box.y, 1),
        width=round(box.width, 1),
        height=round(box.height, 1),
    )


def _edge(picture: Picture, number: int, line: Line, text: PictureText) -> dict[str, Any]:
    drawn = stroke(line)
    points = route(picture, line)
    return _known(
        source=line.start,
        target=line.end,
        key=f"{line.kind}-{number}",
        number=number,
        kind=line.kind,
        words=line.words,
        rank=line.rank,
        score=line.score,
        label=text.label(line),
        explanation=line.explanation,
        quotes=line.quotes or None,
        sources=[_known(iri=each.iri, file=each.file, day=each.day) for each in line.sources] or None,
        parts=[_known(name=each.name, value=each.value, points=each.points) for each in line.parts] or None,
        iri=line.iri,
        colour=drawn.colour,
        dash=drawn.dash or None,
        width=drawn.width,
        arrow=line.kind in HEADED or None,
        side=label_side(picture, line),
        route=None if len(points) == 2 else [round(v, 1) for point in points for v in point],
    )


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
