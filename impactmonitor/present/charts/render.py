"""From a specification to an SVG for a page: without styles, scripts, background or words of the renderer."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import vl_convert

from impactmonitor.present.charts import lines
from impactmonitor.present.charts.model import ANCHOR, Chart

_SVG = "{http://www.w3.org/2000/svg}"
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_USUAL = {
    "opacity": "1", "transform": "translate(0,0)", "stroke-dasharray": "1,0", "stroke-linecap": "butt",
    "stroke-width": "1",
}  # fmt: skip
"""What an attribute means that is not there."""
_KEPT = {
    "d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "transform", "fill", "stroke", "stroke-width",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "text-anchor", "font-size", "font-weight", "font-family",
    "opacity", "fill-opacity",
}  # fmt: skip


def get_ready() -> None:
    """Load the renderer, so that the first chart takes no longer than the next."""
    vl_convert.vegalite_to_svg(lines.STENCIL.read_text(encoding="utf-8"))


def drawing(chart: Chart, width: int) -> str:
    """The chart as SVG of this width, with its title and description; `ANCHOR` stands for its id."""
    wide, high, inside = marks(chart, width)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}" role="img" aria-labelledby="{ANCHOR}-t {ANCHOR}-d">'
        f'<title id="{ANCHOR}-t">{escape(chart.title)}</title><desc id="{ANCHOR}-d">{escape(chart.description)}</desc>'
        f"{inside}</svg>"
    )


def marks(chart: Chart, width: int) -> tuple[int, int, str]:
    """Width, height and the drawing itself, cleaned.

    Only presentation attributes stay, because our pages allow no inline style; their colours are replaced by the
    style sheet. Words of the renderer for screen readers are left out: the whole is one image to them.
    """
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(lines.specification(chart, width)))
    wide, high = (round(float(root.get(side, "0"))) for side in ("width", "height"))
    return wide, high, "".join(_markup(child) for child in root)


def _markup(item: ElementTree.Element) -> str:
    """An element without what is invisible or not needed."""
    name = item.tag.removeprefix(_SVG)
    if item.get("class") in ("background", "foreground") or item.get("display") == "none":
        return ""
    found = {key: _short(value) for key, value in item.attrib.items() if key in _KEPT}
    for key, usual in _USUAL.items():
        if found.get(key) == usual:
            del found[key]
    if name == "g":
        inside = "".join(_markup(child) for child in item)
        if not inside or not found:
            return inside
    else:
        inside = escape(item.text or "")
        if name == "text":
            found = _text(found)
            if not inside:
                return ""
    words = "".join(f' {key}="{escape(value, {chr(34): "&quot;"})}"' for key, value in found.items())
    return f"<{name}{words}>{inside}</{name}>" if inside else f"<{name}{words}/>"


def _text(found: dict[str, str]) -> dict[str, str]:
    """A text: font of the page; a halo lies behind its letters, not over them."""
    found.pop("font-family", None)
    if found.get("font-weight") == "normal":
        del found["font-weight"]
    if "stroke" in found:
        found["paint-order"] = "stroke"
        found["stroke-linejoin"] = "round"
    found["font-size"] = found.get("font-size", "").removesuffix("px")
    return found


def _short(value: str) -> str:
    return _LONG_NUMBER.sub(lambda m: f"{float(m[0]):.1f}".removesuffix(".0"), value)
