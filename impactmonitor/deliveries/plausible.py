"""Checks beyond shape: small named checks on what a source printed, each with a finding in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from impactmonitor.deliveries.printed import PrintedFigure
from impactmonitor.findings import Finding

Check = Callable[[PrintedFigure], str]
"""Says what is wrong with a row, or nothing."""

COUNTED = ("aantal", "personen")
_PRINTED = re.compile(r"-?\d{1,3}(\.\d{3})*(,\d+)?|-?\d+(,\d+)?")


def text_and_value_agree(row: PrintedFigure) -> str:
    """The number equals the text as printed, wherever that is a plain number: 17.425.798 or 54,6."""
    text = row.text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").strip()
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", ".", text)
    if not _PRINTED.fullmatch(text) or row.value is None:
        return ""
    printed = float(text.replace(".", "").replace(",", "."))
    return "" if printed == row.value else f"value is {row.value:.15g}, but the source printed '{row.text}'"


def counts_are_whole(row: PrintedFigure) -> str:
    """A count has no decimals."""
    if row.unit.split(" ")[0] in COUNTED and row.value is not None and row.value != int(row.value):
        return f"{row.value:.15g} is a count, and a count is whole"
    return ""


def nothing_below_zero(row: PrintedFigure) -> str:
    """Counts, shares and rates are not negative; a score may be."""
    if not row.unit.startswith((*COUNTED, "%", "per ")):
        return ""
    below = [v for v in (row.value, row.low, row.high) if v is not None and v < 0]
    return f"{below[0]:.15g} is below zero" if below else ""


def shares_within_hundred(row: PrintedFigure) -> str:
    """A percentage lies between 0 and 100."""
    above = [v for v in (row.value, row.low, row.high) if v is not None and v > 100]
    return f"{above[0]:.15g} is more than 100 %" if row.unit.startswith("%") and above else ""


def interval_in_order(row: PrintedFigure) -> str:
    """low <= value <= high."""
    known = [v for v in (row.low, row.value, row.high) if v is not None]
    return f"the interval runs from {row.low} to {row.high}" if known != sorted(known) else ""


CHECKS: tuple[Check, ...] = (
    text_and_value_agree,
    counts_are_whole,
    nothing_below_zero,
    shares_within_hundred,
    interval_in_order,
)


def implausible(rows: Iterable[PrintedFigure]) -> Iterator[Finding]:
    """Findings of all checks on all rows."""
    for row in rows:
        for check in CHECKS:
            if message := check(row):
                yield Finding(row.file, row.line, message, "Compare with the page of the source and correct this line.")
