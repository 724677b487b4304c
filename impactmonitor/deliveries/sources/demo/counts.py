"""Whole numbers divided over places, moments and categories: what is divided always adds up again.

A division places the parts one after the other on a line as long as the whole, shifts a ruler by chance, and counts
the marks in each part. So parts add up exactly, each is within one of what is expected, and rare parts come out right
on average.
"""

from __future__ import annotations

import numpy as np

from impactmonitor.deliveries.sources.demo import chance
from impactmonitor.deliveries.sources.demo.areas import Areas
from impactmonitor.deliveries.sources.demo.chance import Ints

FINE = 1 << 16
"""One, where a part of a whole is a whole number."""
_FINE = 1 << 20
_CLOSE = 1 << 10


def spread(wholes: list[int], weights: Ints, *names: object) -> Ints:
    """Each of `wholes` (one per moment) over the places: an array of places by moments. Weights likewise."""
    ends = np.cumsum(weights, axis=0)
    length = ends[-1]
    total = np.array(wholes, dtype=np.int64)
    shift = length * chance.between(0, _FINE - 1, len(wholes), *names, "spread") // _FINE
    # A weight is below 2^31 and there are few places: whole times end would not fit, so it is done in two steps.
    whole, rest = total // length, total % length
    marks = whole * ends + (rest * ends + shift) // length
    return np.diff(marks, axis=0, prepend=np.zeros((1, len(wholes)), dtype=np.int64))


def divide(wholes: Ints, weights: Ints, *names: object) -> Ints:
    """Each whole over categories: the categories become the last axis. Weights have the same axes, or fewer before it.

    Weights are at most about FINE.
    """
    ends = np.cumsum(np.maximum(weights, 1), axis=-1)
    length = ends[..., -1:]
    shift = length * chance.between(0, _FINE - 1, wholes.shape, *names, "divide")[..., None] // _FINE
    marks = (wholes[..., None] * ends + shift) // length
    start = np.zeros((*marks.shape[:-1], 1), dtype=np.int64)
    return np.diff(marks, axis=-1, prepend=start)


def share(wholes: Ints, parts: Ints, *names: object) -> Ints:
    """Of each whole the part (0 to FINE) of it, never more than the whole."""
    shift = chance.between(0, FINE - 1, wholes.shape, *names, "share")
    return np.minimum((wholes * np.clip(parts, 0, FINE) + shift) // FINE, wholes)


def effect(areas: Areas, percent: tuple[int, int], *names: object) -> Ints:
    """A factor per piece: one for its region and one for itself, each the same at all times."""
    region, own = percent
    by_region = chance.for_each(region, areas.home_seeds, *names, "region")
    by_piece = chance.for_each(own, areas.piece_seeds, *names, "piece")
    return chance.part(by_region[areas.homes], by_piece)


def raked(weights: Ints, wholes: Ints, targets: Ints) -> Ints:
    """Weights of categories, moved until the parts of all places together are about `targets` (moments by categories).

    Weights are places by moments by categories.
    """
    for _ in range(3):
        all_weights = np.maximum(weights.sum(axis=-1, keepdims=True), 1)
        expected = (wholes[..., None] * weights * _CLOSE // all_weights).sum(axis=0)
        ratio = targets * FINE * _CLOSE // np.maximum(expected, 1)
        weights = np.maximum(weights * np.minimum(ratio, 4 * FINE) // FINE, 1)
    return weights
