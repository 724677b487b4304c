"""How numbers, intervals, units, days and periods are written in Dutch and English. The only file that formats them.

Everything follows the current language: `1.234,5` and `1e halfjaar 2021`, or `1,234.5` and `1st half of 2021`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from impactmonitor import language
from impactmonitor.catalogue.schema import Unit
from impactmonitor.language import gettext as _
from impactmonitor.periods import parse

NO_BREAK = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"
_POINT_WIDTH, _DIGIT_WIDTH = "\u2008", "\u2007"


@dataclass(frozen=True)
class _Form:
    """How one language writes; braces are filled in."""

    swap: Mapping[int, int]
    before_sign: str
    spoken: str
    mean: str
    months: tuple[str, ...]
    ordinals: tuple[str, ...]
    half_year: str
    quarter: str
    years: str
    the: str
    the_cohort: str
    in_half_year: str
    in_quarter: str
    in_years: str
    within: str
    on: str
    last: str


_FORMS = {
    language.DUTCH: _Form(
        swap=str.maketrans(",.", ".,"),
        before_sign=NO_BREAK,
        spoken="van {low} tot {high}",
        mean="gemiddeld {number}",
        months=(
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
            "november", "december",
        ),
        ordinals=("1e", "2e", "3e", "4e"),
        half_year="{nth} halfjaar {year}",
        quarter="{nth} kwartaal {year}",
        years="{first} tot en met {last}",
        the="het {period}",
        the_cohort="het cohort {year}",
        in_half_year="in het {nth} halfjaar van {year}",
        in_quarter="in het {nth} kwartaal van {year}",
        in_years="van {period}",
        within="in {period}",
        on="op {period}",
        last=" en ",
    ),
    language.ENGLISH: _Form(
        swap={},
        before_sign="",
        spoken="from {low} to {high}",
        mean="{number} on average",
        months=(
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ),
        ordinals=("1st", "2nd", "3rd", "4th"),
        half_year="{nth} half of {year}",
        quarter="{nth} quarter of {year}",
        years="{first} to {last}",
        the="the {period}",
        the_cohort="the {year} cohort",
        in_half_year="in the {nth} half of {year}",
        in_quarter="in the {nth} quarter of {year}",
        in_years="from {period}",
        within="in {period}",
        on="on {period}",
        last=" and ",
    ),
}  # fmt: skip


def _form() -> _Form:
    return _FORMS[language.current()]


def number(value: float, decimals: int = 0) -> str:
    """`1.234,5` (English `1,234.5`) with the given decimals and a true minus."""
    text = f"{abs(value):,.{decimals}f}".translate(_form().swap)
    return MINUS + text if value < 0 and any(c in "123456789" for c in text) else text


def counted(many: int, one: str, more: str) -> str:
    """`1 gemeente`, `12 gemeenten`; the words are given in the current language."""
    return f"{number(many)} {one if many == 1 else more}"


def padding(decimals: int, wanted: int) -> str:
    """Invisible characters behind a number with fewer decimals than its column, so that the decimal signs line up."""
    if decimals >= wanted:
        return ""
    return (_POINT_WIDTH if decimals == 0 else "") + _DIGIT_WIDTH * (wanted - decimals)


def interval(low: float, high: float, decimals: int) -> str:
    """`90.000–127.000`, as seen."""
    return f"{number(low, decimals)}{DASH}{number(high, decimals)}"


def spoken_interval(low: float, high: float, decimals: int) -> str:
    """`van 90.000 tot 127.000`, `from 90,000 to 127,000`, as read aloud."""
    return _form().spoken.format(low=number(low, decimals), high=number(high, decimals))


def suffix(unit: Unit) -> str:
    """The sign directly behind a number, with the space that the language wants: ` %` in Dutch, `%` in English."""
    return f"{_form().before_sign}{unit.suffix.strip()}" if unit.suffix else ""


def with_unit(text: str, unit: Unit) -> str:
    """A written number with its unit as in running text: `56,2 %`, `56.2%`, `31,5 per 10.000 inwoners`, `2.960`."""
    if unit.suffix:
        return text + suffix(unit)
    if unit.id in ("aantal", "score"):
        return text
    if unit.id.startswith("gemiddeld"):
        return _form().mean.format(number=text)
    return f"{text} {unit.shown}"


def month(number: int) -> str:
    """`april`, `April`; 1 is January."""
    return _form().months[number - 1]


def day(date: dt.date) -> str:
    """`30 juni 2022`, `30 June 2022`."""
    return f"{date.day} {_form().months[date.month - 1]} {date.year}"


def period(code: str) -> str:
    """A period as a label: `2021`, `1e halfjaar 2021`, `juli 2020`, `30 juni 2022`, `2015 tot en met 2019`."""
    found, form = parse(code), _form()
    if found.kind == "half-year":
        return form.half_year.format(nth=form.ordinals[int(code[-1]) - 1], year=found.year)
    if found.kind == "quarter":
        return form.quarter.format(nth=form.ordinals[int(code[-1]) - 1], year=found.year)
    if found.kind == "month":
        return f"{form.months[found.start.month - 1]} {found.year}"
    if found.kind == "date":
        return day(found.start)
    if found.kind == "years":
        return form.years.format(first=found.year, last=found.end.year)
    return code


def span(codes: Sequence[str]) -> str:
    """From the first to the last of these periods, in words; periods of several years are named one by one."""
    if parse(codes[0]).kind == "years":
        return listed([period(code) for code in dict.fromkeys(codes)])
    first, last = period(codes[0]), period(codes[-1])
    return first if first == last else _form().years.format(first=first, last=last)


def the_period(code: str) -> str:
    """A period after a preposition: `over 2021`, `over het 1e halfjaar 2021`, `over het cohort 2015`."""
    found, form = parse(code), _form()
    if found.kind == "cohort":
        return form.the_cohort.format(year=found.year)
    return form.the.format(period=period(code)) if found.kind in ("half-year", "quarter") else period(code)


def in_period(code: str) -> str:
    """A period in a sentence: `in 2021`, `in het 1e halfjaar van 2021`, `op 30 juni 2022`, `on 30 June 2022`."""
    found, form = parse(code), _form()
    if found.kind == "half-year":
        return form.in_half_year.format(nth=form.ordinals[int(code[-1]) - 1], year=found.year)
    if found.kind == "quarter":
        return form.in_quarter.format(nth=form.ordinals[int(code[-1]) - 1], year=found.year)
    pattern = {"date": form.on, "years": form.in_years}.get(found.kind, form.within)
    return pattern.format(period=the_period(code))


def listed(items: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    items = [str(item) for item in items]  # a name may know itself in two languages
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])}{_form().last}{items[-1]}" if items else ""


SOME = 5
"""Up to this many names are repeated in a sentence."""


def some(names: list[str]) -> str:
    """The first few of many names, and how many there are more."""
    if len(names) <= SOME:
        return listed(names)
    return listed([*names[:SOME], _("{number} andere").format(number=number(len(names) - SOME))])
