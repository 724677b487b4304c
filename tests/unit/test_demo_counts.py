"""Whole numbers that are divided add up again, and chance is the same everywhere."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.deliveries.sources.demo import chance
from impactmonitor.deliveries.sources.demo.counts import FINE, divide, raked, share, spread

small = st.integers(0, 5_000)
weights = st.lists(st.integers(1, 900_000), min_size=1, max_size=40)


def test_chance_gives_these_numbers_on_every_machine() -> None:
    assert chance.seed("meldingen", "VT02") == 13085190837809594892
    assert chance.between(0, 999, 5, "meldingen").tolist() == [10, 368, 315, 20, 662]
    assert chance.for_each(20, chance.seeds(["VT02", "VT08"]), "bereik").tolist() == [848, 1077]


def test_chance_of_a_thing_does_not_depend_on_the_others() -> None:
    few, many = (chance.for_each(20, chance.seeds(names), "x") for names in (["b"], ["a", "b", "c"]))
    assert few[0] == many[1]


@given(low=st.integers(-9, 9), width=st.integers(0, 50), name=st.text(max_size=5))
def test_chance_stays_within_its_bounds(low: int, width: int, name: str) -> None:
    drawn = chance.between(low, low + width, 200, name)
    assert drawn.min() >= low
    assert drawn.max() <= low + width


@given(wholes=st.lists(st.integers(0, 20_000_000), min_size=1, max_size=5), parts=weights)
def test_what_is_spread_over_places_is_still_there(wholes: list[int], parts: list[int]) -> None:
    ways = np.repeat(np.array(parts, dtype=np.int64)[:, None], len(wholes), axis=1)
    made = spread(wholes, ways, "test")
    assert made.min() >= 0
    assert made.sum(axis=0).tolist() == wholes
    expected = np.array(parts)[:, None] * np.array(wholes)[None, :] / sum(parts)
    assert np.abs(made - expected).max() <= 1 + 1e-6


@given(whole=small, parts=st.lists(st.integers(1, FINE), min_size=1, max_size=16))
def test_categories_together_are_the_whole(whole: int, parts: list[int]) -> None:
    made = divide(np.array([[whole]]), np.array(parts, dtype=np.int64), "test", whole)
    assert made.min() >= 0
    assert made.sum() == whole


def test_rare_categories_come_out_right_on_average() -> None:
    wholes = np.full((400, 28), 12, dtype=np.int64)
    made = divide(wholes, np.array([995, 5], dtype=np.int64), "rare")
    assert abs(int(made[..., 1].sum()) - 672) < 70


@given(whole=small, part=st.integers(-5, FINE * 2))
def test_a_part_is_never_more_than_the_whole(whole: int, part: int) -> None:
    made = int(share(np.array([whole]), np.array([part]), "test")[0])
    assert 0 <= made <= whole


def test_weights_are_moved_until_the_whole_country_fits() -> None:
    wholes = np.array([[100], [900]])
    skewed = np.array([[[FINE // 2, FINE // 2]], [[FINE // 10, FINE - FINE // 10]]])
    targets = np.array([[300, 700]])
    moved = raked(skewed, wholes, targets)
    made = (wholes[..., None] * moved / moved.sum(axis=-1, keepdims=True)).sum(axis=0)
    assert np.abs(made - targets).max() < 2
