"""Groups of equally many areas and bounds of classes: what must hold for any figures."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.statistics.quantiles import bounds, quantile_groups

VALUES = st.lists(st.one_of(st.none(), st.integers(-50, 50)), max_size=60)
NUMBERS = st.integers(2, 10)


@given(VALUES, NUMBERS, st.booleans())
def test_equal_values_share_a_group_and_higher_ones_never_go_lower(
    values: list[int | None], number: int, invert: bool
) -> None:
    found = quantile_groups(values, number, invert)
    pairs = [(v, g) for v, g in zip(values, found, strict=True) if v is not None]
    assert all(g is None for v, g in zip(values, found, strict=True) if v is None)
    if len(pairs) < number:
        assert all(g is None for _, g in pairs)
        return
    pairs.sort(key=lambda pair: -pair[0] if invert else pair[0])
    assert all(g is not None and 1 <= g <= number for _, g in pairs)
    assert all(b >= a and (v != w or a == b) for (v, a), (w, b) in pairwise(pairs) if a and b)


@given(st.integers(2, 80), NUMBERS)
def test_without_ties_groups_differ_by_at_most_one_in_size(n: int, number: int) -> None:
    found = quantile_groups(range(n), number)
    if n >= number:
        sizes = [found.count(group) for group in range(1, number + 1)]
        assert max(sizes) - min(sizes) <= 1


@given(st.lists(st.integers(-1_000, 1_000), min_size=4, max_size=60), st.integers(1, 10))
def test_bounds_rise_from_the_lowest_to_the_highest(values: list[int], classes: int) -> None:
    found = bounds(values, classes)
    assert isinstance(found, tuple)
    assert (len(found), found[0], found[-1]) == (classes + 1, min(values), max(values))
    assert all(a <= b + 1e-9 for a, b in pairwise(found))


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="two groups"):
        quantile_groups([1, 2], 1)
    with pytest.raises(ValueError, match="nan"):
        quantile_groups([1, math.nan, 3], 2)
    with pytest.raises(ValueError, match="nan"):
        bounds([1, math.nan, 3, 4], 2)
    with pytest.raises(ValueError, match="one class"):
        bounds([1, 2, 3, 4], 0)
