"""Small multiples as a drawing: one small line per region, all on one scale, four beside each other."""

from __future__ import annotations

from collections.abc import Iterable

from impactmonitor.language import gettext as _
from impactmonitor.present.charts import palette
from impactmonitor.present.charts.letters import fitting, text_width
from impactmonitor.present.multiples import HEIGHT, WIDTH, Multiples, Small, Stroke
from impactmonitor.present.pictures import canvas
from impactmonitor.present.pictures.canvas import Drawing
from impactmonitor.present.pictures.picture import INSIDE

_COLUMNS = 4
_GAP = 16.0
_WIDE = (INSIDE - (_COLUMNS - 1) * _GAP) / _COLUMNS
_HEAD, _FOOT = 20.0, 18.0
_HIGH = _HEAD + HEIGHT + _FOOT
_DASHES = {"prov": "1 5", "deriv": "8 5"}


def small_lines(shown: Multiples) -> Drawing:
    """Every region in the order of the page, with its name and last figure above and the years below."""
    rows = -(-len(shown.smalls) // _COLUMNS)
    found = []
    for n, small in enumerate(shown.smalls):
        across, down = n % _COLUMNS, n // _COLUMNS
        found.append(canvas.moved(_small(shown, small), across * (_WIDE + _GAP), down * (_HIGH + _GAP)))
    return Drawing(rows * _HIGH + max(rows - 1, 0) * _GAP, "".join(found))


def remarks(shown: Multiples, comparable: bool, mine: bool) -> list[str]:
    """What the colours and points of the lines mean, as under them on the page."""
    if shown.national:
        first = [_("De lijn in oker is Nederland.")]
        first += [_("De lijn in petrol is uw regio.")] if mine else []
        first.append(_("Een open punt is voorlopig, een stippellijn tussen punten ook."))
    elif comparable:
        first = [_("Van Nederland is er geen reeks.")]
    else:
        first = [_("Bij een aantal telt mee hoeveel mensen er wonen. Daarom staat Nederland er niet bij.")]
    return [" ".join(first), *(_("Breuk. {text}").format(text=text) for text in shown.trend.breaks)]


def _small(shown: Multiples, small: Small) -> str:
    ink = palette.REGION if small.mine else palette.INK
    room = _WIDE - text_width(small.last, 12, bold=True) - 6
    found = [
        canvas.text(small.name, 0, 12, fitting(small.name, room, 12, bold=small.mine), ink, 700 if small.mine else 400),
        canvas.text(small.last, _WIDE, 12, 12, ink, 700, "end"),
        canvas.moved(_frame(shown, small), (_WIDE - WIDTH) / 2, _HEAD),
        canvas.text(shown.years[0], 0, _HIGH - 4, 11, palette.INK_2),
        canvas.text(shown.years[1], _WIDE, _HIGH - 4, 11, palette.INK_2, anchor="end"),
    ]
    if not small.own and not small.dots:
        found.append(canvas.text(_("geen reeks"), _WIDE / 2, _HEAD + 24, 11, palette.INK_2, anchor="middle"))
    return "".join(found)


def _frame(shown: Multiples, small: Small) -> str:
    """The lines in the space of the page: grid and axis, then breaks, the Netherlands, the region on top."""
    colour = palette.REGION if small.mine else palette.OTHER
    found = [_line(f"M2 {y}H148", palette.GRID, 1) for y in shown.grid]
    found.append(_line(f"M2 {shown.zero}H148", palette.AXIS, 1))
    found += [_line(f"M{x} 4V78", palette.INK_2, 1.5, "2 4") for x in small.breaks]
    found += _strokes(small.national, palette.NETHERLANDS, 2.25)
    found += _strokes(small.own, colour, 3 if small.mine else 2)
    for dot in small.dots:
        fill, edge = (palette.SURFACE, colour) if dot.open else (colour, palette.SURFACE)
        look = {"fill": fill, "stroke": edge, "stroke-width": 2.25 if dot.open else 1.5}
        found.append(canvas.element("circle", {"cx": dot.x, "cy": dot.y, "r": 3.5, **look}))
    return "".join(found)


def _strokes(strokes: Iterable[Stroke], colour: str, width: float) -> list[str]:
    return [_line(stroke.path, colour, width, _DASHES.get(stroke.style)) for stroke in strokes]


def _line(path: str, colour: str, width: float, dash: str | None = None) -> str:
    ends = "butt" if dash == _DASHES["deriv"] else "round"
    look = {"fill": "none", "stroke": colour, "stroke-width": float(width), "stroke-dasharray": dash}
    return canvas.element("path", {"d": path, **look, "stroke-linejoin": "round", "stroke-linecap": ends})
