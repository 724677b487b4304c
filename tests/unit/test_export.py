"""Figures as flat records: the one shape of the command line, downloads and the API."""

from __future__ import annotations

import pytest
from factories import observation
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor import language
from impactmonitor.catalogue.load import load as read_catalogue
from impactmonitor.present.export import COLUMNS, flat, number, records
from impactmonitor.release.read import ReleasedTable
from impactmonitor.settings import default_catalogue
from impactmonitor.tables import Observation, Origin, Publication

CATALOGUE = read_catalogue(default_catalogue())
PAGE = Publication(
    "84849NED", "84849NED", "CBS StatLine 84849NED, Huiselijk geweld", "https://www.cbs.nl/x", "veilig-thuis", False
)


def table(*figures: Observation, origin: Origin = Origin.OFFICIAL) -> ReleasedTable:
    return ReleasedTable(origin, "abc123", list(figures), {PAGE.id: PAGE}, CATALOGUE)


def record(*figures: Observation) -> list[dict[str, str]]:
    return list(records(table(*figures)))


def test_a_record() -> None:
    (found,) = record(
        observation(region="VT02", value=23.5, decimals=1, obs_status="P", stage="provisional", note="Let op.")
    )
    assert list(found) == COLUMNS
    assert found == {
        "indicator": "meldingen",
        "measure": "count",
        "unit": "aantal",
        "category": "totaal",
        "region": "VT02",
        "period": "2021H1",
        "value": "23.5",
        "low": "",
        "high": "",
        "obs_status": "P",
        "conf_status": "F",
        "stage": "provisional",
        "formula": "",
        "note": "Let op.",
        "second_hand": "no",
        "source": "CBS StatLine 84849NED, Huiselijk geweld",
        "table_id": "84849NED",
        "url": "https://www.cbs.nl/x",
        "published": "",
        "retrieved": "",
        "origin": "official",
        "release": "abc123",
        "indicator_name": "Meldingen bij Veilig Thuis",
        "category_name": "totaal",
        "region_name": "Drenthe",
        "origin_name": "Officiële cijfers",
        "decimals": "1",
    }


def test_a_dot_is_empty_and_a_zero_is_zero() -> None:
    dot, zero = record(observation(value=None, obs_status="O"), observation(value=0.0))
    assert (dot["value"], dot["obs_status"]) == ("", "O")
    assert (zero["value"], zero["obs_status"]) == ("0", "A")


def test_no_figures_are_no_records() -> None:
    assert record() == []


def test_types_are_those_of_the_figures() -> None:
    one = observation(value=23.5, decimals=1, low=20.0, second_hand=True)
    (found,) = flat(table(one)).to_pylist()
    assert (found["value"], found["low"], found["high"]) == (23.5, 20.0, None)
    assert (found["decimals"], found["second_hand"], found["published"]) == (1, True, "")


def test_demonstration_figures_say_so_in_every_record() -> None:
    figures = table(observation(), observation(region="VT02"), origin=Origin.DEMO)
    assert [(r["origin"], r["origin_name"]) for r in records(figures)] == [("demo", "Fictieve voorbeeldcijfers")] * 2


def test_names_are_those_of_the_year_of_the_list_and_of_the_language() -> None:
    split = observation(indicator="aard-bij-adviezen", category="kindermishandeling", region="GM0080", period="2015")
    codes = CATALOGUE.codelist_of(CATALOGUE.indicators["aard-bij-adviezen"])
    assert codes is not None
    printed = next(c for c in codes.categories if c.code == "kindermishandeling")
    (dutch,) = record(split)
    with language.use("en"):
        (english,) = record(split)
    assert dutch["region_name"] == CATALOGUE.regions["GM0080"].name_in(2015)
    assert (dutch["category_name"], english["category_name"]) == (printed.label, printed.en)
    assert english["indicator_name"] == CATALOGUE.indicators["aard-bij-adviezen"].name.en


def test_an_interval_has_no_point() -> None:
    (found,) = record(observation(value=None, low=26.0, high=37.0, second_hand=True))
    assert (found["value"], found["low"], found["high"], found["second_hand"]) == ("", "26", "37", "yes")


@given(st.integers(-(10**9), 10**9), st.integers(0, 3))
def test_a_number_leaves_as_it_was_printed(whole: int, decimals: int) -> None:
    printed = f"{whole / 10**decimals:.{decimals}f}"
    assert number(float(printed), decimals) == printed
    assert "," not in printed


@pytest.mark.parametrize(("value", "decimals", "text"), [(143_210.0, 0, "143210"), (61.0, 1, "61.0"), (None, 1, "")])
def test_numbers(value: float | None, decimals: int, text: str) -> None:
    assert number(value, decimals) == text
