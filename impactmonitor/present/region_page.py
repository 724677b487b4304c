"""What the page of a region is made of: the region, the period, and the released figures that it needs."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import Indicator, Theme
from impactmonitor.periods import Period, parse
from impactmonitor.present import held, moments
from impactmonitor.present import region as layout
from impactmonitor.present.blocks import Block, Sources, Total, by_indicator
from impactmonitor.present.charts import series
from impactmonitor.present.charts.bridges import bridge_to, bridged
from impactmonitor.present.charts.model import Role
from impactmonitor.present.charts.timeline import Subject
from impactmonitor.present.coverage import BACKGROUND
from impactmonitor.present.marks import Mark
from impactmonitor.present.missing import Missing, missing
from impactmonitor.present.moments import Moments
from impactmonitor.present.words import netherlands
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import TOTAL, Observation


class Page:
    """Figures of one region in one period, or for the Netherlands without a period the latest of each.

    With `indicators` only those; `exact` is about this period and no other. A page is made of few questions to the
    release, whatever stands on it.
    """

    def __init__(
        self,
        opened: Release,
        region: Region,
        period: str | None,
        indicators: Sequence[Indicator] | None = None,
        exact: bool = False,
    ) -> None:
        self.opened = opened
        self.held = held.coverage(opened)
        self.catalogue = opened.catalogue
        self.region = region
        self.period = period
        self.indicators = self.catalogue.ordered if indicators is None else list(indicators)
        self.exact = exact
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
    def same(self) -> Region | None:
        """The province that is exactly the same area."""
        code = self.catalogue.regions.coinciding.get(self.region.code)
        return self.catalogue.regions[code] if code else None

    @cached_property
    def province(self) -> Region | None:
        """The province in which the region lies."""
        return self.catalogue.regions.get(self.region.province_in(self.year))

    @cached_property
    def parent(self) -> Region | None:
        """The region of which this one is a part: of a municipality its Veilig Thuis region."""
        return None if self.nationwide else self.catalogue.regions.get(self.region.parent_in(self.year))

    @cached_property
    def wider(self) -> Region | None:
        """The region that stands beside a municipality."""
        return self.parent if self.region.type == "GM" else None

    @property
    def background_ids(self) -> list[str]:
        """Indicators that describe the region."""
        return [i.id for i in self.indicators if i.theme == BACKGROUND]

    @cached_property
    def _subject(self) -> list[Indicator]:
        return [i for i in self.indicators if i.theme != BACKGROUND]

    def _moments(self, region: Region) -> Moments:
        """What is shown of a region about the subject itself."""
        known = self.held.of_region(region.code)
        if self.period and self.exact:
            return Moments({i.id: self.period for i in self._subject if self.period in known.get(i.id, {})})
        if self.period:
            return moments.of_page(known, self.period, [i.id for i in self._subject])
        return moments.latest(known, self._subject) if region.type == "NL" else Moments()

    @cached_property
    def shown(self) -> Moments:
        """Periods of the region's own figures about the subject itself."""
        return self._moments(self.region)

    @cached_property
    def described(self) -> Moments:
        """Periods of what describes the region."""
        known = self.held.of_region(self.region.code)
        if self.period and self.exact:
            return Moments({name: self.period for name in self.background_ids if self.period in known.get(name, {})})
        return moments.background(known, self.background_ids, self.moment.end if self.moment else None)

    @cached_property
    def instead(self) -> Moments:
        """Periods of figures of the province that is the same area, where the region has none of its own."""
        if not self.same or not self.period or self.exact:
            return Moments()
        return self._moments(self.same).without(self.shown.period)

    @cached_property
    def _rows(self) -> dict[str, list[Observation]]:
        """All figures of the page per region, in one question to the release."""
        pairs = self.shown.pairs | self.described.pairs | self.instead.pairs
        others = (self.same if self.instead.period else None, self.wider)
        codes = {self.region.code, NETHERLANDS, *(r.code for r in others if r)}
        found: dict[str, list[Observation]] = {code: [] for code in codes}
        if pairs:
            for o in self.opened.select(Selection(regions=tuple(sorted(codes)), moments=tuple(sorted(pairs)))):
                found[o.region].append(o)
        return found

    def rows(self, region: Region | None, periods: Moments) -> list[Observation]:
        """Figures of a region that belong to these periods."""
        lead = {i.id: i.lead_measure for i in self.indicators}
        found = self._rows.get(region.code, []) if region else []
        return [o for o in found if periods.shows(o, lead.get(o.indicator))]

    @property
    def themes(self) -> list[Theme]:
        """Themes of which there is something on the page."""
        names = {*self.shown.period, *self.described.period, *self.instead.period}
        found = {self.catalogue.indicators[name].theme for name in names}
        return [theme for theme in self.catalogue.themes if theme.id in found]

    @cached_property
    def own(self) -> list[Observation]:
        """The region's own figures about the subject itself."""
        return self.rows(self.region, self.shown)

    @cached_property
    def background(self) -> list[Observation]:
        """What describes the region."""
        return self.rows(self.region, self.described)

    @cached_property
    def areas(self) -> list[layout.Area]:
        """The region, and the province that is the same area for what the region lacks."""
        subject = layout.subject_of(self.region, str(self.wider.name) if self.wider else "")
        found = [layout.Area(subject, by_indicator([*self.own, *self.background]))]
        if self.same and self.instead.period:
            rows = self.rows(self.same, self.instead)
            found.append(layout.Area(layout.same_area_subject(self.same), by_indicator(rows)))
        return found

    @cached_property
    def beside(self) -> layout.Beside:
        """What stands beside these figures: of the Netherlands, and of the region of a municipality."""
        periods = self.shown.and_also(self.described).and_also(self.instead)
        country = [] if self.nationwide else self.rows(self.catalogue.regions[NETHERLANDS], periods)
        return layout.Beside(by_indicator(country), by_indicator(self.rows(self.wider, periods)))

    @cached_property
    def sources(self) -> Sources:
        """Catalogue and publications for all figures of the page."""
        return held.sources(self.opened, [o for rows in self._rows.values() for o in rows])

    @cached_property
    def blocks(self) -> layout.Blocks:
        """All blocks of the page."""
        return layout.region_blocks(self.sources, self.areas, self.beside)

    @property
    def figures(self) -> list[Observation]:
        """Every figure in the blocks of the page, also of the same area and what stands beside."""
        return [o for block in self.blocks.all for o in block.shown]

    @cached_property
    def populations(self) -> list[Observation]:
        """Populations of the region and of what stands on its page instead of it: what rates are divided by."""
        measures = [m for i in self.indicators for m in i.measures.values() if m.computed]
        names = {m.computed.denominator for m in measures if m.computed}
        codes = {NETHERLANDS, *(r.code for r in (self.region, self.same, self.province) if r)}
        wanted = Selection(indicators=tuple(sorted(names)), regions=tuple(sorted(codes)), categories=(TOTAL,))
        return list(self.opened.select(wanted)) if names else []

    @cached_property
    def missing(self) -> Missing:
        """Why indicators are not on the page."""
        on_page = {name: measures for area in reversed(self.areas) for name, measures in area.figures.items()}
        code = self.region.code
        known = functools.partial(self.held.periods_with, code)
        return missing(self.catalogue, self.region.type, on_page, self.period, known)

    @property
    def stage(self) -> tuple[Mark | None, bool]:
        """The provisional mark that all own figures over the period share, and whether any of them is provisional."""
        own = [
            b
            for b in self.blocks.all
            if self.period in (None, b.heading.code) and b.heading.indicator in self.shown.period
        ]
        return layout.stage_of_page(own, self.region.code)

    def trends(self, blocks: Iterable[Block], explained: bool = False) -> dict[str, series.Trend]:
        """The development of figures without groups, by indicator; all of them in one question to the release.

        `explained` also asks for what computed figures were divided by, for their notes.
        """
        totals = [b for b in blocks if isinstance(b, Total)]
        if not totals:
            return {}
        names = tuple(sorted({b.heading.indicator for b in totals}))
        others = [r.code for r in (self.wider,) if r]
        bridge = bridge_to(self.catalogue.regions, self.region.code)
        others += bridge.before if bridge else []
        codes = tuple(sorted({NETHERLANDS, *others, *(b.heading.region for b in totals)}))
        rows = list(self.opened.select(Selection(indicators=names, regions=codes, categories=(TOTAL,))))
        if bridge:
            rows += bridged(self.catalogue, bridge, rows)
        by_name: dict[str, dict[str, list[Observation]]] = {}
        for o in rows:
            by_name.setdefault(o.indicator, {}).setdefault(o.region, []).append(o)
        sources = held.sources(self.opened, rows) if explained else Sources(self.catalogue, self.opened.publications)
        found = {b.heading.indicator: self._trend(sources, b, by_name.get(b.heading.indicator, {})) for b in totals}
        return {name: trend for name, trend in found.items() if trend}

    def _trend(self, sources: Sources, item: Total, rows: dict[str, list[Observation]]) -> series.Trend | None:
        heading = item.heading
        own: Role = "netherlands" if heading.national else "region"
        subjects = [Subject(heading.region, heading.place, own, rows.get(heading.region, []))]
        if item.own.measure != "count" and not heading.national:  # counts of areas of other sizes share no scale
            if self.wider:
                name = str(self.wider.name)
                subjects.append(Subject(self.wider.code, name, "beside", rows.get(self.wider.code, [])))
            subjects.append(Subject(NETHERLANDS, netherlands(), "netherlands", rows.get(NETHERLANDS, [])))
        indicator = self.catalogue.indicators[heading.indicator]
        return series.trend(sources, indicator, item.own.measure, subjects, kind=parse(heading.code).kind)

    def without_figures(self) -> list[Page]:
        """For a region without figures: the Netherlands with its latest key figures, and its wider regions.

        A province that is exactly the area of a region before it does not come again.
        """
        found: list[Page] = []
        for region in (self.catalogue.regions[NETHERLANDS], self.wider, self.province):
            again = [page.same for page in found]
            if region is not None and region.code != self.region.code and region not in again:
                named = [i for i in self.indicators if i.key or (region.type != "NL" and not i.breakdown)]
                found.append(Latest(self.opened, region, None, [i for i in named if i.theme != BACKGROUND]))
        return found


class Newest(Page):
    """The latest figure of each indicator, for any region, whatever its period, with the usual beside it."""

    def _moments(self, region: Region) -> Moments:
        return moments.latest(self.held.of_region(region.code), self._subject)

    @cached_property
    def instead(self) -> Moments:
        """Periods of figures of the province that is the same area, where the region has none of its own."""
        return self._moments(self.same).without(self.shown.period) if self.same else Moments()


class Latest(Newest):
    """The same with nothing beside it."""

    @cached_property
    def areas(self) -> list[layout.Area]:
        """The region, and the province that is the same area for what the region lacks, without what is around them."""
        return [replace(area, subject=replace(area.subject, compare=False, wider="")) for area in super().areas]


def indicators_of(theme: Theme, indicators: Iterable[Indicator]) -> list[Indicator]:
    """Those of one theme, in their order."""
    return [i for i in indicators if i.theme == theme.id]
