"""How often signals and trends are false, and how often they find what is there: simulated, beside target or note.

26 regions with 920 to 4,920 cases (the size of half-yearly reports to Veilig Thuis), share 0.43. Every rule gets the
same figures. "Spread" is how much regions really differ (standard deviation on log-odds). The outlier is one region,
any of them, whose log-odds lie 1.0 above those of the country; "+ own spread" adds what it differs anyhow. Series have
2,000 events a moment, movement beyond chance of 5 or 10 %, and sometimes second halves that are a tenth lower.

Baseline of a rule is the plain interval or Fingertips' marker on the same figures. What was found when the
rules were chosen is printed as "note"; targets are upper bounds of false signals, for the upper 95 % limit of what was
simulated, and lower bounds of power. Other seeds give other last digits: `--seed`.
"""

from __future__ import annotations

import argparse
import math
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from impactmonitor.statistics import funnel, signals, trend
from impactmonitor.statistics.cases import Cases
from impactmonitor.statistics.intervals import USUAL, poisson, wilson, z_of
from impactmonitor.statistics.limits import FunnelClass, proportion_class
from impactmonitor.statistics.markers import Marker, MarkerPoint, five_year_marker
from impactmonitor.statistics.multiple import passing
from impactmonitor.statistics.regression import weighted_line

RUNS, SERIES = 4_000, 1_000
REGIONS, SHARE, SPREAD, OUTLIER = 26, 0.43, 0.25, 1.0
SIZES = np.geomspace(920, 4_920, REGIONS).round()
RULES = ("95 % interval", "99.8 % limits", "funnel 95 %", "funnel 99.8 %", "funnel + BH 10 %", "signal")
FALSE_TRENDS = 2.0
"""The level of the rule is 1 %; so few series leave that much doubt."""
CENTRE = math.log(SHARE / (1 - SHARE))
OURS = ("funnel 99.8 %", "signal")
MEAN, PEOPLE, GROWTH, SEASON = 2_000, 500_000.0, 0.05, 0.90


@dataclass(frozen=True)
class Situation:
    """What is simulated; `sizes` are cases per region, `note` what was found when rules were chosen, in per cent."""

    name: str
    spread: float
    outlier: float
    sizes: np.ndarray
    note: tuple[float | None, ...]
    targets: tuple[float, float] = (0.0, 0.0)
    own_spread: bool = False
    """`targets`: most false signals and least power of our own rules, in per cent; 0 where there is none."""


SITUATIONS = (
    Situation("no differences", 0, 0, SIZES, (4.5, 0.17, 4.2, 0.16, 0.33, None), (0.4, 0.0)),
    Situation("spread 0.25", SPREAD, 0, SIZES, (73.5, 59.7, 10.6, 1.3, 2.8, None), (2.0, 0.0)),
    Situation("spread, outlier", SPREAD, OUTLIER, SIZES, (100, 100, 100, 98, 99, None), (0.0, 95.0)),
    Situation("spread, outlier + own spread", SPREAD, OUTLIER, SIZES, (None,) * 6, own_spread=True),
    Situation("n/40, outlier", 0, OUTLIER, (SIZES / 40).round(), (93, 66, 92, 65, 72, None)),
)


def flagged(x: np.ndarray, n: np.ndarray) -> dict[str, set[str]]:
    """Names of the regions that each rule lets stand out."""
    cases = {f"{place:02}": Cases(float(a), float(b)) for place, (a, b) in enumerate(zip(x, n, strict=True))}
    found = funnel.shares(cases)
    if not isinstance(found, funnel.Funnel):
        raise SystemExit(f"no funnel: {found}")
    p = {region: float(2 * special.ndtr(-abs(z))) for region, z in found.z.items()}
    strict = (FunnelClass.HIGH_STRICT, FunnelClass.LOW_STRICT)
    far = {region for region in found.z if found.position(region) in ("far-above", "far-below")}
    return {
        RULES[0]: {r for r, c in cases.items() if not wilson(c.events, c.base).holds(found.target)},
        RULES[1]: {r for r, c in cases.items() if proportion_class(c.events, c.base, found.target) in strict},
        RULES[2]: {region for region, z in found.z.items() if abs(z) > z_of(USUAL)},
        RULES[3]: far,
        RULES[4]: passing(p),
        RULES[5]: {region for region in far if is_signal(found, region)},
    }


def is_signal(found: funnel.Funnel, region: str) -> bool:
    reading = signals.read(found, region)
    return isinstance(reading, signals.Reading) and reading.outcome is signals.Outcome.SIGNAL


def simulate(situation: Situation, rng: np.random.Generator, runs: int) -> tuple[Counter[str], int]:
    """Per rule how often it flagged: any region, or the outlier when there is one; and of how many."""
    counts: Counter[str] = Counter()
    for _ in range(runs):
        logits = CENTRE + rng.normal(0, 1, REGIONS) * situation.spread
        odd = int(rng.integers(REGIONS))
        if situation.outlier:
            own = logits[odd] if situation.own_spread else CENTRE
            logits[odd] = own + situation.outlier
        x = rng.binomial(situation.sizes.astype(int), special.expit(logits))
        for rule, regions in flagged(x, situation.sizes).items():
            counts[rule] += f"{odd:02}" in regions if situation.outlier else len(regions)
    return counts, runs * (1 if situation.outlier else REGIONS)


def events(rng: np.random.Generator, number: int, movement: float, growth: float = 0, season: float = 1) -> list[float]:
    """A series of counts: Poisson around a mean that moves by `movement` (coefficient of variation) and grows."""
    sigma = math.sqrt(math.log1p(movement**2))
    steps = np.arange(number)
    means = MEAN * (1 + growth) ** steps * np.where(steps % 2, season, 1)
    found: list[float] = rng.poisson(means * rng.lognormal(-(sigma**2) / 2, sigma, number)).astype(float).tolist()
    return found


