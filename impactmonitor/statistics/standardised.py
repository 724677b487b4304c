"""Rates with the difference in age and sex taken out. Only for sources that print figures by age and sex.

Source: PHEindicatormethods 2.1.0 (UKHSA); Dobson et al., Statistics in Medicine 10 (1991) 457-462. Every list has a
value per band, in one order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from impactmonitor.statistics.intervals import USUAL, Estimate, byar, check_count, poisson
from impactmonitor.statistics.outcome import NotPossible, Reason

FEWEST_EVENTS = 10
"""A directly standardised rate of fewer events has no value."""


def direct(
    counts: Sequence[float],
    populations: Sequence[float],
    weights: Sequence[float],
    per: float = 100_000,
    confidence: float = USUAL,
) -> Estimate | NotPossible:
    """Directly standardised rate per `per` with Dobson's limits; NotPossible below ten events.

    `v = Σ x w/n / Σ w`, `Var = Σ x (w/n)² / (Σ w)²`, limit = `v + sqrt(Var/O) (Byar(O) - O)` with O = Σ x.
    ValueError when the lists differ in length, or a population or the sum of the weights is not above zero.
    """
    return _dobson(counts, _parts(counts, populations, weights), {1: counts}, per, confidence)


def direct_repeated(
    persons: Mapping[int, Sequence[float]],
    populations: Sequence[float],
    weights: Sequence[float],
    per: float = 100_000,
    confidence: float = USUAL,
) -> Estimate | NotPossible:
    """As `direct`, where a person may have several events: `persons[f]` holds how many persons had f events.

    Events of one person are not independent: `Var = Σ f² Var_f` over the frequencies f. Errors as `direct`.
    """
    for row in persons.values():
        _same_length(row, populations)
    counts = [sum(f * row[i] for f, row in persons.items()) for i in range(len(populations))]
    return _dobson(counts, _parts(counts, populations, weights), persons, per, confidence)


def _same_length(*lists: Sequence[float]) -> None:
    if len({len(x) for x in lists}) != 1 or not lists[0]:
        raise ValueError("there must be one value per band in every list, and at least one band")


def _parts(counts: Sequence[float], populations: Sequence[float], weights: Sequence[float]) -> list[float]:
    """What one event in a band adds to the rate: w/n as a share of all weights."""
    _same_length(counts, populations, weights)
    total = sum(weights)
    if not (all(0 < n < math.inf for n in populations) and all(w >= 0 for w in weights) and 0 < total < math.inf):
        raise ValueError("populations and the sum of the weights must be above zero")
    return [w / n / total for w, n in zip(weights, populations, strict=True)]


def _dobson(
    counts: Sequence[float],
    parts: Sequence[float],
    persons: Mapping[int, Sequence[float]],
    per: float,
    confidence: float,
) -> Estimate | NotPossible:
    for x in counts:
        check_count(x)
    events = sum(counts)
    if events < FEWEST_EVENTS:
        return NotPossible(Reason.FEW_EVENTS, FEWEST_EVENTS, events)
    value = sum(x * p for x, p in zip(counts, parts, strict=True))
    variance = sum(f * f * sum(x * p * p for x, p in zip(row, parts, strict=True)) for f, row in persons.items())
    limits, factor = byar(events, confidence), math.sqrt(variance / events)
    lower, upper = (value + factor * (limit - events) for limit in (limits.lower, limits.upper))
    return Estimate(value, lower, upper).times(per)


@dataclass(frozen=True)
class Indirect:
    """Events against what the rates of a reference population would give: the ratio, and its two parts.

    `reference` is the crude rate of the reference, per person; `rate(per)` the standardised rate per `per`.
    """

    observed: float
    expected: float
    ratio: Estimate
    reference: float

    def rate(self, per: float = 100_000) -> Estimate:
        """Indirectly standardised rate: the ratio times the crude rate of the reference."""
        return self.ratio.times(self.reference * per)


def indirect(
    observed: float,
    populations: Sequence[float],
    reference_counts: Sequence[float],
    reference_populations: Sequence[float],
    confidence: float = USUAL,
) -> Indirect:
    """Ratio O/E with `E = Σ n r/N`, limits exact (O < 10) or Byar's on O, divided by E.

    ValueError when the lists differ in length, a number is below zero or none at all, or nothing is expected.
    """
    _same_length(populations, reference_counts, reference_populations)
    if not all(0 < n < math.inf for n in reference_populations):
        raise ValueError("reference populations must be above zero")
    for x in (*populations, *reference_counts):
        check_count(x)
    bands = zip(populations, reference_counts, reference_populations, strict=True)
    expected = sum(n * r / all_people for n, r, all_people in bands)
    if not expected > 0:
        raise ValueError("nothing is expected")
    crude = sum(reference_counts) / sum(reference_populations)
    return Indirect(observed, expected, poisson(observed, confidence).times(1 / expected), crude)
