"""OHID's trend marker on five years, to compare with what Fingertips prints. Our own rule is in `trend`.

It is a quick finder: it overlooks movement beyond chance, and on half-yearly counts one series in three or four would
get a false trend. Source: Fingertips, Trend markers (OHID), and its published tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from impactmonitor.statistics.intervals import check_share, error_of_margins
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.regression import Line, weighted_line
from impactmonitor.statistics.trend import Direction, Moment, on_scale

MARKER_POINTS, MARKER_CHI2 = 5, 9.549536
"""The last five years; the chi-squared with one degree of freedom of p = 0.002."""


@dataclass(frozen=True)
class MarkerPoint:
    """A yearly figure with its limits of 95 % (None where not given), and the count and denominator of a share."""

    year: int
    value: float
    lower: float | None = None
    upper: float | None = None
    count: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class Marker:
    """Fingertips' marker: direction, and the chi-squared that was held against 9.549536 (p = 0.002)."""

    direction: Direction
    chi2: float


def five_year_marker(points: Sequence[MarkerPoint], *, of_counts: bool = False) -> Marker | NotPossible:
    """OHID's trend marker on the last five years: a quick finder that overlooks movement beyond chance.

    chi² = (slope / fixed error)² with weights 1/SE², SE from the limits; with `of_counts` the chi-squared for trend in
    proportions (R's prop.trend.test) and the sign of the slope of the logits. The sign must hold when each point is
    left out once. NotPossible without five successive years, without limits of some width, or with a share of 0 or 1.
    """
    last = sorted(points, key=lambda p: p.year)[-MARKER_POINTS:]
    if [p.year - last[0].year for p in last] != list(range(MARKER_POINTS)):
        return NotPossible(Reason.FEW_POINTS, MARKER_POINTS, len(last))
    scaled = [_logit_point(p) if of_counts else _value_point(p) for p in last]
    known = [p for p in scaled if not isinstance(p, NotPossible)]
    if len(known) < MARKER_POINTS:
        return next(p for p in scaled if isinstance(p, NotPossible))
    line = _marker_line(last, known)
    signs = {_marker_line(last[:i] + last[i + 1 :], known[:i] + known[i + 1 :]).slope > 0 for i in range(len(last))}
    chi2 = _chi2_of_counts(last) if of_counts else line.chi2
    if chi2 <= MARKER_CHI2 or signs != {line.slope > 0}:
        return Marker(Direction.NONE, chi2)
    return Marker(Direction.RISING if line.slope > 0 else Direction.FALLING, chi2)


def _value_point(point: MarkerPoint) -> tuple[float, float] | NotPossible:
    if point.lower is None or point.upper is None or not point.upper > point.lower:
        return NotPossible(Reason.NO_INTERVAL)
    return point.value, error_of_margins(point.lower, point.upper)


def _logit_point(point: MarkerPoint) -> tuple[float, float] | NotPossible:
    if point.count is None or point.denominator is None:
        return NotPossible(Reason.FEW_CASES)
    found = on_scale([Moment(point.year, point.count, point.denominator)], "share", rounded=False)
    return found if isinstance(found, NotPossible) else found[0]


def _marker_line(points: Sequence[MarkerPoint], scaled: Sequence[tuple[float, float]]) -> Line:
    values, errors = zip(*scaled, strict=True)
    return weighted_line([p.year for p in points], values, errors)


def _chi2_of_counts(points: Sequence[MarkerPoint]) -> float:
    return proportion_trend([p.count or 0.0 for p in points], [p.denominator or 0.0 for p in points])


def proportion_trend(counts: Sequence[float], denominators: Sequence[float]) -> float:
    """Chi-squared (1 df) for a linear trend in shares over equally spaced moments; R's prop.trend.test.

    `(Σ n s (p - p̄))² / (p̄(1 - p̄) Σ n (s - s̄)²)`: Armitage, Biometrics 11 (1955) 375-386. ValueError when every share is
    0 or every share is 1.
    """
    for x, n in zip(counts, denominators, strict=True):
        check_share(x, n)
    total = sum(denominators)
    p = sum(counts) / total
    if p in (0, 1):
        raise ValueError("no trend in shares that are all 0 or all 1")
    middle = sum(n * s for s, n in enumerate(denominators)) / total
    along = sum((x - n * p) * s for s, (x, n) in enumerate(zip(counts, denominators, strict=True)))
    return along**2 / (p * (1 - p) * sum(n * (s - middle) ** 2 for s, n in enumerate(denominators)))
