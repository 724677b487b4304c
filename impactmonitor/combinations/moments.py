"""Rules on two figures of different periods."""

from __future__ import annotations

from collections.abc import Iterator

from impactmonitor.catalogue.schema import Break
from impactmonitor.combinations.findings import Found, block, warn
from impactmonitor.combinations.operands import Figure
from impactmonitor.periods import Period, parse
from impactmonitor.tables import ObsStatus

SEASONAL = {"half-year": 6, "quarter": 3, "month": 1}
"""Kinds of period of which a year has several, with their length in months."""
PEOPLE = ("person", "child", "family", "household")
"""What may be counted again in the next period, being the same."""


def across(a: Figure, b: Figure, seasons: bool = True) -> Iterator[Found]:
    """Rules on putting two periods beside each other. `seasons`: whether halves of a year must be the same half."""
    if a.period is None or b.period is None:
        if a.period is not b.period:
            yield block("period-missing", a, b)
        return
    if a.period.code == b.period.code:
        return
    if a.period.kind != b.period.kind:
        yield block("kind-of-period", a, b)
        return
    yield from broken(a, b)
    if "cohort" in (a.method, b.method):
        yield block("cohorts", a, b)
    elif "cohort" in (a.indicator.period_type, b.indicator.period_type):
        yield warn("other-cohort", a, b)
    if overlap(a.period, b.period):
        yield warn("periods-overlap", a, b)
    if seasons and a.period.kind in SEASONAL and a.period.start.month != b.period.start.month:
        yield warn("half-of-year", a, b)


def added(a: Figure, b: Figure) -> Iterator[Found]:
    """Rules on adding figures of two periods."""
    if a.period is None or b.period is None:
        if a.period is not b.period:
            yield block("period-missing", a, b)
        return
    if a.period.code == b.period.code:
        return
    if "cohort" in (a.method, b.method) or "cohort" in (a.indicator.period_type, b.indicator.period_type):
        yield block("cohorts", a, b)
        return
    if a.period.kind != b.period.kind:
        yield block("kind-of-period", a, b)
    elif overlap(a.period, b.period):
        yield block("periods-overlap", a, b)
    yield from broken(a, b)
    types = {a.indicator.period_type, b.indicator.period_type}
    if "stock" in types or a.period.kind == "date":
        yield block("stock-over-periods", a, b)
    elif "prevalence" in types or {a.indicator.counted, b.indicator.counted} & set(PEOPLE):
        yield block("people-over-periods", a, b)
    elif "unknown" in types:
        yield warn("period-type-unknown", a, b)


def broken(a: Figure, b: Figure) -> Iterator[Found]:
    """Breaks between two figures, and figures from before the first comparable period."""
    if a.period is None or b.period is None:
        return
    early, late = sorted((a, b), key=lambda f: f.period.sort_key if f.period else (0, 0))
    assert early.period
    assert late.period
    regions = {a.region.code, b.region.code}
    for item in (*a.indicator.breaks, *b.indicator.breaks):
        if lies_between(item, early.period, late.period) and (not item.regions or regions & set(item.regions)):
            yield block("break", early, late, item.text)
            return
    firsts = {f.indicator.first_period for f in (a, b)} - {None}
    for first in firsts:
        if first and early.period.start < parse(first).start <= late.period.end:
            yield block("before-first", early, late)
            return
    if late.obs_status == ObsStatus.BREAK and early.period.code != late.period.code:
        yield block("marked-break", early, late)


def begins_broken(figure: Figure) -> Iterator[Found]:
    """Whether counting changed at the beginning of the period of this figure, or within it.

    A break of the area or the rounding is one between periods: beside other regions the figure stays as good.
    """
    if figure.obs_status == ObsStatus.BREAK:
        yield block("signal-on-marked-break", figure)
    if figure.period is None:
        if figure.indicator.breaks:
            yield warn("period-missing", figure)
        return
    for item in figure.indicator.breaks:
        begins = figure.period.start <= parse(item.period).start <= figure.period.end
        if begins and (not item.regions or figure.region.code in item.regions):
            about = (figure, None, item.text)
            yield warn("signal-after-break", *about) if item.in_time_only else block("signal-on-break", *about)


def lies_between(item: Break, early: Period, late: Period) -> bool:
    """Whether a break begins after the beginning of one period and before the end of the other.

    A period in which counting changed halfway is comparable with neither side.
    """
    return early.start < parse(item.period).start <= late.end


def overlap(a: Period, b: Period) -> bool:
    """Whether two periods share a day."""
    return a.start <= b.end and b.start <= a.end
