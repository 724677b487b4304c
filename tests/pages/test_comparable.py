"""Regions that are like a region: the right ones, on what, with weights in the address, and usable as a set."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.meaning import comparable as words
from impactmonitor.present.comparable import inputs, similar
from impactmonitor.release.read import Release, open_release
from impactmonitor.tables import Origin
from pages.conftest import Get, read
from pages.test_every_page import house_rules

DRENTHE = ("VT13", "VT15", "VT24", "VT11", "VT12")
"""The five with a number of inhabitants nearest to 497 743 on 1 January 2022, the nearest first."""
LACKING = {"stedelijkheid", "jong", "oud", "eenouder", "inkomen", "welvaart", "herkomst"}


@pytest.fixture(scope="module")
def official(built_home: Path) -> Release:
    return open_release(built_home / "releases", Origin.OFFICIAL)


@pytest.fixture(scope="module")
def demo(demo_home: Path) -> Release:
    return open_release(demo_home / "releases", Origin.DEMO)


def test_bundled_figures_compare_on_inhabitants_and_say_what_is_missing(official: Release) -> None:
    found = inputs(official)
    assert found is not None
    assert (found.year, len(found.regions)) == (2022, 26)
    assert [u.characteristic.id for u in found.used] == ["inwoners"]
    assert {v.id for v in found.absent} == LACKING
    assert found.used[0].second_hand
    people = found.used[0].values
    by_size = sorted((c for c in people if c != "VT02"), key=lambda c: abs(math.log(people[c] / people["VT02"])))
    answer = similar(official, "VT02")
    assert answer is not None
    assert answer.codes == DRENTHE == tuple(by_size[:5])


def test_a_region_without_equals_has_fewer(official: Release) -> None:
    answer = similar(official, "VT01")
    assert answer is not None
    assert (answer.codes, answer.hidden) == (("VT09", "VT18", "VT20"), 2)
    assert words.poor(answer).startswith("Er zijn maar 3 goed vergelijkbare regio’s. De volgende regio’s verschillen")
    assert [r.title for r in words.cautions(answer)] == ["Weinig kenmerken"]


def test_demonstration_has_every_characteristic(demo: Release, catalogue: Catalogue) -> None:
    found = inputs(demo)
    assert found is not None
    assert catalogue.comparable is not None
    assert (found.year, len(found.regions), found.absent) == (2025, 25, ())
    assert {u.characteristic.id for u in found.used} | set(found.dropped) == {
        v.id for v in catalogue.comparable.variables
    }
    for region in found.regions:
        answer = similar(demo, region.code)
        assert answer is not None
        assert len(answer.found) + answer.hidden == 5
        assert region.code not in answer.codes
        assert sum(answer.weights.values()) == pytest.approx(1)


def test_no_outcome_is_a_characteristic(catalogue: Catalogue) -> None:
    assert catalogue.comparable is not None
    for variable in catalogue.comparable.variables:
        indicator = catalogue.indicators[variable.indicator]
        assert indicator.theme == "achtergrond"
        assert "jeugd" not in indicator.id
        assert indicator.source in ("bevolking", "cbs-context", "ses-woa")


def test_the_page_shows_regions_values_and_what_is_missing(get: Get) -> None:
    page = get("/vergelijkbaar/drenthe/")
    house_rules(page)
    assert page.h1 == "Regio’s die op Drenthe lijken"
    assert "Vergeleken met 5 regio’s die op Drenthe lijken. Gekeken is naar: inwoners." in page
    for text in ("497.743", "Noord-Brabant Midden", "Kenmerken van 2022", "Uit tweede hand: Inwoners"):
        assert text in page
    assert "Er is maar naar 1 van de 8 kenmerken gekeken: inwoners." in page
    assert "Dat regio’s op elkaar lijken, is geen oordeel en geen verklaring." in page
    assert {"/indicatoren/stedelijkheid/", "/indicatoren/inkomen/", "/regio/drenthe/"} <= set(page.links)
    assert "/vergelijk/?regio=vergelijkbaar&mijn=drenthe" in page.links
    assert "Regions that are like Drenthe" in get("/en/vergelijkbaar/drenthe/")


def test_weights_stand_in_the_address(get: Get) -> None:
    page = get("/vergelijkbaar/drenthe/?gewicht-inwoners=40")
    assert "U ziet uw eigen gewichten." in page
    assert ("input", "40") in [(tag, a.get("value")) for tag, a in page.tags if a.get("name") == "gewicht-inwoners"]
    usual = get("/vergelijkbaar/drenthe/?gewicht-inwoners=100,0")
    assert "U ziet uw eigen gewichten." not in usual, "the form sent without a change"
    unused = get("/vergelijkbaar/drenthe/?gewicht-inwoners=50&gewicht-inkomen=50")
    assert "Deze kenmerken tellen niet mee" in unused


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("gewicht-inwoners=veel", "Het gewicht van ‘Inwoners’ is ‘veel’."),
        ("gewicht-inwoners=-5", "Het gewicht van ‘Inwoners’ is ‘-5’."),
        ("gewicht-inwoners=nan", "Het gewicht van ‘Inwoners’ is ‘nan’."),
        ("gewicht-inwoners=1e99", "Het gewicht van ‘Inwoners’ is ‘1e99’."),
        ("gewicht-inwoners=%D9%A1%D9%A2", "Het gewicht van ‘Inwoners’ is ‘\u0661\u0662’."),
        ("gewicht-inwoners=10&gewicht-inwoners=20", "Het gewicht van ‘Inwoners’ staat meer dan één keer in het adres."),
        ("gewicht-inwoners=0", "Alle gewichten zijn 0."),
        ("gewicht-huisdieren=3", "We kennen geen kenmerk met de naam ‘huisdieren’."),
    ],
)
def test_weights_that_cannot_be_get_a_helpful_page(get: Get, query: str, sentence: str) -> None:
    page = get(f"/vergelijkbaar/drenthe/?{query}", 400)
    house_rules(page)
    assert sentence in page
    assert "Hieronder staat de lijst met de gewone gewichten." in page
    assert "Kennemerland" in page


def test_a_region_that_was_not_there_yet_leads_to_those_of_then(get: Get) -> None:
    page = get("/vergelijkbaar/oost-brabant/")
    assert "De kenmerken van regio’s in deze uitgave zijn van 2022. Toen bestond Oost-Brabant niet" in page
    assert {"/vergelijkbaar/brabant-noordoost/", "/vergelijkbaar/zuidoost-brabant/"} <= set(page.links)


def test_what_is_no_region_leads_on(get: Get, client: Client) -> None:
    assert "/vergelijkbaar/drenthe/" in get("/vergelijkbaar/emmen/", 404).links
    assert "/vergelijkbaar/" in get("/vergelijkbaar/atlantis/", 404).links
    assert "/vergelijkbaar/twente/" in get("/vergelijkbaar/").links
    assert client.get("/vergelijkbaar/?regio=drenthe").headers["Location"] == "/vergelijkbaar/drenthe/"


def test_comparable_regions_are_a_set_of_the_comparison(get: Get) -> None:
    page = get("/vergelijk/inwoners/?regio=vergelijkbaar&mijn=drenthe")
    assert "Vergeleken met 5 regio’s die op Drenthe lijken. Gekeken is naar: inwoners." in page
    for name in ("Drenthe", "Kennemerland", "IJsselland"):
        assert name in page
    without = get("/vergelijk/inwoners/?regio=vergelijkbaar", 404)
    assert "Kies bij ‘Mijn regio’ een Veilig Thuis-regio." in without
    series = get("/tijdreeksen/inwoners/?regio=vergelijkbaar&mijn=drenthe")
    assert "Kennemerland" in series


def test_ways_from_a_region_and_a_figure(get: Get) -> None:
    assert "/vergelijkbaar/drenthe/" in get("/regio/drenthe/").links
    figure = get("/regio/drenthe/2021H1/meldingen/")
    assert "/vergelijk/meldingen/?regio=vergelijkbaar&mijn=drenthe&periode=2021H1" in figure.links
    assert not any("vergelijkbaar" in link for link in get("/gemeente/emmen/").links)


def test_the_background_stands_beside_a_theme_and_explains_nothing(get: Get) -> None:
    page = get("/regio/drenthe/2021H1/bereik/")
    assert "Achtergrond van deze regio" in page
    assert "Deze cijfers beschrijven het gebied. Ze verklaren de cijfers hierboven niet." in page
    assert "/vergelijkbaar/drenthe/" in page.links
    assert "Achtergrond van deze regio" not in get("/regio/drenthe/2021H1/achtergrond/")


def test_demonstration_names_every_characteristic(demo_home: Path) -> None:
    answer = Client().get("/demo/vergelijkbaar/drenthe/?gewicht-inwoners=50&gewicht-jong=0")
    page = read("/demo/vergelijkbaar/drenthe/", answer.status_code, answer.content.decode(), answer.headers)
    assert answer.status_code == 200
    for text in ("Stedelijkheid", "Huishoudens met één ouder", "Inkomen van huishoudens", "U ziet uw eigen gewichten."):
        assert text in page
    assert "jonger dan 20 jaar" not in page.text.split("Gekeken is naar:")[1].split(".")[0]


@pytest.mark.parametrize(
    "path",
    [
        "vragen/helpt-de-hulp/drenthe/",
        "vergelijk/?regio=drenthe",
        "tijdreeksen/meldingen/?regio=vergelijkbaar&mijn=drenthe",
    ],
)
def test_few_characteristics_are_told_beside_the_choice(demo_home: Path, get: Get, path: str) -> None:
    assert "naar 1 van de 8 kenmerken gekeken: inwoners." in get(f"/{path}")
    assert "kenmerken gekeken" not in get(f"/demo/{path}")


def test_many_characteristics_say_that_the_table_slides(demo_home: Path, get: Get) -> None:
    words = "Schuif de tabel opzij voor meer kenmerken."
    assert words in get("/demo/vergelijkbaar/drenthe/")
    assert words not in get("/vergelijkbaar/drenthe/"), "one characteristic fits"
