"""How numbers, intervals, units and periods are written in Dutch. The only file that formats them."""

from __future__ import annotations

import datetime as dt

from impactmonitor.catalogue.schema import Unit
from impactmonitor.periods import parse

NO_BREAK = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"
_COMMA_WIDTH, _DIGIT_WIDTH = "\u2008", "\u2007"
_SWAP = str.maketrans(",.", ".,")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


def number(value: float, decimals: int = 0) -> str:
    """`1.234,5` with the given decimals and a true minus."""
    text = f"{abs(value):,.{decimals}f}".translate(_SWAP)
    return MINUS + text if value < 0 and any(c in "123456789" for c in text) else text


def counted(many: int, one: str, more: str) -> str:
    """`1 gemeente`, `12 gemeenten`."""
    return f"{number(many)} {one if many == 1 else more}"


def padding(decimals: int, wanted: int) -> str:
    """Invisible characters behind a number with fewer decimals than its column, so that the commas line up."""
    if decimals >= wanted:
        return ""
    return (_COMMA_WIDTH if decimals == 0 else "") + _DIGIT_WIDTH * (wanted - decimals)


def interval(low: float, high: float, decimals: int) -> str:
    """`90.000–127.000`, as seen."""
    return f"{number(low, decimals)}{DASH}{number(high, decimals)}"


def spoken_interval(low: float, high: float, decimals: int) -> str:
    """`van 90.000 tot 127.000`, as read aloud."""
    return f"van {number(low, decimals)} tot {number(high, decimals)}"


def with_unit(text: str, unit: Unit) -> str:
    """A written number with its unit as in running text: `56,2 %`, `31,5 per 10.000 inwoners`, `2.960`."""
    if unit.suffix:
        return text + unit.suffix.replace(" ", NO_BREAK)
    if unit.id in ("aantal", "score"):
        return text
    if unit.id.startswith("gemiddeld"):
        return f"gemiddeld {text}"
    return f"{text} {unit.nl}"


def day(date: dt.date) -> str:
    """`30 juni 2022`."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def period(code: str) -> str:
    """A period as a label: `2021`, `1e halfjaar 2021`, `juli 2020`, `30 juni 2022`, `2015 tot en met 2019`."""
    found = parse(code)
    if found.kind == "half-year":
        return f"{code[-1]}e halfjaar {found.year}"
    if found.kind == "quarter":
        return f"{code[-1]}e kwartaal {found.year}"
    if found.kind == "month":
        return f"{_MONTHS[found.start.month - 1]} {found.year}"
    if found.kind == "date":
        return day(found.start)
    if found.kind == "years":
        return f"{found.year} tot en met {found.end.year}"
    return code


def the_period(code: str) -> str:
    """A period after a preposition: `over 2021`, `over het 1e halfjaar 2021`, `over het cohort 2015`."""
    return f"het {period(code)}" if parse(code).kind in ("half-year", "quarter", "cohort") else period(code)


def in_period(code: str) -> str:
    """A period in a sentence: `in 2021`, `in het 1e halfjaar van 2021`, `op 30 juni 2022`."""
    found = parse(code)
    label = period(code)
    if found.kind in ("half-year", "quarter"):
        return f"in het {label.replace(f' {found.year}', f' van {found.year}')}"
    if found.kind == "date":
        return f"op {label}"
    if found.kind == "years":
        return f"van {label}"
    return f"in {the_period(code)}"


def listed(items: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} en {items[-1]}" if items else ""
