"""One figure of a region, whole: the block, its development, what it means, and ways on. Also for in a frame."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from impactmonitor.catalogue.schema import Theme
from impactmonitor.language import gettext as _
from impactmonitor.meaning.model import Reading
from impactmonitor.meaning.series import moved
from impactmonitor.present import maps, marks, numbers
from impactmonitor.present.blocks import Block, Total
from impactmonitor.present.region_page import Page
from impactmonitor.tables import TOTAL
from impactmonitor.web import access
from impactmonitor.web.addresses import compare_path, indicator_path
from impactmonitor.web.figures import Figure, figures
from impactmonitor.web.series import cases
from impactmonitor.web.views import region_address, region_parts
from impactmonitor.web.views.region_address import Asked
from impactmonitor.web.wishes import ALIKE, ALL

SHEETS = tuple(f"impactmonitor/css/{name}.css" for name in ("tokens", "base", "parts", "figures", "tables", "region"))
"""Style sheets of a figure in a frame."""


def show(request: HttpRequest, asked: Asked) -> HttpResponse:
    """`/regio/<slug>/<period>/<indicator>/`."""
    return render(request, "pages/figure.html", _context(asked))


def embed(request: HttpRequest, asked: Asked) -> HttpResponse:
    """`/insluiten/regio/<slug>/<period>/<indicator>/`: the block alone."""
    page = page_of(asked)
    shown = figure_of(page, asked)
    return render(
        request,
        "pages/embed.html",
        region_parts.place(page) | {"figure": shown, "marks": legend_of(shown, table=False), "sheets": SHEETS},
    )


def page_of(asked: Asked) -> Page:
    """All that is known of this one figure."""
    assert asked.indicator is not None
    return Page(asked.opened, asked.region, asked.period, [asked.indicator], exact=True)


def figure_of(page: Page, asked: Asked) -> Figure:
    """The figure, with its development. Raises NotFound when the region has no row of it in this period."""
    assert asked.indicator is not None
    found: list[Block] = list(page.blocks.all)
    if not found:
        raise region_address.no_figure(asked.opened, asked.region, asked.indicator, asked.period)
    return figures(page, found[:1], page.trends(found[:1], explained=True))[0]


def legend_of(shown: Figure, table: bool = True) -> list[marks.Mark]:
    """The marks of a figure, in the order of the full legend; without the table of its development no gaps of that."""
    gaps = set() if table else {c.gap for c in shown.cells()} - {c.gap for c in shown.block.cells()}
    found = {mark for c in shown.cells() for mark in c.marks} - gaps
    return [mark for mark in marks.ALL if mark in found]


def _context(asked: Asked) -> dict[str, Any]:
    page = page_of(asked)
    indicator = page.indicators[0]
    shown = figure_of(page, asked)
    theme = next(t for t in page.catalogue.themes if t.id == indicator.theme)
    known = page.catalogue.sources
    there = page.period in page.held.periods_of(page.region.code)
    path = access.where(page).path(page.region, page.period if page.period and there else "")
    codes = page.held.periods_with(page.region.code, indicator.id)
    return (
        region_parts.place(page)
        | region_parts.stage(page)
        | {
            "figure": shown,
            "moved": _moved(page, shown),
            "indicator": indicator,
            "sources": [known[name] for name in shown.block.source.sources if name in known],
            "crumbs": [(path, str(page.region.name)), (f"{path}{theme.id}/", str(theme.short))],
            "ways": _ways(page, shown, path, theme),
            "periods": region_parts.other_periods(
                codes, page.period, lambda p: f"{access.where(page).path(page.region, p)}{indicator.id}/"
            ),
            "breaks": [(numbers.period(b.period), b.text) for b in indicator.breaks if _touches(b.regions, page)],
            "related": _related(page),
            "marks": legend_of(shown),
        }
    )


def _moved(page: Page, shown: Figure) -> Reading | None:
    """How the figure lies beside that of the period and of the year before."""
    block = shown.block
    if shown.trend is None or not isinstance(block, Total):
        return None
    region, period = block.heading.region, block.heading.code
    known = cases(page.opened, page.indicators[0], TOTAL, (region,))
    return moved(page.catalogue, shown.trend, block.unit, region, period, known, access.revised(page.opened))


def _ways(page: Page, shown: Figure, path: str, theme: Theme) -> list[tuple[str, str]]:
    """Where a reader may want to go from here."""
    place = str(page.region.name)
    return [
        (indicator_path(page.indicators[0].id), _("Dit cijfer voor alle gebieden, met definitie en bron")),
        (_compared(page), _("Vergelijk met andere gebieden")),
        *_alike(page),
        *_municipalities(page, shown),
        (_series(page), _("De ontwikkeling, ook met andere gebieden en andere groepen")),
        (f"{path}{theme.id}/", _("{theme}: alle cijfers van {place}").format(theme=theme.short, place=place)),
        (path, _("Alle thema’s van {place}").format(place=place)),
        (shown.csv, _("Deze cijfers als bestand (CSV)")),
    ]


def _compared(page: Page) -> str:
    """The comparison in which this figure stands: with all regions, of a municipality with its region."""
    name, code = page.indicators[0].id, access.where(page).slug(page.region)
    if page.nationwide:
        return compare_path(name, ALL, period=page.period or "")
    others = [access.where(page).slug(page.wider)] if page.wider else [ALL]
    own = [code] if page.region.type != "VT" else []
    return compare_path(name, *own, *others, mine=code, period=page.period or "")


def _alike(page: Page) -> list[tuple[str, str]]:
    """The comparison with regions that are like this one, when there are any."""
    if page.region.type != "VT" or not access.alike(page.opened, page.region.code):
        return []
    name, mine = page.indicators[0].id, access.where(page).slug(page.region)
    text = _("Vergelijk met regio’s die op {place} lijken").format(place=page.region.name)
    return [(compare_path(name, ALIKE, mine=mine, period=page.period or ""), text)]


def _municipalities(page: Page, shown: Figure) -> list[tuple[str, str]]:
    """Of a municipality those of its region, side by side, with a word of the map where they can be drawn."""
    block = shown.block
    if page.region.type != "GM" or page.wider is None or not isinstance(block, Total):
        return []
    drawn = block.own.measure in maps.MAPPED and access.boundaries(page.catalogue.regions, page.year) is not None
    text = _("De gemeenten in {region} op de kaart") if drawn else _("Alle gemeenten naast elkaar, per regio")
    asked = {"meting": block.own.measure, "periode": page.period or "", "niveau": "gemeente", "mijn": page.region.code}
    address = f"{indicator_path(page.indicators[0].id)}?{urlencode(asked)}#cijfers"
    return [(address, text.format(region=page.wider.name))]


def _series(page: Page) -> str:
    """The series of the figure for this place."""
    own = access.where(page).slug(page.region) if not page.nationwide else ""
    query = f"?{urlencode({'regio': own})}" if own else ""
    return reverse("series", args=[page.indicators[0].id]) + query


def _touches(regions: list[str], page: Page) -> bool:
    return not regions or page.region.code in regions


def _related(page: Page) -> list[tuple[str, str]]:
    """Related indicators: to the figure of this region and period when that is there, else to the indicator."""
    indicator = page.indicators[0]
    known = page.held.of_region(page.region.code)
    path = access.where(page).path(page.region, page.period or "")
    found = []
    for name in indicator.related:
        other = page.catalogue.indicators.get(name)
        if other:
            here = page.period in known.get(name, {})
            found.append((f"{path}{name}/" if here else indicator_path(name), str(other.short or other.name)))
    return found
