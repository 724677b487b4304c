"""Numbers, units, days and periods as each language writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from impactmonitor import language
from impactmonitor.catalogue.schema import Category, Text, Unit
from impactmonitor.present import numbers

PERCENT = Unit(id="%", nl="%", en="%", suffix=" %")
RATE = Unit(id="per 10 000 inwoners", nl="per 10.000 inwoners", en="per 10,000 inhabitants")
MEAN = Unit(id="gemiddeld aantal", nl="gemiddeld aantal", en="mean number")
COUNT = Unit(id="aantal", nl="aantal", en="number")


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (0, 0, "0", "0"),
        (0.25, 2, "0,25", "0.25"),
        (-0.5, 1, "\u22120,5", "\u22120.5"),
        (-0.04, 1, "0,0", "0.0"),
    ],
)
def test_a_number(value: float, decimals: int, dutch: str, english: str) -> None:
    assert numbers.number(value, decimals) == dutch
    with language.use("en"):
        assert numbers.number(value, decimals) == english


@pytest.mark.parametrize(
    ("unit", "dutch", "english"),
    [
        (PERCENT, "56,2\u00a0%", "56.2%"),
        (RATE, "56,2 per 10.000 inwoners", "56.2 per 10,000 inhabitants"),
        (MEAN, "gemiddeld 56,2", "56.2 on average"),
        (COUNT, "56,2", "56.2"),
    ],
)
def test_a_number_with_its_unit(unit: Unit, dutch: str, english: str) -> None:
    assert numbers.with_unit(numbers.number(56.2, 1), unit) == dutch
    with language.use("en"):
        assert numbers.with_unit(numbers.number(56.2, 1), unit) == english


@pytest.mark.parametrize(
    ("code", "dutch", "english"),
    [
        ("2021", "2021|2021|in 2021", "2021|2021|in 2021"),
        (
            "2021H1",
            "1e halfjaar 2021|het 1e halfjaar 2021|in het 1e halfjaar van 2021",
            "1st half of 2021|the 1st half of 2021|in the 1st half of 2021",
        ),
        (
            "2020Q3",
            "3e kwartaal 2020|het 3e kwartaal 2020|in het 3e kwartaal van 2020",
            "3rd quarter of 2020|the 3rd quarter of 2020|in the 3rd quarter of 2020",
        ),
        ("2020-07", "juli 2020|juli 2020|in juli 2020", "July 2020|July 2020|in July 2020"),
        ("2022-06-30", "30 juni 2022|30 juni 2022|op 30 juni 2022", "30 June 2022|30 June 2022|on 30 June 2022"),
        (
            "2015/2019",
            "2015 tot en met 2019|2015 tot en met 2019|van 2015 tot en met 2019",
            "2015 to 2019|2015 to 2019|from 2015 to 2019",
        ),
        (
            "cohort 2015",
            "cohort 2015|het cohort 2015|in het cohort 2015",
            "cohort 2015|the 2015 cohort|in the 2015 cohort",
        ),
    ],
)
def test_a_period(code: str, dutch: str, english: str) -> None:
    def written() -> str:
        return "|".join((numbers.period(code), numbers.the_period(code), numbers.in_period(code)))

    assert written() == dutch
    with language.use("en"):
        assert written() == english


def test_a_day_an_interval_and_a_list() -> None:
    def written() -> list[str]:
        return [
            numbers.day(dt.date(2026, 3, 1)),
            numbers.interval(90000, 127000, 0),
            numbers.spoken_interval(90000, 127000, 0),
            numbers.listed(["a", "b", "c"]),
        ]

    assert written() == ["1 maart 2026", "90.000–127.000", "van 90.000 tot 127.000", "a, b en c"]
    with language.use("en"):
        assert written() == ["1 March 2026", "90,000–127,000", "from 90,000 to 127,000", "a, b and c"]


def test_a_list_of_nothing_and_of_one() -> None:
    assert (numbers.listed([]), numbers.listed(["a"]), numbers.listed(["a", "b"])) == ("", "a", "a en b")


def test_texts_of_the_catalogue_follow_the_language() -> None:
    name, group = (
        Text(nl="Meldingen", en="Reports"),
        Category(code="vader", label="Vader", en="Father", plain="De vader"),
    )
    assert (str(name), f"{name}", group.shown, RATE.shown) == (
        "Meldingen", "Meldingen", "De vader", "per 10.000 inwoners",
    )  # fmt: skip
    with language.use("en"):
        assert (str(name), f"{name}", group.shown, RATE.shown) == (
            "Reports", "Reports", "Father", "per 10,000 inhabitants",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        (("2020H1", "2020H2", "2021H1"), "1e halfjaar 2020 tot en met 1e halfjaar 2021"),
        (("2021",), "2021"),
        (("2015/2019",), "2015 tot en met 2019"),
        (("2016/2020", "2021/2023"), "2016 tot en met 2020 en 2021 tot en met 2023"),
    ],
)
def test_from_the_first_to_the_last_period(codes: tuple[str, ...], text: str) -> None:
    assert numbers.span(codes) == text
