"""When a region stands out: one rule with a known rate of false signals, as a pure function.

A signal needs all of: |z| > 3.09 in the funnel of `funnel`, a difference of at least 10 % or 3 percentage points with
the other regions, 20 events, 100 cases, a final figure, and no flag on comparability. Where one of the last four is
lacking nothing can be said, which is another thing than no signal. Source: the choice of our method, anchored on AIHW
(20 events) and NICE (funnel of 99.8 % widened for spread); docs/methods/statistics.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from impactmonitor.statistics.cases import Cases
from impactmonitor.statistics.funnel import FEWEST_REGIONS, Funnel, Position
from impactmonitor.statistics.limits import Band
from impactmonitor.statistics.outcome import NotPossible, Reason

LEAST_RATIO, LEAST_POINTS = 0.10, 0.03
"""A relative difference (share of the value of the others), or for shares a difference in shares of 1."""
FEWEST_EVENTS, FEWEST_CASES = 20, 100
MOST = 5
"""Signals that are listed per region and release."""
BY_CHANCE = 0.002
"""Share of comparisons outside 99.8 % when nothing is the matter."""

Key = TypeVar("Key")


class Outcome(StrEnum):
    """A signal, or why there is none although there could have been."""

    SIGNAL = "signal"
    INSIDE = "inside"
    JUST_OUTSIDE = "just-outside"
    SMALL_DIFFERENCE = "small-difference"


@dataclass(frozen=True)
class Reading:
    """What the rule found: value of the region and of the others, the limits of 99.8 % it was held against, and z.

    Values and limits are shares of 1 or events per unit of base, as in the funnel; `cases` are those of the region,
    `others` is how many other regions `rest` is the value of.
    """

    outcome: Outcome
    position: Position
    value: float
    rest: float
    limits: Band
    z: float
    cases: Cases
    others: int

    @property
    def higher(self) -> bool:
        """Whether the region lies above the others."""
        return self.z > 0


def read(
    found: Funnel | NotPossible, region: str, *, provisional: bool = False, flagged: bool = False
) -> Reading | NotPossible:
    """Does this region stand out in the funnel of an indicator? NotPossible, with the reason, where that is not to say.

    `provisional`: the figure of the region may still change. `flagged`: something is known that makes the figures of
    this region, or of the whole, not comparable (a break, another way of counting, a cohort).
    """
    if isinstance(found, NotPossible):
        return found
    if region not in found.cases:
        return NotPossible(Reason.NO_REGION)
    refusal = _refusal(found, region, provisional, flagged)
    if refusal:
        return refusal
    position, limits = found.position(region), found.limits(region)
    if isinstance(position, NotPossible):
        return position
    if isinstance(limits, NotPossible):
        return limits
    value, rest = found.value[region], found.rest[region]
    outcome = _outcome(position, large=_large(value, rest, found.kind == "share"))
    return Reading(outcome, position, value, rest, limits, found.z[region], found.cases[region], len(found.cases) - 1)


def _refusal(found: Funnel, region: str, provisional: bool, flagged: bool) -> NotPossible | None:
    cases = found.cases[region]
    if provisional:
        return NotPossible(Reason.PROVISIONAL)
    if flagged:
        return NotPossible(Reason.COMPARABILITY)
    if found.regions < FEWEST_REGIONS:
        return NotPossible(Reason.FEW_REGIONS, FEWEST_REGIONS, found.regions)
    if cases.events < FEWEST_EVENTS:
        return NotPossible(Reason.FEW_EVENTS, FEWEST_EVENTS, cases.events)
    if cases.base < FEWEST_CASES:
        return NotPossible(Reason.FEW_CASES, FEWEST_CASES, cases.base)
    return None


def _large(value: float, rest: float, share: bool) -> bool:
    apart = abs(value - rest) + 1e-12  # exactly ten per cent is enough, whatever binary fractions make of it
    return apart >= LEAST_RATIO * rest or (share and apart >= LEAST_POINTS)


def _outcome(position: Position, large: bool) -> Outcome:
    if position is Position.INSIDE:
        return Outcome.INSIDE
    if position in (Position.JUST_ABOVE, Position.JUST_BELOW):
        return Outcome.JUST_OUTSIDE
    return Outcome.SIGNAL if large else Outcome.SMALL_DIFFERENCE


def foremost(readings: Mapping[Key, Reading | NotPossible], most: int = MOST) -> list[tuple[Key, Reading]]:
    """The signals of one region to list, largest |z| first; equal ones in the order given."""
    signals = [(key, r) for key, r in readings.items() if isinstance(r, Reading) and r.outcome is Outcome.SIGNAL]
    return sorted(signals, key=lambda pair: -abs(pair[1].z))[:most]


def expected_by_chance(comparisons: int) -> float:
    """How many of so many comparisons would stand out by chance: N × 0.002. Count those where a signal was possible."""
    return comparisons * BY_CHANCE
