"""The Netherlands in time: through the printed figures where they are, along a quiet line of chance elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from impactmonitor.catalogue.regions import NETHERLANDS
from impactmonitor.deliveries.sources.demo import chance
from impactmonitor.periods import parse
from impactmonitor.tables import Observation

FIRST, LAST = 2019, 2025
YEARS = tuple(range(FIRST, LAST + 1))


class Printed:
    """Printed figures of the Netherlands that a demonstration figure keeps to."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self.values: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
        self._intervals: dict[tuple[str, str, str], tuple[float, float]] = {}
        self._periods: dict[str, set[str]] = defaultdict(set)
        self.decimals: dict[tuple[str, str, str, str], int] = {}
        self.sizes: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
        for o in observations:
            if o.region == NETHERLANDS and (o.value is not None or o.low is not None):
                key = (o.indicator, o.measure, o.category)
                self._periods[o.indicator].add(o.period)
                self.decimals[(*key, o.period)] = o.decimals
                middle = ((o.low or 0) + (o.high or 0)) / 2
                self.values[key][o.period] = middle if o.value is None else o.value
                if o.value is None and middle:
                    self._intervals[key] = ((o.low or 0) / middle, (o.high or 0) / middle)
            elif o.region.startswith("GM") and o.measure == "count" and o.value and o.period.endswith("-01-01"):
                self.sizes[(o.indicator, int(o.period[:4]))][o.region] = o.value

    def of(self, indicator: str, measure: str, category: str) -> Mapping[str, float]:
        """Value per period."""
        return self.values.get((indicator, measure, category), {})

    def interval(self, indicator: str, measure: str, category: str) -> tuple[float, ...]:
        """Bounds as parts of the middle, of what is printed as an interval only; nothing for everything else."""
        return self._intervals.get((indicator, measure, category), ())

    def periods(self, indicator: str) -> set[str]:
        """All periods with a printed figure of the indicator."""
        return self._periods[indicator]


def path(known: Mapping[float, float], places: Iterable[float], otherwise: float, *names: object) -> list[float]:
    """A value for each place in time: printed where known, straight between, and with a slight drift beyond.

    A place is a number of years. What is not printed differs by chance, at most two per cent, from the line.
    """
    drift = chance.one(-12, 12, *names, "drift") / 1000
    points = sorted(known.items()) or [((FIRST + LAST) / 2, otherwise)]
    found = []
    for place in places:
        if place in known:
            found.append(known[place])
            continue
        before = [p for p in points if p[0] < place]
        after = [p for p in points if p[0] > place]
        if before and after:
            (left, low), (right, high) = before[-1], after[0]
            value = low + (high - low) * (place - left) / (right - left)
        else:
            nearest, value = before[-1] if before else after[0]
            value *= 1 + drift * (place - nearest)
        found.append(value * (1 + chance.one(-20, 20, *names, place) / 1000))
    return found


def place_of(code: str) -> float:
    """A period in years: the middle of it."""
    period = parse(code)
    return (period.start.toordinal() + period.end.toordinal()) / 2 / 365.25


def half_codes() -> list[str]:
    """All half-years, early to late."""
    return [f"{year}H{half}" for year in YEARS for half in (1, 2)]


def half_years(printed: Mapping[str, float], otherwise: float, *names: object) -> list[int]:
    """Counts per half-year. A printed half stands; a printed year is divided over the halves that are not printed."""
    known = {code: value for code, value in printed.items() if "H" in code}
    for year, whole in printed.items():
        if not year.isdigit():
            continue
        halves = [f"{year}H1", f"{year}H2"]
        missing = [code for code in halves if code not in known]
        if len(missing) == 2:
            first = round(whole * (500 + chance.one(-8, 8, *names, year)) / 1000)
            known |= {halves[0]: first, halves[1]: whole - first}
        elif missing:
            known[missing[0]] = max(whole - sum(known[code] for code in halves if code in known), 0)
    places = {place_of(code): value for code, value in known.items()}
    return [round(v) for v in path(places, [place_of(c) for c in half_codes()], otherwise, *names)]
