"""Pages that guide a reader: from knowledge-driven work to approaches, as the catalogue of the release has them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.catalogue.load import Catalogue
from pages.conftest import Get

ARTICLES = ["kennisgestuurd-werken", "goede-gesprek", "wat-de-monitor-niet-zegt", "wat-werkt"]


@pytest.mark.parametrize("slug", ARTICLES)
def test_an_article_stands_whole_on_its_page(get: Get, catalogue: Catalogue, slug: str) -> None:
    page, english = get(f"/uitleg/{slug}/"), get(f"/en/uitleg/{slug}/")
    for section in catalogue.guide.sections(slug):
        assert section.id in page.ids
        for text in (section.title, *section.text, *section.points):
            assert text.nl in page
            assert text.en in english
        for link in section.links:
            assert f"/{link.to}" in page.links
            assert f"/en/{link.to}" in english.links


def test_every_article_has_a_page(catalogue: Catalogue) -> None:
    assert {article.id for article in catalogue.guide.articles} == set(ARTICLES)


def test_the_ten_steps_say_what_where_and_what_for(get: Get, catalogue: Catalogue) -> None:
    page = get("/uitleg/stappenplan/")
    for number, step in enumerate(catalogue.guide.steps, 1):
        assert step.id in page.ids
        assert f"Stap {number}. {step.title.nl}" in page
        for text in (*step.does, step.needs, step.gives, step.helps):
            assert text.nl in page
        for link in step.links:
            assert f"/{link.to}" in page.links


def test_approaches_are_named_with_their_owner(get: Get, catalogue: Catalogue) -> None:
    page = get("/uitleg/wat-werkt/")
    for approach in catalogue.guide.databases:
        assert approach.address in page.links
        for text in (approach.name, approach.owner, approach.holds, approach.look):
            assert text.nl in page


def test_the_limits_count_what_this_release_lacks(get: Get, catalogue: Catalogue) -> None:
    page = get("/uitleg/wat-de-monitor-niet-zegt/")
    assert f"van de {len(catalogue.indicators)} indicatoren" in page
    assert "/indicatoren/" in page.links


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("kennisgestuurd", "/uitleg/kennisgestuurd-werken/"),
        ("stappenplan", "/uitleg/stappenplan/"),
        ("movisie", "/uitleg/wat-werkt/"),
        ("goede gesprek", "/uitleg/goede-gesprek/"),
    ],
)
def test_search_finds_them(get: Get, text: str, address: str) -> None:
    assert address in get(f"/zoek/?q={text}").links


def test_a_release_without_a_guide_says_so(home: Path, client: Client) -> None:
    (path,) = (home / "releases" / "official").glob("*/catalogue.json")
    path.chmod(0o644)
    data = json.loads(path.read_bytes())
    del data["guide"]
    path.write_text(json.dumps(data), encoding="utf-8")
    for slug in (*ARTICLES, "stappenplan"):
        response = client.get(f"/uitleg/{slug}/")
        assert response.status_code == 200
        assert "Deze uitgave heeft deze uitleg nog niet." in response.content.decode()
