"""Trends and many tests at once: every row of what R and Fingertips give.

For what we do not have ourselves, statsmodels and scipy are held against R, because other tests hold us against them.
"""

from __future__ import annotations

import pytest
from vectors import ITERATED, close, needed, numbers, rows

from impactmonitor.statistics.intervals import error_of_margins
from impactmonitor.statistics.markers import Marker, MarkerPoint, five_year_marker, proportion_trend
from impactmonitor.statistics.multiple import benjamini_hochberg
from impactmonitor.statistics.outcome import NotPossible
from impactmonitor.statistics.regression import Line, weighted_line
from impactmonitor.statistics.trend import Direction

Row = dict[str, str]
pytestmark = needed

SERIES = {r["series"]: None for r in rows("trend_markers.csv")}


def series(name: str) -> list[Row]:
    return [r for r in rows("trend_markers.csv") if r["series"] == name]


def point(row: Row) -> MarkerPoint:
    lower, upper, count, denominator = (
        float(row[k]) if row[k] else None for k in ("lower95", "upper95", "count", "denominator")
    )
    return MarkerPoint(int(row["year"]), float(row["value"]), lower, upper, count, denominator)


@pytest.mark.parametrize("name", SERIES)
def test_markers(name: str) -> None:
    """Where the source says NoChange because it has no intervals, we say that it is not to be calculated."""
    data = series(name)
    (method, polarity, marker, chi2) = (data[0][k] for k in ("method", "polarity", "expected_marker", "expected_chi2"))
    found = five_year_marker([point(r) for r in data], of_counts=method == "proportion_logit")
    if marker == "CannotBeCalculated" or "recommended behaviour: CannotBeCalculated" in data[0]["note"]:
        assert isinstance(found, NotPossible)
        return
    assert isinstance(found, Marker)
    assert worded(found.direction, polarity) == marker
    assert (found.direction is not Direction.NONE) == (data[0]["expected_significant"] == "True")
    if chi2:
        assert round(found.chi2, 2) == float(chi2)


def worded(direction: Direction, polarity: str) -> str:
    """The words of the source, verdict included. We never give one."""
    if direction is Direction.NONE:
        return "NoChange"
    word = {Direction.RISING: "Increasing", Direction.FALLING: "Decreasing"}[direction]
    good = {"High is good": Direction.RISING, "Low is good": Direction.FALLING}.get(polarity)
    return word if good is None else f"{word}AndGetting{'Better' if direction is good else 'Worse'}"


def base_r(test: str, quantity: str, given: str = "") -> list[float]:
    (row,) = (
        r for r in rows("base_r_tests.csv") if r["test"] == test and r["quantity"] == quantity and given in r["input"]
    )
    return numbers(row["value"])


SMOKERS = ([83, 90, 129, 70], [86, 93, 136, 82])


def first_set() -> tuple[list[float], list[float]]:
    data = series("GetTrendDataForProportion_Set1")
    return [float(r["count"]) for r in data], [float(r["denominator"]) for r in data]


def test_trend_in_shares_as_r() -> None:
    from scipy.stats import chi2

    found = proportion_trend(*SMOKERS)
    close([found], base_r("prop.trend.test", "chi2", "83"))
    close([chi2.sf(found, 1)], base_r("prop.trend.test", "p", "83"))
    close([proportion_trend(*first_set())], base_r("prop.trend.test", "chi2", "Fingertips"))


def test_weighted_line_as_r() -> None:
    """Fingertips' example of a significant trend: beyond chance the points scatter too, and p is 0.012, not 8e-12."""
    test = "lm weights=1/se^2"
    found = line()
    close([found.slope], base_r(test, "slope"))
    close([found.dispersion], base_r(test, "residual dispersion phi"))
    close([found.p()], base_r(test, "t-test p (df 3)"))
    close([found.chi2], base_r(test, "chi2 = (slope/se_fixed)^2"))
    assert found.df == 3
    assert found.p(least=1.0) == found.p()


def line() -> Line:
    data = [point(r) for r in series("GetTrendData_Set1")]
    errors = [error_of_margins(p.lower or 0, p.upper or 0) for p in data]
    return weighted_line(range(1, 6), [p.value for p in data], errors)


def p_values(test: str) -> tuple[list[float], list[float]]:
    (row,) = (r for r in rows("base_r_tests.csv") if r["test"] == test)
    return numbers(row["input"]), numbers(row["value"])


def test_benjamini_hochberg_as_r() -> None:
    given, expected = p_values("p.adjust BH")
    assert list(benjamini_hochberg(dict(enumerate(given))).values()) == pytest.approx(expected, abs=5.1e-7)


def test_what_others_are_held_against() -> None:
    """Holm, the test of equal shares and the quasi-binomial model: R's values from the libraries of our other tests."""
    import numpy as np
    from scipy.stats import chi2_contingency, t
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.stats.multitest import multipletests

    given, expected = p_values("p.adjust holm")
    assert multipletests(given, method="holm")[1] == pytest.approx(expected, abs=5.1e-4)

    x, n = (np.array(part) for part in SMOKERS)
    test = chi2_contingency(np.array([x, n - x]), correction=False)
    close([test.statistic], base_r("prop.test k=4", "chi2"))
    close([test.pvalue], base_r("prop.test k=4", "p"))

    x, n = (np.array(part) for part in first_set())
    design = np.column_stack([np.ones(5), np.arange(1, 6)])
    model = GLM(np.column_stack([x, n - x]), design, family=Binomial()).fit()
    dispersion = model.pearson_chi2 / model.df_resid
    slope, error = model.params[1], model.bse[1] * dispersion**0.5
    close([slope], base_r("glm quasibinomial", "slope"), ITERATED)
    close([dispersion], base_r("glm quasibinomial", "dispersion"), ITERATED)
    close([2 * t.sf(slope / error, model.df_resid)], base_r("glm quasibinomial", "p"), ITERATED)
