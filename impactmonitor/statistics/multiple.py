"""Many tests at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")

SECOND_VIEW = 0.10
"""Share of false signals among those that pass, in the second view for analysts."""


def benjamini_hochberg(p: Mapping[Key, float]) -> dict[Key, float]:
    """p-values adjusted so that keeping those up to q lets a share of at most q of the kept ones be false.

    `min over j >= i of p_(j) m / j`, at most 1: Benjamini & Hochberg, JRSS B 57 (1995) 289-300, for independent or
    positively dependent tests. ValueError when a p-value is not between 0 and 1.
    """
    from scipy.stats import false_discovery_control  # a second to import, and few ask for it

    if not all(0 <= value <= 1 for value in p.values()):
        raise ValueError("p-values lie between 0 and 1")
    if not p:
        return {}
    adjusted = false_discovery_control(list(p.values()), method="bh")
    return {key: float(value) for key, value in zip(p, adjusted, strict=True)}


def passing(p: Mapping[Key, float], q: float = SECOND_VIEW) -> set[Key]:
    """What is kept when a share of at most q of it may be false."""
    return {key for key, value in benjamini_hochberg(p).items() if value <= q}
