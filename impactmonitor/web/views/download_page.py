"""Pages on which to choose a file: everything, one region, one indicator, and the codebook itself."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.language import gettext as _
from impactmonitor.periods import parse, slug
from impactmonitor.present import export, numbers
from impactmonitor.present.coverage import newest_first
from impactmonitor.present.files import contents, formats, lines
from impactmonitor.present.files.codebook import Entry
from impactmonitor.present.files.formats import Format
from impactmonitor.present.places import with_type
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.web import access, downloads, reports
from impactmonitor.web.downloads import FileLink
from impactmonitor.web.views import download, report, year

SAMPLE = 5_000
"""Figures from which sizes are estimated."""
MANY = 1_000
"""From this many figures the size of a file is said before it is asked for."""


@dataclass(frozen=True)
class Sized(FileLink):
    """A file with about how large it is; without a size when that was not estimated."""

    size: str


@dataclass(frozen=True)
class Place:
    """A region with the page of its files."""

    code: str
    name: str
    address: str


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """`/download/`; with `?regio=` or `?indicator=` it leads to the page with those files."""
    opened = access.release()
    if wanted := request.GET.get("regio", "").strip():
        return HttpResponseRedirect(download.chooser(opened, _asked(opened, wanted)))
    if wanted := request.GET.get("indicator", "").strip():
        found = download.find_indicator(opened.catalogue, wanted)
        return HttpResponseRedirect(f"{reverse('download')}indicator/{found.id}/")
    about = contents.in_short(opened, _("Alle cijfers van de uitgave"))
    held = access.coverage(opened)
    municipalities = _municipalities(opened)
    themes = ((t, [i for i in opened.catalogue.ordered if i.theme == t.id]) for t in opened.catalogue.themes)
    context = {
        "figures": numbers.number(about.figures),
        "release": opened.id,
        "since": numbers.day(about.since) if about.since else "",
        "files": _files(opened, f"{reverse('download')}uitgave", about.figures),
        "refused": numbers.listed([kind.name for kind in formats.OF_FIGURES if not kind.holds(about.figures)]),
        "most": numbers.number(formats.MOST_FIGURES),
        "kinds": formats.OF_FIGURES,
        "regions": _regions(opened),
        "municipalities": municipalities,
        "municipalities_number": numbers.number(sum(len(places) for _name, places in municipalities)),
        "netherlands": download.chooser(opened, opened.catalogue.regions[NETHERLANDS]),
        "themes": [(t.name, [i for i in found if held.has(i.id)]) for t, found in themes],
        "codebook": downloads.links(f"{reverse('download')}codeboek", of=formats.OF_CODEBOOK),
        "licences": about.licences,
        "citation": about.citation,
    }
    return render(request, "pages/download.html", context)


def _asked(opened: Release, text: str) -> Region:
    """The region that was typed or chosen. Raises NotFound."""
    return access.addresses(opened).by_word(text) or download.find_region(opened, "regio", text)


def _regions(opened: Release) -> list[tuple[str, list[Place]]]:
    """All regions but municipalities, by type."""
    regions = opened.catalogue.regions
    current = regions.of_type("VT", regions.latest_year)
    groups = (
        (_("Veilig Thuis-regio’s"), current),
        (_("Provincies"), regions.of_type("PV")),
        (_("Landsdelen"), regions.of_type("LD")),
        (_("GGD-regio’s"), regions.of_type("GGD")),
        (_("Veilig Thuis-regio’s die niet meer bestaan"), [r for r in regions.of_type("VT") if r not in current]),
    )
    return [(name, _places(opened, found)) for name, found in groups if found]


def _municipalities(opened: Release) -> list[tuple[str, list[Place]]]:
    """Municipalities by the Veilig Thuis region in which they lie."""
    regions = opened.catalogue.regions
    year = regions.latest_year
    return [(r.name, _places(opened, regions.members(r.code, year))) for r in regions.of_type("VT", year)]


def _places(opened: Release, found: Iterable[Region]) -> list[Place]:
    return [Place(region.code, region.name, download.chooser(opened, region)) for region in found]


def _files(opened: Release, stem: str, figures: int) -> list[Sized]:
    """Every kind of file that holds so many figures, the large ones with their size; none without figures."""
    links = downloads.links(stem, figures=figures, of=formats.OF_FIGURES) if figures else []
    sizes = _sizes(opened) if figures >= MANY else {}
    if figures < 10 * SAMPLE:  # a small zip is mostly its codebook
        sizes = {kind: size for kind, size in sizes.items() if kind is not formats.ZIP}
    return [
        Sized(link.format, link.address, _megabytes(sizes[link.format] * figures) if link.format in sizes else "")
        for link in links
    ]


@functools.lru_cache(maxsize=8)
def _sizes(opened: Release) -> dict[Format, float]:
    """About how many bytes a figure takes as CSV, JSON Lines and zip, from the first figures of the release."""
    batch = next(opened.batches(Selection(), SAMPLE), None)
    if batch is None:
        return {}
    records = [export.shape_of(opened).flat(batch)]
    text = b"".join(lines.csv(records))
    found = {formats.CSV: len(text), formats.JSON_LINES: len(b"".join(lines.json_lines(records)))}
    return {kind: size / batch.num_rows for kind, size in (found | {formats.ZIP: len(zlib.compress(text))}).items()}


def _megabytes(size: float) -> str:
    """`ongeveer 12 MB`; a small file in kB."""
    if size < 1e6:
        return _("ongeveer {size} kB").format(size=numbers.number(max(1, round(size / 1e3))))
    return _("ongeveer {size} MB").format(size=numbers.number(size / 1e6, 0 if size >= 1e7 else 1))


@require_safe
def region(request: HttpRequest, family: str, name: str) -> HttpResponse:
    """`/download/regio/<slug>/`: all files of a region."""
    opened = access.release()
    found = download.find_region(opened, family, name)
    address = download.chooser(opened, found)
    if request.path != address:  # an earlier name
        return HttpResponseRedirect(address)
    figures = opened.count(Selection(regions=(found.code,)))
    local = access.local_release()
    own = local.count(Selection(regions=(found.code,))) if local else 0
    where = access.addresses(opened)
    latest = access.coverage(opened).main_period_of(found.code) if found.type != "NL" else None
    context = {
        "name": found.name,
        "place": with_type(found),
        "figures": numbers.number(figures),
        "files": _files(opened, address.removesuffix("/"), figures),
        "same": _same_area(opened, found),
        "periods": [
            (numbers.period(code), _page_of(opened, found, code), _few(f"{address}{slug(code)}"))
            for code in _periods(opened, found)
        ],
        "own": _few(f"{address}{download.OWN}") if own else [],
        "documents": report.documents_of(opened, found, latest),
        "year_reports": year.listed(opened) if found.type == "NL" else [],
        "latest": numbers.period(latest) if latest else "",
        "page": where.path(found),
        "release": opened.id,
    }
    return render(request, "pages/download_region.html", context)


def _page_of(opened: Release, found: Region, period: str) -> str:
    """The page of the region over that period; empty when the region did not exist yet, or no longer."""
    there = opened.catalogue.regions.valid_in(found.code, parse(period))
    return access.addresses(opened).path(found, period) if there else ""


def _periods(opened: Release, found: Region) -> list[str]:
    """Every period of which the file of a region holds figures, those that only describe it or have no value too."""
    known = access.coverage(opened).of_region(found.code)
    return newest_first(period for periods in known.values() for period in periods)


def _same_area(opened: Release, found: Region) -> tuple[Place, str] | None:
    """The province that is exactly this region, where it has figures, and how many."""
    code = opened.catalogue.regions.coinciding.get(found.code, "")
    figures = opened.count(Selection(regions=(code,))) if code else 0
    return (_places(opened, [opened.catalogue.regions[code]])[0], numbers.number(figures)) if figures else None


@require_safe
def indicator(request: HttpRequest, name: str) -> HttpResponse:
    """`/download/indicator/<id>/`: all files of an indicator."""
    opened = access.release()
    found = download.find_indicator(opened.catalogue, name)
    figures = opened.count(Selection(indicators=(found.id,)))
    context = {
        "indicator": found,
        "figures": numbers.number(figures),
        "files": _files(opened, f"{reverse('download')}indicator/{found.id}", figures),
        "documents": reports.workbook_of(opened, found),
        "release": opened.id,
    }
    return render(request, "pages/download_indicator.html", context)


def _few(stem: str) -> list[FileLink]:
    return downloads.links(stem, of=(formats.XLSX, formats.CSV))


@require_safe
def codebook(request: HttpRequest) -> HttpResponse:
    """`/download/codeboek/`: what every column and code means."""
    opened = access.release()
    about = download.of_release(opened)
    context = {
        "indicators": opened.catalogue.indicators,
        "groups": _by_part(opened, about.codebook),
        "codebook": downloads.links(f"{reverse('download')}codeboek", of=formats.OF_CODEBOOK),
        "release": opened.id,
        "figures": numbers.number(about.figures),
    }
    return render(request, "pages/download_codebook.html", context)


def _by_part(opened: Release, entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """Heading and entries of each part, in order; what the page of an indicator tells is left to that page."""
    apart = (_("meting"), _("uitsplitsing"))
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.of not in opened.catalogue.indicators or entry.part in apart:
            found.setdefault(entry.part, []).append(entry)
    return list(found.items())
