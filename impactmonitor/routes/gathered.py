"""The figures that answer policy questions for a region: its own, and of a wider one where it has none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import Route
from impactmonitor.meaning.revised import revised_of
from impactmonitor.meaning.standing import listed_in
from impactmonitor.meaning.usual import usual_of
from impactmonitor.present.blocks import Block
from impactmonitor.present.charts.series import Trend
from impactmonitor.present.region_page import Newest, Page
from impactmonitor.release.read import Release
from impactmonitor.routes.answer import Answer, Step, answer


class Gathered:
    """Answers to `routes` for one region, made of few questions to the release, however many routes there are."""

    def __init__(self, opened: Release, region: Region, routes: Sequence[Route]) -> None:
        catalogue = opened.catalogue
        names = dict.fromkeys(entry.indicator for route in routes for entry in route.indicators)
        wanted = [catalogue.indicators[name] for name in names if name in catalogue.indicators]
        self.page: Page = Newest(opened, region, None, wanted)
        self.own: list[Block] = list(self.page.blocks.all)
        mine = {b.heading.indicator for b in self.own}
        lacking = [i for i in wanted if i.id not in mine] if region.type != "NL" else []
        near = self.page.wider
        self.near: Page | None = Newest(opened, near, None, lacking) if near and lacking else None
        self.wider: list[Block] = list(self.near.blocks.all) if self.near else []
        mine |= {b.heading.indicator for b in self.wider}
        lacking = [i for i in lacking if i.id not in mine]
        self.country: Page = Newest(opened, catalogue.regions[NETHERLANDS], None, lacking)
        self.theirs: list[Block] = list(self.country.blocks.all) if lacking else []

    def of(self, route: Route) -> Answer:
        """The answer to one of the routes."""
        page = self.page
        return answer(
            page.catalogue,
            route,
            page.region,
            self.own,
            self.theirs,
            lambda name: page.held.periods_with(page.region.code, name),
            usual_of(page.opened),
            self.wider,
            revised_of(page.opened),
        )

    def behind(self, step: Step) -> Page:
        """The page of the region whose figure a step has."""
        if step.lent is None:
            return self.page
        return self.country if step.national or self.near is None else self.near

    def standing(self, answer: Answer) -> tuple[Region, str] | None:
        """The Veilig Thuis region that an answer is about, and the last period that tells what stands out in it.

        None when the answer leaves nothing open, and when there is no such period.
        """
        region = self.page.wider or self.page.region
        period = listed_in(self.page.opened, region.code) if region.type == "VT" and answer.untested else None
        return (region, period) if period else None

    def trend(self, step: Step) -> Trend | None:
        """The development of the figure of a step."""
        return self._trends.get(step.indicator.id)

    @cached_property
    def _trends(self) -> dict[str, Trend]:
        near = self.near.trends(self.wider) if self.near else {}
        return self.country.trends(self.theirs) | near | self.page.trends(self.own)
