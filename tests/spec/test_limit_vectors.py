"""Control limits, classes, benchmark rules and quantiles: every row of the published vectors."""

from __future__ import annotations

from collections import defaultdict

import pytest
from vectors import ITERATED, needed, rows

from impactmonitor.statistics.differences import Relation, two_intervals
from impactmonitor.statistics.intervals import STRICT, USUAL, Estimate
from impactmonitor.statistics.limits import (
    FunnelClass,
    proportion_class,
    proportion_limits,
    rate_limits,
    ratio_class,
    ratio_limits,
    score_limits,
    standardised_rate_class,
)
from impactmonitor.statistics.outcome import NotPossible, Reason
from impactmonitor.statistics.quantiles import bounds, quantile_groups

Row = dict[str, str]
pytestmark = needed

CLASSES = {
    "High (0.001)": FunnelClass.HIGH_STRICT,
    "High (0.025)": FunnelClass.HIGH,
    "Not significant": FunnelClass.INSIDE,
    "Low (0.025)": FunnelClass.LOW,
    "Low (0.001)": FunnelClass.LOW_STRICT,
}
SIGMAS = {"2s": USUAL, "3s": STRICT}


def total(data: list[Row], name: str) -> float:
    return sum(float(r[name]) for r in data)


def test_classes_of_shares() -> None:
    data = rows("funnel_proportion_points.csv")
    target = total(data, "numerator") / total(data, "denominator")
    found = [proportion_class(float(r["numerator"]), float(r["denominator"]), target) for r in data]
    assert len(data) == 303
    assert found == [CLASSES[r["expected_significance"]] for r in data]


def test_classes_of_ratios() -> None:
    data = rows("funnel_ratio_points.csv")
    assert len(data) == 300
    assert [ratio_class(float(r["observed"]), float(r["expected"])) for r in data] == [
        CLASSES[r["expected_significance"]] for r in data
    ]


@pytest.mark.parametrize("zero", ["with_0", "without_0"])
@pytest.mark.parametrize("per", [100_000, 100])
def test_classes_of_crude_rates(per: int, zero: str) -> None:
    """Without the area that has no events the target is higher; that area itself is then not in the funnel."""
    data = [r for r in rows("funnel_rate_points.csv") if zero == "with_0" or float(r["count"])]
    target = total(data, "count") / total(data, "pop")
    for r in data:
        count, people = float(r["count"]), float(r["pop"])
        assert float(r[f"rate_crude_per_{per}"]) == pytest.approx(count / people * per, rel=1e-6, abs=1e-8)
        assert ratio_class(count, target * people) == CLASSES[r[f"crude_per_{per}_{zero}"]]


@pytest.mark.parametrize("zero", ["with_0", "without_0"])
@pytest.mark.parametrize("per", [100_000, 100])
def test_classes_of_standardised_rates(per: int, zero: str) -> None:
    """An area with fewer than ten events has no standardised rate, and no part in the target."""
    data = rows("funnel_rate_points.csv")
    usable = [r for r in data if float(r["count"]) >= 10]
    scale = per / 100_000
    target = total(usable, "count") / sum(float(r["count"]) / (float(r["rate_dsr"]) * scale) for r in usable)
    for r in usable:
        found = standardised_rate_class(float(r["count"]), float(r["rate_dsr"]) * scale, target)
        assert found == CLASSES[r[f"dsr_per_{per}_{zero}"]]
    (nothing,) = (r for r in data if r not in usable)
    assert nothing[f"dsr_per_{per}_with_0"].startswith("Not applicable")
    assert standardised_rate_class(float(nothing["count"]), 1.0, target) == NotPossible(Reason.FEW_EVENTS, 10, 0)


@pytest.mark.parametrize("sigma", SIGMAS)
@pytest.mark.parametrize("row", rows("funnel_proportion_limits.csv"), ids=lambda r: r["population"])
def test_limits_of_shares(row: Row, sigma: str) -> None:
    found = proportion_limits(float(row["baseline"]) / 100, float(row["population"]), SIGMAS[sigma])
    expected = [float(row[f"{side}_{sigma}"]) for side in ("lower", "upper")]
    assert [found.lower * 100, found.upper * 100] == pytest.approx(expected, rel=ITERATED, abs=1e-6)


