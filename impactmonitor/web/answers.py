"""The figures with which pages answer policy questions for a region: its own, and of a wider one where it has none."""

from __future__ import annotations

from collections.abc import Iterable

from impactmonitor.present import marks
from impactmonitor.present.cells import Cell
from impactmonitor.routes.answer import Step
from impactmonitor.routes.gathered import Gathered
from impactmonitor.web.figures import Figure, address, figures


class Answers(Gathered):
    """Answers with what pages show of them: figures with their addresses."""

    def address(self, step: Step) -> str:
        """The page of the figure of a step alone; empty for a gap."""
        return address(self.behind(step).opened, step.block) if step.block else ""

    def figure(self, step: Step, trends: bool = True) -> Figure | None:
        """The figure of a step as pages show it; None for a gap."""
        if step.block is None:
            return None
        trend = self.trend(step) if trends else None
        return figures(self.behind(step), [step.block], {step.indicator.id: trend} if trend else {})[0]


def legend(cells: Iterable[Cell]) -> list[marks.Mark]:
    """The marks that occur, in the order of the full legend."""
    found = {mark for cell in cells for mark in cell.marks}
    return [mark for mark in marks.ALL if mark in found]
