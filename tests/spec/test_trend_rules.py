"""Trends and changes: what the rule sees, what it does not, and when it says nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.statistics.cases import Cases
from impactmonitor.statistics.changes import Change, change_of_rate, change_of_share
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.regression import weighted_line
from impactmonitor.statistics.trend import Direction, Moment, Trend, dispersion, trend

PEOPLE = 500_000.0
WOBBLE = (1.01, 0.99, 0.985, 1.015, 1.0, 0.99, 1.01, 1.0, 1.005, 0.995)


def growing(per_step: float, number: int, start: float = 2000.0) -> list[Moment]:
    return [Moment(n, start * (1 + per_step) ** n * WOBBLE[n % 10], PEOPLE) for n in range(number)]


def found(moments: list[Moment], step: str = "half-year", **how: bool) -> Trend:
    result = trend(moments, "rate", step, **how)  # type: ignore[arg-type]
    assert isinstance(result, Trend)
    return result


def test_growth_is_seen_and_measured() -> None:
    rising, falling = found(growing(0.05, 8)), found(growing(-0.05, 8))
    assert (rising.direction, falling.direction) == (Direction.RISING, Direction.FALLING)
    assert rising.growth == pytest.approx(0.05, abs=0.01)
    assert rising.moments == 8
    assert found(growing(0, 8)).direction is Direction.NONE


@pytest.mark.parametrize(("step", "least"), [("half-year", 8), ("year", 6)])
def test_too_few_moments(step: str, least: int) -> None:
    assert found(growing(0.05, least), step).direction is Direction.RISING
    few = trend(growing(0.05, least - 1), "rate", step)  # type: ignore[arg-type]
    assert few == NotPossible(Reason.FEW_POINTS, least, least - 1)


def test_provisional_moments_do_not_count() -> None:
    moments = growing(0.05, 8)
    moments[-1] = Moment(7, moments[-1].events, PEOPLE, provisional=True)
    assert trend(moments, "rate", "half-year") == NotPossible(Reason.FEW_POINTS, 8, 7)


def test_seasons_are_no_trend_and_hide_none() -> None:
    """Second halves a fifth higher: compared with the same half of other years, growth shows as if they were not."""
    seasonal = [Moment(m.time, m.events * (1.2 if m.time % 2 else 1), m.base) for m in growing(0.03, 10)]
    assert found(seasonal).direction is Direction.RISING
    assert found(seasonal).growth == pytest.approx(found(growing(0.03, 10)).growth, abs=2e-3)
    assert found(seasonal, seasonal=False).dispersion > 10 * found(seasonal).dispersion
    flat = [Moment(n, 2400.0 if n % 2 else 2000.0, PEOPLE) for n in range(8)]
    assert found(flat).direction is Direction.NONE


def test_one_moment_makes_no_trend() -> None:
    moments = [Moment(n, 2000.0, PEOPLE) for n in range(7)] + [Moment(7, 3000.0, PEOPLE)]
    result = found(moments, "year")
    assert result.direction is Direction.NONE


def test_movement_beyond_chance_widens() -> None:
    """The same growth: without more movement than chance a trend, with a tenth of movement none."""
    restless = [Moment(m.time, m.events * (1.1 if m.time % 3 else 0.85), PEOPLE) for m in growing(0.03, 8)]
    assert found(growing(0.03, 8)).direction is Direction.RISING
    assert found(restless).direction is Direction.NONE
    assert found(restless).dispersion > 10


def test_shares() -> None:
    moments = [Moment(n, 1000 * p, 1000.0) for n, p in enumerate((0.30, 0.32, 0.35, 0.36, 0.40, 0.41, 0.44, 0.46))]
    result = trend(moments, "share", "half-year")
    assert isinstance(result, Trend)
    assert result.direction is Direction.RISING
    nobody = [*moments[:-1], Moment(7, 0.0, 1000.0)]
    assert trend(nobody, "share", "half-year") == NotPossible(Reason.ALL_OR_NOTHING)
    assert trend(nobody, "rate", "half-year") == NotPossible(Reason.ALL_OR_NOTHING)


def test_figures_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="same time"):
        trend([*growing(0, 8), Moment(3, 5.0, PEOPLE)], "rate", "half-year")
    with pytest.raises(ValueError, match="not a share"):
        trend([Moment(n, 20.0, 10.0) for n in range(8)], "share", "half-year")
    with pytest.raises(ValueError, match="divide by"):
        trend([Moment(n, 20.0, 0.0) for n in range(8)], "rate", "half-year")
    for errors in ([1.0, 0.0, 1.0], [1.0, math.nan, 1.0]):
        with pytest.raises(ValueError, match="above zero"):
            weighted_line([0, 1, 2], [1, 2, 3], errors)
    with pytest.raises(ValueError, match="too few"):
        weighted_line([0, 1], [1, 2], [1, 1])
    with pytest.raises(ValueError, match="too few"):
        weighted_line([1, 1, 1], [1, 2, 3], [1, 1, 1])


COUNTS = st.lists(st.integers(20, 5_000).map(float), min_size=8, max_size=14)


@given(COUNTS)
def test_backwards_in_time_is_the_other_direction(counts: list[float]) -> None:
    forward = [Moment(n, x, PEOPLE) for n, x in enumerate(counts)]
    back = [Moment(-m.time, m.events, m.base) for m in forward]
    one, other = found(forward), found(back)
    opposite = {Direction.RISING: Direction.FALLING, Direction.FALLING: Direction.RISING}
    assert other.direction == opposite.get(one.direction, Direction.NONE)
    assert other.p == pytest.approx(one.p, abs=1e-9)
    assert one.dispersion >= 1
    more_people = found([Moment(m.time, m.events, m.base * 7) for m in forward])
    assert (more_people.growth, more_people.p) == pytest.approx((one.growth, one.p), abs=1e-9)


@given(COUNTS, st.booleans())
def test_the_line_as_statsmodels(counts: list[float], seasonal: bool) -> None:
    from statsmodels.regression.linear_model import WLS

    times, y = np.arange(len(counts)), np.log(counts)
    season = [t % 2 == 1 for t in range(len(counts))]
    ours = weighted_line(times.tolist(), y.tolist(), (1 / np.sqrt(counts)).tolist(), season if seasonal else None)
    design = np.column_stack([np.ones(len(counts)), times, *([np.array(season, dtype=float)] if seasonal else [])])
    theirs = WLS(y, design, weights=np.array(counts)).fit()
    assert (ours.slope, ours.dispersion) == pytest.approx((theirs.params[1], theirs.scale), rel=1e-7, abs=1e-10)
    if ours.dispersion > 1e-12:  # without any scatter both divide by what is left of rounding
        assert ours.p() == pytest.approx(theirs.pvalues[1], rel=1e-6, abs=1e-10)
    assert ours.df == theirs.df_resid


def test_dispersion_of_a_history() -> None:
    assert dispersion(growing(0, 5), "rate", "half-year") == NotPossible(Reason.FEW_POINTS, 6, 5)
    assert dispersion(growing(0, 6), "rate", "half-year") == 1.0


def test_change_against_a_year_before() -> None:
    higher = change_of_share(Cases(560, 1000), Cases(480, 1000))
    assert (higher.direction, higher.change.value) == (Direction.RISING, pytest.approx(0.08))
    assert change_of_share(Cases(480, 1000), Cases(560, 1000)).direction is Direction.FALLING
    wider = change_of_share(Cases(560, 1000), Cases(480, 1000), phi=4)
    assert wider.direction is Direction.NONE
    assert wider.change.upper - 0.08 == pytest.approx(2 * (higher.change.upper - 0.08))

    rate, wide = (
        change_of_rate(Cases(1200, PEOPLE), Cases(1000, PEOPLE)),
        change_of_rate(Cases(1200, PEOPLE), Cases(1000, PEOPLE), phi=4),
    )
    assert isinstance(rate, Change)
    assert isinstance(wide, Change)
    assert (rate.direction, wide.direction) == (Direction.RISING, Direction.NONE)
    assert math.log(wide.change.upper / 1.2) == pytest.approx(2 * math.log(rate.change.upper / 1.2))
    assert change_of_rate(Cases(0, PEOPLE), Cases(0, PEOPLE)) == NotPossible(Reason.FEW_EVENTS, 1, 0)
    none_before = change_of_rate(Cases(30, PEOPLE), Cases(0, PEOPLE), phi=2)
    assert isinstance(none_before, Change)
    assert none_before.direction is Direction.RISING
    with pytest.raises(ValueError, match="dispersion"):
        change_of_share(Cases(1, 2), Cases(1, 2), phi=0.5)


@pytest.mark.parametrize(("now", "before"), [(0, 8), (8, 0)])
def test_a_restless_history_counts_when_a_moment_has_no_events(now: int, before: int) -> None:
    """None against eight is a change when nothing else moved the figure, and none when its history moves more."""
    calm, restless = (change_of_rate(Cases(now, PEOPLE), Cases(before, PEOPLE), phi) for phi in (1, 4))
    assert isinstance(calm, Change)
    assert isinstance(restless, Change)
    assert calm.direction is (Direction.FALLING if now == 0 else Direction.RISING)
    assert restless.direction is Direction.NONE
    assert restless.change.lower <= calm.change.lower
    assert calm.change.upper <= restless.change.upper
