"""The figures on the page of one indicator: every level of region at one moment, the Netherlands over time, its groups.

Only what is shown is read: what there is to choose comes from the outline of the indicator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.language import gettext as _
from impactmonitor.meaning import comparisons
from impactmonitor.meaning import series as series_meaning
from impactmonitor.meaning.model import Reading
from impactmonitor.periods import Kind, parse
from impactmonitor.present import indicator as tables
from impactmonitor.present import maps
from impactmonitor.present.charts.series import Subject as Line
from impactmonitor.present.charts.series import Trend, trend
from impactmonitor.present.charts.timeline import kinds
from impactmonitor.present.choices import Chosen, Part, Wish, choose
from impactmonitor.present.classes import Classes
from impactmonitor.present.columns import Column, column
from impactmonitor.present.coverage import BACKGROUND
from impactmonitor.present.dots import BY_NAME, Dots, dots, ordered
from impactmonitor.present.figures import Sources, Table, block, by_indicator, measure_of
from impactmonitor.present.places import TYPE_NAMES
from impactmonitor.present.region import subject_of
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Observation
from impactmonitor.web import access
from impactmonitor.web.series import KINDS

MUNICIPALITIES = "gemeente"
"""Value of `?niveau=` for the table of municipalities, which is a view of its own."""
ANCHORS = {"VT": "regio", "PV": "provincie", "LD": "landsdeel", "GGD": "ggd-regio", "GM": "gemeente"}
_LETTERS = {"GGD": "GG"}
MOST_REVISIONS = 100


@dataclass(frozen=True)
class Level:
    """Regions of one type: as dots, and on the map where that can be. `name` is the type in the plural."""

    kind: str
    name: str
    anchor: str
    column: Column
    dots: Dots
    map: maps.Map | None
    reading: Reading


@dataclass(frozen=True)
class Look:
    """How the figures are shown: order, my region, form of the map, and whether the municipalities are asked for."""

    order: str
    mine: Region | None
    map_form: str
    municipalities: bool


class Figures:
    """Everything with figures on the page of an indicator, for the wishes of a visitor."""

    def __init__(self, opened: Release, indicator: Indicator, wish: Wish, look: Look) -> None:
        self.opened = opened
        self.indicator = indicator
        self.look = look
        self.there: Sequence[Part] = access.outline(opened, indicator.id)
        self.chosen: Chosen
        self.problems: list[str]
        letters = "GM" if look.municipalities else "VT"
        self.chosen, self.problems = choose(opened.catalogue, indicator, self.there, wish, letters)
        self.regions = opened.catalogue.regions
        self.year = maps.year_of(self.regions, parse(self.chosen.period))

    @property
    def number(self) -> int:
        """How many rows the release has of the indicator."""
        return sum(part.rows for part in self.there)

    def held(self, kind: str) -> int:
        """How many rows of regions of a type there are of what is shown."""
        letters = _LETTERS.get(kind, kind)
        return sum(
            p.rows for p in self.there if p.letters == letters and (p.measure, p.category, p.period) == self.chosen.key
        )

    @property
    def municipalities(self) -> int:
        """How many municipalities have a row of what is shown."""
        return self.held("GM")

    @cached_property
    def _kinds(self) -> list[str]:
        """Types of region in that year: those that the source publishes, and those of which there is anything."""
        if self.look.municipalities:
            return ["GM"]
        known = {part.letters for part in self.there}
        held = [k for k in ANCHORS if k != "GM" and (_LETTERS.get(k, k) in known or k in self.indicator.levels)]
        return [k for k in held if self._of_kind(k)]

    def _of_kind(self, kind: str) -> list[Region]:
        return self.regions.of_type(kind, self.year)

    @cached_property
    def _rows(self) -> list[Observation]:
        codes = [r.code for kind in self._kinds for r in self._of_kind(kind)]
        measure, category, period = self.chosen.key
        return list(
            self.opened.select(
                Selection(
                    indicators=(self.indicator.id,),
                    measures=(measure,),
                    categories=(category,),
                    periods=(period,),
                    regions=(NETHERLANDS, *codes),
                )
            )
        )

    @cached_property
    def sources(self) -> Sources:
        """Catalogue and publications for the figures at one moment."""
        return access.sources(self.opened, self._rows)

    @cached_property
    def national(self) -> Column:
        """The Netherlands alone, for an indicator without regions."""
        return column(self.sources, self.indicator, self.chosen.key, self._rows, [])

    @cached_property
    def levels(self) -> list[Level]:
        """Every type of region with its dots, Veilig Thuis regions first."""
        return [self._level(kind) for kind in self._kinds]

    def _level(self, kind: str) -> Level:
        listed = self._of_kind(kind)
        made = column(self.sources, self.indicator, self.chosen.key, self._rows, listed)
        names = {r.code: r.name_in(self.year) for r in listed}
        headings = None
        if kind == "GM":
            codes, headings = self._by_region(listed, made, names)
        else:
            codes = ordered(names, made.cells, names, self.look.order)
        mine = self.look.mine.code if self.look.mine else ""
        return Level(
            kind=kind,
            name=TYPE_NAMES[kind][1],
            anchor=ANCHORS[kind],
            column=made,
            dots=dots(made, [self.regions[c] for c in codes], names, self.address, mine, headings),
            map=self._map(made, mine, kind) if kind in (maps.KIND, "GM") and self._mappable(made) else None,
            reading=comparisons.read(
                self.opened.catalogue, made, mine, access.usual(self.opened), access.revised(self.opened)
            ),
        )

    def _by_region(self, listed: list[Region], made: Column, names: dict[str, str]) -> tuple[list[str], dict[str, str]]:
        """Municipalities by Veilig Thuis region, and the name of the region above the first of each."""
        found: list[str] = []
        headings: dict[str, str] = {}
        of_region: dict[str, list[str]] = {}
        for place in listed:
            of_region.setdefault(place.parent_in(self.year), []).append(place.code)
        for region in self.regions.of_type("VT", self.year):
            codes = ordered(of_region.get(region.code, []), made.cells, names, self.look.order)
            if codes:
                headings[codes[0]] = region.name_in(self.year)
                found += codes
        return found, headings

    def address(self, region: Region) -> str:
        """The page of a region over the period that is shown; what describes a region has a page without period."""
        period = "" if self.indicator.theme == BACKGROUND else self.chosen.period
        return access.addresses(self.opened).path(region, period)

    @cached_property
    def boundaries(self) -> bool:
        """Whether there is a geographic map of this year."""
        return access.boundaries(self.regions, self.year) is not None

    def _mappable(self, made: Column) -> bool:
        return made.comparable and comparisons.on_a_map(self.opened.catalogue, made).allowed

    @property
    def drawn_region(self) -> Region | None:
        """The Veilig Thuis region whose municipalities can be drawn: mine, or that of my municipality."""
        mine = self.look.mine
        return self.regions.get(mine.parent_in(self.year)) if mine and mine.type == "GM" else mine

    def _map(self, made: Column, mine: str, kind: str) -> maps.Map | None:
        grades = maps.classes_of(made.cells.values(), made.decimals)
        if kind == "GM":
            return self._municipal_map(made, mine, grades)
        held = access.boundaries(self.regions, self.year) if self.look.map_form == maps.AREAS else None
        return maps.region_map(
            self.regions, self.year, made.cells, grades, made.unit, self.address, mine=mine, boundaries=held
        )

    def _municipal_map(self, made: Column, mine: str, grades: Classes | None) -> maps.Map | None:
        region, held = self.drawn_region, access.boundaries(self.regions, self.year)
        if region is None or held is None:
            return None
        from impactmonitor.present.municipal_maps import municipal_map  # it brings the library of geometry

        return municipal_map(
            self.regions, region, made.cells, grades, made.unit, self.address, mine=mine, boundaries=held
        )

    @cached_property
    def _over_time(self) -> list[Observation]:
        measure, category, _period = self.chosen.key
        wanted = Selection((self.indicator.id,), (measure,), (category,), (NETHERLANDS,))
        return list(self.opened.select(wanted))

    @cached_property
    def series_by_kind(self) -> list[tuple[Kind, Trend]]:
        """The Netherlands over time: a series for each kind of period that has one."""
        sources = access.sources(self.opened, self._over_time)
        line = Line(NETHERLANDS, self.regions[NETHERLANDS].name, "netherlands", self._over_time)
        measure, category, _period = self.chosen.key
        found: list[tuple[Kind, Trend]] = []
        for kind in kinds(self._over_time, self.indicator.cadence):
            made = trend(sources, self.indicator, measure, [line], category, kind)
            if made:
                found.append((kind, made))
        return found

    @cached_property
    def series_reading(self) -> Reading | None:
        """What may be said of the first of these series; None without one."""
        if not self.series_by_kind:
            return None
        unit = self.opened.catalogue.units[measure_of(self.indicator, self.chosen.measure).unit]
        revised = access.revised(self.opened)
        return series_meaning.read(self.opened.catalogue, self.series_by_kind[0][1], unit, revised=revised)

    @property
    def series(self) -> list[tuple[str, Trend]]:
        """The same, with the name of the kind of period."""
        names = {kind: _(name) for kind, name in KINDS.values()}
        return [(names[kind], made) for kind, made in self.series_by_kind]

    @cached_property
    def split(self) -> Table | None:
        """The national groups of the period, when there are any."""
        wanted = Selection(indicators=(self.indicator.id,), regions=(NETHERLANDS,), periods=(self.chosen.period,))
        own = list(self.opened.select(wanted))
        subject = subject_of(self.regions[NETHERLANDS])
        sources = access.sources(self.opened, own)
        made = block(sources, self.indicator, by_indicator(own).get(self.indicator.id, {}), {}, subject)
        return made if isinstance(made, Table) else None

    @cached_property
    def revisions(self) -> list[tables.Revision]:
        """What was printed before or elsewhere; of very many the first."""
        earlier = list(self.opened.revisions(Selection(indicators=(self.indicator.id,))))[:MOST_REVISIONS]
        if not earlier:
            return []
        periods = tuple({o.period for o in earlier})
        codes = tuple({o.region for o in earlier})
        now = list(self.opened.select(Selection(indicators=(self.indicator.id,), regions=codes, periods=periods)))
        return tables.revisions(access.sources(self.opened, now), self.indicator, earlier, now)

    @property
    def by_name(self) -> bool:
        """Whether rows stand by name."""
        return self.look.order == BY_NAME
