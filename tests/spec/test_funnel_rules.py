"""The funnel and its signals: what must hold for any figures, an example by hand, and every outcome of the rule."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.statistics.cases import Cases
from impactmonitor.statistics.funnel import Funnel, Position, rates, shares
from impactmonitor.statistics.intervals import STRICT, USUAL, z_of
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.signals import Outcome, Reading, expected_by_chance, foremost, read

FAR = z_of(STRICT)


def named(rows: list[tuple[float, float]]) -> dict[str, Cases]:
    return {f"VT{n:02}": Cases(events, base) for n, (events, base) in enumerate(rows)}


def one(n: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(n // 5, 4 * n // 5), st.just(n))


TABLES = st.lists(st.integers(100, 5_000).flatmap(one), min_size=15, max_size=26).map(named)


def of(table: dict[str, Cases], kind: str = "share") -> Funnel:
    found = shares(table) if kind == "share" else rates(table)
    assert isinstance(found, Funnel)
    return found


def slowly(table: dict[str, Cases]) -> tuple[float, float, dict[str, float]]:
    """phi, tau and z of shares against the pooled one, a region at a time."""
    p = sum(c.events for c in table.values()) / sum(c.base for c in table.values())
    y = {r: math.asin(math.sqrt(c.events / c.base)) - math.asin(math.sqrt(p)) for r, c in table.items()}
    s = {r: 1 / (2 * math.sqrt(c.base)) for r, c in table.items()}
    u = sorted(y[r] / s[r] for r in table)

    def percentile(q: float) -> float:
        place = q * (len(u) - 1)
        low = math.floor(place)
        return u[low] + (place - low) * (u[min(low + 1, len(u) - 1)] - u[low])

    low, high = percentile(0.1), percentile(0.9)
    phi = sum(min(max(v, low), high) ** 2 for v in u) / len(u)
    w = [1 / s[r] ** 2 for r in table]
    tau2 = max(0.0, (len(u) * phi - (len(u) - 1)) / (sum(w) - sum(v * v for v in w) / sum(w)))
    return phi, math.sqrt(tau2), {r: y[r] / math.sqrt(s[r] ** 2 + tau2) for r in table}


@given(TABLES)
def test_shares_against_the_slow_way(table: dict[str, Cases]) -> None:
    found = of(table)
    if found.against_rest:
        return
    phi, tau, z = slowly(table)
    assert (found.phi, found.tau) == pytest.approx((phi, tau), abs=1e-9)
    assert found.z == pytest.approx(z, abs=1e-9)


@given(TABLES, st.sampled_from(["share", "rate"]))
def test_outside_the_limits_is_far(table: dict[str, Cases], kind: str) -> None:
    """The limits that a page shows are those that the signal is about, whatever the region was held against."""
    found = of(table, kind)
    for region, z in found.z.items():
        limits = found.limits(region)
        assert not isinstance(limits, NotPossible)
        if abs(abs(z) - FAR) > 1e-9:
            outside = not limits.lower <= found.value[region] <= limits.upper
            assert outside == (abs(z) > FAR) == (found.position(region) in (Position.FAR_ABOVE, Position.FAR_BELOW))


@given(TABLES, st.randoms())
def test_the_order_of_the_regions_does_not_count(table: dict[str, Cases], random) -> None:  # type: ignore[no-untyped-def]
    regions = list(table)
    random.shuffle(regions)
    assert of({r: table[r] for r in regions}).z == pytest.approx(of(table).z, abs=1e-9)


@given(TABLES)
def test_what_is_not_counted_lies_on_the_other_side(table: dict[str, Cases]) -> None:
    mirrored = {r: Cases(c.base - c.events, c.base) for r, c in table.items()}
    assert of(mirrored).z == pytest.approx({r: -z for r, z in of(table).z.items()}, abs=1e-7)
    assert of(mirrored).tau == pytest.approx(of(table).tau, abs=1e-9)


@given(TABLES, st.integers(2, 1000))
def test_rates_do_not_depend_on_the_unit(table: dict[str, Cases], factor: int) -> None:
    larger = {r: Cases(c.events, c.base * factor) for r, c in table.items()}
    assert of(larger, "rate").z == pytest.approx(of(table, "rate").z, abs=1e-9)
    band, other = of(table, "rate").band(100), of(larger, "rate").band(100 * factor)
    assert (band.lower, band.upper) == pytest.approx((other.lower * factor, other.upper * factor))


def test_by_hand() -> None:
    """Twenty regions where 100 events are expected, s = 0.05, ten at 81 and ten at 121: y is 0.9 and 1.1.

    The pooled ratio is 1.01, so E = 101 and sqrt(1.01) is where y would be 1. No u is more extreme than the 10th
    and 90th percentile; equal weights make tau² = s² (I phi - (I - 1)) / (I - 1).
    """
    found = of(named([(81.0, 100.0)] * 10 + [(121.0, 100.0)] * 10), "rate")
    s = 1 / (2 * math.sqrt(101))
    low, high = 0.9 / math.sqrt(1.01) - 1, 1.1 / math.sqrt(1.01) - 1
    phi = ((low / s) ** 2 + (high / s) ** 2) / 2
    tau = s * math.sqrt((20 * phi - 19) / 19)
    assert (found.target, found.phi, found.tau) == pytest.approx((1.01, phi, tau), rel=1e-12)
    assert found.z["VT00"] == pytest.approx(low / math.hypot(s, tau), rel=1e-12)
    band = found.band_expected(101, USUAL)
    half = z_of(USUAL) * math.hypot(s, tau)
    assert (band.lower, band.upper) == pytest.approx((1.01 * (1 - half) ** 2, 1.01 * (1 + half) ** 2), rel=1e-12)
    assert found.regions == 20


def test_equal_regions_have_no_spread_of_their_own() -> None:
    found = of(named([(n // 2, n) for n in range(1000, 3000, 100)]))
    assert (found.tau, found.phi) == (0, pytest.approx(0, abs=1e-12))
    assert found.spread().lower == pytest.approx(found.spread().upper)
    assert found.band(100).upper > found.band(10_000).upper > found.band(math.inf).upper


def test_an_outlier_does_not_hide_itself() -> None:
    rng = np.random.default_rng(5)
    table = named([(float(rng.binomial(2000, 0.43)), 2000.0) for _ in range(25)])
    found = of(table | {"odd": Cases(1400.0, 2000.0)})
    assert found.position("odd") is Position.FAR_ABOVE
    assert found.tau < 2 * of(table).tau + 0.05


def test_where_there_is_no_funnel() -> None:
    few = named([(500.0, 1000.0)] * 14)
    assert shares(few) == rates(few) == NotPossible(Reason.FEW_REGIONS, 15, 14)
    assert rates({}) == NotPossible(Reason.FEW_REGIONS, 15, 0)
    assert rates(named([(4.0, 1000.0)] * 26)) == NotPossible(Reason.FEW_EXPECTED, 15, 0)
    assert shares(named([(996.0, 1000.0)] * 26)) == NotPossible(Reason.FEW_EXPECTED, 15, 0)
    assert rates(named([(0.0, 1000.0)] * 26)) == NotPossible(Reason.FEW_EXPECTED, 15, 0)


def test_a_small_region_is_left_out_by_name() -> None:
    found = of(named([(500.0, 1000.0)] * 15) | {"small": Cases(3, 10)})
    assert (found.regions, found.too_small) == (15, ("small",))
    assert (
        found.position("small")
        == found.limits("small")
        == NotPossible(Reason.FEW_EXPECTED, 10, pytest.approx(4.99, abs=0.02))
    )
    assert found.position("nowhere") == NotPossible(Reason.NO_REGION)


def test_a_large_region_is_held_against_the_others() -> None:
    table = named([(430.0 + n, 1000.0) for n in range(20)])
    assert not of(table).against_rest
    found = of(table | {"large": Cases(4000.0, 8000.0)})
    assert found.against_rest
    assert found.rest["large"] == pytest.approx(0.4395)
    limits = found.limits("large", USUAL)
    assert not isinstance(limits, NotPossible)
    assert limits.lower < found.rest["large"] < limits.upper


@pytest.mark.parametrize("wrong", [Cases(5, 4), Cases(-1, 4), Cases(1, 0), Cases(math.nan, 4)])
def test_figures_that_cannot_be_are_refused(wrong: Cases) -> None:
    with pytest.raises(ValueError, match="not a share"):
        shares(named([(500.0, 1000.0)] * 15) | {"odd": wrong})


QUIET = [(430.0 + (-1) ** n * 10, 1000.0) for n in range(20)]


def reading(events: float, base: float = 1000.0, **known: bool) -> Reading | NotPossible:
    return read(shares(named(QUIET) | {"odd": Cases(events, base)}), "odd", **known)


@pytest.mark.parametrize(
    ("events", "outcome"),
    [
        (600.0, Outcome.SIGNAL),
        (260.0, Outcome.SIGNAL),
        (435.0, Outcome.INSIDE),
        (465.0, Outcome.JUST_OUTSIDE),
    ],
)
def test_outcomes(events: float, outcome: Outcome) -> None:
    found = reading(events)
    assert isinstance(found, Reading)
    assert found.outcome is outcome
    assert found.higher == (events > 430)
    assert found.rest == pytest.approx(0.43)


def test_far_outside_but_hardly_different_is_no_signal() -> None:
    """With a hundred thousand cases each, 44.5 against 43 % is far outside; it is 3 %, and one and a half points."""
    table = named([(43_000.0, 100_000.0)] * 20) | {"odd": Cases(44_500.0, 100_000.0)}
    found = read(shares(table), "odd")
    assert isinstance(found, Reading)
    assert (found.position, found.outcome) == (Position.FAR_ABOVE, Outcome.SMALL_DIFFERENCE)
    table["odd"] = Cases(46_000.0, 100_000.0)
    found = read(shares(table), "odd")
    assert isinstance(found, Reading)
    assert found.outcome is Outcome.SIGNAL, "three points are enough"
    found = read(rates(table), "odd")
    assert isinstance(found, Reading)
    assert found.outcome is Outcome.SMALL_DIFFERENCE, "but a rate has no points: it must differ by a tenth"


def test_where_nothing_can_be_said() -> None:
    assert reading(600.0, provisional=True) == NotPossible(Reason.PROVISIONAL)
    assert reading(600.0, flagged=True) == NotPossible(Reason.COMPARABILITY)
    assert reading(19.0, 120.0) == NotPossible(Reason.FEW_EVENTS, 20, 19)
    assert reading(50.0, 90.0) == NotPossible(Reason.FEW_CASES, 100, 90)
    assert read(shares(named(QUIET)), "nowhere") == NotPossible(Reason.NO_REGION)
    assert read(shares(named(QUIET[:13])), "VT00") == NotPossible(Reason.FEW_REGIONS, 15, 13)


def test_signals_to_list() -> None:
    found = reading(600.0)
    assert isinstance(found, Reading)
    many = {f"indicator{n}": replace(found, z=(-1) ** n * (4.0 + n)) for n in range(7)}
    others = {"quiet": reading(435.0), "provisional": reading(600.0, provisional=True)}
    assert [key for key, _ in foremost(many | others)] == [f"indicator{n}" for n in (6, 5, 4, 3, 2)]
    assert foremost(others) == []
    assert expected_by_chance(1560) == pytest.approx(3.12)
