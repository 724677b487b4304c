"""The guided reading of one region: step by step on figures of the release, there and back, without a form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Text
from impactmonitor.release.read import Release
from impactmonitor.web import tour
from impactmonitor.web.site import Site, use
from pages.conftest import Get, Seen
from pages.test_every_page import house_rules

START = "/uitleg/rondleiding/"


def steps(catalogue: Catalogue) -> list[str]:
    return [f"{START}{step.id}/" for step in catalogue.guide.tour_steps]


def main_of(page: Seen) -> str:
    return page.html.partition("<main")[2].partition("</main")[0]


def test_the_tour_begins_with_its_steps(get: Get, catalogue: Catalogue) -> None:
    page = get(START)
    assert len(steps(catalogue)) == 7
    assert set(steps(catalogue)) <= set(page.links)
    assert "U leest de cijfers van Drenthe over het 1e halfjaar 2021." in page


def test_every_step_leads_to_the_one_before_and_after(get: Get, catalogue: Catalogue) -> None:
    path = steps(catalogue)
    for number, address in enumerate(path):
        page = get(address)
        house_rules(page)
        assert f"Stap {number + 1} van 7" in page
        assert START in page.links
        near = {path[n] for n in (number - 1, number + 1) if 0 <= n < len(path)}
        assert {link for link in page.links if link in path} == near
        assert "<form" not in main_of(page)
    assert "/regio/" in get(path[-1]).links


def test_every_step_says_what_to_look_at(get: Get, catalogue: Catalogue) -> None:
    for step in catalogue.guide.tour_steps:
        page, english = get(f"{START}{step.id}/"), get(f"/en{START}{step.id}/")
        told: list[Text] = [step.title, step.look, *step.says, *step.does_not_say, step.practice]
        for text in told:
            assert text.nl in page
            assert text.en in english


@pytest.mark.parametrize(
    ("step", "shown", "to"),
    [
        ("waar-en-wanneer", "1e halfjaar 2021", "/regio/drenthe/2021H1/"),
        ("een-getal", "31,5", "/regio/drenthe/2021H1/adviezen/"),
        ("nederland-ernaast", "Nederland", "/regio/drenthe/2021H1/"),
        ("groepen", "Burgers", "/regio/drenthe/2021H1/adviezen-naar-organisatie/"),
        ("ontwikkeling", "Nederland 37,6", "/tijdreeksen/adviezen/"),
        ("wat-ontbreekt", "Wat ontbreekt, en waarom", "/regio/drenthe/2021H1/#h-mist"),
        ("naar-het-gesprek", "Vragen bij", "/uitleg/goede-gesprek/"),
    ],
)
def test_a_step_shows_a_live_figure_and_the_way_to_it(get: Get, step: str, shown: str, to: str) -> None:
    page = get(f"{START}{step}/")
    assert shown in page.text or shown in page.html
    assert any(link.startswith(to) for link in page.links)


def test_the_question_step_has_the_questions_of_its_figure(get: Get, catalogue: Catalogue) -> None:
    page = get(f"{START}naar-het-gesprek/")
    for text in catalogue.indicators["adviezen"].questions:
        assert text in page


@pytest.mark.parametrize("name", ["onzin", "%00", "een-getal%20", "x" * 300])
def test_an_unknown_step_leads_to_the_steps(get: Get, catalogue: Catalogue, name: str) -> None:
    page = get(f"{START}{name}/", 404)
    assert set(steps(catalogue)) <= set(page.links)


def test_one_moment_is_no_development(get: Get, demo_home: Path) -> None:
    path = f"{START}ontwikkeling/"
    page = get(path)
    assert "Van Drenthe staat dit cijfer in deze uitgave op maar één moment." in page
    assert f"/demo{path}" in page.links
    assert "maar één moment" not in get(f"/demo{path}")


def test_another_region_takes_over(official: Release, catalogue: Catalogue) -> None:
    plan = catalogue.guide.tour
    assert plan is not None
    with use(Site()):
        found = tour.begin(official, plan.model_copy(update={"region": "VT12"}))
        assert found is not None
        assert found.region.type == "VT"
        assert found.region.code != "VT12", "Kennemerland has no figures"
        for step in plan.steps:
            found.stop(step)


def test_it_says_why_it_is_this_region(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Deze komt uit een bekend voorbeeld" in get(START)
    begin = tour.begin
    monkeypatch.setattr(tour, "begin", lambda opened, plan: begin(opened, plan.model_copy(update={"region": "VT12"})))
    assert "Deze is de eerste op alfabet" in get(f"{START}?anders")


def test_a_region_without_groups_has_an_empty_step(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tour.Reading, "_tables", [])
    page = get(f"{START}groepen/?leeg")
    assert "Van Drenthe heeft deze uitgave hier niets om te laten zien." in page


def test_without_enough_figures_it_says_so(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tour, "begin", lambda opened, plan: None)
    assert "van geen enkele regio genoeg cijfers" in get(f"{START}?leeg")
    assert START in get(f"{START}een-getal/?leeg", 404).links


def test_a_release_of_before_has_no_tour(home: Path, client: Client) -> None:
    (path,) = (home / "releases" / "official").glob("*/catalogue.json")
    path.chmod(0o644)
    data = json.loads(path.read_bytes())
    del data["guide"]["tour"]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert "heeft deze uitleg nog niet" in client.get(START).content.decode()
    assert client.get(f"{START}een-getal/").status_code == 404


def test_the_demonstration_has_its_own_figures(demo_home: Path, client: Client, catalogue: Catalogue) -> None:
    for path in steps(catalogue):
        text = client.get(f"/demo{path}").content.decode().partition("<main")[2].partition("</main")[0]
        assert "niets om te laten zien" not in text, path
        assert 'href="/regio/' not in text
