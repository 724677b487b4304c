"""A figure against that of the same moment a year before: the same half of the year, or the year as a whole."""

from __future__ import annotations

import math
from dataclasses import dataclass

from impactmonitor.statistics.cases import Cases
from impactmonitor.statistics.differences import newcombe, rate_ratio
from impactmonitor.statistics.intervals import Estimate
from impactmonitor.statistics.outcome import NotPossible
from impactmonitor.statistics.trend import Direction

CHANGE_CONFIDENCE = 0.99


@dataclass(frozen=True)
class Change:
    """A figure against that of a year before: a difference of shares, or a ratio of rates, with limits of 99 %."""

    change: Estimate
    direction: Direction


def change_of_share(now: Cases, before: Cases, phi: float = 1.0) -> Change:
    """Difference of two shares by Newcombe, the distance to both limits times sqrt(phi).

    Give the same half of both years; phi comes from `trend.dispersion`, 1 when the history is too short.
    ValueError when phi is below 1 or a figure is no share.
    """
    _check(phi)
    found, wider = newcombe(now.events, now.base, before.events, before.base, CHANGE_CONFIDENCE), math.sqrt(phi)
    d = found.value
    change = Estimate(d, max(-1.0, d - wider * (d - found.lower)), min(1.0, d + wider * (found.upper - d)))
    return Change(change, _direction(change, 0.0))


def change_of_rate(now: Cases, before: Cases, phi: float = 1.0) -> Change | NotPossible:
    """Ratio of two rates, exact, the distance to both limits times sqrt(phi) on the logarithm.

    A moment without events has no logarithm: then both counts are divided by phi, so that they weigh as much as the
    history allows. Errors as `change_of_share`; NotPossible without any event.
    """
    _check(phi)
    none = now.events == 0 or before.events == 0
    weigh = phi if none else 1.0
    found = rate_ratio(now.events / weigh, now.base, before.events / weigh, before.base, CHANGE_CONFIDENCE)
    if isinstance(found, NotPossible):
        return found
    r, wider = found.value, math.sqrt(phi)
    change = found if none else Estimate(r, r * (found.lower / r) ** wider, r * (found.upper / r) ** wider)
    return Change(change, _direction(change, 1.0))


def _check(phi: float) -> None:
    if not 1 <= phi < math.inf:
        raise ValueError("a dispersion is at least 1")


def _direction(change: Estimate, none: float) -> Direction:
    if change.lower > none:
        return Direction.RISING
    return Direction.FALLING if change.upper < none else Direction.NONE
