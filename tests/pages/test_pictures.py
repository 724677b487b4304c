"""Pictures of what pages show: the right file, with everything that must travel with a figure."""

from __future__ import annotations

import pytest
from django.test import Client

from pages.conftest import Get

pytestmark = pytest.mark.usefixtures("demo_home")

DOTS = "/demo/indicatoren/meldingen/regios"
MAP = "/demo/indicatoren/meldingen/kaart"


@pytest.mark.parametrize("address", [DOTS, MAP])
def test_all_regions_as_a_picture(client: Client, address: str) -> None:
    answer = client.get(f"{address}.svg?periode=2023H1&mijn=drenthe")
    assert answer["Content-Type"] == "image/svg+xml"
    text = answer.content.decode()
    for words in ("Meldingen bij Veilig Thuis", "Per 10.000 inwoners. 1e halfjaar 2023", "Oost-Brabant", "Bron: ",
                  "Licentie: ", "uitgave ", "Fictieve voorbeeldcijfers"):  # fmt: skip
        assert words in text
    assert "meldingen-rate" in answer["Content-Disposition"]
    assert "2023H1" in answer["Content-Disposition"]
    assert client.get(f"{address}.png")["Content-Type"] == "image/png"


def test_regions_of_every_type_have_their_picture(client: Client, get: Get) -> None:
    page = get("/demo/indicatoren/meldingen/?periode=2023H1&mijn=VT02")
    for kind, name in (("provincies", "Zeeland"), ("landsdelen", "Zuid-Nederland")):
        (link,) = [found.replace("&amp;", "&") for found in page.links if "regios.svg" in found and kind in found]
        text = client.get(link).content.decode()
        assert name in text
        assert "Kennemerland" not in text, "a region of another type"
    for address, kind, name in (
        ("/demo/indicatoren/overgewicht/", "ggd-regios", "Gelderland-Zuid"),
        ("/indicatoren/slachtoffers-huiselijk-geweld-provincie/", "provincies", "Drenthe"),
    ):
        links = [found.replace("&amp;", "&") for found in get(address).links]
        (link,) = [found for found in links if "regios.svg" in found and kind in found]
        assert name in client.get(link).content.decode()


def test_the_map_of_a_year_has_the_regions_of_that_year(client: Client) -> None:
    before = client.get(f"{MAP}.svg?periode=2022H1").content.decode()
    assert "Brabant Noordoost" in before
    assert "Oost-Brabant" not in before


def test_of_a_count_there_is_no_map(get: Get) -> None:
    page = get(f"{MAP}.svg?meting=count", 404)
    assert "Van een aantal maken we geen kaart" in page
    assert get(f"{DOTS}.svg?meting=count").status == 200


def test_the_same_choices_as_the_page_of_a_comparison(client: Client) -> None:
    text = client.get(f"{DOTS}.svg?regio=drenthe&regio=twente&mijn=twente").content.decode()
    assert "Drenthe" in text
    assert "Groningen" not in text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/indicatoren/onzin/regios.svg", "Er is geen cijfer met de naam"),
        ("/indicatoren/huisverboden/kaart.svg", "Van deze keuze staan er geen cijfers per gebied in deze uitgave."),
        (f"{DOTS}.svg?regio=atlantis", "We kennen geen regio of gemeente met de naam ‘atlantis’."),
        (f"{DOTS}.gif", "We maken geen bestanden van het soort ‘gif’. Kies uit: .svg, .png."),
    ],
)
def test_what_cannot_be_drawn_is_told(get: Get, address: str, words: str) -> None:
    assert words in get(address, 404)


FIGURE = "/regio/drenthe/2021H1/meldingen"


