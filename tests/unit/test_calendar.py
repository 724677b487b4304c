"""When the next figures are expected, from the calendar and the latest half-year that there is."""

from __future__ import annotations

import datetime as dt

import pytest

from impactmonitor import language
from impactmonitor.catalogue.explanation import CalendarEntry
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.periods import Period, parse
from impactmonitor.present import calendar


@pytest.fixture(scope="module")
def entry(catalogue: Catalogue) -> CalendarEntry:
    return next(e for e in catalogue.calendar if e.id == "veilig-thuis")


def only(*codes: str) -> calendar.Span:
    """As if reports to Veilig Thuis were the only figures, over these periods."""

    def span(indicator: str) -> list[Period]:
        return [parse(code) for code in codes] if indicator == "meldingen" else []

    return span


LONG_AGO = dt.date(2019, 1, 1)


@pytest.mark.parametrize(
    ("held", "first"),
    [
        (["2025H1"], ("2025H2", dt.date(2026, 4, 1), dt.date(2026, 5, 31))),
        (["2025H2"], ("2026H1", dt.date(2026, 10, 1), dt.date(2026, 11, 30))),
        (["2019H1", "2024"], ("2025H1", dt.date(2025, 10, 1), dt.date(2025, 11, 30))),
        (["2024", "2024H1", "2022-06-30", "2025Q3"], ("2025H1", dt.date(2025, 10, 1), dt.date(2025, 11, 30))),
    ],
)
def test_the_next_half_year(
    catalogue: Catalogue, entry: CalendarEntry, held: list[str], first: tuple[str, dt.date, dt.date]
) -> None:
    found = calendar.outlook(entry, catalogue, only(*held), LONG_AGO)
    moment = found.coming[0]
    assert (moment.period, moment.first, moment.last) == first
    assert len(found.coming) == calendar.AHEAD
    assert [m.period for m in found.coming] == sorted(m.period for m in found.coming)
    assert found.passed == ()


@pytest.mark.parametrize(
    ("since", "passed"),
    [
        (dt.date(2026, 5, 31), []),
        (dt.date(2026, 6, 1), ["2025H2"]),
        (dt.date(2027, 1, 1), ["2025H2", "2026H1"]),
    ],
)
def test_what_came_before_the_release_is_named_apart(
    catalogue: Catalogue, entry: CalendarEntry, since: dt.date, passed: list[str]
) -> None:
    found = calendar.outlook(entry, catalogue, only("2025H1"), since)
    assert [m.period for m in found.passed] == passed
    assert all(m.last >= since for m in found.coming)
    assert len(found.coming) == calendar.AHEAD


def test_without_figures_nothing_is_expected(catalogue: Catalogue) -> None:
    nothing = calendar.Outlook((), ())
    assert calendar.whole_outlook(catalogue, only(), LONG_AGO) == nothing
    assert calendar.whole_outlook(catalogue, only("cohort 2015"), LONG_AGO) == nothing


def test_an_entry_without_months_expects_nothing(catalogue: Catalogue) -> None:
    report = next(e for e in catalogue.calendar if not e.expected)
    found = calendar.outlook(report, catalogue, lambda _: [parse("2023")], LONG_AGO)
    assert found == calendar.Outlook((), ())


def test_what_is_expected_follows_the_language(catalogue: Catalogue, entry: CalendarEntry) -> None:
    moment = calendar.outlook(entry, catalogue, only("2025H1"), LONG_AGO).coming[0]
    assert (moment.months, moment.title) == ("april of mei 2026", "Cijfers van Veilig Thuis: 2e halfjaar 2025")
    with language.use(language.ENGLISH):
        assert moment.title == "Figures of Veilig Thuis: 2nd half of 2025"
        assert "April" in moment.months


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a of b"), (["a", "b", "c"], "a, b of c")]
)
def test_either(words: list[str], text: str) -> None:
    assert calendar.either(words) == text
