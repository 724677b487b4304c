"""Figures that the fictitious suppliers do not give: dots, and regions that did not deliver in a year.

A province that is exactly one Veilig Thuis region lacks the same figures: they are the same people.
"""

from __future__ import annotations

import numpy as np

from impactmonitor.catalogue.schema import Indicator
from impactmonitor.deliveries.sources.demo import chance, typical
from impactmonitor.deliveries.sources.demo.chance import Ints
from impactmonitor.deliveries.sources.demo.places import Places
from impactmonitor.deliveries.sources.demo.rows import DOT, NOT_COLLECTED, OPEN

SOURCES = ("veilig-thuis", "politie-bvh", "rvdk", "beleidsinformatie-jeugd")
"""Sources of which some figures are missing."""
LARGEST_DOT = 40
"""A larger count is never a dot."""
DOTS, ABSENT = 15, 5
"""Per thousand: small cells that are dots, and years in which a region did not deliver."""


def with_gaps(
    state: Ints, counts: Ints, indicator: Indicator, places: Places, year: int, categories: tuple[str, ...]
) -> Ints:
    """The states with dots and what was not collected in them; regions by periods by categories."""
    if indicator.source not in SOURCES or indicator.id in places_of_rates(indicator):
        return state
    _draw(state, counts, indicator, places, year, categories)
    for narrow, wide in places.areas.regions.coinciding.items():
        if narrow in places.position and wide in places.position:
            state[places.position[wide]] = state[places.position[narrow]]
    return state


def _draw(
    state: Ints, counts: Ints, indicator: Indicator, places: Places, year: int, categories: tuple[str, ...]
) -> None:
    seeds = chance.seeds(places.codes)
    small = (counts.max(axis=1) <= LARGEST_DOT) & (counts.max(axis=1) > 0)
    for n, category in enumerate(categories):
        drawn = chance.for_each(100, seeds, "dot", indicator.id, category, year)
        dots = small[:, n] & (drawn * 1000 // (2 * chance.UNIT) < DOTS)
        dots &= places.tree.above >= 0
        state[:, :, n] = np.where(dots[:, None] & (state[:, :, n] == OPEN), DOT, state[:, :, n])
    if indicator.key or indicator.id in typical.WHOLE.values():
        return
    drawn = chance.for_each(100, seeds, "absent", indicator.id, year)
    vt = np.array([code.startswith("VT") for code in places.codes])
    absent = vt & (drawn * 1000 // (2 * chance.UNIT) < ABSENT)
    inside = (places.tree.above >= 0) & absent[places.tree.above] & np.array([c.startswith("GM") for c in places.codes])
    state[absent | inside] = NOT_COLLECTED


def places_of_rates(indicator: Indicator) -> frozenset[str]:
    """The indicator itself when rates are computed from it: of those everything is there."""
    return frozenset({indicator.id} if any(m.computed for m in indicator.measures.values()) else ())