def test_a_figure_of_a_region_as_a_picture(client: Client, get: Get) -> None:
    assert f"{FIGURE}.png" in get(f"{FIGURE}/").links
    answer = client.get(f"{FIGURE}.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "drenthe-2021H1-meldingen" in answer["Content-Disposition"]
    text = answer.content.decode()
    for words in ("Per 10.000 inwoners. Drenthe, 1e halfjaar 2021*", "23,5*", "Nederland 34,8", "Licentie: CC BY 4.0",
                  "In Drenthe ging het in het 1e halfjaar van 2021 om 23,5 per 10.000 inwoners"):  # fmt: skip
        assert words in text
    assert "Fictieve" not in text


def test_a_figure_with_its_development(client: Client) -> None:
    text = client.get("/demo/regio/oost-brabant/2024H1/meldingen.svg").content.decode()
    assert "Fictieve voorbeeldcijfers" in text
    assert "halve jaren; het streepje staat bij het 1e halfjaar" in text
    assert text.count("<svg") == 1


def test_the_source_line_covers_the_development_too(get: Get, client: Client) -> None:
    """The line of 2023 is drawn from 2020 on; those figures were printed elsewhere and some are final."""
    for text in (
        get("/regio/drenthe/2023/bereik/").text,
        client.get("/regio/drenthe/2023/meldingen.svg").content.decode(),
    ):
        said = " ".join(text.split())
        assert "CBS StatLine 84852NED" in said
        assert "voorlopig; ontwikkeling: " in said


def test_a_breakdown_as_a_picture_is_never_stacked(client: Client) -> None:
    text = client.get("/demo/regio/drenthe/2024H1/aard-bij-meldingen.svg").content.decode()
    assert "Eén zaak kan in meer groepen vallen. Tel de groepen niet bij elkaar op." in text
    assert "Kindermishandeling" in text


@pytest.mark.parametrize("base", ["landelijk/2024H1", "gemeente/assen/2024H1", "regio/drenthe/2024H1"])
def test_pictures_of_every_family(client: Client, base: str) -> None:
    assert client.get(f"/en/demo/{base}/meldingen.png")["Content-Type"] == "image/png"


def test_an_address_that_should_have_been_another_sends_on(client: Client) -> None:
    answer = client.get("/regio/Drenthe/2021h1/meldingen.svg")
    assert (answer.status_code, answer["Location"]) == (302, f"{FIGURE}.svg")


NOTHING = ("drenthe/2021H1/onzin", "drenthe/2021H1/bereik", "atlantis/2021H1/meldingen", "drenthe/2021H2/meldingen")


@pytest.mark.parametrize("address", NOTHING)
def test_a_picture_of_nothing_is_told(get: Get, address: str) -> None:
    assert get(f"/regio/{address}.svg", 404).h1


LINES = "/demo/vergelijk/reeksen"


def test_small_lines_as_a_picture(client: Client, get: Get) -> None:
    page = get("/demo/vergelijk/?indicator=meldingen&regio=drenthe&regio=twente&mijn=twente&vorm=reeksen")
    assert any(link.startswith(f"{LINES}.png?indicator=meldingen") for link in page.links)
    answer = client.get(next(link for link in page.links if link.startswith(f"{LINES}.svg")).replace("&amp;", "&"))
    assert answer["Content-Type"] == "image/svg+xml"
    assert "meldingen-rate-drenthe-twente" in answer["Content-Disposition"]
    text = answer.content.decode()
    for words in ("Meldingen bij Veilig Thuis, in de tijd", " tot en met ", "Twente", "Bron: ",
                  "Elke grafiek heeft dezelfde schaal", "Licentie: ", "uitgave ", "Fictieve"):  # fmt: skip
        assert words in text
    assert "Groningen" not in text
    assert client.get(f"{LINES}.png?indicator=meldingen&regio=drenthe")["Content-Type"] == "image/png"


def test_small_lines_of_one_moment_are_told(get: Get) -> None:
    assert "Een lijn heeft minstens twee momenten met een cijfer nodig." in get(
        "/vergelijk/reeksen.svg?indicator=huisverboden&regio=drenthe", 404
    )


def test_the_series_of_the_netherlands_is_offered_as_a_picture(client: Client, get: Get) -> None:
    page = get("/demo/indicatoren/meldingen/?periode=2023H1&mijn=drenthe")
    link = next(link for link in page.links if link.startswith("/demo/tijdreeksen/meldingen.svg"))
    text = client.get(link.replace("&amp;", "&")).content.decode()
    assert "Per 10.000 inwoners. Nederland, " in text
    assert "Drenthe" not in text
