"""The moments of counts: which an indicator has, and how they are named."""

from __future__ import annotations

from impactmonitor.catalogue.schema import Indicator
from impactmonitor.deliveries.sources.demo import typical
from impactmonitor.deliveries.sources.demo.chance import Ints
from impactmonitor.deliveries.sources.demo.national import YEARS, Printed, half_codes
from impactmonitor.periods import parse

COUNTED = ("quarter", "half-year", "year")
"""Cadences of figures that are counted; what comes less often is estimated."""

AXES = {"flow": 4, "persons": 2, "moments": 2, "days": 1, "years": 1}
"""Kinds of moments, with how many there are in a year: quarters that add up, halves and dates that do not."""


def axis_of(indicator: Indicator, printed: Printed) -> str:
    """Which moments the counts of an indicator have."""
    kinds = {parse(code).kind for code in printed.periods(indicator.id)}
    if indicator.cadence in ("quarter", "half-year"):
        if indicator.id in typical.PERSONS:
            return "persons"
        return "moments" if kinds == {"date"} else "flow"
    if any(recipe.reference_date for recipe in indicator.recipe) or (kinds and kinds <= {"date", "month"}):
        return "days"
    return "years" if indicator.id in typical.STOCKS else "flow"


def codes_of(axis: str) -> list[str]:
    """The moments along which the Netherlands is drawn; a flow is drawn by half-years."""
    if axis in ("flow", "persons"):
        return half_codes()
    if axis == "moments":
        return [f"{year}-{day}" for year in YEARS for day in ("06-30", "12-31")]
    return [f"{year}-01-01" if axis == "days" else str(year) for year in YEARS]


def by_period(axis: str, counts: Ints) -> dict[str, int]:
    """Counts of the Netherlands by period; of half-years that add up also their years."""
    codes = codes_of(axis)
    sums = counts.reshape(len(counts), len(codes), -1).sum(axis=(0, 2))
    found = {code: int(number) for code, number in zip(codes, sums, strict=True)}
    if axis == "flow":
        found |= {str(year): found[f"{year}H1"] + found[f"{year}H2"] for year in YEARS}
    return found
