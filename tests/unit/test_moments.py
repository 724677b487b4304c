"""Of which period each indicator stands on a page."""

from __future__ import annotations

import pytest
from factories import observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.periods import parse
from impactmonitor.present import moments
from impactmonitor.present.coverage import Known


def known(**periods: list[str]) -> Known:
    """Indicators with a figure in these periods."""
    return {name: {code: {"count": 1} for code in codes} for name, codes in periods.items()}


@pytest.mark.parametrize(
    ("page", "periods", "shown"),
    [
        ("2021H1", ["2021H1", "2020"], "2021H1"),
        ("2021H1", ["2019", "2020", "2021"], "2020"),  # the latest year that had ended
        ("2021H2", ["2019", "2020", "2021"], "2021"),
        ("2021H1", ["2021"], None),
        ("2021H1", ["2020H1", "2020"], None),  # a half-year that is missing is missing
        ("2021H1", ["2015/2019", "cohort 2015"], "2015/2019"),
        ("2021", ["2020H2", "2021H1", "2021H2"], "2021H2"),  # within the year
        ("2021", ["2020H1", "2020H2"], None),
        ("2021H1", ["2021-06-30", "2021-12-31"], "2021-06-30"),
        ("2021H1", ["2020-12-31"], None),  # a day of another half-year
        ("2021Q3", ["2021H1", "2021H2"], "2021H1"),
        ("2021H1", [], None),
    ],
)
def test_the_period_of_an_indicator(page: str, periods: list[str], shown: str | None) -> None:
    found = moments.of_page(known(name=periods), page, ["name", "other"])
    assert found.period == ({"name": shown} if shown else {})


def test_a_period_with_gaps_only_is_still_that_period() -> None:
    """A dot of the source is told as a dot; an earlier year with a figure does not take its place."""
    there: Known = {"name": {"2021": {"count": 0}, "2020H2": {"count": 3}}}
    assert moments.of_page(there, "2021", ["name"]).period == {"name": "2021"}
    assert moments.of_page(there, "2021H2", ["name"]).period == {}


def test_the_latest_of_each_and_an_older_leading_measure(catalogue: Catalogue) -> None:
    adviezen = catalogue.indicators["adviezen"]
    assert adviezen.lead_measure == "rate"
    there: Known = {"adviezen": {"2023": {"count": 1, "rate": 1}, "2025H1": {"count": 1}, "2025H2": {"count": 0}}}
    found = moments.latest(there, [adviezen, catalogue.indicators["meldingen"]])
    assert (found.period, found.leading) == ({"adviezen": "2025H1"}, {"adviezen": "2023"})
    assert found.shows(observation(indicator="adviezen", period="2025H1"), "rate")
    assert not found.shows(observation(indicator="adviezen", period="2023"), "rate")
    assert found.shows(observation(indicator="adviezen", measure="rate", period="2023"), "rate")


def test_background_is_of_the_nearest_moment() -> None:
    there = known(inwoners=["2020-01-01", "2022-01-01", "2024-01-01"])
    for day, code in (("2021H1", "2020-01-01"), ("2022", "2022-01-01"), ("2019", "2020-01-01")):
        assert moments.background(there, ["inwoners"], parse(day).end).period == {"inwoners": code}
    assert moments.background(there, ["inwoners"], None).period == {"inwoners": "2024-01-01"}
