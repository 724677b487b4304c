"""Series as visitors find them: exact figures, gaps and breaks that stay, choices that are kept."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from pages.conftest import Get
from pages.test_golden import SERIES

pytestmark = pytest.mark.usefixtures("demo_home")

PAGE = "/tijdreeksen/meldingen/"


@pytest.mark.parametrize("name", sorted(SERIES))
def test_printed_national_series_stand_in_the_table(get: Get, name: str) -> None:
    page = get(f"/tijdreeksen/{name}/?meting=count")
    for period, value in SERIES[name].items():
        if "halfjaar" in period:
            assert f"{period} {value}" in page
    years = get(f"/tijdreeksen/{name}/?meting=count&soort=jaar")
    assert "halfjaar" not in years.text.partition("Alle cijfers van deze reeks")[2].partition("Verder")[0]


def test_the_chart_is_an_image_with_a_title_and_a_description(get: Get) -> None:
    page = get(f"{PAGE}?meting=count")
    images = [found for tag, found in page.tags if tag == "svg" and found.get("role") == "img"]
    assert len(images) == 3, "three widths, of which the style sheet shows one"
    for image in images:
        assert all(part in page.ids for part in image["aria-labelledby"].split())
    assert "Nederland: van 65.075 (1e halfjaar 2019) naar 66.270 voorlopig (1e halfjaar 2025)" in page.html
    assert "style=" not in page.html


def test_a_gap_is_named_in_the_table_and_in_the_sentence(get: Get) -> None:
    page = get(f"{PAGE}?meting=count")
    assert "2e halfjaar 2022 ontbreekt" in page
    assert "er zit een breuk of een gat tussen" in page.sentences[0]


def test_regions_that_are_asked_stand_in_chart_and_table(get: Get) -> None:
    page = get("/demo/tijdreeksen/meldingen/?regio=drenthe&regio=groningen")
    assert "Periode Drenthe Groningen Nederland" in page
    assert "Drenthe (uitgelicht)" in page
    assert "Fictieve voorbeeldcijfers" in page


def test_a_change_of_regions_is_bridged_and_told(get: Get) -> None:
    page = get("/demo/tijdreeksen/meldingen/?regio=oost-brabant&meting=count")
    assert "Afgeleid: de som van de regio’s waaruit deze regio is ontstaan." in page
    assert "Breuk. 2023: Brabant Noordoost en Zuidoost-Brabant zijn samen Oost-Brabant geworden." in page
    assert 'stroke-dasharray="8,5"' in page.html
    assert "Bij een aantal telt mee hoeveel mensen er wonen" in page


def test_events_have_a_day_and_a_document(get: Get) -> None:
    page = get(f"{PAGE}?meting=count")
    assert "Het zijn geen oorzaken." in page
    assert "1 januari 2019 Sinds 1 januari 2019 leveren de Veilig Thuis-organisaties" in page
    assert "2020 De cijfers over 2020 en 2021 vallen in de coronaperiode." in page


def test_all_regions_stand_as_rows_with_the_break_between_periods(get: Get) -> None:
    page = get("/demo/tijdreeksen/meldingen/?regio=alle&mijn=drenthe")
    rows = [found for tag, found in page.tags if tag == "th" and found.get("scope") == "row"]
    assert len(rows) == 25 + 1
    assert "(na een breuk)" in page
    assert "grijze lijnen zonder naam zijn de andere gekozen gebieden" in page


def test_the_choices_stay_in_the_links(get: Get) -> None:
    page = get("/demo/tijdreeksen/meldingen/?regio=drenthe&regio=twente&meting=rate&soort=jaar")
    query = "?regio=drenthe&regio=twente&meting=rate&soort=jaar"
    assert f"/demo/tijdreeksen/meldingen.csv{query}" in page.links
    assert f"/demo/tijdreeksen/meldingen.png{query}" in page.links
    assert "/demo/tijdreeksen/meldingen/?regio=twente&meting=rate&soort=jaar" in page.links, "without Drenthe"


def test_the_file_holds_what_the_page_shows(client: Client) -> None:
    answer = client.get("/demo/tijdreeksen/meldingen.csv?regio=oost-brabant&meting=count")
    assert "reeks-meldingen-count-oost-brabant-halfjaar" in answer["Content-Disposition"]
    assert "fictief" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert {row["region"] for row in rows} == {"VT27"}
    assert {row["period"] for row in rows} == {f"{year}H{n}" for year in range(2019, 2026) for n in (1, 2)}
    assert all(row["formula"].startswith("sum-of-regions(") for row in rows if row["period"] < "2023")
    assert all(row["formula"] == "" for row in rows if row["period"] >= "2023")


@pytest.mark.parametrize(
    "address", ["/tijdreeksen/adviezen.svg?meting=count", "/demo/tijdreeksen/adviezen.svg?regio=twente"]
)
def test_a_picture_carries_source_licence_and_release(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer["Content-Type"] == "image/svg+xml"
    text = answer.content.decode()
    for words in ("Advies", "Bron", "Licentie:", "uitgave ", "Nederland"):
        assert words in text
    assert ("Fictieve voorbeeldcijfers" in text) == address.startswith("/demo/")
    assert "reeks-adviezen-" in answer["Content-Disposition"]


def test_a_picture_in_pixels(client: Client) -> None:
    answer = client.get("/tijdreeksen/adviezen.png?meting=count")
    assert answer["Content-Type"] == "image/png"
    assert answer.content[:4] == b"\x89PNG"


def test_no_picture_of_less_than_two_moments(get: Get) -> None:
    page = get("/tijdreeksen/soort-kindermishandeling.svg", 404)
    assert "Een lijn heeft minstens twee momenten met een cijfer nodig" in page


def test_the_list_leads_to_every_series(get: Get) -> None:
    page = get("/tijdreeksen/")
    assert "/tijdreeksen/meldingen/" in page.links
    assert "/tijdreeksen/opvangplekken-veilige-opvang/" not in page.links, "there is no figure of it"


def test_choosing_from_the_list_sends_on(client: Client) -> None:
    assert client.get("/tijdreeksen/?indicator=adviezen")["Location"] == "/tijdreeksen/adviezen/"
    assert client.get("/en/demo/tijdreeksen/?indicator=adviezen")["Location"] == "/en/demo/tijdreeksen/adviezen/"


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("regio=atlantis", 404, "We kennen geen regio of gemeente met de naam ‘atlantis’."),
        ("regio=drenthe&regio=%3Cscript%3E", 404, "‘<script>’"),
        ("meting=onzin", 404, "De maat ‘onzin’ kennen we niet."),
        ("meting=share", 200, "Dit cijfer is er niet als percentage. U ziet: per 10.000 inwoners."),
        ("groep=onzin", 404, "De groep ‘onzin’ kennen we niet."),
        ("groep=burger", 200, "De groep ‘Burger"),
        ("soort=eeuw", 404, "Reeksen van de soort ‘eeuw’ kennen we niet."),
        ("soort=cohort", 200, "Reeksen van de soort ‘cohort’ zijn er niet van dit cijfer."),
    ],
)
def test_what_does_not_exist_is_told_and_the_rest_is_shown(get: Get, query: str, status: int, words: str) -> None:
    page = get(f"/demo/tijdreeksen/meldingen/?{query}", status)
    assert words in page
    assert "Alle cijfers van deze reeks" in page


def test_ten_thousand_regions_are_too_many(get: Get) -> None:
    names = "&".join(f"regio=GM{n:04d}" for n in range(10_000))
    page = get(f"/demo/tijdreeksen/meldingen/?{names}", 404)
    assert "U koos meer dan 25 gebieden of 6 cijfers." in page


def test_an_unknown_indicator_or_file(get: Get) -> None:
    assert "Er is geen cijfer met de naam" in get("/tijdreeksen/onzin/", 404)
    assert get("/tijdreeksen/onzin.svg", 404).status == 404
    assert "We maken geen bestanden van het soort ‘exe’" in get("/tijdreeksen/meldingen.exe", 404)


def test_in_english(get: Get) -> None:
    page = get("/en/demo/tijdreeksen/meldingen/?regio=drenthe&meting=count")
    assert "1st half of 2019" in page
    assert "Voorlopig" not in page.text.partition("Reports")[0]


@pytest.mark.parametrize("extension", ["xlsx", "ods", "parquet", "json"])
def test_every_kind_of_file_of_a_bridged_series(client: Client, extension: str) -> None:
    answer = client.get(f"/demo/tijdreeksen/meldingen.{extension}?regio=oost-brabant&meting=count")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{extension}"')
