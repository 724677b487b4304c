"""A map as a drawing: tiles or areas in five classes of one hue, with the legend and every value beside it."""

from __future__ import annotations

from collections.abc import Mapping

from impactmonitor.language import gettext as _
from impactmonitor.present.charts import palette
from impactmonitor.present.charts.letters import fitting, text_width
from impactmonitor.present.maps import Map, Place
from impactmonitor.present.pictures import canvas
from impactmonitor.present.pictures.blocks import written
from impactmonitor.present.pictures.canvas import Drawing
from impactmonitor.present.pictures.picture import INSIDE

_FILLS = {"q1": "#ebeaf3", "q2": "#c8c7de", "q3": "#a3a1c7", "q4": "#6a689e", "q5": "#3d3b70"}
_LIGHT = ("q4", "q5")
_WIDTH = 400.0
_LIST = _WIDTH + 28
_LINE = 18.0


def region_map(shown: Map) -> Drawing:
    """The map, its legend, and a list of all regions with their figures."""
    _, _, wide, high = (float(side) for side in shown.view_box.split())
    scale = _WIDTH / wide
    places = sorted(shown.places, key=lambda place: place.mine)  # my ring lies over its neighbours
    drawn = "".join((_tile if shown.drawn_as_tiles else _area)(place, scale) for place in places)
    names = _list(shown)
    legend = _legend(shown)
    notes = canvas.paragraph(shown.attribution, INSIDE, 11.5, canvas.INK_3)
    height = max(high * scale, names.height)
    body = Drawing(height, drawn + canvas.moved(names.markup, _LIST, 0))
    return canvas.stacked([body, legend, notes], 14)


def _look(place: Place) -> dict[str, object]:
    """Fill and edge of a region: a class, or a dashed or quiet surface for one without a value."""
    if place.fill in _FILLS:
        return {"fill": _FILLS[place.fill], "stroke": palette.SURFACE, "stroke-width": 1}
    quiet = place.gap is not None and place.fill != "q-none"
    dash = "4 3" if place.fill == "q-none" else None
    fill = canvas.SUNKEN if quiet else palette.SURFACE
    return {"fill": fill, "stroke": palette.EVENT, "stroke-width": 1, "stroke-dasharray": dash}


def _ink(place: Place) -> str:
    return palette.SURFACE if place.fill in _LIGHT else palette.INK


def _tile(place: Place, scale: float) -> str:
    assert place.tile
    left, top, side = place.tile.left * scale, place.tile.top * scale, 92 * scale
    box = {"x": left, "y": top, "width": side, "height": side, "rx": 3}
    found = [canvas.element("rect", {**box, **_look(place)})]
    middle = left + side / 2
    found.append(canvas.text(place.label, middle, top + 24, 12, _ink(place), 600, "middle"))
    if place.gap and place.gap.drawing:
        found.append(canvas.sign(place.gap.drawing, middle - 11, top + 34))
    elif place.text:
        size = 16 if text_width(place.text, 16, bold=True) < side - 4 else 12
        found.append(canvas.text(place.text, middle, top + 46, size, _ink(place), 700, "middle"))
    if place.mine:
        found.append(_ring({**box, "x": left + 1.5, "y": top + 1.5, "width": side - 3, "height": side - 3}, "rect", 4))
    return "".join(found)


def _area(place: Place, scale: float) -> str:
    shape = {"d": place.lines, "transform": f"scale({scale:.5f})"}
    look = _look(place)
    thick = float(str(look["stroke-width"])) / scale
    found = [canvas.element("path", {**shape, **look, "stroke-width": round(thick), "stroke-linejoin": "round"})]
    if place.mine:
        found.append(_ring(shape, "path", 4 / scale))
    x, y = place.x * scale, place.y * scale
    if place.gap and place.gap.drawing:
        found.append(canvas.sign(place.gap.drawing, x - 11, y - 8))
    elif place.text:
        found.append(canvas.text(place.text, x, y + 4, 11, _ink(place), 700, "middle"))
    return "".join(found)


def _ring(shape: Mapping[str, object], name: str, width: float) -> str:
    return canvas.element(name, {**shape, "fill": "none", "stroke": palette.REGION, "stroke-width": round(width, 1)})


def _list(shown: Map) -> Drawing:
    """Every region by name with its figure: short names in tiles are marks, never the only name."""
    found = []
    room = INSIDE - _LIST
    for n, place in enumerate(shown.by_name):
        y = _LINE * n + 12
        value = written(place.cell) if place.cell else ""
        weight = 700 if place.mine else 400
        ink = palette.REGION if place.mine else palette.INK
        size = fitting(place.name, room - text_width(value, 12) - 6, 12, bold=place.mine)
        found.append(canvas.text(place.name, 0, y, size, ink, weight))
        found.append(canvas.text(value, room, y, 12, ink, max(weight, 600), "end"))
    return Drawing(_LINE * len(shown.places), "".join(found))


def _legend(shown: Map) -> Drawing:
    found, x = [], 0.0
    for fill, words in shown.legend:
        box = {"x": x, "y": 1, "width": 22, "height": 15, "rx": 2, "fill": _FILLS[fill], "stroke": palette.EVENT}
        found.append(canvas.element("rect", box))
        found.append(canvas.text(words, x + 28, 13, 12, palette.INK_2))
        x += 28 + text_width(words, 12) + 18
    if not found:
        return Drawing(0.0, "")
    note = _("Donkerder is een hoger cijfer, niet beter of slechter.")
    return Drawing(40, "".join(found) + canvas.text(note, 0, 34, 12, palette.INK_2))
