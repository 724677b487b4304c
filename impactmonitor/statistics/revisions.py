"""How far provisional figures of one source were revised: the mean and the largest change, without a direction."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from impactmonitor.statistics.outcome import NotPossible, Reason

LEAST_FIGURES = 5
"""With fewer figures one of them makes the mean."""
LEAST_PERIODS = 2
"""Figures of one period are revised in one go and in one direction: together they are one experience, not many."""
LAST_PERIODS = 4
"""Of the newest periods only: how a source works changes."""


@dataclass(frozen=True)
class Change:
    """A figure that was provisional first and final later; `when` orders its period, for instance its last day."""

    when: str
    first: float
    final: float


@dataclass(frozen=True)
class Revision:
    """Mean and largest absolute change of so many figures over so many periods; per cent, or points of a share."""

    mean: float
    largest: float
    figures: int
    periods: int


def revision(changes: Sequence[Change], *, relative: bool) -> Revision | NotPossible:
    """The mean absolute revision of the last four periods: `mean(|final - first|)`; what stayed equal counts as 0.

    With `relative` each change is a percentage of its first value (counts), else a difference in the unit of the figure
    (percentage points of a share). NotPossible with fewer than five figures or two periods. ValueError when a first
    value of zero or below, or one that is not finite, would have to be divided by. As the mean absolute revision of
    McKenzie & Gamba, Interpreting the results of revision analyses, OECD (2008).
    """
    last = sorted({c.when for c in changes})[-LAST_PERIODS:]
    counted = [c for c in changes if c.when in last]
    if len(counted) < LEAST_FIGURES:
        return NotPossible(Reason.FEW_CASES, LEAST_FIGURES, len(counted))
    if len(last) < LEAST_PERIODS:
        return NotPossible(Reason.FEW_POINTS, LEAST_PERIODS, len(last))
    sizes = [_size(c, relative) for c in counted]
    return Revision(math.fsum(sizes) / len(sizes), max(sizes), len(sizes), len(last))


def _size(change: Change, relative: bool) -> float:
    if not (math.isfinite(change.first) and math.isfinite(change.final)):
        raise ValueError(f"a figure must be finite, not {change.first} and {change.final}")
    if relative and change.first <= 0:
        raise ValueError(f"no percentage of {change.first}")
    gap = abs(change.final - change.first)
    return 100 * gap / change.first if relative else gap
