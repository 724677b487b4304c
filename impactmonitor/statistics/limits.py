"""Control limits around one target, and which class a figure falls in: no allowance for how regions usually differ.

For checking against others and for small counts. For region against country use `funnel`. Sources:
PHEindicatormethods 2.1.0 (UKHSA); Fingertips (OHID).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from impactmonitor.statistics.differences import Relation
from impactmonitor.statistics.intervals import (
    STRICT,
    USUAL,
    check_count,
    check_share,
    exact_poisson,
    poisson,
    wilson,
    z_of,
)
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.standardised import FEWEST_EVENTS


@dataclass(frozen=True)
class Band:
    """Two limits, in the unit of what lies between them."""

    lower: float
    upper: float

    def relation(self, value: float) -> Relation:
        """Below, inside (limits included) or above."""
        if value < self.lower:
            return Relation.LOWER
        return Relation.HIGHER if value > self.upper else Relation.SIMILAR


class FunnelClass(StrEnum):
    """Outside the limits of 99.8 %, outside those of 95 % only, or inside."""

    LOW_STRICT = "low-99.8"
    LOW = "low-95"
    INSIDE = "inside"
    HIGH = "high-95"
    HIGH_STRICT = "high-99.8"


def _class(relation_at: Callable[[float], Relation]) -> FunnelClass:
    strict, usual = relation_at(STRICT), relation_at(USUAL)
    if strict is not Relation.SIMILAR:
        return FunnelClass.HIGH_STRICT if strict is Relation.HIGHER else FunnelClass.LOW_STRICT
    if usual is not Relation.SIMILAR:
        return FunnelClass.HIGH if usual is Relation.HIGHER else FunnelClass.LOW
    return FunnelClass.INSIDE


def proportion_limits(target: float, n: float, confidence: float = USUAL) -> Band:
    """`p0 ∓ z sqrt(p0 (1 - p0) / n)`, kept between 0 and 1; shares of 1. ValueError when the target is no share."""
    check_share(target * n, n)
    half = z_of(confidence) * math.sqrt(target * (1 - target) / n)
    return Band(max(0.0, target - half), min(1.0, target + half))


def proportion_class(x: float, n: float, target: float) -> FunnelClass:
    """Class of x/n by `proportion_limits`."""
    check_share(x, n)
    return _class(lambda confidence: proportion_limits(target, n, confidence).relation(x / n))


def score_limits(target: float, n: float, confidence: float = USUAL) -> Band:
    """Fingertips' limits for a share: Wilson's of E = n p0. Never below 0 or above 1."""
    found = wilson(n * target, n, confidence)
    return Band(found.lower, found.upper)


def rate_limits(expected: float, confidence: float = USUAL) -> Band:
    """Fingertips' limits for a number of events: Poisson limits of the expected number."""
    found = poisson(expected, confidence)
    return Band(found.lower, found.upper)


def ratio_limits(observed: float, confidence: float = USUAL) -> tuple[Band, Band]:
    """Where the funnel of O/E crosses `observed` events: (expected numbers, ratios O/E at those numbers).

    Exact Poisson: with more expected events than the upper number the ratio is low, with fewer than the lower one high.
    Ratios are on the scale of 1; ValueError unless observed is above zero.
    """
    if not observed > 0:
        raise ValueError("a funnel of ratios has no limits at zero events")
    found = exact_poisson(observed, confidence)
    return Band(found.lower, found.upper), Band(observed / found.upper, observed / found.lower)


def ratio_class(observed: float, expected: float) -> FunnelClass:
    """Class of O/E: does the interval of O (exact below ten, else Byar's) exclude E? ValueError unless E > 0."""
    check_count(observed)
    if not 0 < expected < math.inf:
        raise ValueError("nothing is expected")

    def relation(confidence: float) -> Relation:
        found = poisson(observed, confidence)
        if found.lower > expected:
            return Relation.HIGHER
        return Relation.LOWER if found.upper < expected else Relation.SIMILAR

    return _class(relation)


def standardised_rate_class(events: float, rate: float, target: float) -> FunnelClass | NotPossible:
    """Class of a directly standardised rate against a target, both per the same number. NotPossible below ten events.

    The expected number is `events * target / rate`: that of the population that would give this rate. ValueError
    unless both rates are above zero.
    """
    check_count(events)
    if events < FEWEST_EVENTS:
        return NotPossible(Reason.FEW_EVENTS, FEWEST_EVENTS, events)
    if not (0 < rate < math.inf and 0 < target < math.inf):
        raise ValueError("a standardised rate and its target are above zero")
    return ratio_class(events, events * target / rate)
