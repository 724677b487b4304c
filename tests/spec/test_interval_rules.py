"""Intervals and differences: what must hold for any figures, and what other libraries say of the same."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from impactmonitor.statistics.differences import (
    AgainstRest,
    Relation,
    against_rest,
    against_value,
    newcombe,
    rate_ratio,
    rates_differ,
    two_intervals,
)
from impactmonitor.statistics.intervals import STRICT, USUAL, Estimate, byar, exact_poisson, mean, poisson, rate, wilson
from impactmonitor.statistics.limits import standardised_rate_class
from impactmonitor.statistics.multiple import benjamini_hochberg, passing
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.standardised import direct, direct_repeated, indirect

SIZES = st.integers(1, 10_000)
SHARES = SIZES.flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
COUNTS = st.integers(0, 100_000)


@given(SHARES)
def test_a_share_lies_in_its_interval_and_mirrors(share: tuple[int, int]) -> None:
    x, n = share
    usual, strict, other = wilson(x, n), wilson(x, n, STRICT), wilson(n - x, n)
    assert 0 <= strict.lower <= usual.lower <= usual.value <= usual.upper <= strict.upper <= 1
    assert (other.lower, other.upper) == pytest.approx((1 - usual.upper, 1 - usual.lower), abs=1e-12)


@given(SHARES)
def test_wilson_as_statsmodels(share: tuple[int, int]) -> None:
    from statsmodels.stats.proportion import proportion_confint

    found = wilson(*share)
    assert (found.lower, found.upper) == pytest.approx(proportion_confint(*share, method="wilson"), abs=1e-12)


@given(COUNTS)
def test_a_count_lies_in_its_interval(x: int) -> None:
    usual, strict, more = poisson(x), poisson(x, STRICT), poisson(x + 1)
    assert 0 <= strict.lower <= usual.lower <= x < usual.upper < strict.upper
    assert more.lower > usual.lower or x == 0 or x == 9
    assert more.upper > usual.upper


@given(st.integers(1, 500), st.sampled_from([USUAL, STRICT]))
def test_exact_limits_leave_the_tails_they_should(x: int, confidence: float) -> None:
    from scipy.stats import poisson as distribution

    found, tail = exact_poisson(x, confidence), (1 - confidence) / 2
    assert distribution.sf(x - 1, found.lower) == pytest.approx(tail, rel=1e-9)
    assert distribution.cdf(x, found.upper) == pytest.approx(tail, rel=1e-9)


@given(st.integers(10, 100_000))
def test_byar_is_near_exact_from_ten(x: int) -> None:
    exact = exact_poisson(x)
    assert (byar(x).lower, byar(x).upper) == pytest.approx((exact.lower, exact.upper), rel=2e-3)


@given(SHARES, SHARES)
def test_a_difference_turned_round_changes_sign(a: tuple[int, int], b: tuple[int, int]) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    found, turned = newcombe(*a, *b), newcombe(*b, *a)
    assert -1 <= found.lower <= found.value <= found.upper <= 1
    assert (found.lower, found.upper) == pytest.approx((-turned.upper, -turned.lower), abs=1e-12)
    other = confint_proportions_2indep(*a, *b, compare="diff", method="newcomb")
    assert (found.lower, found.upper) == pytest.approx(other, abs=1e-12)


@given(st.integers(0, 5_000), st.integers(0, 5_000), SIZES, SIZES)
def test_a_ratio_turned_round_is_its_inverse(x1: int, x2: int, base1: int, base2: int) -> None:
    assume(x1 + x2)
    found, turned = rate_ratio(x1, base1, x2, base2), rate_ratio(x2, base2, x1, base1)
    assert isinstance(found, Estimate)
    assert isinstance(turned, Estimate)
    assert 0 <= found.lower <= found.value <= found.upper
    if x1 and x2:
        assert (found.lower, found.upper) == pytest.approx((1 / turned.upper, 1 / turned.lower), rel=1e-9)
    p = rates_differ(x1, base1, x2, base2)
    assert isinstance(p, float)
    assert p > 0.025 or not found.holds(1), "the test and the interval rest on the same distribution"


def test_no_events_at_all_have_no_ratio() -> None:
    assert rate_ratio(0, 10, 0, 20) == rates_differ(0, 10, 0, 20) == NotPossible(Reason.FEW_EVENTS, 1, 0)
    found = rate_ratio(3, 10, 0, 20)
    assert isinstance(found, Estimate)
    assert (found.value, found.upper) == (math.inf, math.inf)


@given(SHARES, SHARES)
def test_a_region_against_the_rest_as_statsmodels(region: tuple[int, int], rest: tuple[int, int]) -> None:
    from statsmodels.stats.proportion import proportions_ztest

    (x, n), (y, m) = region, rest
    found = against_rest(x, n, x + y, n + m)
    if x + y in (0, n + m):
        assert found == NotPossible(Reason.ALL_OR_NOTHING)
        return
    assert isinstance(found, AgainstRest)
    z, p = proportions_ztest([x, y], [n, m])
    assert (found.value, found.rest, found.z, found.p) == pytest.approx((x / n, y / m, z, p), rel=1e-9, abs=1e-12)


def test_a_figure_against_a_benchmark() -> None:
    figure = Estimate(5, 4, 6)
    assert [against_value(figure, v) for v in (3, 4, 6, 7)] == [
        Relation.HIGHER,
        Relation.SIMILAR,
        Relation.SIMILAR,
        Relation.LOWER,
    ]
    assert against_value(None, 3) == against_value(byar(1, STRICT), 3) == NotPossible(Reason.NO_INTERVAL)
    assert two_intervals(figure, Estimate(7, 6, 8)) is Relation.SIMILAR, "touching is overlapping"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: wilson(3, 2),
        lambda: wilson(-1, 2),
        lambda: wilson(0, 0),
        lambda: wilson(math.nan, 2),
        lambda: wilson(1, 2, 95),
        lambda: byar(-1),
        lambda: poisson(math.inf),
        lambda: rate(1, 0),
        lambda: mean([1.0]),
        lambda: mean([1.0, math.nan]),
        lambda: newcombe(1, 2, 3, 2),
        lambda: rate_ratio(1, 0, 1, 1),
        lambda: against_rest(5, 10, 5, 10),
        lambda: direct([20], [100, 200], [1, 1]),
        lambda: direct([20, 30], [100, 0], [1, 1]),
        lambda: direct([20, 30], [100, math.nan], [1, 1]),
        lambda: direct([20, 30], [100, 200], [1, math.nan]),
        lambda: direct([20, 30], [100, 200], [0, 0]),
        lambda: direct_repeated({1: [20]}, [100, 200], [1, 1]),
        lambda: indirect(5, [10], [0], [10]),
        lambda: indirect(5, [10, 10], [1, 1], [10, math.nan]),
        lambda: indirect(5, [10, -1], [1, 1], [10, 10]),
        lambda: standardised_rate_class(20, 0, 5),
        lambda: benjamini_hochberg({"a": 1.5}),
    ],
)
def test_what_cannot_be_is_refused(wrong) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=r"\w"):
        wrong()


BANDS = st.lists(st.tuples(st.integers(5, 500), st.integers(1_000, 9_000), st.integers(1, 99)), min_size=2, max_size=9)


@given(BANDS)
def test_one_event_per_person_is_the_ordinary_standardised_rate(bands: list[tuple[int, int, int]]) -> None:
    counts, people, weights = (list(column) for column in zip(*bands, strict=True))
    usual, repeated = direct(counts, people, weights), direct_repeated({1: counts}, people, weights)
    assert usual == repeated
    assert isinstance(usual, Estimate)
    twice = direct_repeated({2: counts}, people, weights)
    assert isinstance(twice, Estimate)
    assert twice.value == pytest.approx(2 * usual.value)
    assert twice.upper - twice.lower > usual.upper - usual.lower


@given(BANDS)
def test_weights_of_the_own_population_give_the_crude_rate(bands: list[tuple[int, int, int]]) -> None:
    counts, people, _ = (list(column) for column in zip(*bands, strict=True))
    found = direct(counts, people, people, per=1)
    assert isinstance(found, Estimate)
    crude = rate(sum(counts), sum(people))
    assert (found.value, found.lower, found.upper) == pytest.approx((crude.value, crude.lower, crude.upper), rel=1e-9)
    same = indirect(sum(counts), people, counts, people)
    assert (same.ratio.value, same.expected) == pytest.approx((1, sum(counts)))


@given(st.lists(st.floats(0, 1), max_size=40))
def test_benjamini_hochberg_by_its_definition(values: list[float]) -> None:
    found = benjamini_hochberg(dict(enumerate(values)))
    order = np.sort(values)
    slow = [
        min([1.0, *(order[j] * len(values) / (j + 1) for j in range(len(values)) if order[j] >= v)]) for v in values
    ]
    assert list(found.values()) == pytest.approx(slow, abs=1e-12)
    assert passing(dict(enumerate(values)), 0.1) == {key for key, v in found.items() if v <= 0.1}
