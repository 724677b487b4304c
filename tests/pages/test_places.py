"""Which page a visitor gets for a place and a period, and what it says when there is nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from pages.conftest import Get


@pytest.mark.parametrize(
    ("typed", "to"),
    [
        ("Drenthe", "/regio/drenthe/"),
        ("  drenthe ", "/regio/drenthe/"),
        ("zaanstreek waterland", "/regio/zaanstreek-waterland/"),
        ("Emmen", "/gemeente/emmen/"),
        ("Noord-Brabant Midden", "/regio/midden-brabant/"),
        ("Brabant Noordoost", "/regio/brabant-noordoost/"),
        ("Nederland", "/landelijk/"),
        ("Noord-Holland", "/regio/provincie-noord-holland/"),
    ],
)
def test_one_match_leads_to_its_page(client: Client, typed: str, to: str) -> None:
    response = client.get("/zoek/", {"q": typed})
    assert response.status_code == 302
    assert response.headers["Location"] == to


def test_several_matches_give_a_choice(get: Get) -> None:
    page = get("/zoek/?q=Utrecht")
    assert "/regio/utrecht/" in page.links
    assert "/gemeente/utrecht/" in page.links
    assert "zelfde gebied als provincie Utrecht" in page


def test_a_former_municipality_names_where_it_went(get: Get) -> None:
    page = get("/zoek/?q=haaren")
    assert "De gemeente Haaren bestaat niet meer. Sinds 2021 hoort het gebied bij" in page
    assert "/gemeente/oisterwijk/" in page.links


def test_a_typing_error_keeps_the_text_and_offers_what_is_near(get: Get) -> None:
    page = get("/zoek/?q=Zaanstreek-Watreland")
    assert ("input", "Zaanstreek-Watreland") in [(tag, a.get("value", "")) for tag, a in page.tags]
    assert "/regio/zaanstreek-waterland/" in page.links


def test_nothing_found_says_so(get: Get) -> None:
    page = get("/zoek/?q=xyzzyx")
    assert "Er is geen regio, gemeente of cijfer met de naam ‘xyzzyx’." in page
    assert "/regio/" in page.links


def test_search_finds_indicators(get: Get) -> None:
    assert "/indicatoren/huisverboden/" in get("/zoek/?q=huisverboden").links


def test_the_latest_period_is_shown_with_its_own_address(get: Get) -> None:
    page = get("/regio/drenthe/")
    assert ("link", "/regio/drenthe/2023/") in [(tag, a.get("href", "")) for tag, a in page.tags]
    assert "Drenthe" in page.h1


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/regio/drenthe/?periode=2021H1", "/regio/drenthe/2021H1/"),
        ("/regio/drenthe/?periode=2021h1", "/regio/drenthe/2021H1/"),
        ("/regio/drenthe/2021h1/", "/regio/drenthe/2021H1/"),
        ("/regio/?regio=VT02&periode=2021H1", "/regio/drenthe/2021H1/"),
        ("/regio/?regio=NL01&periode=", "/landelijk/"),
        ("/regio/?regio=gm0106", "/gemeente/assen/"),
        ("/regio/noord-brabant-midden/2021H1/", "/regio/midden-brabant/2021H1/"),
        ("/regio/DRENTHE/", "/regio/drenthe/"),
        ("/landelijk/?periode=2015/2019", "/landelijk/2015-tot-2019/"),
    ],
)
def test_one_page_has_one_address(client: Client, path: str, to: str) -> None:
    response = client.get(path)
    assert response.status_code == 302
    assert response.headers["Location"] == to


@pytest.mark.parametrize(
    ("path", "sentence", "link"),
    [
        ("/regio/brabant-noordoost/2023/", "bestond in 2023 niet meer", "/regio/oost-brabant/2023/"),
        (
            "/regio/oost-brabant/2021H1/",
            "bestond in het 1e halfjaar van 2021 nog niet",
            "/regio/zuidoost-brabant/2021H1/",
        ),
        ("/gemeente/haaren/2023/", "bestond in 2023 niet meer", "/gemeente/vught/2023/"),
        ("/gemeente/voorne-aan-zee/2021H1/", "nog niet", "/gemeente/brielle/2021H1/"),
    ],
)
def test_a_region_that_did_not_exist_then(get: Get, path: str, sentence: str, link: str) -> None:
    page = get(path, 404)
    assert sentence in page
    assert link in page.links


def test_a_known_period_without_figures_is_an_honest_page(get: Get) -> None:
    page = get("/regio/kennemerland/2021H1/")
    assert "Over het 1e halfjaar 2021 staan in deze uitgave geen cijfers van Kennemerland." in page
    assert "Nederland: de laatste cijfers" in page


def test_a_region_without_figures_shows_the_wider_area(get: Get) -> None:
    page = get("/regio/kennemerland/")
    assert "In deze uitgave staan nog geen eigen cijfers van Kennemerland" in page
    assert "/regio/provincie-noord-holland/" in page.links
    assert "Provincie Noord-Holland: de laatste cijfers" in page


def test_an_area_with_two_names_is_shown_once(get: Get) -> None:
    """Drenthe is a Veilig Thuis region and a province; what only the province has is there too, called so."""
    page = get("/gemeente/emmen/")
    assert "Veilig Thuis-regio Drenthe: de laatste cijfers" in page
    assert "Provincie Drenthe: de laatste cijfers" not in page
    assert "De provincie Drenthe is hetzelfde gebied als de Veilig Thuis-regio Drenthe" in page
    assert "/regio/provincie-drenthe/" in page.links
    assert "provincie Drenthe (zelfde gebied)" in page


def test_a_municipality_names_its_region(get: Get) -> None:
    page = get("/gemeente/assen/")
    assert "Gemeente in Veilig Thuis-regio Drenthe" in page
    assert "/regio/drenthe/" in page.links


def test_a_municipality_shows_the_netherlands_too(get: Get) -> None:
    page = get("/gemeente/ameland/2021H1/")
    assert "Gemeente in Veilig Thuis-regio Friesland" in page
    assert "/regio/friesland/" in page.links
    assert "Nederland: de laatste cijfers" in page


@pytest.mark.parametrize("path", ["/regio/drenthe/2019H1/", "/regio/haaglanden/2019/", "/gemeente/assen/2019H2/"])
def test_a_borrowed_list_of_regions_is_told(get: Get, path: str) -> None:
    page = get(path)
    assert "Van 2019 hebben we geen lijst met gemeenten en regio" in page
    assert "We gebruiken de lijst van 1 januari 2020." in page
    assert "geen lijst" not in get(path.replace("2019H1", "2021H1").replace("2019H2", "2021H2").replace("2019", "2021"))


def test_moved_municipalities_are_named(get: Get) -> None:
    page = get("/regio/midden-brabant/")
    assert "Sinds 2023 horen de gemeenten Alphen-Chaam en Baarle-Nassau bij de regio Midden-Brabant." in page


def test_the_national_page_names_the_period_of_each_figure(get: Get) -> None:
    page = get("/landelijk/")
    assert "Aantal. Nederland, 1e halfjaar 2025" in page
    assert "Per 10.000 inwoners, 2023: 80,4" in page
    assert "Van elk onderwerp het laatste cijfer, met de eigen periode erbij." in page
