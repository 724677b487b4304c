"""One rule for what an address may ask: page, file and picture with the same choices get the same answer."""

from __future__ import annotations

import pytest
from django.test import Client

from impactmonitor.web import access
from pages.conftest import Get
from pages.read_figures import body

pytestmark = pytest.mark.usefixtures("demo_home")

ANSWERS = (
    "/vergelijk/adviezen/", "/vergelijk/cijfers.csv", "/vergelijk/reeksen.csv", "/vergelijk/reeksen.svg",
    "/tijdreeksen/adviezen/", "/tijdreeksen/adviezen.csv", "/tijdreeksen/adviezen.svg",
    "/indicatoren/adviezen/", "/indicatoren/adviezen/cijfers.csv", "/indicatoren/adviezen/regios.svg",
    "/indicatoren/adviezen/kaart.svg",
)  # fmt: skip
UNKNOWN = ("regio", "mijn", "periode", "meting", "groep", "volgorde", "kaart")


@pytest.mark.parametrize("field", UNKNOWN)
@pytest.mark.parametrize("answer", ANSWERS)
def test_what_nobody_knows_is_not_found_anywhere(get: Get, answer: str, field: str) -> None:
    page = get(f"/demo{answer}?{field}=bestaatniet", 404)
    assert "‘bestaatniet’" in page
    assert page.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("answer", [a for a in ANSWERS if a.startswith("/tijdreeksen")])
def test_a_kind_of_series_that_nobody_knows_is_not_found(get: Get, answer: str) -> None:
    assert "‘eeuw’" in get(f"/demo{answer}?soort=eeuw", 404)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("meting=share", "Dit cijfer is er niet als percentage."),
        ("groep=burger", "is er niet bij dit cijfer. U ziet: totaal."),
        ("periode=2022-01-01", ""),
    ],
)
@pytest.mark.parametrize("answer", ["/vergelijk/adviezen/", "/tijdreeksen/adviezen/", "/indicatoren/adviezen/"])
def test_what_this_figure_does_not_have_is_said_and_the_nearest_is_shown(
    get: Get, answer: str, query: str, said: str
) -> None:
    page = get(f"/demo{answer}?{query}")
    assert said in page
    assert "Nederland" in page


def test_a_file_of_what_a_figure_does_not_have_is_refused(get: Get) -> None:
    assert "‘share’" in get("/demo/indicatoren/adviezen/cijfers.csv?meting=share", 404)
    assert "‘gemeente’" not in get("/demo/indicatoren/adviezen/cijfers.csv?niveau=regio").text


@pytest.mark.parametrize("answer", [a for a in ANSWERS if a.startswith(("/vergelijk", "/tijdreeksen"))])
def test_more_than_fits_is_too_much_everywhere(client: Client, answer: str) -> None:
    codes = [r.code for r in access.release().catalogue.regions.of_type("GM")][:30]
    response = client.get(f"/demo{answer}?{'&'.join(f'regio={code}' for code in codes)}")
    assert response.status_code == 400
    assert "U koos meer dan 25 gebieden" in body(response).decode()


MEANT = ("VT02", "drenthe", "Drenthe", "vt02")


@pytest.mark.parametrize("text", MEANT)
@pytest.mark.parametrize(
    "address",
    ["/vergelijk/adviezen/?regio={}", "/tijdreeksen/adviezen/?regio={}", "/indicatoren/adviezen/?mijn={}",
     "/indicatoren/adviezen/cijfers.csv?regio={}", "/indicatoren/?gebied={}"],
)  # fmt: skip
def test_a_region_may_be_named_in_the_same_ways_everywhere(client: Client, address: str, text: str) -> None:
    response = client.get(f"/demo{address.format(text)}")
    assert response.status_code == 200
    assert "Drenthe" in body(response).decode()


@pytest.mark.parametrize("address", ["/vergelijkbaar/?regio={}", "/download/?regio={}"])
def test_a_typed_name_leads_to_the_page_of_the_region(client: Client, address: str) -> None:
    for text in MEANT:
        answer = client.get(f"/demo{address.format(text)}")
        assert answer.status_code == 302, text
        assert "drenthe" in answer["Location"]
