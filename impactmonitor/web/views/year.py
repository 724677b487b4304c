"""The national report of a year: as a page, as a document, and its factsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.year_reports import YearReport
from impactmonitor.language import gettext as _
from impactmonitor.present import marks
from impactmonitor.release.read import Release
from impactmonitor.reports.year.assemble import year_report
from impactmonitor.reports.year.document import Block, Note, Printed, Tile, Words
from impactmonitor.web import access, reports, site
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.figures import Figure, figure
from impactmonitor.web.reports import Offered

FILE, FACTSHEET = reports.PDF.file, "factsheet.pdf"
_TOP = 2
"""Level of the title of a chapter on the page."""


@dataclass(frozen=True)
class Part:
    """A part of a chapter: text or tiles as they stand in the document, a figure as every page shows it."""

    kind: str
    level: int
    words: Words
    items: Sequence[Words]
    tiles: Sequence[Tile]
    figure: Figure | None

    @property
    def anchor(self) -> str:
        """Id of its figure below the chapter."""
        return self.figure.block.heading.anchor if self.figure else ""


@dataclass(frozen=True)
class Chapter:
    """A chapter with its parts."""

    anchor: str
    title: str
    parts: Sequence[Part]
    notes: Sequence[Note]
    sources: Sequence[Printed]


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """`/landelijk/jaarbericht/`: leads to the newest. Raises NotFound when there is none."""
    known = access.release().catalogue.year_reports
    if not known:
        raise _unknown(known)
    return HttpResponseRedirect(address_of(max(known, key=lambda r: r.year)))


@require_safe
def show(request: HttpRequest, word: str) -> HttpResponse:
    """`/landelijk/jaarbericht/<year>/`: the report as a page. Raises NotFound for a year that nobody wrote about."""
    opened = access.release()
    found = _find(opened, word)
    report = year_report(opened, found.year, drawn=False)
    chapters = [Chapter(c.anchor, c.title, list(_parts(opened, c.blocks)), c.notes, c.sources) for c in report.chapters]
    context = {
        "report": report,
        "release": opened.id,
        "national": reverse("national"),
        "chapters": chapters,
        "documents": _documents(found),
        "others": [r for r in listed(opened) if r.year != found.year],
        "marks": [m for m in marks.ALL if (m.sign or m.label, m.legend) in report.signs],
    }
    return render(request, "pages/year_report.html", context)


@require_safe
def document(request: HttpRequest, word: str, factsheet: bool = False) -> FileResponse:
    """`/landelijk/jaarbericht/<year>/rapport.pdf` and `factsheet.pdf`. Raises NotFound where there is none."""
    opened = access.release()
    found = _find(opened, word)
    if factsheet and not found.factsheet:
        sentence = _("Van het jaarbericht {year} is er geen factsheet.").format(year=found.year)
        raise NotFound(_("Dit bestand is er niet"), sentence, [Link(address_of(found), str(found.title))])
    name = "factsheet" if factsheet else "jaarbericht"
    return reports.sent(opened, reports.of_year(opened, found.year, factsheet), reports.PDF, name, str(found.year))


@dataclass(frozen=True)
class Listed:
    """A report that can be read: its page and its documents."""

    year: int
    title: str
    lead: str
    address: str
    documents: Sequence[Offered]


def listed(opened: Release) -> list[Listed]:
    """The reports of a release, the newest first."""
    known = sorted(opened.catalogue.year_reports, key=lambda r: -r.year)
    return [Listed(r.year, str(r.title), str(r.lead), address_of(r), _documents(r)) for r in known]


def address_of(report: YearReport) -> str:
    """`/landelijk/jaarbericht/2023/`."""
    return reverse("year-report", args=[str(report.year)])


def _documents(report: YearReport) -> list[Offered]:
    """What can be printed or sent; nothing in a copy of the site without documents."""
    if not site.current().documents:
        return []
    base = address_of(report)
    found = [
        Offered(base + FILE, _("Jaarbericht {year} (PDF)").format(year=report.year), _("om te lezen en te printen"))
    ]
    if report.factsheet:
        title = _("Factsheet {year} (PDF)").format(year=report.year)
        found.append(Offered(base + FACTSHEET, title, _("het belangrijkste op twee bladzijden")))
    return found


def _find(opened: Release, word: str) -> YearReport:
    known = opened.catalogue.year_reports
    found = next((report for report in known if str(report.year) == word), None)
    if found is None:
        raise _unknown(known)
    return found


def _unknown(known: Sequence[YearReport]) -> NotFound:
    ways = [Link(address_of(report), str(report.title)) for report in known]
    sentence = _("Over dit jaar is er geen jaarbericht.")
    return NotFound(_("Dit jaarbericht is er niet"), sentence, ways or [Link(reverse("national"), _("Nederland"))])


def _parts(opened: Release, blocks: Sequence[Block]) -> Iterator[Part]:
    """Blocks with the level of their heading: one more than that of the title above, as the text has it."""
    level = _TOP
    for block in blocks:
        if block.kind == "heading":
            level = min(_TOP + block.level - 1, level + 1)
        drawn = figure(opened, block.shown, block.trend) if block.shown else None
        own = level if block.kind == "heading" else level + 1
        yield Part(block.kind, own, block.words, block.items, block.tiles, drawn)
