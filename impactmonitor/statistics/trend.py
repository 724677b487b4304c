"""Is there a development over many moments?

The rule allows for movement beyond chance, which half-yearly counts always have; without that, one series in three or
four would get a false trend (`benchmarks/bench_signals.py`). Source: weighted regression with dispersion, as
generalised linear models have it (McCullagh & Nelder, 1989, 4.5), with the choices of our method.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from impactmonitor.statistics.cases import Kind
from impactmonitor.statistics.intervals import check_count, check_share, count_variance
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.regression import Line, weighted_line

Step = Literal["half-year", "year"]
"""What the moments of a series are apart."""

FEWEST: dict[Step, int] = {"half-year": 8, "year": 6}
"""Comparable final moments that a trend needs. Five would find a growth of 5 % a moment one time in seven."""
LEVEL = 0.01
"""A trend has a p below this."""
FEWEST_HISTORY = 6
"""Moments of a region's own history that it takes to widen a change by it."""


class Direction(StrEnum):
    """Of a development. `NONE` says that the rule sees none, not that there is none."""

    RISING = "rising"
    FALLING = "falling"
    NONE = "none"


@dataclass(frozen=True)
class Moment:
    """A figure at a moment: `time` in steps (half-years or years) from any start, events, and what they are divided by.

    Of half-years, the same half of every year has a `time` of the same parity: 2 × year + 0 or 1 will do.
    """

    time: int
    events: float
    base: float
    provisional: bool = False


@dataclass(frozen=True)
class Trend:
    """What the rule found.

    `growth` per step: of the rate (0.05 is 5 %) or of the odds of a share. `dispersion` is what the movement is beyond
    chance (1: nothing), `stable` whether the sign holds when any one moment is left out, `moments` how many counted.
    """

    direction: Direction
    growth: float
    dispersion: float
    p: float
    stable: bool
    moments: int


def trend(
    moments: Sequence[Moment], kind: Kind, step: Step, *, rounded: bool = True, seasonal: bool = True
) -> Trend | NotPossible:
    """Development of a rate (on its logarithm) or a share (on its logit), by weighted regression with dispersion.

    Weights 1/SE² with SE² = V(x)/x² for a rate and V(x)/x² + V(n - x)/(n - x)² for a share, where V(x) = x, or
    x + 25/12 when `rounded`; phi = max(1, weighted residual mean square); t-test at p < 0.01; the sign must hold when
    each moment is left out once. Half-years are compared within the same half (`seasonal`: the second halves have a
    level of their own), so they have k - 3 degrees of freedom and years k - 2. Provisional moments do not count. Give
    moments of one definition and one layout of regions, after the last break. NotPossible below 8 half-years or 6
    years, and where a logarithm does not exist. ValueError when two moments have the same time.
    """
    final = _final(moments)
    if len(final) < FEWEST[step]:
        return NotPossible(Reason.FEW_POINTS, FEWEST[step], len(final))
    points = on_scale(final, kind, rounded)
    if isinstance(points, NotPossible):
        return points
    season = seasonal and step == "half-year"
    line = _line(final, points, season)
    signs = {
        _line(final[:i] + final[i + 1 :], points[:i] + points[i + 1 :], season).slope > 0 for i in range(len(final))
    }
    stable, p = signs == {line.slope > 0} and line.slope != 0, line.p(least=1.0)
    direction = Direction.NONE
    if p < LEVEL and stable:
        direction = Direction.RISING if line.slope > 0 else Direction.FALLING
    return Trend(direction, math.expm1(line.slope), max(1.0, line.dispersion), p, stable, len(final))


def dispersion(moments: Sequence[Moment], kind: Kind, step: Step, *, rounded: bool = True) -> float | NotPossible:
    """phi of a series around its own trend and seasons, at least 1. NotPossible below six final moments."""
    final = _final(moments)
    if len(final) < FEWEST_HISTORY:
        return NotPossible(Reason.FEW_POINTS, FEWEST_HISTORY, len(final))
    points = on_scale(final, kind, rounded)
    if isinstance(points, NotPossible):
        return points
    return max(1.0, _line(final, points, step == "half-year").dispersion)


def _final(moments: Sequence[Moment]) -> list[Moment]:
    if len({m.time for m in moments}) != len(moments):
        raise ValueError("two moments have the same time")
    return sorted((m for m in moments if not m.provisional), key=lambda m: m.time)


def on_scale(moments: Sequence[Moment], kind: Kind, rounded: bool) -> list[tuple[float, float]] | NotPossible:
    """Value and standard error on the scale of the regression."""
    found = []
    for m in moments:
        if kind == "share":
            check_share(m.events, m.base)
        check_count(m.events)
        if not 0 < m.base < math.inf:
            raise ValueError(f"{m.base} is no number to divide by")
        rest = m.base - m.events
        if m.events == 0 or (kind == "share" and rest == 0):
            return NotPossible(Reason.ALL_OR_NOTHING)
        variance = count_variance(m.events, rounded) / m.events**2
        if kind == "share":
            found.append((math.log(m.events / rest), math.sqrt(variance + count_variance(rest, rounded) / rest**2)))
        else:
            found.append((math.log(m.events / m.base), math.sqrt(variance)))
    return found


def _line(moments: Sequence[Moment], points: Sequence[tuple[float, float]], season: bool) -> Line:
    times = [m.time for m in moments]
    values, errors = zip(*points, strict=True)
    return weighted_line(times, values, errors, [t % 2 == 1 for t in times] if season else None)
