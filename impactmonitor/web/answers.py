"""The figures with which pages answer policy questions for a region: its own, and of the country where it has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import Route
from impactmonitor.present import marks
from impactmonitor.present.blocks import Block
from impactmonitor.present.cells import Cell
from impactmonitor.present.charts.series import Trend
from impactmonitor.present.region_page import Newest, Page
from impactmonitor.release.read import Release
from impactmonitor.routes.answer import Answer, Step, answer
from impactmonitor.web import access
from impactmonitor.web.figures import Figure, address, figures


class Answers:
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
            access.usual(page.opened),
        )

    @cached_property
    def _trends(self) -> tuple[dict[str, Trend], dict[str, Trend]]:
        return self.page.trends(self.own), self.country.trends(self.theirs)

    def address(self, step: Step) -> str:
        """The page of the figure of a step alone; empty for a gap."""
        return address(self.country if step.national else self.page, step.block) if step.block else ""

    def figure(self, step: Step, trends: bool = True) -> Figure | None:
        """The figure of a step as pages show it; None for a gap."""
        if step.block is None:
            return None
        page = self.country if step.national else self.page
        known = self._trends[step.national] if trends else {}
        return figures(page, [step.block], known)[0]


def legend(cells: Iterable[Cell]) -> list[marks.Mark]:
    """The marks that occur, in the order of the full legend."""
    found = {mark for cell in cells for mark in cell.marks}
    return [mark for mark in marks.ALL if mark in found]
