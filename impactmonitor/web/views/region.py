"""The page of a region: what is known of it in a period, beside the Netherlands, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.geography.tiles import Tile, tiles
from impactmonitor.meaning import regions as about
from impactmonitor.meaning.sentences import say
from impactmonitor.periods import Period, from_slug, parse
from impactmonitor.periods import slug as period_slug
from impactmonitor.present import numbers
from impactmonitor.present import region as layout
from impactmonitor.present.coverage import BACKGROUND
from impactmonitor.present.figures import Block, Sources, Table, Total, by_indicator, legend, measure_words
from impactmonitor.present.indicator import Choice
from impactmonitor.present.missing import missing
from impactmonitor.present.places import TYPE_NAMES, with_type
from impactmonitor.release.read import Release, ReleasedTable
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Observation
from impactmonitor.web import access
from impactmonitor.web.addresses import indicator_path
from impactmonitor.web.downloads import figures_csv
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.views import local
from impactmonitor.web.views.regions import checked_period

WIDER_TOTALS = 6
"""Most figures of the province on the page of a region without figures."""


@dataclass(frozen=True)
class Figure:
    """A block with its sentence, and a remark when its rate cannot be made."""

    block: Block
    sentence: str
    remark: str = ""

    @property
    def is_total(self) -> bool:
        """Whether it is one number (else a table)."""
        return isinstance(self.block, Total)


class Page:
    """What the page of one region is made of: the region, the period, and the released figures it needs."""

    def __init__(self, opened: Release, region: Region, period: str | None) -> None:
        self.opened = opened
        self.where = access.addresses(self.opened)
        self.held = access.coverage(self.opened)
        self.catalogue = self.opened.catalogue
        self.region = region
        self.period = period
        self.nationwide = region.type == "NL"

    @cached_property
    def moment(self) -> Period | None:
        """The period, read."""
        return parse(self.period) if self.period else None

    @property
    def year(self) -> int:
        """Year of the period, else the last year of the region."""
        return self.moment.end.year if self.moment else self.region.years[-1]

    @cached_property
    def background_ids(self) -> tuple[str, ...]:
        """Indicators that describe the region."""
        return tuple(i.id for i in self.catalogue.ordered if i.theme == BACKGROUND)

    def select(self, code: str, period: str | None = None) -> list[Observation]:
        """Figures of a region about the subject itself, of one period or of all."""
        periods = (period,) if period else ()
        table = self.opened.select(Selection(regions=(code,), periods=periods))
        return [o for o in table if o.indicator not in self.background_ids]

    @cached_property
    def background(self) -> list[Observation]:
        """Figures that describe the region, all periods."""
        return list(self.opened.select(Selection(indicators=self.background_ids, regions=(self.region.code,))))

    @cached_property
    def populations(self) -> list[Observation]:
        """Populations of the region and of what stands on its page instead of it: what rates are divided by."""
        measures = [m for i in self.catalogue.indicators.values() for m in i.measures.values() if m.computed]
        names = {m.computed.denominator for m in measures if m.computed}
        codes = {NETHERLANDS, *(r.code for r in (self.region, self.same, self.province) if r)}
        wanted = Selection(indicators=tuple(sorted(names)), regions=tuple(sorted(codes)))
        return list(self.opened.select(wanted)) if names else []

    def beside(self, described: list[Observation]) -> list[Observation]:
        """Figures of the Netherlands to put beside those of the region: of the same indicators and periods."""
        if self.nationwide:
            return []
        moments = {(o.indicator, o.period) for o in described}
        wanted = Selection(
            indicators=tuple(sorted({i for i, _ in moments})),
            regions=(NETHERLANDS,),
            periods=tuple({p for _, p in moments}),
        )
        same_moment = [o for o in self.opened.select(wanted) if (o.indicator, o.period) in moments] if moments else []
        return [*(self.select(NETHERLANDS, self.period) if self.period else []), *same_moment]

    @cached_property
    def own(self) -> list[Observation]:
        """The region's figures: of the period, or for the Netherlands without a period the latest of each."""
        if self.period:
            return self.select(self.region.code, self.period)
        if self.nationwide:
            return layout.latest(self.select(NETHERLANDS), self.catalogue)
        return []

    @cached_property
    def same(self) -> Region | None:
        """The province that is exactly the same area."""
        code = self.catalogue.regions.coinciding.get(self.region.code)
        return self.catalogue.regions[code] if code else None

    @cached_property
    def province(self) -> Region | None:
        """The province in which the region lies."""
        return self.catalogue.regions.get(self.region.province_in(self.year))


