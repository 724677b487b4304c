"""Chance that is always the same: whole numbers that follow from a name."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

UNIT = 1024
"""One, where a factor is a whole number."""


def seed(*names: object) -> int:
    """A number of 64 bits for a name of several parts."""
    text = "\x1f".join(str(name) for name in names)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def _mixed(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers of 31 bits out of numbers of 64 (splitmix64)."""
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (state ^ (state >> np.uint64(31))) >> np.uint64(33)


def numbers(shape: int | tuple[int, ...], *names: object) -> NDArray[np.uint64]:
    """Evenly spread numbers of 31 bits, one for each place of an array."""
    size = math.prod(shape) if isinstance(shape, tuple) else shape
    state = np.arange(1, size + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed(*names))
    return _mixed(state).reshape(shape)


def seeds(names: Iterable[str]) -> NDArray[np.uint64]:
    """Seeds of many names, to be used with `for_each`."""
    return np.array([seed(name) for name in names], dtype=np.uint64)


def for_each(percent: int, things: NDArray[np.uint64], *names: object) -> Ints:
    """A factor for each of the things of which these are the seeds: the same one, whatever other things there are."""
    reach = UNIT * percent // 100
    drawn = _mixed(things ^ np.uint64(seed(*names))) * np.uint64(2 * reach + 1) >> np.uint64(31)
    return drawn.astype(np.int64) + (UNIT - reach)


def between(low: int, high: int, shape: int | tuple[int, ...], *names: object) -> Ints:
    """Whole numbers from `low` to `high`, both included."""
    drawn = numbers(shape, *names) * np.uint64(high - low + 1) >> np.uint64(31)
    return drawn.astype(np.int64) + low


def factors(percent: int, shape: int | tuple[int, ...], *names: object) -> Ints:
    """Factors around UNIT, at most `percent` per cent away from it."""
    reach = UNIT * percent // 100
    return between(UNIT - reach, UNIT + reach, shape, *names)


def one(low: int, high: int, *names: object) -> int:
    """One whole number from `low` to `high`."""
    return low + seed(*names) % (high - low + 1)


def part(values: Any, factor: Any) -> Ints:
    """Values times a factor of which UNIT is one."""
    result: Ints = values * factor // UNIT
    return result
