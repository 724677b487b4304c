"""The figures that answer policy questions for a region: its own, and of the country where it has none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import Route
from impactmonitor.meaning.usual import usual_of
from impactmonitor.present.blocks import Block
from impactmonitor.present.charts.series import Trend
from impactmonitor.present.region_page import Newest, Page
from impactmonitor.release.read import Release
from impactmonitor.routes.answer import Answer, answer


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
        )

    @cached_property
    def trends(self) -> tuple[dict[str, Trend], dict[str, Trend]]:
        """The development of the figures, of the region and of the country, by indicator."""
        return self.page.trends(self.own), self.country.trends(self.theirs)
