"""Two figures beside each other: a difference, a ratio, one region against the rest, or two intervals.

None of this says which of two figures is the better one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from scipy import special

from impactmonitor.statistics.intervals import USUAL, Estimate, check_count, check_share, wilson, z_of
from impactmonitor.statistics.outcome import NotPossible, Reason


class Relation(StrEnum):
    """Of a figure to another one; `SIMILAR` says that the rule sees no difference, not that there is none."""

    LOWER = "lower"
    SIMILAR = "similar"
    HIGHER = "higher"


def newcombe(x1: float, n1: float, x2: float, n2: float, confidence: float = USUAL) -> Estimate:
    """Difference of two shares p1 - p2 with the hybrid score limits; shares of 1.

    `d - sqrt((p1-l1)² + (u2-p2)²)` and `d + sqrt((u1-p1)² + (p2-l2)²)` with Wilson's l and u: Newcombe, Statistics in
    Medicine 17 (1998) 873-890, method 10. ValueError when x of n is not a share.
    """
    a, b = wilson(x1, n1, confidence), wilson(x2, n2, confidence)
    d = a.value - b.value
    return Estimate(
        d, d - math.hypot(a.value - a.lower, b.upper - b.value), d + math.hypot(a.upper - a.value, b.value - b.lower)
    )


def rate_ratio(x1: float, base1: float, x2: float, base2: float, confidence: float = USUAL) -> Estimate | NotPossible:
    """Ratio (x1/base1) / (x2/base2) with exact limits; `inf` where the second has no events. NotPossible without any.

    Given their sum, x1 is binomial: Clopper-Pearson limits of its share π become ratios by `π/(1-π) · base2/base1`.
    As R's poisson.test; Przyborowski & Wilenski, Biometrika 31 (1940) 313. ValueError unless counts are zero or more
    and both bases are above zero.
    """
    _check_rates(x1, base1, x2, base2)
    if x1 + x2 == 0:
        return NotPossible(Reason.FEW_EVENTS, 1, 0)
    z_of(confidence)
    tail = (1 - confidence) / 2
    low = float(special.betaincinv(x1, x2 + 1, tail)) if x1 > 0 else 0.0
    high = float(special.betainccinv(x1 + 1, x2, tail)) if x2 > 0 else 1.0
    value, lower, upper = (
        (share / (1 - share) if share < 1 else math.inf) * base2 / base1 for share in (x1 / (x1 + x2), low, high)
    )
    return Estimate(value, lower, upper)


def rates_differ(x1: int, base1: float, x2: int, base2: float) -> float | NotPossible:
    """Exact two-sided p that two rates are equal: the binomial test that belongs to `rate_ratio`. Counts are whole."""
    from scipy.stats import binomtest  # a second to import, and few ask for it

    _check_rates(x1, base1, x2, base2)
    if x1 + x2 == 0:
        return NotPossible(Reason.FEW_EVENTS, 1, 0)
    return float(binomtest(x1, x1 + x2, base1 / (base1 + base2)).pvalue)


def _check_rates(x1: float, base1: float, x2: float, base2: float) -> None:
    check_count(x1)
    check_count(x2)
    if not (0 < base1 < math.inf and 0 < base2 < math.inf):
        raise ValueError(f"{base1} and {base2} are no numbers to divide by")


@dataclass(frozen=True)
class AgainstRest:
    """A share of a region and of the rest of the country, shares of 1; z of the difference, and its two-sided p."""

    value: float
    rest: float
    z: float
    p: float


def against_rest(x: float, n: float, all_x: float, all_n: float) -> AgainstRest | NotPossible:
    """One region, x of n, against the rest of the country, of which it is a part: all_x of all_n includes it.

    `z = (p_i - p_rest) / sqrt(p(1-p)(1/n_i + 1/n_rest))` with p of all together. For one test that was decided upon
    beforehand; over all regions use the funnel, which knows how much regions usually differ. NotPossible when nobody
    or everybody is counted. ValueError when the region is not a part of the whole.
    """
    check_share(x, n)
    check_share(all_x - x, all_n - n)
    p = all_x / all_n
    if p in (0, 1):
        return NotPossible(Reason.ALL_OR_NOTHING)
    rest = (all_x - x) / (all_n - n)
    z = (x / n - rest) / math.sqrt(p * (1 - p) * (1 / n + 1 / (all_n - n)))
    return AgainstRest(x / n, rest, z, float(2 * special.ndtr(-abs(z))))


def against_value(figure: Estimate | None, benchmark: float) -> Relation | NotPossible:
    """Does the interval of a figure exclude a benchmark, whose own interval is left out of account?

    Fingertips' benchmark rule (OHID). With intervals of 95 and 99.8 % it gives the five classes of the two-level rule.
    """
    if figure is None or math.isnan(figure.lower + figure.upper):
        return NotPossible(Reason.NO_INTERVAL)
    if figure.lower > benchmark:
        return Relation.HIGHER
    return Relation.LOWER if figure.upper < benchmark else Relation.SIMILAR


def two_intervals(figure: Estimate | None, other: Estimate | None) -> Relation | NotPossible:
    """Do the intervals of two areas or two periods overlap? Fingertips' rule, which sees fewer differences than a test.

    Touching is overlapping.
    """
    if figure is None or other is None or math.isnan(figure.lower + figure.upper + other.lower + other.upper):
        return NotPossible(Reason.NO_INTERVAL)
    if figure.lower > other.upper:
        return Relation.HIGHER
    return Relation.LOWER if figure.upper < other.lower else Relation.SIMILAR
