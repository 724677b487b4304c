"""When the next figures are expected: from the calendar of the catalogue and the latest half-year of the release.

The release itself says what the next figures are about, and the month of asking what has passed.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from impactmonitor.catalogue.explanation import Appearance, CalendarEntry, Expected
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.language import gettext as _
from impactmonitor.language import pgettext
from impactmonitor.periods import Period
from impactmonitor.present import numbers

AHEAD = 4
"""So many half-years are expected ahead: two years."""
Span = Callable[[str], list[Period]]
"""All periods with figures of an indicator, early to late."""


@dataclass(frozen=True)
class Moment:
    """An expected publication: over which half-year, and within which days."""

    entry: CalendarEntry
    expected: Expected
    period: str
    first: dt.date
    last: dt.date

    @property
    def months(self) -> str:
        """`april of mei 2026`."""
        return f"{months_in_words(self.expected)} {self.last.year}"

    @property
    def title(self) -> str:
        """What is expected."""
        return _("{name}: {period}").format(name=self.entry.name, period=numbers.period(self.period))


def months_in_words(expected: Expected) -> str:
    """`april of mei`."""
    return either([numbers.month(m) for m in expected.months])


def either(words: list[str]) -> str:
    """`april`, `april of mei`, `april, mei of juni`."""
    if len(words) < 2:
        return "".join(words)
    last = pgettext("keuze", "of")
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def latest_half_year(entry: CalendarEntry, catalogue: Catalogue, span: Span) -> tuple[int, int] | None:
    """Year and half of the latest half-year of which the release has figures of these sources; None without any."""
    ends = [
        period.end
        for indicator in catalogue.ordered
        if indicator.source in entry.sources
        for period in span(indicator.id)
        if period.kind in ("half-year", "year")
    ]
    return (max(ends).year, 1 if max(ends).month < 7 else 2) if ends else None


@dataclass(frozen=True)
class Outlook:
    """What is expected: `coming` from a given day on, and what by the usual rhythm came before that day already.

    What `passed` is not in the release: the source may have it, or be late.
    """

    passed: tuple[Moment, ...]
    coming: tuple[Moment, ...]


def outlook(entry: CalendarEntry, catalogue: Catalogue, span: Span, since: dt.date, ahead: int = AHEAD) -> Outlook:
    """The publications of an entry after the latest half-year of the release, early to late.

    What should have appeared before the day `since` has passed. Nothing when no document names a month.
    """
    known = latest_half_year(entry, catalogue, span)
    of_half: dict[int, Expected] = {expected.half: expected for expected in entry.expected}
    passed: list[Moment] = []
    coming: list[Moment] = []
    if known is None or not of_half:
        return Outlook((), ())
    number = known[0] * 2 + known[1]  # of the half-year after the latest one
    while len(coming) < ahead:
        year, half = divmod(number, 2)
        if expected := of_half.get(half + 1):
            appears = year + expected.year_later
            first, last = expected.months[0], expected.months[-1]
            days = dt.date(appears, first, 1), dt.date(appears, last, calendar.monthrange(appears, last)[1])
            (passed if days[1] < since else coming).append(Moment(entry, expected, f"{year}H{half + 1}", *days))
        number += 1
    return Outlook(tuple(passed), tuple(coming))


def whole_outlook(catalogue: Catalogue, span: Span, since: dt.date, ahead: int = AHEAD) -> Outlook:
    """The same for all entries together."""
    each = [outlook(entry, catalogue, span, since, ahead) for entry in catalogue.calendar]
    return Outlook(
        tuple(sorted((m for o in each for m in o.passed), key=_in_time)),
        tuple(sorted((m for o in each for m in o.coming), key=_in_time)),
    )


def _in_time(moment: Moment) -> tuple[dt.date, dt.date]:
    return moment.first, moment.last


def date_in_words(when: str) -> str:
    """`2022`, `november 2025`, `29 oktober 2021`: as exactly as it is known."""
    return numbers.period(when)


def said_of(appearances: Iterable[Appearance]) -> list[tuple[str, str]]:
    """Date and content of known publications, the latest first."""
    return [(date_in_words(known.when), str(known.text)) for known in reversed(list(appearances))]
