"""Intervals of one figure: a share, a count or rate, a mean; and what printing to multiples of five adds.

Sources: PHEindicatormethods 2.1.0 (UKHSA), whose published figures are the tests; Wilson, JASA 22 (1927) 209-212;
Byar in Breslow & Day, Statistical Methods in Cancer Research II (1987) 69. A confidence is a share: 0.95 or 0.998.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from scipy import special

USUAL, STRICT = 0.95, 0.998
"""The two confidences in use: z = 1.959964 and z = 3.090232."""
EXACT_BELOW = 10
"""Counts below this get exact limits; from here Byar's approximation is as good."""
ROUNDING_VARIANCE = 25 / 12
"""What printing to the nearest five adds to the variance of a count: that of a uniform error of width five."""


@dataclass(frozen=True)
class Estimate:
    """A value between its limits, all three in the same unit."""

    value: float
    lower: float
    upper: float

    def times(self, factor: float) -> Estimate:
        """In another unit: 100 makes percentages of shares, 10 000 makes a rate per 10 000."""
        return Estimate(self.value * factor, self.lower * factor, self.upper * factor)

    def holds(self, value: float) -> bool:
        """Whether the value lies between the limits, or on one."""
        return self.lower <= value <= self.upper


def z_of(confidence: float) -> float:
    """Standard normal quantile for a two-sided interval. ValueError unless 0 < confidence < 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, and {confidence} does not")
    return float(special.ndtri((1 + confidence) / 2))


def check_share(x: float, n: float) -> None:
    """ValueError unless 0 <= x <= n and n > 0; x need not be whole."""
    if not (0 <= x <= n and 0 < n < math.inf):
        raise ValueError(f"{x} of {n} is not a share")


def check_count(x: float) -> None:
    """ValueError unless x is a number of zero or more; it need not be whole."""
    if not 0 <= x < math.inf:
        raise ValueError(f"{x} is not a number of events")


def wilson(x: float, n: float, confidence: float = USUAL) -> Estimate:
    """Share x/n with Wilson's score limits, valid at x = 0 and x = n; shares of 1.

    `(2x + z² ∓ z sqrt(z² + 4x(1 - x/n))) / (2(n + z²))`. ValueError when x of n is not a share.
    """
    check_share(x, n)
    z = z_of(confidence)
    middle, half = 2 * x + z * z, z * math.sqrt(z * z + 4 * x * (1 - x / n))
    lower, upper = (middle - half) / (2 * (n + z * z)), (middle + half) / (2 * (n + z * z))
    return Estimate(x / n, 0.0 if x == 0 else lower, 1.0 if x == n else upper)


def byar(x: float, confidence: float = USUAL) -> Estimate:
    """Count x with Byar's limits. Below ten, use `poisson`: there the lower limit is poor, or none (nan).

    Lower `x(1 - 1/(9x) - z/(3 sqrt x))³`, upper the same with x + 1 and + z. ValueError when x is below zero.
    """
    check_count(x)
    z = z_of(confidence)
    base = 1 - 1 / (9 * x) - z / (3 * math.sqrt(x)) if x > 0 else 0.0
    more = x + 1
    return Estimate(
        x, x * base**3 if base >= 0 else math.nan, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3
    )


def exact_poisson(x: float, confidence: float = USUAL) -> Estimate:
    """Count x with exact limits: `chi2(a/2; 2x)/2` and `chi2(1 - a/2; 2x + 2)/2`, lower 0 at x = 0.

    Garwood, Biometrika 28 (1936) 437. ValueError when x is below zero.
    """
    check_count(x)
    tail = (1 - confidence) / 2
    z_of(confidence)
    lower = float(special.gammaincinv(x, tail)) if x > 0 else 0.0
    return Estimate(x, lower, float(special.gammainccinv(x + 1, tail)))


def poisson(x: float, confidence: float = USUAL) -> Estimate:
    """Count x with exact limits below ten and Byar's from ten. ValueError when x is below zero."""
    return exact_poisson(x, confidence) if x < EXACT_BELOW else byar(x, confidence)


def rate(x: float, base: float, per: float = 1.0, confidence: float = USUAL) -> Estimate:
    """Rate x/base × per with the limits of `poisson`; the base is taken as known. ValueError unless base > 0."""
    if not 0 < base < math.inf:
        raise ValueError(f"{base} is no number to divide by")
    return poisson(x, confidence).times(per / base)


def mean(values: Sequence[float], confidence: float = USUAL) -> Estimate:
    """Mean with Student's limits, `m ∓ t(n - 1) s / sqrt n`, in the unit of the values.

    ValueError below two values, or when one is no finite number.
    """
    if len(values) < 2:
        raise ValueError("a mean of fewer than two values has no interval")
    if not all(math.isfinite(v) for v in values):
        raise ValueError("there is a value that is no finite number")
    z_of(confidence)
    m, n = fmean(values), len(values)
    half = float(special.stdtrit(n - 1, (1 + confidence) / 2)) * stdev(values) / math.sqrt(n)
    return Estimate(m, m - half, m + half)


def count_variance(x: float, rounded: bool = True) -> float:
    """Variance of a count: Poisson, and 25/12 more when it was printed to the nearest five."""
    check_count(x)
    return x + (ROUNDING_VARIANCE if rounded else 0.0)


def relative_error(x: float, rounded: bool = True) -> float:
    """Relative standard error of a count, a share of it. ValueError unless x > 0."""
    if not x > 0:
        raise ValueError("no relative error without events")
    return math.sqrt(count_variance(x, rounded)) / x


def error_of_margins(lower: float, upper: float) -> float:
    """Standard error of an estimate of which only its own interval of 95 % is printed: `(upper - lower) / 3.92`.

    For survey percentages: never recompute those from a number of answers, which is not weighted.
    """
    if not upper >= lower:
        raise ValueError(f"{lower} to {upper} is not an interval")
    return (upper - lower) / 3.92
