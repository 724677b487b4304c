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
        (f"{DOTS}.svg?regio=atlantis", "Van deze keuze staan er geen cijfers per gebied in deze uitgave."),
        (f"{DOTS}.gif", "We maken geen bestanden van het soort ‘gif’. Kies uit: .svg, .png."),
    ],
)
def test_what_cannot_be_drawn_is_told(get: Get, address: str, words: str) -> None:
    assert words in get(address, 404)
