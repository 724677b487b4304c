"""Regions beside each other: a table, a dot table, a map and series, of one indicator or several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.regions import Region
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.language import gettext as _
from impactmonitor.meaning import comparisons
from impactmonitor.meaning.comparisons import Remark, on_a_map
from impactmonitor.meaning.model import Reading
from impactmonitor.periods import parse, slug
from impactmonitor.present import maps, marks, numbers
from impactmonitor.present.columns import Column, groups
from impactmonitor.present.coverage import BACKGROUND, KINDS
from impactmonitor.present.dots import BY_NAME, Dots, dots
from impactmonitor.present.files import formats
from impactmonitor.present.multiples import Multiples
from impactmonitor.release.read import ReleasedTable
from impactmonitor.web import access, asked, downloads
from impactmonitor.web.alike import alike, told, with_usual
from impactmonitor.web.compare_form import form_of
from impactmonitor.web.comparison import Comparison, Part, compare
from impactmonitor.web.errors import Link
from impactmonitor.web.views.indicator import find
from impactmonitor.web.views.pictures import lines_of
from impactmonitor.web.wishes import FORMS

EVERYTHING, TABLE = FORMS[:2]


@dataclass(frozen=True)
class Block:
    """The pictures of one column. `others` are addresses of this comparison with another measure of the indicator."""

    part: Part
    anchor: str
    dots: Dots | None
    map: maps.Map | None
    pictures: list[downloads.FileLink]
    map_pictures: list[downloads.FileLink]
    series: Multiples | None
    series_pictures: list[downloads.FileLink]
    reading: Reading
    others: tuple[tuple[str, str], ...]

    @property
    def column(self) -> Column:
        """The figures."""
        return self.part.column


@dataclass(frozen=True)
class Line:
    """A row of the table: a region with a cell per column; `group` is set on the first row of each type of region."""

    region: Region
    name: str
    address: str
    mine: bool
    group: str
    cells: tuple[Any, ...]


@require_safe
def show(request: HttpRequest, indicator: str = "") -> HttpResponse:
    """`/vergelijk/` and `/vergelijk/<indicator>/`; the state is in the query."""
    opened = access.release()
    found = find(opened.catalogue, indicator) if indicator else None
    comparison = compare(opened, request.META.get("QUERY_STRING", ""), found)
    return render(request, "pages/compare.html", _context(comparison), status=asked.status(comparison.wishes))


@require_safe
def download(request: HttpRequest, extension: str, series: bool = False) -> HttpResponse:
    """`/vergelijk/cijfers.csv` and `/vergelijk/reeksen.csv`: the figures of the comparison in the same address."""
    comparison = compare(access.release(), request.META.get("QUERY_STRING", ""))
    wishes = comparison.wishes
    asked.refuse(wishes, Link(reverse("compare") + wishes.query(), _("Vergelijk regio’s")))
    table = comparison.series() if series else comparison.table()
    ids = [column.indicator.id for column in comparison.columns]
    what = ids[0] if len(ids) == 1 else f"{len(ids)}-indicatoren"
    where = downloads.in_name([r.code for r in comparison.regions], "gebieden")
    when = "" if series else "-".join(dict.fromkeys(slug(column.period) for column in comparison.columns))
    return downloads.file_response(
        table, extension, "vergelijking", what, where, when, chosen=" ".join(told(comparison.opened, wishes))
    )


def _context(comparison: Comparison) -> dict[str, Any]:
    wishes, several = comparison.wishes, len(comparison.parts) > 1
    shape = wishes.form or (TABLE if several else EVERYTHING)
    shape = TABLE if several and shape == EVERYTHING else shape
    series = comparison.series(with_older=True) if shape in (EVERYTHING, "reeksen") else None
    blocks = [_block(comparison, part, shape, number, series) for number, part in enumerate(comparison.parts, 1)]
    shown = {mark for part in comparison.parts for mark in part.column.marks}
    shown |= {mark for block in blocks if block.map for mark in block.map.gaps}
    query = wishes.query()
    return {
        "comparison": comparison,
        "one": comparison.parts[0].column if len(comparison.parts) == 1 else None,
        "form": form_of(comparison),
        "shape": shape,
        "tabs": _tabs(comparison, shape, several),
        "wrong": asked.sentences(wishes),
        "alike": alike(comparison.opened, wishes, reverse("compare") + with_usual(wishes).query()),
        "remarks": _remarks(comparison),
        "lines": _lines(comparison),
        "blocks": blocks,
        "by_name": wishes.order == BY_NAME,
        "map_choice": _map_choice(comparison),
        "marks": [mark for mark in marks.ALL if mark in shown],
        "files": downloads.links(reverse("compare-figures", args=["csv"]).removesuffix(".csv"), query),
        "series_files": downloads.links(reverse("compare-series", args=["csv"]).removesuffix(".csv"), query),
        "address": f"{reverse('compare')}{query}",
        "release": comparison.opened.id,
    }


def _tabs(comparison: Comparison, shape: str, several: bool) -> list[tuple[str, str, bool]]:
    """The forms of this comparison: name, address, and whether it is the one on the page."""
    names = dict(zip(FORMS, (_("Alles op één pagina"), _("Tabel"), _("Punten"), _("Kaart"), _("Reeksen")), strict=True))
    page = reverse("compare")
    return [
        (name, f"{page}{comparison.wishes.query(vorm=form)}", form == shape)
        for form, name in names.items()
        if not (several and form == EVERYTHING)
    ]


def _block(comparison: Comparison, part: Part, shape: str, number: int, series: ReleasedTable | None) -> Block:
    column = part.column
    with_dots = shape in (EVERYTHING, "punten")
    catalogue = comparison.opened.catalogue
    with_map = shape in (EVERYTHING, "kaart") and column.comparable and on_a_map(catalogue, column).allowed
    others = [
        (choice.label, f"{reverse('compare')}{comparison.wishes.query(meting=choice.value)}")
        for choice in part.chosen.measures
        if choice.value != column.measure and choice.value in maps.MAPPED
    ]
    return Block(
        part=part,
        anchor=f"c{number}",
        dots=_dots(comparison, column) if with_dots else None,
        map=_map(comparison, part) if with_map else None,
        pictures=_pictures("indicator-dots", comparison, column),
        map_pictures=_pictures("indicator-map", comparison, column),
        series=_series(comparison, part, series) if shape in (EVERYTHING, "reeksen") else None,
        series_pictures=_series_pictures(comparison, column),
        reading=comparisons.read(
            catalogue,
            column,
            comparison.mine,
            access.usual(comparison.opened),
            access.revised(comparison.opened),
        ),
        others=tuple(others),
    )


def _pictures(name: str, comparison: Comparison, column: Column) -> list[downloads.FileLink]:
    """The same figures as a picture."""
    measure, category, period = column.chosen
    stem = reverse(name, args=[column.indicator.id, "svg"]).removesuffix(".svg")
    query = comparison.wishes.query(indicator="", vorm="", meting=measure, groep=category, periode=period)
    return downloads.links(stem, query, of=formats.PICTURES)


def _series_pictures(comparison: Comparison, column: Column) -> list[downloads.FileLink]:
    """The small lines of one column as a picture."""
    measure, category, period = column.chosen
    stem = reverse("compare-series", args=["svg"]).removesuffix(".svg")
    query = comparison.wishes.query(
        indicator=column.indicator.id, vorm="", meting=measure, groep=category, periode=period
    )
    return downloads.links(stem, query, of=formats.PICTURES)


def _dots(comparison: Comparison, column: Column) -> Dots:
    def address(region: Region) -> str:
        return _region_address(comparison, region, column)

    return dots(column, comparison.regions, comparison.names, address, comparison.mine)


def _series(comparison: Comparison, part: Part, series: ReleasedTable | None) -> Multiples | None:
    if series is None:
        return None
    addresses = {r.code: _region_address(comparison, r, part.column) for r in comparison.regions}
    return lines_of(comparison, part, series, addresses)


def _map_choice(comparison: Comparison) -> list[tuple[str, str, bool]]:
    """The two maps to choose from, when there are boundaries of the year."""
    if access.boundaries(comparison.opened.catalogue.regions, comparison.year) is None:
        return []
    here, page = comparison.wishes.map_form, reverse("compare")
    return [
        (_("Tegelkaart"), page + comparison.wishes.query(kaart=""), here == maps.TILES),
        (_("Kaart met grenzen"), page + comparison.wishes.query(kaart=maps.AREAS), here == maps.AREAS),
    ]


def _map(comparison: Comparison, part: Part) -> maps.Map | None:
    """The map of the year of the column; None without any region of the map in the comparison."""
    codes = {r.code for r in comparison.regions if r.type == maps.KIND}
    if not codes:
        return None
    regions = comparison.opened.catalogue.regions
    year = maps.year_of(regions, parse(part.column.period))
    spread = part.spread
    names = [comparison.wishes.names.get(r.code) or comparison.where.slug(r) for r in comparison.regions]

    def address(region: Region) -> str:
        if region.code in codes:
            return _region_address(comparison, region, part.column)
        return reverse("compare") + comparison.wishes.query(regio=[*names, comparison.where.slug(region)])

    held = access.boundaries(regions, year) if comparison.wishes.map_form == maps.AREAS else None
    grades = maps.classes_of(spread.cells.values(), spread.decimals)
    return maps.region_map(
        regions, year, spread.cells, grades, spread.unit, address,
        mine=comparison.mine, chosen=codes, boundaries=held,
    )  # fmt: skip


def _region_address(comparison: Comparison, region: Region, column: Column) -> str:
    """The page of a region: over the period of the column, unless the region or the page has no such period."""
    timeless = column.indicator.theme == BACKGROUND or column.cells[region.code].gap is marks.GONE
    return comparison.where.path(region, "" if timeless else column.period)


def _lines(comparison: Comparison) -> list[Line]:
    headings = groups(comparison.regions)
    columns = comparison.columns
    return [
        Line(
            region=region,
            name=comparison.names[region.code],
            address=_region_address(comparison, region, columns[0]) if columns else "",
            mine=region.code == comparison.mine,
            group=headings.get(region.code, ""),
            cells=tuple(column.cells[region.code] for column in columns),
        )
        for region in comparison.regions
    ]


def _remarks(comparison: Comparison) -> list[Remark]:
    found = list(comparisons.remarks(comparison.opened.catalogue.regions, comparison.regions, comparison.columns))
    found += comparisons.together(comparison.opened.catalogue, comparison.columns)
    if len(comparison.regions) == 1:
        text = _("Kies er nog minstens één bij. Hieronder staat dit ene gebied, met Nederland ernaast waar dat kan.")
        found.insert(0, Remark(_("Eén gebied is nog geen vergelijking"), text))
    regions = comparison.opened.catalogue.regions
    if comparison.wishes.map_form == maps.AREAS and access.boundaries(regions, comparison.year) is None:
        text = _("De grenzen van {year} staan niet op deze site. U ziet de tegelkaart.")
        found.append(Remark(_("Kaart met grenzen"), text.format(year=comparison.year)))
    for part in comparison.parts:
        found += [Remark(part.column.title, problem) for problem in part.problems]
    for indicator in comparison.empty:
        none = _("Van deze gebieden staat dit cijfer niet in deze uitgave.")
        found.append(Remark(str(indicator.name), f"{none} {_elsewhere(comparison, indicator)}".strip()))
    return found


def _elsewhere(comparison: Comparison, indicator: Indicator) -> str:
    """Of which other areas there are figures: of the kind that was asked where it has any, and in which period."""
    held = access.coverage(comparison.opened)
    kinds = dict.fromkeys([*(r.type for r in comparison.regions), *KINDS])
    spread = held.spread(indicator, tuple(kinds))
    if spread is None:
        return ""
    text = _("Wel cijfers voor: {names} ({period}).")
    return text.format(names=numbers.some(held.names_of(indicator, spread)), period=numbers.period(spread.period))
