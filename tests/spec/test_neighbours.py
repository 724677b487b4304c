"""Which regions are like each other: a table worked out by hand, and what must hold for any table."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impactmonitor.statistics.neighbours import (
    TO_SD,
    Variable,
    distances,
    equal_weights,
    scaled_weights,
    stability,
    standardised,
    too_alike,
)

SIZE = Variable("size", "first", "none", (0.0, 1.0, 2.0, 3.0, 4.0))
"""Quantiles .05 and .95 are 0.2 and 3.8; the median is 2, its absolute deviations 1.8 1 0 1 1.8, their median 1."""
SAME = Variable("same", "first", "none", (10.0, 10.0, 10.0, 10.0, 20.0))
"""Drawn in to 10 10 10 10 18. No spread by the median, so by the mean 11.6 and the standard deviation 3.2."""
SKEW = Variable("skew", "second", "log", tuple(math.exp(n) for n in (2, 0, 4, 1, 3)))
"""Logarithms 2 0 4 1 3, and then as the first."""
TABLE = [SIZE, SAME, SKEW]

BY_HAND = {
    (0, 1): (1.78, 0), (0, 2): (2.43, 0), (0, 3): (2.46, 0), (0, 4): (3.74, 1.5625),
    (1, 2): (6.73, 0), (1, 3): (1.32, 0), (1, 4): (5.88, 1.5625),
    (2, 3): (4.17, 0), (2, 4): (1.13, 1.5625), (3, 4): (2.16, 1.5625),
}  # fmt: skip
"""Squared distances with weights 1/4, 1/4 and 1/2: that of size and skew over 1.4826 squared, and that of same."""


def test_scores_by_hand() -> None:
    assert standardised(SIZE) == pytest.approx(np.array([-1.8, -1, 0, 1, 1.8]) / TO_SD, abs=1e-12)
    assert standardised(SAME) == pytest.approx([-0.5, -0.5, -0.5, -0.5, 2.0], abs=1e-12)
    assert standardised(SKEW) == pytest.approx(np.array([0, -1.8, 1.8, -1, 1]) / TO_SD, abs=1e-12)


def test_distances_by_hand() -> None:
    """Five regions by three characteristics, at 1e-12."""
    assert equal_weights(TABLE) == {"size": 0.25, "same": 0.25, "skew": 0.5}
    matrix = distances(TABLE).matrix
    for (i, j), (shared, own) in BY_HAND.items():
        assert matrix[i, j] == pytest.approx(math.sqrt(shared / TO_SD**2 + own), abs=1e-12)
        assert matrix[i, j] == matrix[j, i]
    assert np.diag(matrix) == pytest.approx([0] * 5)


def test_nearest_by_hand() -> None:
    """Region 1 lies nearest to 3 (1.32), then to 0 (1.78). A quarter of the ten pairs lies at or below the cut."""
    found = distances(TABLE)
    pairs = sorted(math.sqrt(a / TO_SD**2 + b) for a, b in BY_HAND.values())
    assert found.cut == pytest.approx(pairs[2] + 0.25 * (pairs[3] - pairs[2]), abs=1e-12)
    assert found.scale == pytest.approx(pairs[8] + 0.55 * (pairs[9] - pairs[8]), abs=1e-12)
    nearest = found.nearest(1, 2)
    assert [n.place for n in nearest] == [3, 0]
    assert nearest[0].distance == pytest.approx(math.sqrt(1.32) / TO_SD / found.scale, abs=1e-12)
    assert [n.good for n in nearest] == [True, True]
    assert not found.nearest(4, 1)[0].good, "the last region has nobody near"
    assert all(n.distance <= 1 for n in found.nearest(4, 4))


def test_equal_distances_go_by_the_order_of_the_regions() -> None:
    twins = Variable("twins", "g", "none", (1.0, 5.0, 3.0, 5.0, 1.0))
    assert [n.place for n in distances([twins]).nearest(2, 4)] == [0, 1, 3, 4]


def test_one_characteristic_more_does_not_shift_the_balance_of_groups() -> None:
    more = [*TABLE, Variable("more", "first", "none", (3.0, 1.0, 2.0, 5.0, 4.0))]
    assert equal_weights(more)["skew"] == equal_weights(TABLE)["skew"] == 0.5


def test_own_weights() -> None:
    assert scaled_weights(TABLE, {"size": 1, "same": 0, "skew": 3}) == {"size": 0.25, "same": 0, "skew": 0.75}
    usual = distances(TABLE).matrix
    assert distances(TABLE, {"size": 25, "same": 25, "skew": 50}).matrix == pytest.approx(usual, abs=1e-12)


@pytest.mark.parametrize("own", [{"size": -1, "same": 1, "skew": 1}, dict.fromkeys(("size", "same", "skew"), 0)])
def test_weights_that_cannot_be(own: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="zero or more"):
        distances(TABLE, own)


@pytest.mark.parametrize(
    ("transform", "value"), [("log", 0.0), ("log", -1.0), ("logit", 0.0), ("logit", 1.0), ("none", math.nan)]
)
def test_a_value_that_has_no_transform(transform: str, value: float) -> None:
    with pytest.raises(ValueError, match="odd"):
        standardised(Variable("odd", "g", transform, (0.5, value, 0.5)))  # type: ignore[arg-type]


def test_what_says_the_same_is_dropped_and_named() -> None:
    double = Variable("double", "g", "none", tuple(2 * v + 1 for v in SIZE.values))
    assert too_alike([SIZE, double, SKEW]) == {"double": "size"}


def test_a_list_that_hangs_on_one_characteristic_is_not_stable() -> None:
    assert stability([SIZE], 0, 2).overlap == {}
    assert not stability([SIZE], 0, 2).stable
    either = stability([SIZE, SKEW], 0, 2)
    assert set(either.overlap) == {"size", "skew"}
    assert either.worst == min(either.overlap.values()) <= either.mean


VALUES = st.lists(st.integers(1, 10**6).map(float), min_size=26, max_size=26)


@settings(max_examples=30, deadline=None)
@given(VALUES, VALUES, st.integers(0, 25))
def test_any_table_against_the_slow_way(first: list[float], second: list[float], place: int) -> None:
    table = [Variable("a", "x", "log", tuple(first)), Variable("b", "y", "none", tuple(second))]
    za, zb = (standardised(v) for v in table)
    slow = [math.sqrt(0.5 * (za[place] - za[n]) ** 2 + 0.5 * (zb[place] - zb[n]) ** 2) for n in range(26)]
    found = distances(table)
    nearest = found.nearest(place, 5)
    assert sorted(slow[n] for n in range(26) if n != place)[:5] == pytest.approx([slow[n.place] for n in nearest])
    assert distances(table).nearest(place, 5) == nearest, "the same again"
    assert all(n.good == (found.matrix[place, n.place] <= found.cut) for n in nearest)
