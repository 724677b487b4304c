"""A report as PDF: tagged, with bookmarks and selectable text (PDF/UA-1), by Typst.

Texts go in as data, never as Typst code. Typst refuses to make a document that is not accessible: an image without
words, a heading level that is skipped. It keeps much in memory, so a process makes a few and ends (`reports.make`).
"""

from __future__ import annotations

import dataclasses
import functools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from impactmonitor.exceptions import ReportError
from impactmonitor.language import gettext as _
from impactmonitor.present.pictures import picture
from impactmonitor.reports.content import Document
from impactmonitor.reports.kit import KitReport
from impactmonitor.reports.question import QuestionReport
from impactmonitor.reports.question_words import question_words
from impactmonitor.reports.year.document import YearDocument
from impactmonitor.reports.year.words import year_words
from impactmonitor.routes.kit_words import kit_words

if TYPE_CHECKING:
    import typst

STANDARDS: list[Any] = ["a-2a", "ua-1"]
UNKNOWN = "?"
"""Stands for a sign that none of our letters have."""
_NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.S)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the text behind them around."""
_MOST_UNKNOWN = 60
TEMPLATES = Path(__file__).resolve().parent
SHARED = ("parts.typ", "chapters.typ")
FONTS = Path(picture.__file__).resolve().parent / "fonts"


class PdfError(ReportError):
    """A PDF could not be made; the message says why."""


def pdf(report: Document) -> bytes:
    """The report as PDF/A-2a and PDF/UA-1; the same bytes for the same report. PdfError when it cannot be made.

    Signs that none of our letters have (an emoji in a name) become `?`: every sign must be readable.
    """
    import typst  # a renderer of 40 MB: only for who makes a report

    templates = {"main.typ": _template(report)} | {name: name for name in SHARED}
    files = {name: (TEMPLATES / file).read_bytes() for name, file in templates.items()}
    data = _TURNING.sub("", json.dumps(content(report), ensure_ascii=False))
    for _attempt in range(_MOST_UNKNOWN):
        files["report.json"] = data.encode()
        try:
            made: bytes | None = typst.compile(  # type: ignore[call-overload]
                files,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                pdf_standards=STANDARDS,
                timestamp=report.moment,
            )
        except (typst.TypstError, RuntimeError, OSError) as error:
            unknown = _NOT_SHOWN.search(str(error))
            if not unknown:
                raise PdfError(f"The report of {report.place} could not be made: {error}") from error
            data = _without(data, unknown[1])
        else:
            return bytes(made or b"")
    raise PdfError(
        f"The report of {report.place} could not be made: it has too many signs that we have no letters for."
    )


def _template(report: Document) -> str:
    if isinstance(report, YearDocument):
        return "factsheet.typ" if report.factsheet else "year.typ"
    if isinstance(report, KitReport):
        return "kit.typ"
    return "question.typ" if isinstance(report, QuestionReport) else "report.typ"


def _without(data: str, signs: str) -> str:
    """The data with each of these signs replaced, but for those that our own letters have."""
    return "".join(UNKNOWN if c in signs and not c.isascii() else c for c in data)


@functools.cache
def _fonts() -> typst.Fonts:
    import typst

    found = sorted(FONTS.glob("*.ttf"))
    if not found:
        raise PdfError(f"The letters of reports are not there: {FONTS}. Install the software again.")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


def content(report: Document) -> dict[str, Any]:
    """What the template is given, ready for JSON: everything but what others make more of, such as observations."""
    found: dict[str, Any] = _plain(report) | {"running": report.running}
    found["document_title"] = f"{report.title}, {report.period}"
    found["keywords"] = [report.place, report.period, report.release]
    found["words"] = _words(report)
    if isinstance(report, QuestionReport):
        found["words"] |= question_words()
    elif isinstance(report, KitReport):
        found["words"] |= kit_words()
    elif isinstance(report, YearDocument):
        found["words"] |= year_words()
    return found


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.repr}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _words(report: Document) -> dict[str, str]:
    """All fixed texts of the document."""
    issued = _("Uitgave {release}").format(release=report.release)
    since = _("van {day}").format(day=report.since) if report.since else ""
    return {
        "monitor": _("Impactmonitor huiselijk geweld en kindermishandeling"),
        "release": f"{issued} {since}".strip(),
        "issued": _("Cijfers: uitgave {release} {since}.")
        .format(release=report.release, since=since)
        .replace(" .", "."),
        "made": _("Bij overname: noem de bron die bij het cijfer staat, en de uitgave."),
        "contents": _("Inhoud"),
        "guide": _("Zo leest u dit rapport"),
        "signs": _("De tekens"),
        "sign": _("Teken"),
        "meaning": _("Betekenis"),
        "summary": _("Samenvatting"),
        "figure": _("Cijfer"),
        "beside": _("Ernaast"),
        "standing": _("Wat opvalt"),
        "question": _("Vraag voor het gesprek:"),
        "group": _("Groep"),
        "shown": _("In beeld"),
        "period": _("Periode"),
        "multi": _("Eén zaak kan in meer groepen vallen. Tel de groepen niet bij elkaar op."),
        "absent": _("Wat ontbreekt"),
        "why": _("Waarom"),
        "definitions": _("Wat de cijfers betekenen"),
        "does_not_say": _("Dit zegt het cijfer niet:"),
        "mind": _("Let op:"),
        "sources": _("Bronnen"),
        "licence": _("Licentie:"),
    }
