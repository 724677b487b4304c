"""A funnel that knows how much regions usually differ: which regions lie outside of that.

With thousands of events per region, the plain limits of chance alone are so narrow that ways of registering put nearly
every region outside. Spiegelhalter's additive random effects widen them by the spread between regions that is there:
Quality and Safety in Health Care 14 (2005) 347-351; tau² as DerSimonian & Laird. Scales that steady the variance:

    share  y = asin(sqrt(x/n)),  s = 1/(2 sqrt n)        rate  y = sqrt(O/E),  s = 1/(2 sqrt E)

    u = (y - t)/s, drawn in to its 10th and 90th percentile; phi = mean u²; w = 1/s²
    tau² = max(0, (I phi - (I - 1)) / (Σw - Σw²/Σw));  z = (y - t) / sqrt(s² + tau²)
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from impactmonitor.statistics.cases import Cases, Kind
from impactmonitor.statistics.intervals import STRICT, USUAL, check_count, check_share, z_of
from impactmonitor.statistics.limits import Band
from impactmonitor.statistics.outcome import NotPossible, Reason

Floats = NDArray[np.float64]

WINSOR = (0.10, 0.90)
"""Percentiles to which the most extreme u are drawn in, so that an outlier does not hide itself."""
FEWEST_REGIONS = 15
FEWEST_EXPECTED = 10
"""Expected events that a region needs; of a share, also expected cases that are not events."""
LARGE_PART = 0.10
"""A region larger than this part of the whole moves the pooled value; then each is held against the others."""


class Position(StrEnum):
    """Outside the limits of 99.8 %, just outside those of 95 %, or inside; and on which side."""

    FAR_BELOW = "far-below"
    JUST_BELOW = "just-below"
    INSIDE = "inside"
    JUST_ABOVE = "just-above"
    FAR_ABOVE = "far-above"


@dataclass(frozen=True)
class Funnel:
    """What the regions together show.

    `target` is the pooled value of all given regions (share of 1, or events per unit of base). `phi` and `tau` are on
    the scale of the calculation. `z`, `value` and `rest` (the pooled value of the others) go by region; `too_small`
    names regions with a figure that were not tested and do not count in `regions`. With `against_rest`, each region
    was held against the others, because one of them is more than a tenth of the whole.
    """

    kind: Kind
    target: float
    phi: float
    tau: float
    z: Mapping[str, float]
    value: Mapping[str, float]
    rest: Mapping[str, float]
    cases: Mapping[str, Cases]
    too_small: tuple[str, ...]
    against_rest: bool

    @property
    def regions(self) -> int:
        """How many regions were tested."""
        return len(self.z)

    def band(self, base: float, confidence: float = STRICT) -> Band:
        """Limits for a region with this base (cases, or exposure), in the unit of the target.

        An infinite base gives the usual spread between regions without chance. ValueError unless base > 0.
        """
        return self._band(self.target, 1 / (2 * math.sqrt(self._size(base, self.target))), confidence)

    def band_expected(self, expected: float, confidence: float = STRICT) -> Band:
        """As `band`, for a region in which this number of events is expected."""
        return self.band(expected / self.target, confidence)

    def limits(self, region: str, confidence: float = STRICT) -> Band | NotPossible:
        """Limits of a tested region, exactly those that its z is about. Around `rest` when held against the others."""
        if region not in self.z:
            return self._absent(region)
        if not self.against_rest:
            return self.band(self.cases[region].base, confidence)
        total = sum(c.base for c in self.cases.values())
        own, others = self.cases[region].base, total - self.cases[region].base
        target = self.rest[region]
        variance = 1 / (4 * self._size(own, target)) + 1 / (4 * self._size(others, target))
        return self._band(target, math.sqrt(variance), confidence)

    def spread(self, confidence: float = USUAL) -> Band:
        """Between which values regions usually lie, chance left out."""
        return self.band(math.inf, confidence)

    def position(self, region: str) -> Position | NotPossible:
        """|z| > 3.09 is far outside, above 1.96 just outside. NotPossible for a region that was not tested."""
        if region not in self.z:
            return self._absent(region)
        z = self.z[region]
        if abs(z) > z_of(STRICT):
            return Position.FAR_ABOVE if z > 0 else Position.FAR_BELOW
        if abs(z) > z_of(USUAL):
            return Position.JUST_ABOVE if z > 0 else Position.JUST_BELOW
        return Position.INSIDE

    def _absent(self, region: str) -> NotPossible:
        if region not in self.cases:
            return NotPossible(Reason.NO_REGION)
        found = _expected(self.kind, self.cases[region].base, self.target)
        return NotPossible(Reason.FEW_EXPECTED, FEWEST_EXPECTED, found)

    def _size(self, base: float, target: float) -> float:
        """What s depends on: cases of a share, expected events of a rate."""
        if not base > 0:
            raise ValueError(f"{base} is no number to divide by")
        return base if self.kind == "share" else base * target

    def _band(self, target: float, error: float, confidence: float) -> Band:
        half = z_of(confidence) * math.hypot(error, self.tau)
        if self.kind == "share":
            middle = math.asin(math.sqrt(target))
            return Band(
                math.sin(max(0.0, middle - half)) ** 2,
                math.sin(min(math.pi / 2, middle + half)) ** 2,
            )
        return Band(target * max(0.0, 1 - half) ** 2, target * (1 + half) ** 2)


def shares(cases: Mapping[str, Cases]) -> Funnel | NotPossible:
    """Funnel of shares, x of n per region. Give only regions with a figure, and all of one period and definition.

    The country is the sum of the given regions. NotPossible below 15 regions in which ten events and ten other cases
    are expected. ValueError when x of n is not a share.
    """
    for c in cases.values():
        check_share(c.events, c.base)
    return _funnel("share", cases)


def rates(cases: Mapping[str, Cases]) -> Funnel | NotPossible:
    """Funnel of rates: events per unit of base (inhabitants). Expected numbers (indirect) may be the base as well.

    As `shares`. ValueError when a base is not above zero or a number of events is below it.
    """
    for c in cases.values():
        check_count(c.events)
        if not 0 < c.base < math.inf:
            raise ValueError(f"{c.base} is no number to divide by")
    return _funnel("rate", cases)


def _expected(kind: Kind, base: float, target: float) -> float:
    return base * min(target, 1 - target) if kind == "share" else base * target


def _funnel(kind: Kind, cases: Mapping[str, Cases]) -> Funnel | NotPossible:
    if len(cases) < FEWEST_REGIONS:
        return NotPossible(Reason.FEW_REGIONS, FEWEST_REGIONS, len(cases))
    events, base = sum(c.events for c in cases.values()), sum(c.base for c in cases.values())
    target = events / base
    tested = [region for region, c in cases.items() if _expected(kind, c.base, target) >= FEWEST_EXPECTED]
    if len(tested) < FEWEST_REGIONS:
        return NotPossible(Reason.FEW_EXPECTED, FEWEST_REGIONS, len(tested))
    against_rest = max(c.base for c in cases.values()) > LARGE_PART * base
    value = {region: c.events / c.base for region, c in cases.items()}
    rest = {region: (events - c.events) / (base - c.base) for region, c in cases.items()}
    if against_rest and min(rest.values()) <= 0:
        return NotPossible(Reason.ALL_OR_NOTHING)
    x = np.array([cases[region].events for region in tested], dtype=np.float64)
    n = np.array([cases[region].base for region in tested], dtype=np.float64)
    held = np.array([rest[region] if against_rest else target for region in tested])
    distance, s = _distances(kind, x, n, held, base - n if against_rest else None)
    phi, tau = _spread(distance, s)
    z = dict(zip(tested, (distance / np.hypot(s, tau)).tolist(), strict=True))
    small = tuple(region for region in cases if region not in z)
    return Funnel(kind, target, phi, tau, z, value, rest, dict(cases), small, against_rest)


def _distances(kind: Kind, x: Floats, n: Floats, target: Floats, others: Floats | None) -> tuple[Floats, Floats]:
    """y - t of every region with its standard error s; `others` is the base of the rest when that is the target."""
    if kind == "share":
        distance, size, far = np.arcsin(np.sqrt(x / n)) - np.arcsin(np.sqrt(target)), n, others
    else:
        distance, size = np.sqrt(x / (n * target)) - 1, n * target
        far = None if others is None else others * target
    variance = 1 / (4 * size) + (0.0 if far is None else 1 / (4 * far))
    return distance, np.sqrt(variance)


def _spread(distance: Floats, s: Floats) -> tuple[float, float]:
    """phi and tau."""
    u = distance / s
    low, high = np.quantile(u, WINSOR)
    phi = float(np.mean(np.clip(u, low, high) ** 2))
    w, number = 1 / s**2, len(u)
    tau2 = (number * phi - (number - 1)) / (w.sum() - (w**2).sum() / w.sum())
    return phi, math.sqrt(max(0.0, float(tau2)))
