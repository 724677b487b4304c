"""The guided reading of one region: which region, and what of it stands in each step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse

from impactmonitor.catalogue.guide import Tour, TourStep
from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.language import gettext as _
from impactmonitor.meaning import regions as about
from impactmonitor.present import marks
from impactmonitor.present.blocks import Block, Table, Total
from impactmonitor.present.coverage import BACKGROUND
from impactmonitor.present.region_page import Latest, Page
from impactmonitor.release.read import Release
from impactmonitor.web import access
from impactmonitor.web.addresses import compare_path, indicator_path, series_path
from impactmonitor.web.errors import Link
from impactmonitor.web.figures import Figure, figures
from impactmonitor.web.views import region_parts
from impactmonitor.web.wishes import ALL

ENOUGH = 3
"""So many figures about the subject itself a region must have in a period to be read."""


@dataclass(frozen=True)
class Stop:
    """What stands in a step: a figure or a list, and ways to the pages where it stands. Empty when there is none.

    `moments` is at how many moments the region itself has the figure of the series.
    """

    figure: Figure | None = None
    series: Figure | None = None
    moments: int = 0
    ways: list[Link] = field(default_factory=list)
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether the release has nothing to show here."""
        return not (self.figure or self.series or self.context)


def begin(opened: Release, tour: Tour) -> Reading | None:
    """The region and period of the tour, else the first Veilig Thuis region by name with enough figures."""
    regions, held = opened.catalogue.regions, access.coverage(opened)
    wanted = [(regions[tour.region], tour.period)] if tour.region in regions else []
    others = [(r, held.main_period_of(r.code)) for r in regions.of_type("VT", regions.latest_year)]
    for region, period in [*wanted, *others]:
        if period and _number(opened, region, period) >= ENOUGH:
            return Reading(opened, region, period)
    return None


def _number(opened: Release, region: Region, period: str) -> int:
    known = access.coverage(opened).of_region(region.code)
    subject = [i.id for i in opened.catalogue.ordered if i.theme != BACKGROUND]
    return sum(any(known.get(name, {}).get(period, {}).values()) for name in subject)


class Reading:
    """One region over one period, read step by step."""

    def __init__(self, opened: Release, region: Region, period: str) -> None:
        self.opened, self.region, self.period = opened, region, period
        self.page = Page(opened, region, period)
        self.path = access.where(self.page).path(region, period)

    def stop(self, step: TourStep) -> Stop:
        """What the step shows."""
        made: Stop = getattr(self, f"_{step.shows}")()
        return made

    @cached_property
    def _totals(self) -> list[Total]:
        found = [b for b in self._blocks() if isinstance(b, Total) and not marks.gap(b.own)]
        return sorted(found, key=lambda b: b.own.measure != "rate")

    @cached_property
    def _tables(self) -> list[Table]:
        return [b for b in self._blocks() if isinstance(b, Table) and len(b.first.rows) > 1]

    def _blocks(self) -> Iterator[Block]:
        """Figures of exactly this period about the subject itself."""
        for block in self.page.blocks.all:
            heading = block.heading
            own = heading.code == self.period and heading.region == self.region.code
            if own and heading.indicator not in self.page.background_ids:
                yield block

    def _shown(self, block: Block) -> Figure:
        return figures(self.page, [block], self.page.trends([block]))[0]

    def _to_figure(self, figure: Figure) -> Link:
        return Link(figure.address, _("Deze figuur op haar eigen pagina, met alles erbij"))

    def _place(self) -> Stop:
        context = {
            "indicators_here": self.page.missing.shown,
            **region_parts.place(self.page),
            **region_parts.stage(self.page),
        }
        to_region = _("De hele pagina van {place}").format(place=self.region.name)
        return Stop(ways=[Link(self.path, to_region), Link(reverse("regions"), _("Kies een regio"))], context=context)

    def _figure(self) -> Stop:
        if not self._totals:
            return Stop()
        figure = self._shown(self._totals[0])
        return Stop(figure, ways=[self._to_figure(figure)])

    def _beside(self) -> Stop:
        compared = [b for b in self._totals if b.netherlands and not marks.gap(b.netherlands)]
        chosen = next((b for b in compared if b is not self._totals[0]), compared[0] if compared else None)
        if chosen is None:
            return Stop()
        figure, name = self._shown(chosen), chosen.heading.indicator
        mine = access.where(self.page).slug(self.region)
        beside = compare_path(name, ALL, mine=mine, period=self.period)
        return Stop(figure, ways=[self._to_figure(figure), Link(beside, _("Alle regio’s naast elkaar"))])

    def _groups(self) -> Stop:
        if not self._tables:
            return Stop()
        figure = self._shown(self._tables[0])
        return Stop(figure, ways=[self._to_figure(figure)])

    def _series(self) -> Stop:
        """The development of a figure of the region, else of a key figure of the Netherlands."""
        country = self.opened.catalogue.regions[NETHERLANDS]
        keys = [i for i in self.opened.catalogue.ordered if i.key]
        national = Latest(self.opened, country, None, keys)
        for page, blocks in ((self.page, self._totals), (national, national.blocks.all)):
            trends = page.trends(blocks, explained=True)
            found = next((f for f in figures(page, blocks, trends) if f.has_series), None)
            if found:
                name = found.block.heading.indicator
                ways = [Link(series_path(name), _("Deze reeks, ook met andere regio’s"))]
                return Stop(series=found, moments=self._moments_of(found), ways=ways)
        return Stop()

    def _moments_of(self, figure: Figure) -> int:
        """At how many moments a series has a figure of the region."""
        timeline = figure.trend.timeline if figure.trend else None
        own = [s.region for s in timeline.subjects if s.region == self.region.code] if timeline else []
        return sum(len(run) for code in own if timeline for run in timeline.runs(code))

    def _missing(self) -> Stop:
        found, themes = region_parts.what_is_missing(self.page)
        words = about.absent(found, len(self.opened.catalogue.indicators), True)
        there = _("De hele lijst, op de pagina van {place}").format(place=self.region.name)
        context = {"missing_words": words, "missing_themes": themes}
        return Stop(ways=[Link(f"{self.path}#h-mist", there)], context=context)

    def _questions(self) -> Stop:
        if not self._totals:
            return Stop()
        figure = self._shown(self._totals[0])
        block = figure.block
        context = {"questions": figure.reading.questions, "title": block.heading.title}
        ways = [
            Link(indicator_path(block.heading.indicator), _("Over dit cijfer, en waar het er wel is")),
            Link(reverse("questions"), _("Tien beleidsvragen, elk met een gesprekskit")),
            Link(reverse("explanation-page", args=["goede-gesprek"]), _("Het goede gesprek")),
        ]
        return Stop(ways=ways, context=context)
