"""Intervals, standardised rates and differences: every row of the published vectors."""

from __future__ import annotations

import math

import pytest
from vectors import CLOSED, close, needed, numbers, rows

from impactmonitor.statistics.differences import newcombe, rate_ratio, rates_differ
from impactmonitor.statistics.intervals import (
    STRICT,
    USUAL,
    Estimate,
    byar,
    error_of_margins,
    exact_poisson,
    mean,
    rate,
    relative_error,
    wilson,
)
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.standardised import direct, direct_repeated, indirect

Row = dict[str, str]
LIMITS = {USUAL: ("lower95_0cl", "upper95_0cl"), STRICT: ("lower99_8cl", "upper99_8cl")}
pytestmark = needed


def agrees(found: Estimate, row: Row, confidence: float, tolerance: float = CLOSED) -> None:
    lower, upper = LIMITS[confidence]
    close((found.value, found.lower, found.upper), (float(row[k]) for k in ("value", lower, upper)), tolerance)


def known(row: Row, *names: str) -> bool:
    return all(row[name] for name in names)


@pytest.mark.parametrize("confidence", LIMITS)
@pytest.mark.parametrize("row", rows("ci_proportion_wilson.csv"), ids=lambda r: f"{r['Area']}x{r['multiplier']}")
def test_shares(row: Row, confidence: float) -> None:
    x, n = (float(row[k] or "nan") for k in ("Numerator", "Denominator"))
    if not known(row, "Numerator", "Denominator"):
        assert not row["value"]
        with pytest.raises(ValueError, match="not a share"):
            wilson(x, n, confidence)
    else:
        agrees(wilson(x, n, confidence).times(float(row["multiplier"])), row, confidence)


@pytest.mark.parametrize("confidence", LIMITS)
@pytest.mark.parametrize("row", rows("ci_rate_byar_exact.csv"), ids=lambda r: f"{r['Area']}x{r['multiplier']}")
def test_rates(row: Row, confidence: float) -> None:
    x, n, per = (float(row[k] or "nan") for k in ("Numerator", "Denominator", "multiplier"))
    if not known(row, "Numerator", "Denominator"):
        assert not row["value"]
        with pytest.raises(ValueError, match=r"number (of events|to divide by)"):
            rate(x, n, per, confidence)
    else:
        agrees(rate(x, n, per, confidence), row, confidence)


@pytest.mark.parametrize("row", rows("ci_byar_wilson.csv"), ids=lambda r: f"{r['method']}-{r['x']}-{r['confidence']}")
def test_raw_limits(row: Row) -> None:
    x, confidence = float(row["x"]), float(row["confidence"])
    found = byar(x, confidence) if row["method"] == "Byars" else wilson(x, float(row["n"]), confidence)
    close([found.upper], [float(row["upper"])])
    if row["lower"]:
        close([found.lower], [float(row["lower"])])
    else:
        assert math.isnan(found.lower)


@pytest.mark.parametrize("confidence", LIMITS)
@pytest.mark.parametrize("row", rows("ci_mean_expected.csv"), ids=lambda r: r["area"])
def test_means(row: Row, confidence: float) -> None:
    values = [float(r["values"]) for r in rows("ci_mean_input.csv") if row["area"] in (r["area"], "No grouping")]
    assert len(values) == int(row["value_count"])
    agrees(mean(values, confidence), row, confidence)


def columns(file: str, area: str, *names: str) -> list[list[float]]:
    chosen = [r for r in rows(file) if r["area"] == area]
    return [[float(r[name] or 0) for r in chosen] for name in names]  # the source reads an empty cell as none


def per_of(row: Row) -> float:
    return float(row["statistic"].rsplit(" ", 1)[-1])


@pytest.mark.parametrize("confidence", LIMITS)
@pytest.mark.parametrize("row", rows("dsr_expected.csv"), ids=lambda r: r["area"] + r["statistic"])
def test_directly_standardised(row: Row, confidence: float) -> None:
    data = columns("dsr_input.csv", row["area"], "count", "pop", "esp2013")
    if row["value"]:
        found = direct(*data, per_of(row), confidence)
        assert isinstance(found, Estimate)
        agrees(found, row, confidence)
    else:
        assert direct(*data, confidence=confidence) == NotPossible(Reason.FEW_EVENTS, 10, 9)