def marked(x: Sequence[float]) -> bool:
    """Fingertips' marker on rates with their own limits."""
    limits = [poisson(value) for value in x]
    points = [MarkerPoint(n, e.value, e.lower, e.upper) for n, e in enumerate(limits)]
    found = five_year_marker(points)
    return isinstance(found, Marker) and found.direction is not trend.Direction.NONE


def seen(x: Sequence[float], step: trend.Step = "half-year", seasonal: bool = True) -> bool:
    """Our rule; without `seasonal` it overlooks that half-years have seasons."""
    moments = [trend.Moment(n, value, PEOPLE) for n, value in enumerate(x)]
    found = trend.trend(moments, "rate", step, rounded=False, seasonal=seasonal)
    return isinstance(found, trend.Trend) and found.direction is not trend.Direction.NONE


def seen_in_fewer(x: Sequence[float]) -> bool:
    """Our rule as if it did not ask for more moments than this."""
    times, y, errors = range(len(x)), [math.log(value) for value in x], [value**-0.5 for value in x]
    line = weighted_line(times, y, errors)
    without = (
        weighted_line([t for t in times if t != n], [*y[:n], *y[n + 1 :]], [*errors[:n], *errors[n + 1 :]])
        for n in times
    )
    return line.p(least=1.0) < trend.LEVEL and {part.slope > 0 for part in without} == {line.slope > 0}


class Verdicts:
    """Prints rows, and remembers whether a target was missed."""

    def __init__(self) -> None:
        self.missed = 0

    def row(self, name: str, rule: str, hits: int, of: int, note: str, most: float = 0, least: float = 0) -> None:
        """`most` and `least` are targets in per cent: for the upper 95 % limit, and for the rate itself."""
        rate = wilson(hits, of, 0.90).times(100)
        target, met = "", True
        if most:
            target, met = f"upper limit <= {most:g}", rate.upper <= most
        elif least:
            target, met = f">= {least:g}", rate.value >= least
        verdict = ("met" if met else "MISSED") if target else ""
        self.missed += not met
        print(f"{name:<32} {rule:<19} {rate.value:7.2f} {rate.upper:8.2f} {note:>7}  {target:<20} {verdict}")


def funnels(verdicts: Verdicts, rng: np.random.Generator, runs: int) -> None:
    found = f"{runs:,} runs of {REGIONS} regions, per cent flagged; {runs // 4:,} with an outlier, per cent found"
    print(f"\nRegions beside the country: {found}")
    for situation in SITUATIONS:
        counts, of = simulate(situation, rng, runs // 4 if situation.outlier else runs)
        for rule, note in zip(RULES, situation.note, strict=True):
            most, least = situation.targets if rule in OURS else (0.0, 0.0)
            verdicts.row(situation.name, rule, counts[rule], of, "" if note is None else f"{note:g}", most, least)


def series(verdicts: Verdicts, rng: np.random.Generator, runs: int) -> None:
    print(f"\nDevelopment, mean {MEAN:,}: {runs:,} series each; per cent in which a trend is seen")

    def row(name: str, rule: str, hits: Iterable[bool], note: str, most: float = 0, least: float = 0) -> None:
        verdicts.row(name, rule, sum(hits), runs, note, most, least)

    def drawn(number: int, movement: float, growth: float = 0, season: float = 1) -> list[list[float]]:
        return [events(rng, number, movement, growth, season) for _ in range(runs)]

    for movement in (0.05, 0.10):
        name = f"no growth, moves {movement:.0%}"
        row(name, "marker, k=5", map(marked, drawn(5, movement)), "18-37")
        eight = drawn(8, movement)
        row(name, "8 years", (seen(x, "year") for x in eight), "0.9", most=FALSE_TRENDS)
        row(name, "8 half-years", map(seen, eight), "0.9", most=FALSE_TRENDS)
    name = f"no growth, moves 5%, {1 - SEASON:.0%} season"
    row(name, "8 half-years", map(seen, drawn(8, 0.05, season=SEASON)), "", most=FALSE_TRENDS)
    name = f"growth {GROWTH:.0%}, moves 5%"
    row(name, "if 5 were enough", map(seen_in_fewer, drawn(5, 0.05, GROWTH)), "15")
    row(name, "8 years", (seen(x, "year") for x in drawn(8, 0.05, GROWTH)), "95")
    for season in (1, SEASON):
        name = f"growth {GROWTH:.0%}, moves 5%{'' if season == 1 else f', {1 - SEASON:.0%} season'}"
        eight = drawn(8, 0.05, GROWTH, season)
        row(name, "8 half-years", map(seen, eight), "95" if season == 1 else "")
        row(name, "… season overlooked", (seen(x, seasonal=False) for x in eight), "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=20220711)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--series", type=int, default=SERIES)
    chosen = parser.parse_args()
    rng, verdicts, start = np.random.default_rng(chosen.seed), Verdicts(), time.perf_counter()
    print(f"{'situation':<32} {'rule':<19} {'rate %':>7} {'upper %':>8} {'note %':>7}  target")
    funnels(verdicts, rng, chosen.runs)
    series(verdicts, rng, chosen.series)
    print(f"\nseed {chosen.seed}, {time.perf_counter() - start:.0f} s; targets missed: {verdicts.missed}")
    raise SystemExit(verdicts.missed > 0)


if __name__ == "__main__":
    main()