@pytest.mark.parametrize("sigma", SIGMAS)
@pytest.mark.parametrize("row", rows("funnel_ratio_limits.csv"), ids=lambda r: r["Observed_events"])
def test_limits_of_ratios(row: Row, sigma: str) -> None:
    """The source searched the expected numbers with steps of 1e-7, and printed nine decimals: one such number is 0.001.

    Its ratios are those of its own expected numbers, so they are checked as such.
    """
    observed = float(row["Observed_events"])
    expected, ratios = ratio_limits(observed, SIGMAS[sigma])
    for side, number, ratio in (("lower", expected.upper, ratios.lower), ("upper", expected.lower, ratios.upper)):
        printed = float(row[f"{side}_{sigma}_exp_events"])
        assert number == pytest.approx(printed, rel=ITERATED, abs=1e-7)
        tolerance = ITERATED + abs(number / printed - 1)
        assert ratio * 100 == pytest.approx(float(row[f"{side}_{sigma}_isr"]), rel=tolerance)
        assert ratio - 1 == pytest.approx(float(row[f"{side}_{sigma}_count"]), rel=tolerance, abs=ITERATED)


LOW_IS_GOOD = {Relation.LOWER: "Better", Relation.SIMILAR: "Same", Relation.HIGHER: "Worse"}
"""How the source words it for figures of which low is called good. We never do."""


@pytest.mark.parametrize(
    "row", rows("benchmark_comparisons.csv"), ids=lambda r: f"{r['method']}-{r['case']}-{r['critical']}"
)
def test_benchmark_rules(row: Row) -> None:
    value, benchmark = float(row["value"]), float(row["benchmark_value"])
    assert row["polarity"] == "low_is_good"
    if row["method"] == "double_overlapping_ci":
        found = two_intervals(
            interval(value, row["lower95"], row["upper95"]),
            interval(benchmark, row["benchmark_lower95"], row["benchmark_upper95"]),
        )
        if row["expected"] == "None":
            assert found == NotPossible(Reason.NO_INTERVAL)
            return
    else:
        unit, size = float(row["unit"]), float(row["denominator"])
        strict = row["critical"] in ("z=3.0902", "p=0.001")
        confidence = STRICT if strict else USUAL
        if row["method"] == "spc_proportion":
            found = score_limits(benchmark / unit, size, confidence).relation(value / unit)
        else:
            found = rate_limits(benchmark * size / unit, confidence).relation(value * size / unit)
    assert isinstance(found, Relation)
    assert LOW_IS_GOOD[found] == row["expected"]


def interval(value: float, lower: str, upper: str) -> Estimate | None:
    return Estimate(value, float(lower), float(upper)) if lower and upper else None


def test_quantiles() -> None:
    """Rows that name no number of groups belong to a test with four, over all areas together and inverted."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for r in rows("quantiles.csv"):
        names = [n for n in r["group_by"].split("+") if n]
        key = (r["Test"], r["invert"], r["n_quantiles"], r["group_by"], *(r[n] for n in names))
        groups[key if r["n_quantiles"] else ()].append(r)
    checked = 0
    for key, group in groups.items():
        number, invert = (round(float(key[2])), key[1] == "True") if key else (4, True)
        found = quantile_groups([float(r["Value"]) if r["Value"] else None for r in group], number, invert)
        assert found == [round(float(r["expected_quantile"])) if r["expected_quantile"] else None for r in group]
        checked += len(group)
    assert checked == 982


def test_quintile_bounds() -> None:
    ((row),) = rows("quintile_bounds.csv")
    first, last = (int(part) for part in row["values"].split(".."))
    found = bounds(range(first, last + 1), int(row["n_classes"]))
    assert found == pytest.approx([float(row[f"bound{n}"]) for n in range(6)], rel=1e-12)
    assert bounds([1, 2, 3], 5) == NotPossible(Reason.FEW_CASES, 4, 3)
