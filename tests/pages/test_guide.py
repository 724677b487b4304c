"""Pages that guide a reader: from knowledge-driven work to approaches, as the catalogue of the release has them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.release.read import Release
from impactmonitor.web import examples
from impactmonitor.web.examples import of_kind
from impactmonitor.web.site import Site, use
from pages.conftest import Get, Seen

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
        ("gespreksleider", "/uitleg/goede-gesprek/"),
        ("procentpunten", "/uitleg/soorten-cijfers/"),
        ("rondleiding", "/uitleg/rondleiding/"),
        ("oefenen", "/uitleg/oefeningen/"),
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


def figures_in(page: Seen) -> list[str]:
    return [
        attributes["aria-labelledby"] for tag, attributes in page.tags if "fig" in attributes.get("class", "").split()
    ]


def test_every_kind_of_figure_has_an_example_of_this_release(get: Get, catalogue: Catalogue) -> None:
    page = get("/uitleg/soorten-cijfers/")
    for kind in catalogue.guide.kinds:
        assert kind.id in page.ids
        assert any(name.startswith(f"{kind.id}-c-") for name in figures_in(page)), kind.id
        for text in (kind.what, *kind.says, *kind.does_not_say, *kind.pitfalls, kind.sentence, kind.avoid):
            assert text.nl in page
    assert page.text.count("Voorbeeld uit deze uitgave") == len(catalogue.guide.kinds)
    assert "Een score staat niet in deze uitgave." in page, "the bundled figures have none"


def test_an_example_is_a_figure_of_the_release(get: Get, official: Release) -> None:
    with use(Site()):
        share = of_kind(official, ["share"], ["registration"])
    assert share is not None
    assert share.figure.address == "/regio/drenthe/2021H1/acuut-of-structureel-onveilig/"
    sentence = share.figure.reading.told.replace("\u00a0", " ")
    assert sentence in get("/uitleg/soorten-cijfers/")
    assert sentence in get(share.figure.address)


def test_a_figure_of_a_region_goes_before_one_of_the_country(official: Release) -> None:
    """A visitor comes for a region; the Netherlands has more to choose from."""
    with use(Site()):
        number = of_kind(official, ["count"], ["registration"])
        assert number is not None
        assert number.figure.block.heading.region.startswith("VT")
        other = of_kind(official, ["count"], ["registration"], {number.figure.block.heading.indicator})
        assert other is not None
        assert other.figure.block.heading.indicator != number.figure.block.heading.indicator


def test_without_such_a_figure_there_is_no_example(official: Release) -> None:
    with use(Site()):
        assert of_kind(official, ["score"], ["cohort"]) is None
        assert of_kind(official, ["score"], ["registration"]) is None


def test_a_kind_without_a_figure_says_so(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "of_kind", lambda *asked: None)
    page = get("/uitleg/soorten-cijfers/?leeg")
    assert page.text.count("Deze uitgave heeft geen cijfer van dit soort.") == 5
    assert not figures_in(page)


def test_the_demonstration_has_examples_of_its_own(demo_home: Path, client: Client) -> None:
    text = client.get("/demo/uitleg/soorten-cijfers/").content.decode()
    assert "Een score staat niet in deze uitgave." not in text
    assert text.count('href="/demo/regio/') > 3
    assert 'href="/regio/' not in text.partition("<main")[2].partition("</main")[0]
