"""The pages of a region: everything at a glance, one theme in full, and the figures of either as a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.schema import Source, Theme
from impactmonitor.language import gettext as _
from impactmonitor.meaning import regions as about
from impactmonitor.periods import slug as period_slug
from impactmonitor.present import marks, numbers
from impactmonitor.present import region as layout
from impactmonitor.present.blocks import Block, Table
from impactmonitor.present.cells import SourceLine, merged
from impactmonitor.present.coverage import BACKGROUND
from impactmonitor.present.places import same_area, with_type
from impactmonitor.present.region_page import Page, indicators_of
from impactmonitor.release.read import ReleasedTable
from impactmonitor.tables import Observation
from impactmonitor.web import access, downloads, questions
from impactmonitor.web.addresses import comparable_path, compare_path, download_path
from impactmonitor.web.errors import Link
from impactmonitor.web.figures import EMBEDDED, Figure, figures
from impactmonitor.web.views import figure, local, region_address, region_parts, report, standing, year
from impactmonitor.web.views.region_address import Asked

HEALTH = "ervaren-gezondheid"
"""A figure of the health monitor, which is about GGD regions."""
WIDER_TOTALS = 6
"""Most figures of a wider area on the page of a region without figures."""


@dataclass(frozen=True)
class Glance:
    """A theme on the overview: figures that are shown whole, and those that are told in a line each."""

    theme: Theme
    address: str
    number: int
    totals: list[Figure]
    tables: list[Figure]
    further_totals: list[Figure]
    further_tables: list[Figure]
    source: SourceLine
    covered: list[Source]

    @property
    def developed(self) -> bool:
        """Whether any line has a development."""
        return any(f.spark for f in self.further_totals)


@dataclass(frozen=True)
class Wider:
    """A wider area with its latest figures, on the page of a region that has none; `same`: the province that it is."""

    name: str
    title: str
    address: str
    code: str
    figures: list[Figure]
    same: Link | None


@require_safe
def show(request: HttpRequest, family: str, slug: str, period: str = "", part: str = "") -> HttpResponse:
    """`/regio/<slug>/`, with a period, a theme or an indicator behind it; also for municipalities and the country."""
    asked = region_address.read(request, family, slug, period, part)
    if isinstance(asked, HttpResponseRedirect):
        return asked
    if asked.indicator:
        return figure.show(request, asked)
    if asked.theme:
        return render(request, "pages/region_theme.html", _theme(asked, asked.theme))
    return render(request, "pages/region.html", _overview(asked))


@require_safe
def embed(request: HttpRequest, family: str, slug: str, period: str, part: str) -> HttpResponse:
    """`/insluiten/…`: one figure for in a frame on another site."""
    asked = region_address.read(request, family, slug, period, part, before=EMBEDDED)
    if isinstance(asked, HttpResponseRedirect):
        return asked
    if not asked.indicator:
        raise region_address.no_such_part(asked, part)
    return figure.embed(request, asked)


@require_safe
def download(
    request: HttpRequest, family: str, slug: str, extension: str, period: str = "", part: str = ""
) -> HttpResponse:
    """The figures of a page as a file: everything in its blocks, also what stands beside, below and instead."""
    asked = region_address.read(request, family, slug, period, part, ending=f"{part or 'cijfers'}.{extension}")
    if isinstance(asked, HttpResponseRedirect):
        return asked
    page = figure.page_of(asked) if asked.indicator else _page(asked)
    rows = page.figures if asked.indicator else _figures_of(asked, page)
    opened = asked.opened
    if asked.indicator and not rows:
        raise region_address.no_figure(opened, asked.region, asked.indicator, asked.period)
    table = ReleasedTable(opened.origin, opened.id, rows, opened.publications, opened.catalogue)
    moment = period_slug(asked.period) if asked.period else "laatste-cijfers"
    words = [with_type(asked.region), numbers.period(asked.period) if asked.period else _("laatste cijfers")]
    words += [str(named.name) for named in (asked.theme, asked.indicator) if named]
    title = ", ".join(words)
    return downloads.file_response(table, extension, access.where(page).slug(asked.region), moment, part, title=title)


def alike_path(page: Page) -> str:
    """Where the regions stand that are like this one; empty for other than Veilig Thuis regions."""
    return comparable_path(access.where(page).slug(page.region)) if page.region.type == "VT" else ""


def _page(asked: Asked) -> Page:
    """The figures that are asked for: of one theme, or of all."""
    wanted = indicators_of(asked.theme, asked.opened.catalogue.ordered) if asked.theme else None
    return Page(asked.opened, asked.region, asked.period, wanted)


def _figures_of(asked: Asked, page: Page) -> list[Observation]:
    """The figures on the page of a region or theme."""
    below = _background_page(asked, asked.theme) if asked.theme else None
    return [*page.figures, *(below.figures if below else ())]


def _around(asked: Asked, page: Page, here: str) -> dict[str, Any]:
    """What the overview and a theme have in common; `page` holds all themes."""
    base = asked.address
    codes = page.held.periods_of(asked.region.code)
    rest = f"{here}/" if here else ""
    where = access.where(page)
    canonical = where.path(asked.region, asked.period or "") + rest
    return region_parts.place(page) | {
        "canonical": "" if asked.explicit else canonical,
        "tabs": region_parts.tabs(base, page.themes, here),
        "periods": region_parts.other_periods(
            codes, asked.period, lambda p: access.where(page).path(asked.region, p) + rest
        ),
        "region_choices": region_parts.region_choices(page),
        "period_choices": region_parts.period_choices(page),
        "part": here,
        "own_empty": not page.own,
    }


def _overview(asked: Asked) -> dict[str, Any]:
    page = _page(asked)
    blocks = page.blocks
    empty = not any(b.heading.indicator not in page.background_ids for b in blocks.all)
    trends = page.trends(blocks.all)
    keys = figures(page, blocks.keys, trends)
    themes = [_glance(page, asked.address, g, trends) for g in layout.glances(blocks)]
    wider = _wider(page) if empty else []
    found, missing_themes = region_parts.what_is_missing(page)
    shown = [f.block for w in wider for f in w.figures]
    helping, all_questions = questions.helping(page.opened, page.region, page.wider)
    return (
        _around(asked, page, "")
        | region_parts.stage(page)
        | {
            "empty": empty,
            "older": region_parts.older(page),
            "files": _files(page, "cijfers", page.figures),
            "everything": download_path(access.where(page).path(page.region)),
            "compare": compare_path(mine=access.where(page).slug(page.region)) if page.region.type == "VT" else "",
            "alike": alike_path(page),
            "documents": report.documents_of(asked.opened, asked.region, asked.period),
            "year_reports": year.listed(asked.opened) if asked.region.type == "NL" else [],
            "keys": keys,
            "glances": themes,
            "wider": wider,
            "missing_words": about.absent(found, len(page.catalogue.indicators), bool(page.period)),
            "missing_themes": missing_themes,
            "helping": helping,
            "all_questions": all_questions,
            "marks": _legend([*keys, *(f for t in themes for f in (*t.totals, *t.tables, *t.further_totals))], shown),
            "local": local.section(page.opened, page.region),
            "standing": standing.section(page),
            "compared": any(isinstance(b, Table) and b.first.compared for b in blocks.all),
        }
    )


def _glance(page: Page, base: str, found: layout.Glance, trends: dict[str, Any]) -> Glance:
    told = [*found.further_totals, *found.further_tables]
    return Glance(
        theme=found.theme,
        address=f"{base}{found.theme.id}/",
        number=found.number,
        totals=figures(page, found.totals, trends),
        tables=figures(page, found.tables),
        further_totals=figures(page, found.further_totals, trends),
        further_tables=figures(page, found.further_tables),
        source=merged(b.source for b in told),
        covered=region_parts.covered(page, found.theme),
    )


def _theme(asked: Asked, theme: Theme) -> dict[str, Any]:
    page = _page(asked)
    everything = Page(asked.opened, asked.region, asked.period)
    section = layout.whole(page.blocks, theme, page.catalogue)
    trends = page.trends(section.totals)
    totals, tables = figures(page, section.totals, trends), figures(page, section.tables)
    _found, missing_themes = region_parts.what_is_missing(page, theme)
    return (
        _around(asked, everything, theme.id)
        | region_parts.stage(page)
        | {
            "theme": theme,
            "covered": region_parts.covered(page, theme),
            "crumbs": [(asked.address, str(page.region.name))],
            "empty": not section.number,
            "files": _files(page, theme.id, _figures_of(asked, page)),
            "totals": totals,
            "tables": tables,
            "missing_themes": missing_themes,
            "marks": _legend([*totals, *tables]),
            "compared": any(isinstance(b, Table) and b.first.compared for b in section.tables),
        }
        | background(asked, theme)
    )


def background(asked: Asked, theme: Theme | None = None) -> dict[str, Any]:
    """What kind of region it is, beside its figures: its latest background; nothing with that theme itself."""
    page = _background_page(asked, theme)
    if page is None or not page.blocks.all:
        return {}
    own = next(t for t in page.catalogue.themes if t.id == BACKGROUND)
    section = layout.whole(page.blocks, own, page.catalogue)
    totals, tables = figures(page, section.totals), figures(page, section.tables)
    source = merged(b.source for b in (*section.totals, *section.tables))
    return {
        "background": Glance(own, f"{asked.address}{own.id}/", section.number, [], [], totals, tables, source, []),
        "alike": alike_path(page),
        "health": page.held.has_level(HEALTH, "regio") and asked.region.type != "GGD",
    }


def _background_page(asked: Asked, theme: Theme | None) -> Page | None:
    """The figures that stand below those of a theme; None with the background itself, and for the country."""
    catalogue = asked.opened.catalogue
    own = next((t for t in catalogue.themes if t.id == BACKGROUND), None)
    if own is None or theme == own or asked.region.type == "NL":
        return None
    return Page(asked.opened, asked.region, asked.period, indicators_of(own, catalogue.ordered))


def _files(page: Page, name: str, shown: list[Observation]) -> list[downloads.FileLink]:
    """The figures of the page in every kind of file."""
    stem = access.where(page).path(page.region, page.period or "") + name
    return downloads.links(stem, figures=len(shown)) if shown else []


def _legend(shown: Iterable[Figure], others: Iterable[Block] = ()) -> list[marks.Mark]:
    """The marks that occur, in the order of the full legend."""
    cells = [c for item in (*shown, *others) for c in item.cells()]
    found = {mark for c in cells for mark in c.marks}
    return [mark for mark in marks.ALL if mark in found]


def _wider(page: Page) -> list[Wider]:
    """For a region without figures: the latest key figures of the Netherlands, and figures of wider regions."""
    found = []
    for other in page.without_figures():
        blocks = other.blocks
        totals = [b for s in blocks.sections for b in s.totals]
        shown = figures(other, (*blocks.keys, *totals)[:WIDER_TOTALS])
        if shown:
            region = other.region
            name = same_area(region) if region == page.same else with_type(region)
            title, where = name[:1].upper() + name[1:], access.where(page)
            twin = Link(where.path(other.same), with_type(other.same)) if other.same else None
            found.append(Wider(name, title, where.path(region), region.code, shown, twin))
    return found
