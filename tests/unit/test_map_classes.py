"""Classes of a map: equally wide, round, at most five, and every value in exactly the one that the legend says."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.present.classes import MOST, Classes, classes

ROUND = {1, 15, 2, 25, 3, 4, 5, 6, 8}

printed = st.integers(0, 2).flatmap(
    lambda decimals: st.tuples(
        st.lists(st.integers(-(10**7), 10**7).map(lambda n: n / 10**decimals), min_size=1, max_size=40),
        st.just(decimals),
    )
)


def made(values: list[float], decimals: int) -> Classes:
    found = classes(values, decimals)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("values", "decimals", "words"),
    [
        ([29.3, 31.4, 57.1], 1, ["24 tot 32", "32 tot 40", "40 tot 48", "48 tot 56", "56 tot en met 64"]),
        ([0.0, 10.0], 1, ["0 tot 2", "2 tot 4", "4 tot 6", "6 tot 8", "8 tot en met 10"]),
        ([3, 4, 5], 0, ["3 tot 4", "4 tot en met 5"]),
        ([1200, 9800], 0, ["0 tot 2.000", "2.000 tot 4.000", "4.000 tot 6.000", "6.000 tot 8.000",
                           "8.000 tot en met 10.000"]),
        ([-0.31, 0.25], 2, ["−0,45 tot −0,30", "−0,30 tot −0,15", "−0,15 tot 0,00", "0,00 tot 0,15",
                            "0,15 tot en met 0,30"]),
        ([7.5], 1, ["7,5"]),
    ],
)  # fmt: skip
def test_limits_are_as_the_legend_says(values: list[float], decimals: int, words: list[str]) -> None:
    assert made(values, decimals).words() == words


def test_a_value_on_a_limit_belongs_to_the_higher_class_and_the_last_limit_to_the_last() -> None:
    found = made([0.0, 10.0], 1)
    assert [found.of(value) for value in (0.0, 1.9, 2.0, 7.9, 8.0, 10.0)] == [1, 1, 2, 4, 5, 5]


def test_a_value_of_elsewhere_gets_the_nearest_class() -> None:
    found = made([10.0, 20.0], 1)
    assert (found.of(-3.0), found.of(99.0)) == (1, found.number)


def test_without_a_value_there_are_no_classes() -> None:
    assert classes([], 1) is None


@given(printed)
def test_every_value_lies_between_the_limits_of_its_class(drawn: tuple[list[float], int]) -> None:
    values, decimals = drawn
    found = made(values, decimals)
    for value in values:
        whole, place = round(value * 10**decimals), found.of(value)
        low, high = found.limits[place - 1 : place + 1]
        assert low <= whole
        assert whole < high or (whole == high and place == found.number)


@given(printed)
def test_classes_are_few_equally_wide_round_and_none_is_wasted_at_the_ends(drawn: tuple[list[float], int]) -> None:
    values, decimals = drawn
    found = made(values, decimals)
    widths = {high - low for low, high in itertools.pairwise(found.limits)}
    assert 1 <= found.number <= MOST
    assert len(widths) == 1
    width = widths.pop()
    if len(set(values)) == 1:
        assert width == 0
        return
    assert int(str(width).rstrip("0")) in ROUND
    assert all(limit % width == 0 for limit in found.limits)
    used = {found.of(value) for value in values}
    assert {1, found.number} <= used


@given(printed)
def test_a_higher_value_never_gets_a_lighter_colour(drawn: tuple[list[float], int]) -> None:
    values, decimals = drawn
    found = made(values, decimals)
    for colour in (found.of, found.colour):
        places = [colour(value) for value in sorted(values)]
        assert places == sorted(places)
    assert len(set(found.colours)) == found.number


@given(printed, st.randoms())
def test_the_order_of_the_regions_does_not_matter(drawn: tuple[list[float], int], random: object) -> None:
    values, decimals = drawn
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert classes(shuffled, decimals) == classes(values, decimals)
