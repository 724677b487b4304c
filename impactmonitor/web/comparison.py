"""A comparison as asked for in an address, with its figures: regions, one column per indicator, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.periods import parse
from impactmonitor.present import maps
from impactmonitor.present.charts.bridges import bridge_to
from impactmonitor.present.choices import Chosen, choose, parts
from impactmonitor.present.columns import Column, column
from impactmonitor.present.coverage import BACKGROUND, KINDS
from impactmonitor.present.dots import ordered
from impactmonitor.release.read import Release, ReleasedTable
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Observation
from impactmonitor.web import access
from impactmonitor.web.addresses import Addresses
from impactmonitor.web.wishes import SETS, Reader, Wishes


@dataclass(frozen=True)
class Part:
    """One indicator of a comparison. `spread` are the figures of all regions of the map, chosen or not."""

    chosen: Chosen
    column: Column
    spread: Column
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """What a page of a comparison shows. `without` are indicators that have no figure of these regions."""

    opened: Release
    where: Addresses
    wishes: Wishes
    year: int
    regions: tuple[Region, ...]
    names: dict[str, str]
    parts: tuple[Part, ...]
    without: tuple[Indicator, ...]

    @property
    def columns(self) -> list[Column]:
        """The columns, in the order that was asked."""
        return [part.column for part in self.parts]

    @property
    def empty(self) -> list[Indicator]:
        """The indicators of which none of these regions has a figure, those with a figure of the Netherlands too."""
        return [*self.without, *(c.indicator for c in self.columns if self.regions and not c.filled)]

    @property
    def mine(self) -> str:
        """Code of my region, empty without one."""
        return self.wishes.mine.code if self.wishes.mine else ""

    @property
    def mixed(self) -> bool:
        """Whether regions of different types stand beside each other."""
        return len({region.type for region in self.regions}) > 1

    @cached_property
    def selection(self) -> Selection:
        """Exactly the figures that are shown, those of the Netherlands among them; for files."""
        return Selection(
            indicators=tuple(c.indicator.id for c in self.columns),
            regions=(*(r.code for r in self.regions), NETHERLANDS),
            moments=tuple((c.indicator.id, c.period) for c in self.columns),
        )

    def table(self) -> ReleasedTable:
        """The figures that are shown, as released."""
        keys = {(c.indicator.id, *c.chosen) for c in self.columns}
        return _only(
            self.opened.select(self.selection), lambda o: (o.indicator, o.measure, o.category, o.period) in keys
        )

    def series(self, with_older: bool = False) -> ReleasedTable:
        """The same figures over all periods of the same kind; `with_older` also of regions that went into these."""
        keys = {(c.indicator.id, c.measure, c.category, parse(c.period).kind) for c in self.columns}
        known, regions = self.opened.catalogue.regions, self.selection.regions
        if with_older:
            older = [code for r in self.regions if (bridge := bridge_to(known, r.code)) for code in bridge.before]
            regions = tuple(dict.fromkeys([*regions, *older]))
        found = self.opened.select(replace(self.selection, moments=(), regions=regions))
        return _only(found, lambda o: (o.indicator, o.measure, o.category, parse(o.period).kind) in keys)


def _only(table: ReleasedTable, wanted: Callable[[Observation], bool]) -> ReleasedTable:
    return replace(table, observations=[o for o in table if wanted(o)])


def compare(opened: Release, query: str, indicator: Indicator | None = None) -> Comparison:
    """The comparison that an address asks for. Without regions all of them, without an indicator one that has most."""
    where = access.addresses(opened)
    reader = Reader(opened)
    wishes = reader.read(query, indicator)
    if not wishes.indicators:
        wishes = replace(wishes, indicators=(_usual(opened),))
    asked = wishes.indicators if wishes.sets or wishes.regions else ()
    outlines = {i.id: parts(opened.outline(_of(opened, wishes, i))) for i in asked}
    letters = "VT" if wishes.sets or not wishes.regions else wishes.regions[0].code[:2]
    picked: dict[str, tuple[Chosen, list[str]]] = {}
    for each in asked:
        if there := outlines[each.id]:
            picked[each.id] = choose(opened.catalogue, each, there, wishes.wish, letters)
    moments = [chosen.period for chosen, _ in picked.values()] or [wishes.wish.period]
    regions = opened.catalogue.regions
    year = maps.year_of(regions, parse(moments[0])) if moments[0] else regions.latest_year
    found = {r.code: r for name in wishes.sets for r in reader.members(name, year, wishes)}
    found |= {r.code: r for r in wishes.regions}
    spread = {r.code: r for r in regions.of_type(maps.KIND, year)}
    made = []
    for each in asked:
        if each.id in picked:
            chosen, problems = picked[each.id]
            made.append(_part(opened, each, chosen, problems, list(found.values()), list(spread.values())))
    names = {code: region.name_in(year) for code, region in found.items()}
    first = made[0].column.cells if made else {}
    by_kind = {code: KINDS.index(region.type) for code, region in found.items()}
    codes = sorted(ordered(found, first, names, wishes.order), key=lambda code: by_kind[code])
    return Comparison(
        opened=opened,
        where=where,
        wishes=wishes,
        year=year,
        regions=tuple(found[code] for code in codes),
        names=names,
        parts=tuple(made),
        without=tuple(i for i in asked if i.id not in picked),
    )


def _of(opened: Release, wishes: Wishes, indicator: Indicator) -> Selection:
    """Figures of an indicator among which to choose: of the regions that were asked, and of the Netherlands."""
    kinds = {SETS.get(name, "VT") for name in wishes.sets}
    codes = [r.code for kind in kinds for r in opened.catalogue.regions.of_type(kind)]
    wanted = dict.fromkeys([*codes, *(r.code for r in wishes.regions), NETHERLANDS])
    return Selection(indicators=(indicator.id,), regions=tuple(wanted))


def _part(
    opened: Release,
    indicator: Indicator,
    chosen: Chosen,
    problems: Sequence[str],
    regions: list[Region],
    spread: list[Region],
) -> Part:
    codes = dict.fromkeys([NETHERLANDS, *(r.code for r in regions), *(r.code for r in spread)])
    rows = list(
        opened.select(
            Selection(
                indicators=(indicator.id,),
                measures=(chosen.measure,),
                categories=(chosen.category,),
                periods=(chosen.period,),
                regions=tuple(codes),
            )
        )
    )
    sources = access.sources(opened, rows)
    return Part(
        chosen,
        column(sources, indicator, chosen.key, rows, regions),
        column(sources, indicator, chosen.key, rows, spread),
        tuple(problems),
    )


def _usual(opened: Release) -> Indicator:
    """What a comparison begins with: what most regions have; of equals a rate or share first, then a key figure."""
    held = access.coverage(opened)

    def fitness(indicator: Indicator) -> tuple[bool, int, bool, bool]:
        there = held.spread(indicator, (maps.KIND,))
        number, measure = (there.number, there.measure) if there else (0, "count")
        return (indicator.theme == BACKGROUND, -number, measure == "count", not indicator.key)

    return min(opened.catalogue.ordered, key=fitness)
