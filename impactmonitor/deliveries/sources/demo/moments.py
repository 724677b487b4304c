"""Which periods the demonstration has of an indicator, and how final each of them is."""

from __future__ import annotations

from impactmonitor.catalogue.schema import Indicator
from impactmonitor.deliveries.sources.demo.axes import COUNTED
from impactmonitor.deliveries.sources.demo.national import FIRST, LAST, YEARS, Printed
from impactmonitor.deliveries.sources.demo.rows import FINAL, PROVISIONAL, REVISED, UNSTATED
from impactmonitor.periods import parse

COHORTS = ("2016/2020", "2021/2023")
"""Periods of the cohorts that follow families after a report, each in thirteen regions."""
FIRST_COHORT = frozenset(
    {"VT01", "VT03", "VT07", "VT08", "VT09", "VT11", "VT12", "VT15", "VT16", "VT18", "VT19", "VT20", "VT22"}
)
"""Regions of the first of these cohorts; the others of that time belong to the second."""
REVISING = ("beleidsinformatie-jeugd",)
"""Sources that revise the year before the last."""
ONCE = "2024"
"""Period of what was measured once, at a moment that no source prints."""


def of(indicator: Indicator, printed: Printed) -> list[str]:
    """Periods of an indicator that is not counted every half-year or year: those printed, and what its cadence adds."""
    found = set(printed.periods(indicator.id))
    if indicator.cadence == "two-yearly":
        found |= {str(year) for year in (2020, 2022, 2024)}
    elif indicator.cadence == "four-yearly":
        start = min((parse(code).year for code in found), default=FIRST)
        found |= {str(year) for year in range(start, LAST + 1, 4)}
    elif indicator.cadence in (*COUNTED, "month"):
        found |= {str(year) for year in YEARS}
    elif "13VT" in indicator.levels:
        found |= set(COHORTS)
    elif indicator.cadence == "cohort":
        found |= {f"cohort {year}" for year in range(2015, 2018)}
    else:
        for code in tuple(found):
            period = parse(code)
            length = period.end.year - period.start.year
            if period.kind == "years" and period.end.year + length + 1 <= LAST:
                found.add(f"{period.end.year + 1}/{period.end.year + 1 + length}")
    found = found or {_only(indicator)}
    if indicator.first_period:
        start_day = parse(indicator.first_period).start
        found = {code for code in found if parse(code).start >= start_day} or {indicator.first_period}
    return sorted(found, key=lambda code: parse(code).sort_key)


def _only(indicator: Indicator) -> str:
    return indicator.first_period or ONCE


def stages(codes: list[str], indicator: Indicator, divides: bool = False) -> dict[str, int]:
    """How final each period is: of half-years the last two and the year of them, of yearly figures the last two.

    Of a population that `divides` others only the last year, so that rates are provisional when their counts are.
    """
    if indicator.cadence not in COUNTED:
        return dict.fromkeys(codes, UNSTATED)
    last = set(codes[-2:]) if not divides and len({parse(code).kind for code in codes}) == 1 else set()
    found = {}
    for code in codes:
        year = parse(code).end.year
        if code in last or year == LAST:
            found[code] = PROVISIONAL
        elif year == LAST - 1 and indicator.source in REVISING:
            found[code] = REVISED
        else:
            found[code] = UNSTATED if year < FIRST else FINAL
    return found
