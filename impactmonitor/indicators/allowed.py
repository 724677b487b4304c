"""What those who compute ask of the rules on combining figures, before they make a figure.

A question costs more than a sum, so it is asked once for figures that differ in nothing but their place: per indicator
and period, of representatives. Rules on the size of a number stand in the computation itself, by the same limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.combinations.findings import Verdict
from impactmonitor.combinations.operands import Given
from impactmonitor.combinations.operations import Operation
from impactmonitor.combinations.rules import judge, worst


def allowed(catalogue: Catalogue, operation: Operation, operands: Iterable[Given]) -> bool:
    """Whether the rules allow it, with or without a caution."""
    return worst(judge(catalogue, operation, operands)) < Verdict.BLOCK


def may_divide(catalogue: Catalogue, indicator: str, denominator: str) -> bool:
    """Whether a rate of the counts of this indicator per this population may be made."""
    return allowed(catalogue, Operation.RATE, [{"indicator": i, "measure": "count"} for i in (indicator, denominator)])


def may_join(
    catalogue: Catalogue,
    indicator: str,
    measure: str,
    period: str,
    region: str,
    members: Sequence[str],
    weighed: bool = False,
) -> bool:
    """Whether the municipalities `members` may be added, or `weighed` averaged, into one figure of their region.

    The first two that existed in the period stand for all. One that was made later stands for its predecessors, which
    `indicators.members` has sorted out; where there is no other, only the figure of the region is asked about.
    """
    there = [code for code in members if catalogue.regions.valid(code, int(period[:4]))][:2] or [region]
    operation = Operation.AVERAGE_WEIGHTED if weighed else Operation.ADD
    figures = [{"indicator": indicator, "measure": measure, "region": code, "period": period} for code in there]
    return allowed(catalogue, operation, figures)


def same_area(catalogue: Catalogue, indicator: str, measure: str, region: str, province: str, period: str = "") -> bool:
    """Whether a region may take the figure of the province with which it coincides."""
    figures = [
        {"indicator": indicator, "measure": measure, "region": code, "period": period} for code in (region, province)
    ]
    found = judge(catalogue, Operation.COMPARE, figures)
    return worst(found) < Verdict.BLOCK and "same-area" in {f.rule for f in found}
