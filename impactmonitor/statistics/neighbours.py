"""Which regions are most like each other, by characteristics of their population: pure arithmetic on a table.

Characteristics are transformed, winsorised and put on a robust scale; the distance of two regions is the weighed
Euclidean distance over them. Sources: CIPFA nearest neighbours (standardise, Euclidean), ONS clustering and
statistical nearest neighbours (transform what is skewed, drop what is correlated), Kolada (weights of the user). The
same input always gives the same answer: ties go by the order of the regions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Transform = Literal["none", "log", "logit"]

WINSOR = (0.05, 0.95)
"""Quantiles (linear between order statistics) to which extreme values are drawn in."""
TO_SD = 1.4826
"""Makes the median absolute deviation of a normal distribution its standard deviation."""
TOO_ALIKE = 0.9
"""Of two characteristics that correlate more strongly than this the later one is dropped."""
SCALE, CUT = 0.95, 0.25
"""Quantiles of the distances of all pairs: what counts as 1, and above which a neighbour is no good match."""
MEAN_OVERLAP, WORST_OVERLAP = 0.80, 0.60
"""Below these a list of neighbours depends too much on one characteristic."""


@dataclass(frozen=True)
class Variable:
    """A characteristic: its values in the order of the regions, what is done with them, and the group it is in."""

    name: str
    group: str
    transform: Transform
    values: tuple[float, ...]


@dataclass(frozen=True)
class Neighbour:
    """A region by its place in the table, with its distance (0 to 1) and whether it is a good match."""

    place: int
    distance: float
    good: bool


@dataclass(frozen=True)
class Distances:
    """Distances of all pairs, as they are; `scale` counts as 1, above `cut` two regions are not much alike."""

    matrix: Floats
    scale: float
    cut: float

    def nearest(self, place: int, number: int) -> list[Neighbour]:
        """The regions nearest to the one at `place`, near before far."""
        row = self.matrix[place]
        others = sorted((n for n in range(len(row)) if n != place), key=lambda n: (float(row[n]), n))
        return [Neighbour(n, self._scaled(float(row[n])), float(row[n]) <= self.cut) for n in others[:number]]

    def _scaled(self, distance: float) -> float:
        return min(distance / self.scale, 1.0) if self.scale > 0 else 0.0


def standardised(variable: Variable) -> Floats:
    """Values as robust z-scores. Raises ValueError where a log or logit of a value does not exist."""
    x = _transformed(variable)
    low, high = np.quantile(x, WINSOR)
    x = np.clip(x, low, high)
    centre = np.median(x)
    spread = TO_SD * np.median(np.abs(x - centre))
    if spread == 0:
        centre, spread = x.mean(), x.std()
    result: Floats = (x - centre) / spread if spread > 0 else np.zeros_like(x)
    return result


def _transformed(variable: Variable) -> Floats:
    x = np.array(variable.values, dtype=np.float64)
    top = {"none": np.inf, "log": np.inf, "logit": 1.0}[variable.transform]
    if not np.isfinite(x).all() or (variable.transform != "none" and not ((x > 0) & (x < top)).all()):
        raise ValueError(f"{variable.name} has a value of which there is no {variable.transform}")
    if variable.transform == "log":
        return np.log(x)
    return np.log(x / (1 - x)) if variable.transform == "logit" else x


def too_alike(variables: Sequence[Variable]) -> dict[str, str]:
    """Names of characteristics that say nearly the same as an earlier one that is kept, with that one."""
    kept: list[tuple[str, Floats]] = []
    dropped: dict[str, str] = {}
    for variable in variables:
        z = standardised(variable)
        like = next((name for name, other in kept if abs(_correlation(z, other)) > TOO_ALIKE), "")
        if like:
            dropped[variable.name] = like
        else:
            kept.append((variable.name, z))
    return dropped


def _correlation(a: Floats, b: Floats) -> float:
    if len(a) < 3 or a.std() == 0 or b.std() == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def equal_weights(variables: Sequence[Variable]) -> dict[str, float]:
    """Every group the same weight, divided over its characteristics; together 1."""
    groups = [v.group for v in variables]
    return {v.name: 1 / (len(set(groups)) * groups.count(v.group)) for v in variables}


def scaled_weights(variables: Sequence[Variable], own: Mapping[str, float]) -> dict[str, float]:
    """Weights of a user for these characteristics, together 1. Raises ValueError below zero or when all are zero."""
    found = {v.name: own[v.name] for v in variables}
    if any(not np.isfinite(w) or w < 0 for w in found.values()) or not sum(found.values()) > 0:
        raise ValueError("weights are numbers of zero or more, and at least one is more than zero")
    total = sum(found.values())
    return {name: w / total for name, w in found.items()}


def distances(variables: Sequence[Variable], own: Mapping[str, float] | None = None) -> Distances:
    """Distances of all pairs: d = sqrt(sum of weight times squared difference of z). Without `own`, equal groups."""
    weights = equal_weights(variables) if own is None else scaled_weights(variables, own)
    z = np.stack([standardised(v) for v in variables], axis=1)
    w = np.array([weights[v.name] for v in variables])
    matrix = np.sqrt(((z[:, None, :] - z[None, :, :]) ** 2 * w).sum(axis=2))
    pairs = matrix[np.triu_indices(len(matrix), k=1)]
    scale, cut = (float(q) for q in np.quantile(pairs, (SCALE, CUT))) if len(pairs) else (0.0, 0.0)
    return Distances(matrix, scale, cut)


@dataclass(frozen=True)
class Stability:
    """How many of the neighbours of a region stay when one characteristic is left out, by its name (0 to 1)."""

    overlap: Mapping[str, float]

    @property
    def mean(self) -> float:
        """Over all characteristics."""
        return sum(self.overlap.values()) / len(self.overlap) if self.overlap else 0.0

    @property
    def worst(self) -> float:
        """Of the characteristic that changes most."""
        return min(self.overlap.values(), default=0.0)

    @property
    def stable(self) -> bool:
        """Whether no characteristic alone decides who the neighbours are."""
        return bool(self.overlap) and self.mean >= MEAN_OVERLAP and self.worst >= WORST_OVERLAP


def stability(
    variables: Sequence[Variable], place: int, number: int, own: Mapping[str, float] | None = None
) -> Stability:
    """Leave each characteristic that counts out once. Empty when there is only one."""
    counts = [v for v in variables if own is None or own[v.name] > 0]
    if len(counts) < 2:
        return Stability({})
    whole = {n.place for n in distances(counts, own).nearest(place, number)}
    overlap = {}
    for left_out in counts:
        rest = [v for v in counts if v is not left_out]
        found = {n.place for n in distances(rest, own).nearest(place, number)}
        overlap[left_out.name] = len(whole & found) / len(whole) if whole else 0.0
    return Stability(overlap)
