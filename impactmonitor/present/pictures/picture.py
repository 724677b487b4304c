"""A picture: what is drawn, with its title, period, place, marks, source, licence and release around it."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from xml.sax.saxutils import escape

from impactmonitor.language import gettext as _
from impactmonitor.present.cells import SourceLine
from impactmonitor.present.charts import palette
from impactmonitor.present.marks import Mark
from impactmonitor.present.pictures import canvas
from impactmonitor.present.pictures.canvas import WIDTH, Drawing
from impactmonitor.present.pictures.png import smaller

_MARGIN = 24
INSIDE = WIDTH - 2 * _MARGIN
"""Width in which a drawing must fit."""
_SCALE = 2.0
_FONTS = Path(__file__).resolve().parent / "fonts"
_SIGN_ROOM = 30


@dataclass(frozen=True)
class Picture:
    """Everything that stands in a picture, from top to bottom. `spoken` says in words what is drawn."""

    title: str
    subtitle: str
    drawings: tuple[Drawing, ...]
    spoken: str
    sentence: str
    remarks: tuple[str, ...]
    marks: tuple[Mark, ...]
    source: SourceLine
    licence: str
    release: str
    fictitious: bool

    def svg(self) -> str:
        """The picture as SVG that needs nothing else."""
        body = canvas.stacked([self._head(), *self.drawings, self._words(), self._foot()], 16)
        band = self._band()
        height = math.ceil(band.height + body.height + 2 * _MARGIN)
        inside = (
            f'<title id="t">{escape(f"{self.title}. {self.subtitle}")}</title>'
            f'<desc id="d">{escape(self.spoken)}</desc>'
            f"{canvas.rectangle(0, 0, WIDTH, height, palette.SURFACE)}"
            f"{band.markup}{canvas.moved(body.markup, _MARGIN, band.height + _MARGIN)}"
        )
        root = {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": WIDTH,
            "height": height,
            "viewBox": f"0 0 {WIDTH} {height}",
            "role": "img",
            "aria-labelledby": "t d",
            "font-family": f"'{palette.FONT}', 'Segoe UI', 'Noto Sans', Arial, sans-serif",
        }
        return canvas.element("svg", root, inside)

    def png(self) -> bytes:
        """The picture in pixels, twice as many as the SVG for a sharp print. Drawn with our own letters."""
        return smaller(_renderer().svg_to_png(self.svg(), scale=_SCALE))

    def _band(self) -> Drawing:
        if not self.fictitious:
            return Drawing(0.0, "")
        words = _("Fictieve voorbeeldcijfers. Gebruik ze niet: ze zijn verzonnen.")
        high = 34.0
        return Drawing(
            high,
            canvas.rectangle(0, 0, WIDTH, high, canvas.CAUTION)
            + canvas.rectangle(0, high - 2, WIDTH, 2, canvas.CAUTION_EDGE)
            + canvas.text(words, _MARGIN, 22, 14, weight=700),
        )

    def _head(self) -> Drawing:
        title = canvas.paragraph(self.title, INSIDE, 19, weight=700)
        return canvas.stacked([title, canvas.paragraph(self.subtitle, INSIDE, 14, palette.INK_2)], 4)

    def _words(self) -> Drawing:
        """The sentence, remarks, and what the signs mean."""
        signs = [_legend(mark) for mark in self.marks]
        remarks = [canvas.paragraph(words, INSIDE, 12, palette.INK_2) for words in self.remarks]
        return canvas.stacked([canvas.paragraph(self.sentence, INSIDE, 14), *remarks, *signs], 6)

    def _foot(self) -> Drawing:
        rule = Drawing(1.0, canvas.line(0, 0, INSIDE, 0, canvas.LINE_COLOUR))
        lines = [source_words(self.source), *filter(None, [self.licence, _release_words(self.release)])]
        return canvas.stacked([rule, *(canvas.paragraph(words, INSIDE, 11.5, canvas.INK_3) for words in lines)], 4)


def source_words(source: SourceLine) -> str:
    """The source line of a block as one text."""
    names = []
    for publication in source.publications:
        name = publication.title + (f", {publication.dates}" if publication.dates else "")
        names.append(name + " " + _("(uit tweede hand)") if publication.second_hand else name)
    pattern = _("Bronnen: {sources}. Status: {status}.") if len(names) > 1 else _("Bron: {sources}. Status: {status}.")
    return pattern.format(sources="; ".join(names), status=source.status)


def licence_words(licences: Sequence[str]) -> str:
    """The terms of the sources as one text; empty without any."""
    found = "; ".join(dict.fromkeys(str(text).rstrip(".") for text in licences))
    return _("Licentie: {licence}.").format(licence=found) if found else ""


def _release_words(release: str) -> str:
    return _("Impactmonitor huiselijk geweld en kindermishandeling, uitgave {release}.").format(release=release)


def _legend(mark: Mark) -> Drawing:
    """A sign with its meaning."""
    words = canvas.paragraph(mark.legend, INSIDE, 12, palette.INK_2, x=_SIGN_ROOM)
    if mark.drawing:
        shown = canvas.sign(mark.drawing, 0, 1)
    else:
        shown = canvas.text({"afgeleid": canvas.raised("a"), "nul": "0"}.get(mark.id, mark.sign), 0, 12, 12, weight=600)
    return Drawing(max(words.height, 17), shown + canvas.moved(words.markup, 0, 0))


@functools.cache
def _renderer() -> ModuleType:
    """The renderer, with our letters; imported when the first picture in pixels is asked for."""
    import vl_convert

    vl_convert.register_font_directory(str(_FONTS))
    return vl_convert
