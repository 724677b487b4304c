"""The list of indicators with its question by region, and the figures on the page of one indicator."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client

from impactmonitor.present.coverage import BACKGROUND
from impactmonitor.web import access
from pages.conftest import Get, Seen
from pages.test_compare import rows_of, tile


def indicators_of(page: Seen) -> set[str]:
    """Names of the indicators in the rows of the list."""
    return set(re.findall(r'role="rowheader"><a href="/indicatoren/([a-z0-9-]+)/"', page.html))


def held_by(code: str) -> set[str]:
    return set(access.coverage(access.release()).of_region(code))


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Drenthe", "VT02"), ("drenthe", "VT02"), ("Assen", "GM0106"), ("gm0106", "GM0106"), ("PV22", "PV22")],
)
def test_the_list_answers_what_there_is_for_a_region(get: Get, typed: str, code: str) -> None:
    page = get(f"/indicatoren/?gebied={typed}")
    assert indicators_of(page) == held_by(code)
    assert "Naar de cijfers van" in page


def test_every_figure_of_the_region_is_one_link_away(get: Get) -> None:
    page = get("/indicatoren/?gebied=Drenthe")
    links = [link for link in page.links if "mijn=VT02" in link]
    assert len(links) == len(held_by("VT02"))
    for link in links[::6]:
        answer = get(link.split("#")[0].replace("&amp;", "&"))
        assert rows_of(answer)["Drenthe"].startswith("(mijn regio)")


def test_what_is_not_there_for_the_region_can_be_shown_too(get: Get) -> None:
    page = get("/indicatoren/?gebied=Drenthe&ook=1")
    assert len(indicators_of(page)) == len(access.release().catalogue.indicators)
    assert "geen cijfer" in page


def test_filters_and_the_region_go_together(get: Get) -> None:
    page = get("/indicatoren/?gebied=Drenthe&thema=achtergrond")
    themes = {i.id: i.theme for i in access.release().catalogue.ordered}
    assert indicators_of(page) == {name for name in held_by("VT02") if themes[name] == BACKGROUND}


def test_an_unknown_region_is_told_at_its_field(get: Get) -> None:
    page = get("/indicatoren/?gebied=drente", 404)
    assert "We kennen geen regio of gemeente met de naam ‘drente’." in page
    field = next(a for tag, a in page.tags if tag == "input" and a.get("name") == "gebied")
    assert field["aria-describedby"] in page.ids
    assert any("gebied=VT02" in link for link in page.links)
    assert indicators_of(page)


def test_the_csv_follows_the_same_question(client: Client) -> None:
    text = client.get("/indicatoren/indicatoren.csv?gebied=Drenthe").content.decode("utf-8-sig")
    assert {row["id"] for row in csv.DictReader(io.StringIO(text))} == held_by("VT02")


def test_the_page_of_an_indicator_has_every_region_as_printed(get: Get) -> None:
    found = rows_of(get("/indicatoren/adviezen-naar-rol/?groep=verpleegkundige&periode=2023"))
    assert found["Gelderland-Zuid"].startswith("200")
    assert found["Haaglanden"].startswith("150")
    assert found["Zeeland"].startswith("ontbreekt")


def test_an_indicator_without_wishes_shows_the_newest_period_with_regions(get: Get) -> None:
    page = get("/indicatoren/meldingen/")
    assert rows_of(page)["Drenthe"].startswith("37,9")
    assert tile(page, "Drenthe")["aria-label"] == "Drenthe: 37,9 per 10.000 inwoners, voorlopig, afgeleid"


def test_municipalities_have_a_view_of_their_own(get: Get) -> None:
    page = get("/indicatoren/inwoners/?periode=2022-01-01")
    assert "Emmen" not in rows_of(page)
    link = next(link for link in page.links if "niveau=gemeente" in link)
    found = rows_of(get(link.split("#")[0].replace("&amp;", "&")))
    municipalities = access.release().catalogue.regions.of_type("GM", 2022)
    assert {m.name_in(2022) for m in municipalities} <= set(found)


@pytest.mark.parametrize("query", ["niveau=wijk", "mijn=onzin", "groep=onzin", "periode=1999"])
def test_unknown_choices_are_told(get: Get, query: str) -> None:
    assert "/indicatoren/meldingen/" in get(f"/indicatoren/meldingen/?{query}", 404).links


def test_files_hold_the_figures_of_the_view(client: Client) -> None:
    query = "meting=count&groep=verpleegkundige&periode=2023&niveau=regio"
    response = client.get(f"/indicatoren/adviezen-naar-rol/cijfers.csv?{query}")
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert {(r["category"], r["period"], r["measure"]) for r in rows} == {("verpleegkundige", "2023", "count")}
    kinds = {r["region"][:2] for r in rows}
    assert "VT" in kinds
    assert "GM" not in kinds


def test_the_series_of_the_netherlands_is_told_in_a_sentence(get: Get) -> None:
    block = get("/indicatoren/meldingen/?meting=count").html.partition('id="reeks"')[2].partition("</section>")[0]
    assert '<p class="fig-say">Nederland: ' in block
    assert "Waarom staat dit hier?" in block
