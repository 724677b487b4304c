"""Putting slides in a deck: each has a title, notes, its release, and the banner when figures are invented."""

from __future__ import annotations

import copy
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.util import Inches, Pt

from impactmonitor.language import ENGLISH
from impactmonitor.language import gettext as _
from impactmonitor.reports.content import Report
from impactmonitor.reports.slides import charts, master
from impactmonitor.reports.slides.text import Say, clean, write

_DATE = (1980, 1, 1, 0, 0, 0)
"""Of every part of the file, so that the same report has the same bytes."""


class Builder:
    """A deck in the making, of one report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.made = dt.datetime.fromtimestamp(report.moment, dt.UTC).replace(tzinfo=None)
        self._slides = master.new()
        self._titles: set[str] = set()
        about = self._slides.core_properties
        about.title = clean(f"{report.title}, {report.period}")[:255]
        about.author = about.last_modified_by = "Impactmonitor"
        about.subject = clean(report.banner or report.subtitle)[:255]
        about.keywords = report.release
        about.language = self._tag
        about.created = about.modified = self.made
        about.revision = 1

    @property
    def _tag(self) -> str:
        return "en-GB" if self.report.language == ENGLISH else "nl-NL"

    @property
    def release(self) -> str:
        """The release with its day."""
        issued = _("Uitgave {release}").format(release=self.report.release)
        since = _("van {day}").format(day=self.report.since)
        return f"{issued} {since}" if self.report.since else issued

    def add(self, layout: int, title: str, notes: Iterable[str], other: str = "") -> Slide:
        """A slide with its furniture. A title that is taken gets `other`, or else a number, behind it."""
        slide = self._slides.slides.add_slide(self._slides.slide_layouts[layout])
        self.say(slide, master.TITLE, [self._unique(title, other)])
        self.say(slide, master.RELEASE, [f"{self.report.place}, {self.report.period}. {self.release}"])
        if self.report.banner:
            self.say(slide, master.BANNER, [self.report.banner])
        else:
            self.drop(slide, master.BANNER)
        self._number(slide)
        told = (self.report.banner, *notes, self.release + ".")
        slide.notes_slide.notes_text_frame.text = "\n".join(clean(t) for t in told if t)
        return slide

    def say(self, slide: Slide, idx: int, said: Sequence[Say | str], size: int = 0) -> None:
        """Fill a placeholder; without text it goes, so that no prompt is left."""
        if not said:
            self.drop(slide, idx)
            return
        width, height, usual = master.size_of(slide.slide_layout, idx)
        write(slide.placeholders[idx].text_frame, said, width, height, size or usual)

    def drop(self, slide: Slide, idx: int) -> None:
        """Take an empty placeholder away."""
        element = slide.placeholders[idx]._element
        element.getparent().remove(element)

    def table(self, slide: Slide, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> None:
        """A table in its placeholder; `shares` are the widths of its columns together 1. Words say what is in it."""
        width, height, size = master.size_of(slide.slide_layout, master.TABLE)
        frame = slide.placeholders[master.TABLE].insert_table(len(rows) + 1, len(heads))
        lines = sum(
            max(len(c) / (share * width * 11) for c, share in zip(r, shares, strict=True)) // 1 + 1 for r in rows
        )
        points = size if lines <= 9 else max(10, int(size * 9 / lines) + 1)
        for number, share in enumerate(shares):
            frame.table.columns[number].width = Inches(width * share)
        for y, row in enumerate((heads, *rows)):
            frame.table.rows[y].height = Inches(
                min(0.6, height / (len(rows) + 1)) if any(row) else height / (len(rows) + 2)
            )
            for x, text in enumerate(row):
                cell = frame.table.cell(y, x)
                cell.text = clean(text)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.text_frame.paragraphs[0].font.size = Pt(points)
        title = slide.shapes.title.text_frame.text  # type: ignore[union-attr]
        name = _("Tabel")
        self._describe(frame, name, f"{title}. {name}: {', '.join(heads)}.")

    def chart(
        self, slide: Slide, kind: Any, data: charts.Data, name: str, words: str, title: str, idx: int = master.CHART
    ) -> None:
        """A native chart in its placeholder, with the same in words."""
        frame = slide.placeholders[idx].insert_chart(kind, data)
        (charts.bars if kind == charts.BARS else charts.lines)(frame.chart, data, clean(title))
        self._describe(frame, name, words)

    def save(self) -> bytes:
        """The file; the same bytes for the same report."""
        for slide in self._slides.slides:
            for part in (slide._element, slide.notes_slide._element):
                for run in part.iter("{*}r", "{*}fld"):
                    if run.find("{*}t") is not None:
                        run.get_or_add_rPr().set("lang", self._tag)
        made = io.BytesIO()
        self._slides.save(made)
        packed = io.BytesIO()
        with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            for item in old.infolist():
                new.writestr(zipfile.ZipInfo(item.filename, _DATE), old.read(item), zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    def _unique(self, title: str, other: str) -> str:
        tries = (title, *([f"{title}: {other}"] if other else []), *(f"{title} ({n})" for n in range(2, 200)))
        found = next(t for t in tries if t not in self._titles)
        self._titles.add(found)
        return found

    @staticmethod
    def _describe(frame: Any, name: str, words: str) -> None:
        own = frame._element.nvGraphicFramePr.cNvPr
        own.set("name", clean(name))
        own.set("descr", clean(words))

    @staticmethod
    def _number(slide: Slide) -> None:
        """The number of the slide, with the place and letters of the layout; the library does not copy it."""
        for shape in list[Any](slide.slide_layout.placeholders):
            if shape.placeholder_format.type is not None and shape.placeholder_format.type.name == "SLIDE_NUMBER":
                element = copy.deepcopy(shape._element)
                element.nvSpPr.cNvPr.set("id", str(max(s.shape_id for s in slide.shapes) + 1))
                body = element.txBody.find("{*}bodyPr")
                body.attrib.clear()
                for own in (element.spPr, body, element.txBody.find("{*}lstStyle")):
                    for old in list(own):
                        own.remove(old)
                slide.shapes._spTree.append(element)