@require_safe
def show(request: HttpRequest, family: str, slug: str, period: str = "") -> HttpResponse:
    """`/regio/<slug>/`, `/regio/<slug>/<period>/`, and the same for municipalities and the Netherlands."""
    opened = access.release()  # once for each request: a new release in between may not mix with this one
    region = _find(opened, family, slug)
    where = access.addresses(opened)
    if "periode" in request.GET:
        return HttpResponseRedirect(where.path(region, checked_period(request.GET["periode"].strip())))
    if family != "landelijk" and slug != where.slug(region):
        return HttpResponseRedirect(where.path(region, from_slug(period)))
    code = _period(opened, region, period)
    if period and code and where.path(region, code) != request.path:
        return HttpResponseRedirect(where.path(region, code))
    return render(request, "pages/region.html", _context(Page(opened, region, code), bool(period)))


@require_safe
def download(request: HttpRequest, family: str, slug: str, period: str = "") -> HttpResponse:
    """The region's own figures of the period as CSV."""
    opened = access.release()
    region = _find(opened, family, slug)
    page = Page(opened, region, _period(opened, region, period))
    table = ReleasedTable(page.opened.origin, page.opened.id, page.own, page.opened.publications, page.opened.catalogue)
    moment = period_slug(page.period) if page.period else "laatste-cijfers"
    return figures_csv(table, page.where.slug(region), moment)


def _find(opened: Release, family: str, slug: str) -> Region:
    where = access.addresses(opened)
    region = where.find(family, slug)
    if region is None:
        links = [Link(where.path(r), with_type(r)) for r in where.near(slug.replace("-", " "))]
        sentence = f"Er is geen {'gemeente' if family == 'gemeente' else 'regio'} met de naam ‘{slug[:60]}’."
        raise NotFound("Deze regio kennen we niet", sentence, [*links, Link(reverse("regions"), "Alle regio’s")])
    return region


def _period(opened: Release, region: Region, slug: str) -> str | None:
    """Code of the period in the path, or the latest of the region. Raises NotFound with ways on."""
    where, held = access.addresses(opened), access.coverage(opened)
    known = held.periods_of(region.code)
    if not slug:
        return known[0] if known and region.type != "NL" else None
    ways = [Link(where.path(region, p), f"{region.name}, {numbers.period(p)}") for p in known]
    code = from_slug(slug) if from_slug(slug) in opened.periods else from_slug(slug).upper()
    if code not in opened.periods:
        lead = "Deze perioden zijn er wel:" if ways else "Begin hier:"
        sentence = f"Over ‘{slug[:40]}’ staat in deze uitgave geen enkel cijfer."
        raise NotFound("Deze periode is er niet", sentence, ways or [Link(where.path(region), region.name)], lead)
    gone = about.did_not_exist(opened.catalogue.regions, region, parse(code))
    if gone:
        links = [Link(where.path(other, code), f"{other.name}, {numbers.period(code)}") for other in gone.others]
        title = f"{region.name} bestond toen niet"
        raise NotFound(
            title, gone.sentence, [*links, Link(where.path(region), region.name)], "Bekijk in plaats daarvan:"
        )
    return code


def _context(page: Page, explicit: bool) -> dict[str, Any]:
    region, period, where, held = page.region, page.period, page.where, page.held
    day = page.moment.end if page.moment else None
    described = layout.background(page.background, day)
    areas = [layout.Area(layout.subject_of(region), by_indicator([*page.own, *described]))]
    if page.same and period:
        subject = layout.same_area_subject(page.same)
        areas.append(layout.Area(subject, by_indicator(page.select(page.same.code, period))))
    beside = page.beside(described)
    sources = access.sources(page.opened, [*page.own, *beside, *_observations(areas)])
    blocks = layout.region_blocks(sources, areas, by_indicator(beside))
    shown = by_indicator(page.own)
    empty = not any(b.heading.indicator not in page.background_ids for b in blocks.all)
    wider = _wider(page) if empty else []
    on_page = {name: measures for area in reversed(areas) for name, measures in area.figures.items()}
    absent = missing(page.catalogue, region.type, on_page, period, lambda i: held.periods_with(region.code, i))
    mark, some = layout.stage_of_page([b for b in blocks.all if b.heading.indicator in shown], region.code)
    everything = [*blocks.all, *(f.block for _, figures in wider for f in figures)]
    populations = page.populations
    return {
        "region": region,
        "type_name": "" if page.nationwide else TYPE_NAMES[region.type][0],
        "period": numbers.period(period) if period else "",
        "about_period": numbers.the_period(period) if period else "",
        "mark": mark,
        "some_provisional": some,
        "empty": empty,
        "own_empty": not page.own,
        "nationwide": page.nationwide,
        "canonical": where.path(region, period or "") if not explicit else "",
        "csv": f"{where.path(region, period or '')}cijfers.csv" if page.own else "",
        "other_periods": [
            (where.path(region, p), numbers.period(p)) for p in held.periods_of(region.code) if p != period
        ],
        "region_choices": _region_choices(page),
        "period_choices": _period_choices(page),
        "keys": _figures(page, blocks.keys, populations),
        "sections": [
            (s.theme, _figures(page, s.totals, populations), _figures(page, s.tables, populations))
            for s in blocks.sections
        ],
        "wider": wider,
        "missing_words": about.absent(absent, len(page.catalogue.indicators), bool(period)),
        "missing_themes": [
            (
                group.theme,
                [
                    (e, indicator_path(e.indicator), [(where.path(region, p), numbers.period(p)) for p in e.periods])
                    for e in group.entries
                ],
            )
            for group in absent.themes
        ],
        "marks": legend(everything),
        "history": about.history(page.catalogue.regions, region, page.moment),
        "same": (page.same.name, where.path(page.same)) if page.same else None,
        "parent": _parent(page),
        "members": _members(page),
        "locator": _locator(page),
        "release": page.opened.id,
        "local": local.section(page.opened, region),
        "compared": any(isinstance(b, Table) and b.first.compared for b in blocks.all),
    }


