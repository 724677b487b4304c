"""Periods: year, half-year, quarter, month, reference date, years together, cohort.

Codes: `2021`, `2021H1`, `2021Q1`, `2020-07`, `2022-06-30`, `2015/2019`, `cohort 2015`.
StatLine codes (`2021JJ00`, `2021HJ01`, `2021KW01`, `2021MM07`) follow the open-data service of CBS.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["year", "half-year", "quarter", "month", "date", "years", "cohort"]

_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("year", re.compile(r"(?P<y>\d{4})", re.ASCII)),
    ("half-year", re.compile(r"(?P<y>\d{4})H(?P<n>[12])", re.ASCII)),
    ("quarter", re.compile(r"(?P<y>\d{4})Q(?P<n>[1-4])", re.ASCII)),
    ("month", re.compile(r"(?P<y>\d{4})-(?P<n>0[1-9]|1[0-2])", re.ASCII)),
    ("date", re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", re.ASCII)),
    ("years", re.compile(r"(?P<y>\d{4})/(?P<e>\d{4})", re.ASCII)),
    ("cohort", re.compile(r"cohort (?P<y>\d{4})", re.ASCII)),
)
_STATLINE = re.compile(r"(?P<y>\d{4})(?P<kind>JJ|HJ|KW|MM)(?P<n>\d{2})", re.ASCII)


@dataclass(frozen=True)
class Period:
    """A period with its first and last day. Periods of one kind are ordered by `start`."""

    code: str
    kind: Kind
    start: dt.date
    end: dt.date

    @property
    def year(self) -> int:
        """Year in which the period starts."""
        return self.start.year

    @property
    def sort_key(self) -> tuple[dt.date, int]:
        """Orders periods of different kinds by their last day; the longer period comes last."""
        return (self.end, (self.end - self.start).days)


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


@lru_cache(maxsize=4096)
def parse(code: str) -> Period:
    """Read a period code. Raises ValueError with a sentence on anything else."""
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(code)
        if not match:
            continue
        year = int(match["y"])
        if not 1900 <= year <= 2100:
            break
        if kind == "half-year":
            start, end = _months(year, 1 + 6 * (int(match["n"]) - 1), 6 * int(match["n"]))
        elif kind == "quarter":
            start, end = _months(year, 3 * int(match["n"]) - 2, 3 * int(match["n"]))
        elif kind == "month":
            start, end = _months(year, int(match["n"]), int(match["n"]))
        elif kind == "date":
            try:
                start = end = dt.date(year, int(match["m"]), int(match["d"]))
            except ValueError:
                break
        elif kind == "years":
            start, end = dt.date(year, 1, 1), dt.date(int(match["e"]), 12, 31)
            if not 0 < end.year - year <= 30:
                break
        else:
            start, end = _months(year, 1, 12)
        return Period(code, kind, start, end)
    raise ValueError(f"'{code}' is not a period; write for example 2021, 2021H1, 2021Q1, 2020-07 or 2022-06-30")


def from_statline(code: str) -> Period:
    """Read a StatLine period code such as `2021HJ01`. Raises ValueError on an unknown family."""
    code = code.strip()
    match = _STATLINE.fullmatch(code)
    if match:
        year, number = match["y"], int(match["n"])
        if match["kind"] == "JJ" and number == 0:
            return parse(year)
        letter = {"HJ": "H", "KW": "Q"}.get(match["kind"])
        if letter:
            return parse(f"{year}{letter}{number}")
        if match["kind"] == "MM":
            return parse(f"{year}-{number:02d}")
    if re.fullmatch(r"\d{8}", code, re.ASCII):
        return parse(f"{code[:4]}-{code[4:6]}-{code[6:8]}")
    raise ValueError(f"StatLine period '{code}' belongs to an unknown family; read the period table's own titles")


def slug(code: str) -> str:
    """Form of a period code in a URL path: `2015/2019` becomes `2015-tot-2019`, `cohort 2015` `cohort-2015`."""
    return code.replace("/", "-tot-").replace(" ", "-")


def from_slug(text: str) -> str:
    """The opposite of `slug`."""
    return text.replace("-tot-", "/").replace("cohort-", "cohort ")


def meant(text: str, known: Container[str]) -> str:
    """The code, of those known, that a text in an address stands for: as it is, as a path has it; empty without one."""
    plain = from_slug(text)
    return next((code for code in (text, plain, plain.upper()) if code in known), "")
