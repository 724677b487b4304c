"""Series: the list of what has one, and one indicator through time for the Netherlands and up to 25 regions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.meaning.comparable import few
from impactmonitor.periods import Period
from impactmonitor.present import marks, numbers
from impactmonitor.present.cells import Cell
from impactmonitor.present.charts.series import Trend
from impactmonitor.present.charts.timeline import kinds_of
from impactmonitor.present.choices import Choice, options
from impactmonitor.present.comparable import inputs
from impactmonitor.present.coverage import Coverage
from impactmonitor.present.files import formats
from impactmonitor.present.marks import Mark
from impactmonitor.present.pictures import blocks
from impactmonitor.present.pictures.picture import Picture
from impactmonitor.web import access, alike, asked, downloads, pictures, region_boxes
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.series import Series, read, reading
from impactmonitor.web.views.indicator import find
from impactmonitor.web.wishes import ALIKE, ALL

COLUMNS = 5
"""Up to this many regions the table has a column for each; with more it has a row for each."""
_NAMED = 8
"""Up to this many regions are named under the title of a picture."""


@dataclass(frozen=True)
class Entry:
    """An indicator that has a series, with the levels at which it has one and from when to when."""

    indicator: Indicator
    address: str
    levels: str
    span: str


@dataclass(frozen=True)
class Form:
    """What a visitor may choose."""

    measures: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    mine: tuple[Choice, ...]
    all: Choice
    alike: Choice
    weights: tuple[tuple[str, str], ...]
    few: str
    provinces: tuple[region_boxes.Province, ...]
    others: tuple[Choice, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Chip:
    """A chosen region, with the addresses without it and with it as my region (empty where that makes no sense)."""

    name: str
    without: str
    first: str
    mine: bool


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """`/tijdreeksen/`: which indicators have a series, by theme; the form sends on to one of them."""
    opened = access.release()
    if name := request.GET.get("indicator", "").strip():
        return HttpResponseRedirect(reverse("series", args=[find(opened.catalogue, name).id]))
    held = access.coverage(opened)
    themes = _themes(opened.catalogue, held)
    choices = [
        (str(theme.name), [Choice(e.indicator.id, str(e.indicator.name)) for e in found]) for theme, found in themes
    ]
    return render(
        request,
        "pages/series_list.html",
        {"themes": themes, "choices": choices, "number": sum(len(found) for _, found in themes), "release": opened.id},
    )


@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """`/tijdreeksen/<indicator>/`; the state is in the query."""
    opened = access.release()
    series = read(opened, request.META.get("QUERY_STRING", ""), find(opened.catalogue, name))
    return render(request, "pages/series.html", _context(series), status=asked.status(series.wishes))


@require_safe
def file(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """`/tijdreeksen/<indicator>.csv`, `.svg` …: exactly what the page with the same choices shows."""
    opened = access.release()
    series = read(opened, request.META.get("QUERY_STRING", ""), find(opened.catalogue, name))
    way = Link(f"{reverse('series', args=[series.indicator.id])}{series.query()}", str(series.indicator.name))
    asked.refuse(series.wishes, way)
    if extension not in {kind.extension for kind in formats.PICTURES}:
        title, chosen = str(series.indicator.name), " ".join(alike.told(series.opened, series.wishes))
        return downloads.file_response(series.table(), extension, *file_parts(series), title=title, chosen=chosen)
    if series.trend is None or series.trend.chart is None:
        raise NotFound(
            _("Hier is geen grafiek van"),
            _("Een lijn heeft minstens twee momenten met een cijfer nodig."),
            [way],
            _("De cijfers zelf staan hier:"),
        )
    return pictures.answer(_picture(series, series.trend), extension, opened.origin, *file_parts(series))


def _picture(series: Series, trend: Trend) -> Picture:
    """The chart of the page, to take along."""
    assert trend.chart
    last = marks.common_stage(trend.newest)
    period = f"{trend.when}{last.sign if last else ''}"
    remarks = [_("Breuk. {text}").format(text=text) for text in trend.breaks]
    return pictures.made(
        series.opened,
        trend.title,
        f"{trend.words}. {numbers.listed(trend.heads[:_NAMED])}, {period}",
        [blocks.chart(trend.chart)],
        trend.source,
        spoken=trend.chart.description,
        sentence=told.text if (told := reading(series)) else "",
        remarks=[*alike.told(series.opened, series.wishes), *remarks, *(note.text for note in trend.notes)],
        marks=_marks(trend),
    )


def file_parts(series: Series) -> tuple[str, ...]:
    """What is inside, for the name of a file."""
    where = downloads.in_name([series.where.slug(r) for r in series.regions] or ["nederland"], "gebieden")
    group = series.category if len(series.categories) > 1 else ""
    return ("reeks", series.indicator.id, series.measure, group, where, series.kind)


def _themes(catalogue: Catalogue, held: Coverage) -> list[tuple[Any, list[Entry]]]:
    found = []
    for theme in catalogue.themes:
        entries = [entry for i in catalogue.ordered if i.theme == theme.id and (entry := _entry(held, i))]
        if entries:
            found.append((theme, entries))
    return found


_LEVELS = (
    ("land", gettext_noop("Nederland")),
    ("regio", gettext_noop("regio’s")),
    ("gemeente", gettext_noop("gemeenten")),
)


def _entry(held: Coverage, indicator: Indicator) -> Entry | None:
    """None when there are not two moments of one kind."""
    span = _span(held.span(indicator.id))
    if not span:
        return None
    levels = [_(name) for level, name in _LEVELS if held.has_level(indicator.id, level)]
    first, last = span
    return Entry(
        indicator,
        reverse("series", args=[indicator.id]),
        numbers.listed(levels),
        numbers.span([first.code, last.code]),
    )


def _span(periods: list[Period]) -> tuple[Period, Period] | None:
    """First and last moment of the kind with the most moments; None without two of one kind."""
    by_kind = kinds_of(p.code for p in periods)
    most = [p for p in periods if by_kind and p.kind == by_kind[0]]
    return (most[0], most[-1]) if len(most) > 1 else None


def _context(series: Series) -> dict[str, Any]:
    trend = series.trend
    stem = reverse("series", args=[series.indicator.id]).removesuffix("/")
    query = series.query()
    usual = replace(series, wishes=alike.with_usual(series.wishes))
    return {
        "series": series,
        "indicator": series.indicator,
        "trend": trend,
        "stage": marks.common_stage(trend.newest) if trend else None,
        "wide": trend is not None and len(trend.heads) > COLUMNS,
        "turned": _turned(trend) if trend else [],
        "columns": _columns(trend) if trend else [],
        "alike": alike.alike(series.opened, series.wishes, f"{stem}/{usual.query()}"),
        "reading": reading(series),
        "form": _form(series),
        "chips": _chips(series),
        "wrong": [*asked.sentences(series.wishes), *series.problems],
        "grey": sum(s.role == "other" for s in trend.timeline.subjects) if trend else 0,
        "counted": series.measure == "count" and bool(series.regions),
        "marks": _marks(trend) if trend else [],
        "files": downloads.links(stem, query, len(trend.timeline.shown()) if trend else 0),
        "svg": f"{stem}.svg{query}",
        "png": f"{stem}.png{query}",
        "compare": f"{reverse('compare')}{series.query(indicator=series.indicator.id, soort='')}",
        "release": series.opened.id,
    }


def _marks(trend: Trend) -> list[Mark]:
    shown = {mark for c in trend.cells for mark in c.marks} | ({marks.BREAK} if trend.breaks else set())
    return [mark for mark in marks.ALL if mark in shown]


def _columns(trend: Trend) -> list[tuple[str, bool]]:
    """The periods of the table with a row for each region, and whether a break stands before each."""
    found, broken = [], False
    for row in trend.rows:
        if not row.broken:
            found.append((row.period, broken))
        broken = bool(row.broken)
    return found


def _turned(trend: Trend) -> list[tuple[str, list[Cell]]]:
    """The table with a row for each region: name and cells, without the rows of breaks."""
    rows = [row for row in trend.rows if not row.broken]
    return [(head, [row.cells[n] for row in rows]) for n, head in enumerate(trend.heads)]


def _form(series: Series) -> Form:
    wishes, regions, where = series.wishes, series.opened.catalogue.regions, series.where
    year = regions.latest_year
    mine = {where.slug(r): r.name for r in regions.of_type("VT")}
    own = regions.get(series.mine)
    if own:
        mine.setdefault(series.name_of(own), own.name)
    return Form(
        measures=series.measures,
        categories=series.categories,
        kinds=series.kinds,
        mine=options((("", _("Geen")), *mine.items()), series.name_of(own) if own else ""),
        all=Choice(ALL, _("Alle Veilig Thuis-regio’s"), ALL in wishes.sets),
        alike=Choice(ALIKE, _("Regio’s die op mijn regio lijken"), ALIKE in wishes.sets),
        weights=wishes.weights.pairs,
        few=few(inputs(series.opened)),
        provinces=region_boxes.provinces(regions, where, wishes, year),
        others=tuple(Choice(wishes.names[r.code], r.name, True) for r in wishes.regions if r.type != "VT"),
        names=region_boxes.typed_names(regions),
    )


def _chips(series: Series) -> list[Chip]:
    """The regions one by one. Taking one out of a set leaves the others."""
    names = {r.code: series.name_of(r) for r in series.regions}
    found = []
    for region in series.regions:
        others = [names[r.code] for r in series.regions if r != region]
        mine = region.code == series.mine
        changes: dict[str, object] = {"regio": others} | ({"mijn": ""} if mine else {})
        first = "" if mine else series.query(mijn=names[region.code])
        found.append(Chip(region.name, series.query(**changes), first, mine))
    return found
