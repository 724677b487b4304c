"""The municipalities of one region on a map: drawn large, named, and only where boundaries were fetched."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.geography.boundaries import Boundaries, Shape
from impactmonitor.present import municipal_maps
from impactmonitor.present.cells import Cell
from impactmonitor.web import access, kept
from pages.conftest import Get, Seen
from pages.test_every_page import house_rules

EMMEN, ASSEN, GRONINGEN = "GM0114", "GM0106", "GM0014"
SQUARE = "M{x} 1000l0 100 100 0 0 -100z"
SHARES = "/indicatoren/jeugdhulp/?niveau=gemeente"


def held(year: int = 2023) -> Boundaries:
    """Emmen and Assen side by side, Groningen far away; not where they lie."""
    shapes = {
        EMMEN: Shape(SQUARE.format(x=2000), 2050, 1050, "VT02"),
        ASSEN: Shape(SQUARE.format(x=2100), 2150, 1050, "VT02"),
        GRONINGEN: Shape(SQUARE.format(x=9000), 9050, 1050, "VT08"),
    }
    return Boundaries(
        year, year, "0 0 11200 13000", "Bron van de grenzen", "", "", (), 200, {"VT02": shapes[EMMEN]}, shapes
    )


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boundaries of every year are on this machine."""
    monkeypatch.setattr(access, "boundaries", lambda regions, year: held(year))


def areas(page: Seen) -> dict[str, str]:
    """What the links of the geographic map say, with where they lead."""
    svg = re.search(r'<svg class="tilemap areas".*?</svg>', page.html, re.S)
    found = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"', svg[0]) if svg else []
    return {label: address for address, label in found}


def test_a_region_is_drawn_as_large_as_the_country_and_neighbours_keep_one_border(catalogue: Catalogue) -> None:
    regions = catalogue.regions
    found = municipal_maps.municipal_map(
        regions, regions["VT02"], {EMMEN: Cell(text="12,5", value=12.5)}, None, catalogue.units["%"],
        lambda region: f"/{region.code}/", mine=EMMEN, boundaries=held(),
    )  # fmt: skip
    assert found is not None
    assert [place.name for place in found.by_name] == ["Assen", "Emmen"]
    emmen, assen = (next(p for p in found.places if p.region.code == code) for code in (EMMEN, ASSEN))
    assert (emmen.spoken, emmen.mine, assen.gap and assen.gap.id) == (
        "Emmen: 12,5 procent (mijn regio)", True, "ontbreekt",
    )  # fmt: skip
    width = int(found.view_box.split()[2])
    assert width == 11200
    right = max(int(x) for x in re.findall(r"M(\d+)", emmen.lines)) + int(re.findall(r" (\d+) 0 ", emmen.lines)[0])
    assert assen.lines.startswith(f"M{right} "), "no gap between neighbours"
    assert all(0 < place.x < width for place in found.places)
    assert municipal_maps.municipal_map(
        regions, regions["VT03"], {}, None, catalogue.units["%"], lambda region: "", mine="", boundaries=held()
    ) is None  # fmt: skip


@pytest.mark.usefixtures("fetched")
def test_the_municipalities_of_my_region_stand_on_a_map(get: Get, client: Client) -> None:
    page = get(f"{SHARES}&mijn={EMMEN}")
    house_rules(page)
    found = areas(page)
    assert [label.partition(":")[0] for label in found] == ["Emmen", "Assen"]
    assert "Kaart van 2 gemeenten in Drenthe." in page
    assert "Bron van de grenzen" in page
    for address in found.values():
        assert client.get(address).status_code == 200
    assert list(areas(get(f"{SHARES}&mijn=VT02")).values()) == list(found.values())


@pytest.mark.usefixtures("fetched")
def test_without_a_choice_the_page_says_how_to_get_the_map(get: Get) -> None:
    page = get(SHARES)
    assert not areas(page)
    assert "Kies bij ‘Mijn regio’ een gemeente." in page
    assert "op een kaart" not in get("/indicatoren/adviezen-naar-rol/?niveau=gemeente"), "counts are not mapped"


def test_without_boundaries_there_is_no_map_and_no_word_of_it(get: Get) -> None:
    page = get(f"{SHARES}&mijn={EMMEN}")
    assert not areas(page)
    assert "Kies bij ‘Mijn regio’ een gemeente." not in page


def test_a_figure_of_a_municipality_leads_to_those_of_its_region(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = access.release()
    held_by = opened.regions_with("jeugdhulp", "share", "2025H1")
    code = min(code for code in held_by if code.startswith("GM"))
    path = f"/gemeente/{access.addresses(opened).slug(opened.catalogue.regions[code])}/2025H1/jeugdhulp/"
    plain = get(path)
    (link,) = [found for found in plain.links if "niveau=gemeente" in found]
    assert "Alle gemeenten naast elkaar, per regio" in plain
    assert f"mijn={code}" in link
    assert "Alle gemeenten" not in get("/regio/drenthe/2021H1/adviezen/")
    monkeypatch.setattr(access, "boundaries", lambda regions, year: held(year))
    kept.KEPT.clear()
    assert " op de kaart" in get(path)
    assert "Cijfers" in get(link.replace("&amp;", "&"))


@pytest.mark.usefixtures("fetched")
def test_the_map_of_municipalities_is_a_picture_too(get: Get, client: Client) -> None:
    page = get(f"{SHARES}&mijn={EMMEN}")
    (svg,) = [link.replace("&amp;", "&") for link in page.links if "kaart.svg" in link]
    answer = client.get(svg)
    text = answer.content.decode()
    for words in (
        "Kaart van 2 gemeenten in Drenthe, ",
        "Emmen",
        "Assen",
        "Bron: ",
        "Bron van de grenzen",
        "Licentie: ",
    ):
        assert words in text
    assert "Groningen" not in text
    assert "kaart-gemeenten-drenthe-jeugdhulp-share" in answer["Content-Disposition"]
    assert client.get(svg.replace(".svg", ".png"))["Content-Type"] == "image/png"


def test_without_boundaries_the_picture_says_why(get: Get) -> None:
    page = get(f"/indicatoren/jeugdhulp/kaart.svg?niveau=gemeente&mijn={EMMEN}", 404)
    assert "waarvan de grenzen op deze site staan" in page