def _locator(page: Page) -> list[tuple[Tile, bool]]:
    """Tiles of the regions as they were in the period, and which of them is this region; none for other types."""
    region = page.region
    drawn = tiles(min(max(page.year, region.years[0]), region.years[-1]))
    return [(t, t.code == region.code) for t in drawn.values()] if region.code in drawn else []


def _observations(areas: Iterable[layout.Area]) -> Iterable[Observation]:
    for area in areas:
        for measures in area.figures.values():
            for categories in measures.values():
                yield from categories.values()


def _figures(page: Page, blocks: Iterable[Block], populations: list[Observation]) -> list[Figure]:
    found = []
    for item in blocks:
        remark = ""
        rate = page.catalogue.indicators[item.heading.indicator].measures.get("rate")
        if isinstance(item, Total) and item.own.measure == "count" and rate and rate.computed:
            words = measure_words("rate", rate, page.catalogue.units[rate.unit])
            remark = about.no_rate(item, words, populations)
        found.append(Figure(item, say(item), remark))
    return found


def _wider(page: Page) -> list[tuple[tuple[str, str, str], list[Figure]]]:
    """For a region without figures: the latest key figures of the Netherlands, and figures of its province."""
    found = []
    for region in (page.catalogue.regions[NETHERLANDS], page.province):
        if region is None or region.code == page.region.code:
            continue
        wanted = {i.id for i in page.catalogue.ordered if i.key or (region.type != "NL" and not i.breakdown)}
        rows = layout.latest((o for o in page.select(region.code) if o.indicator in wanted), page.catalogue)
        sources: Sources = access.sources(page.opened, rows)
        subject = layout.same_area_subject(region) if region == page.same else layout.subject_of(region)
        area = layout.Area(replace(subject, compare=False), by_indicator(rows))
        blocks = layout.region_blocks(sources, [area], {})
        totals = [b for s in blocks.sections for b in s.totals]
        chosen = (*blocks.keys, *totals)[:WIDER_TOTALS]
        figures = _figures(page, chosen, page.populations)
        if figures:
            name = subject.column if region == page.same else with_type(region)
            found.append(((name[:1].upper() + name[1:], page.where.path(region), region.code), figures))
    return found


def _region_choices(page: Page) -> list[tuple[str, list[Choice]]]:
    """Regions for the form: on a municipality its neighbours in the same region, elsewhere all wider regions."""
    regions, here = page.catalogue.regions, page.region
    year = regions.latest_year

    def options(found: list[Region]) -> list[Choice]:
        return [Choice(r.code, r.name, r.code == here.code) for r in found]

    if here.type == "GM":
        last = here.years[-1]
        parent = regions[here.parent_in(last)]
        return [(f"Gemeenten in {parent.name}", options(regions.members(parent.code, last)))]
    current = regions.of_type("VT", year)
    before = [r for r in regions.of_type("VT") if r not in current]
    groups = [
        ("Land", options([regions[NETHERLANDS]])),
        ("Veilig Thuis-regio’s", options(current)),
        ("Provincies", options(regions.of_type("PV"))),
        ("Landsdelen", options(regions.of_type("LD"))),
        ("GGD-regio’s", options(regions.of_type("GGD"))),
        ("Tot en met 2022", options(before)),
    ]
    return [(name, found) for name, found in groups if found]


def _period_choices(page: Page) -> list[Choice]:
    codes = page.held.periods_of(page.region.code)
    if page.period and page.period not in codes:
        codes = [page.period, *codes]
    found = [Choice(c, numbers.period(c), c == page.period) for c in codes]
    return [Choice("", "Laatste cijfer van elk onderwerp", page.period is None), *found] if page.nationwide else found


def _parent(page: Page) -> tuple[str, str] | None:
    """The region of which this one is a part: for a municipality its Veilig Thuis region."""
    if page.nationwide:
        return None
    parent = page.catalogue.regions.get(page.region.parent_in(page.year))
    return (with_type(parent), page.where.path(parent)) if parent and parent != page.same else None


def _members(page: Page) -> list[tuple[str, str]]:
    regions = page.catalogue.regions
    if page.region.type != "VT":
        return []
    return [(r.name, page.where.path(r)) for r in regions.members(page.region.code, page.year)]