@pytest.mark.parametrize("confidence", LIMITS)
@pytest.mark.parametrize("row", rows("dsr_nonindependent_expected.csv"), ids=lambda r: r["area"])
def test_repeated_events(row: Row, confidence: float) -> None:
    pop, weights, *persons = columns(
        "dsr_nonindependent_input.csv", row["area"], "pop", "esp2013", "f1", "f2", "f3", "f4"
    )
    found = direct_repeated(dict(enumerate(persons, start=1)), pop, weights, 100_000, confidence)
    if row["value"]:
        assert isinstance(found, Estimate)
        agrees(found, row, confidence)
    else:
        assert found == NotPossible(Reason.FEW_EVENTS, 10, 9)


@pytest.mark.parametrize("confidence", LIMITS)
@pytest.mark.parametrize("row", rows("isr_expected.csv"), ids=lambda r: f"{r['area']} {r['statistic']}")
def test_indirectly_standardised(row: Row, confidence: float) -> None:
    data = columns("isr_input.csv", row["area"], "pop", "refcount", "refpop")
    found = indirect(float(row["observed"]), *data, confidence=confidence)
    close([found.expected], [float(row["expected"])])
    per = per_of(row)
    if "ratio" in row["statistic"]:
        agrees(found.ratio.times(per), row, confidence)
    else:
        close([found.reference * per], [float(row["ref_rate"])])
        agrees(found.rate(per), row, confidence)


@pytest.mark.parametrize(
    "row", rows("newcombe_difference.csv"), ids=lambda r: f"{r['x1']}/{r['n1']} {r['x2']}/{r['n2']}"
)
def test_differences(row: Row) -> None:
    found = newcombe(*(float(row[k]) for k in ("x1", "n1", "x2", "n2")))
    expected = [float(row[k]) for k in ("difference", "lower95", "upper95")]
    assert [found.value, found.lower, found.upper] == pytest.approx(expected, abs=5.1e-11), "printed to ten decimals"


def base_r(test: str, quantity: str) -> list[tuple[dict[str, list[float]], list[float]]]:
    """Inputs by their letter, and what R printed."""
    chosen = [r for r in rows("base_r_tests.csv") if (r["test"], r["quantity"]) == (test, quantity)]
    read = (dict(part.split("=") for part in r["input"].split("; ")) for r in chosen)
    return [({k: numbers(v) for k, v in d.items()}, numbers(r["value"])) for d, r in zip(read, chosen, strict=True)]


def test_shares_as_r() -> None:
    found = base_r("prop.test one sample (Wilson)", "ci95")
    assert len(found) == 5
    for given, expected in found:
        estimate = wilson(given["x"][0], given["n"][0])
        assert [estimate.lower, estimate.upper] == pytest.approx(expected, rel=1e-9, abs=5.1e-11)


def test_counts_as_r() -> None:
    """R's limits are exact; ours are Byar's from ten events, and differ in the fourth digit."""
    ((given, expected),) = base_r("poisson.test one sample", "ci95")
    x, base = given["x"][0], given["T"][0]
    close((exact_poisson(x).lower / base, exact_poisson(x).upper / base), expected)
    close((rate(x, base).lower, rate(x, base).upper), expected, 2e-4)


def test_ratio_of_rates_as_r() -> None:
    test = "poisson.test two sample"
    ((given, ratio),) = base_r(test, "rate_ratio")
    (x1, x2), (t1, t2) = given["x"], given["T"]
    found = rate_ratio(x1, t1, x2, t2)
    assert isinstance(found, Estimate)
    close([found.value, found.lower, found.upper], [*ratio, *base_r(test, "ci95")[0][1]])
    p = rates_differ(int(x1), t1, int(x2), t2)
    assert isinstance(p, float)
    close([p], base_r(test, "p")[0][1])


def test_rounding_to_five() -> None:
    """A count of ten: 32 % becomes 35 %; from fifty it hardly counts."""
    assert round(relative_error(10, rounded=False), 2) == 0.32
    assert round(relative_error(10), 2) == 0.35
    assert relative_error(50) / relative_error(50, rounded=False) < 1.03


def test_error_from_a_printed_margin() -> None:
    assert error_of_margins(8.04, 11.96) == pytest.approx(1.0)
