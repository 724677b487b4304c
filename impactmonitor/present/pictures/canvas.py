"""Simple shapes and texts as SVG. Only presentation attributes: a picture looks the same in every program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from impactmonitor.present.charts import palette
from impactmonitor.present.charts.letters import wrapped

WIDTH = 720
"""Of every picture, in pixels; a PNG has twice as many."""
LINE = 1.4
"""Distance between lines of text, in sizes."""

_RAISE = "\u2060"
"""Stands before a letter that is drawn higher; itself it is not drawn and has no width."""

CAUTION, CAUTION_EDGE = "#fdf3d3", "#8a6a00"
SUNKEN, LINE_COLOUR = "#f1ece2", "#ddd5c7"
INK_3 = "#5f686e"


@dataclass(frozen=True)
class Drawing:
    """A piece of a picture: as wide as the picture's inside, this high."""

    height: float
    markup: str


def element(name: str, attributes: Mapping[str, object], inside: str = "") -> str:
    """An element; an attribute that is None is left out."""
    found = [f"{key}={quoteattr(_number(value))}" for key, value in attributes.items() if value is not None]
    return f"<{' '.join([name, *found])}>{inside}</{name}>" if inside else f"<{' '.join([name, *found])}/>"


def _number(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def text(
    words: str,
    x: float,
    y: float,
    size: float = palette.TEXT,
    fill: str = palette.INK,
    weight: int = 400,
    anchor: str | None = None,
) -> str:
    """A line of text on its base line; `anchor` is middle or end. Letters of `raised` stand higher and smaller."""
    heavy = weight if weight != 400 else None
    look = {"font-size": size, "fill": fill, "font-weight": heavy, "text-anchor": anchor}
    first, *rest = words.split(_RAISE)
    inside = escape(first)
    for part in rest:
        up, down = {"dy": -0.36 * size, "font-size": 0.72 * size}, {"dy": 0.36 * size}
        inside += element("tspan", up, escape(part[:1]))
        inside += element("tspan", down, escape(part[1:])) if part[1:] else ""
    return element("text", {"x": float(x), "y": float(y), **look}, inside)


def raised(letter: str) -> str:
    """A letter that refers to a note, for within a text that is drawn; nothing without a letter."""
    return _RAISE + letter if letter else ""


def paragraph(
    words: str, width: float, size: float = palette.TEXT, fill: str = palette.INK, weight: int = 400, x: float = 0.0
) -> Drawing:
    """A text in as many lines as it needs."""
    lines = wrapped(words, width - x, size, weight >= 600) if words else []
    step = size * LINE
    found = [text(line, x, size + n * step, size, fill, weight) for n, line in enumerate(lines)]
    return Drawing(step * len(lines), "".join(found))


def rectangle(x: float, y: float, width: float, height: float, fill: str, **more: object) -> str:
    """A rectangle; more attributes by their names."""
    sides = {"x": float(x), "y": float(y), "width": float(width), "height": float(height)}
    return element("rect", {**sides, "fill": fill, **more})


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1.0, dash: str | None = None) -> str:
    """A straight line."""
    ends = {"x1": float(x1), "y1": float(y1), "x2": float(x2), "y2": float(y2)}
    return element("line", {**ends, "stroke": stroke, "stroke-width": width, "stroke-dasharray": dash})


def point(role: str, x: float, y: float, size: float, hollow: bool) -> str:
    """The point of a figure: a circle, for the Netherlands a diamond, for a region beside it a square."""
    colour = palette.COLOURS[role] if role != "other" else palette.OTHER
    look = {"fill": palette.SURFACE if hollow else colour, "stroke": colour, "stroke-width": 2}
    if role == "netherlands":
        d = f"M{x:.1f} {y - size:.1f}l{size} {size} -{size} {size} -{size} -{size}z"
        return element("path", {"d": d, **look})
    if role == "beside":
        side = size * 0.9
        sides = {"x": float(x - side), "y": float(y - side), "width": 2 * side, "height": 2 * side}
        return element("rect", {**sides, **look})
    return element("circle", {"cx": float(x), "cy": float(y), "r": float(size), **look})


_BOX = {"dash": "3 2.5", "slash": "3 2.5", "gone": "3 2.5"}
_INSIDE = {
    "hatch": "M2 13L13 2M8 13L19 2M14 13l6-6M2 7l5-5",
    "net": "M2 13L13 2M8 13L19 2M2 2l11 11M8 2l11 11",
    "slash": "M6 12L16 3",
    "cross": "M6 12L16 3M6 3l10 9",
    "gone": "M6 12L16 3M6 3l10 9",
}


def sign(drawing: str, x: float, y: float) -> str:
    """The small picture of a figure that is absent, 22 by 15, as on the pages."""
    ink = {"fill": "none", "stroke": palette.INK_2, "stroke-width": 1.5}
    if drawing == "break":
        return moved(line(11, 0, 11, 15, palette.INK_2, 1.5, "2 4"), x, y)
    box = {"x": 1, "y": 1, "width": 20, "height": 13, "stroke-dasharray": _BOX.get(drawing)}
    found = [element("rect", {**box, **ink})]
    if drawing == "dot":
        found.append(element("circle", {"cx": 11, "cy": 7.5, "r": 2.5, "fill": palette.INK_2}))
    elif drawing in _INSIDE:
        found.append(element("path", {"d": _INSIDE[drawing], **ink}))
    return moved("".join(found), x, y)


def moved(markup: str, x: float, y: float) -> str:
    """The same, elsewhere."""
    where = {"transform": f"translate({_number(float(x))} {_number(float(y))})"}
    return element("g", where, markup) if markup else ""


def stacked(drawings: Iterable[Drawing], gap: float) -> Drawing:
    """Drawings under each other; what has no height leaves no gap."""
    found, height = [], 0.0
    for item in drawings:
        if not item.height:
            continue
        height += gap if height else 0.0
        found.append(moved(item.markup, 0, height))
        height += item.height
    return Drawing(height, "".join(found))
