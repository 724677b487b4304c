"""Worked examples as exercises: a question, the reader's own choice, and an answer with figures of the release."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client

from impactmonitor.catalogue.guide import Exercise
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.release.read import activations
from impactmonitor.tables import Origin
from impactmonitor.web.static_site import Asker, without_choices
from pages.conftest import Get, Seen
from pages.test_every_page import house_rules

START = "/uitleg/oefeningen/"
NAMES = ["drenthe", "zaanstreek-waterland"]
MARKS = re.compile(r"\b(juist|onjuist|goed gedaan|helaas|correct|punten|score van \d)\b", re.I)
"""Words that would judge a choice."""


def exercise(catalogue: Catalogue, name: str) -> Exercise:
    return next(e for e in catalogue.guide.exercises if e.id == name)


def answer(get: Get, name: str, *chosen: str, prefix: str = "") -> Seen:
    return get(f"{prefix}{START}{name}/antwoord/?{urlencode([('kies', c) for c in chosen])}")


def part(page: Seen, anchor: str) -> str:
    return page.html.partition(f'aria-labelledby="{anchor}"')[2].partition("<h2 id=")[2].partition("<h2 id=")[0]


def test_both_exercises_are_offered(get: Get, catalogue: Catalogue) -> None:
    page = get(START)
    assert [e.id for e in catalogue.guide.exercises] == NAMES
    for item in catalogue.guide.exercises:
        assert f"{START}{item.id}/" in page.links
        assert item.question.nl in page


@pytest.mark.parametrize("name", NAMES)
def test_the_question_comes_before_the_choice_and_no_answer_is_given_away(
    get: Get, catalogue: Catalogue, name: str
) -> None:
    page, item = get(f"{START}{name}/"), exercise(catalogue, name)
    house_rules(page)
    assert page.html.index('id="vraag"') < page.html.index('id="kleiner"') < page.html.index('id="kiezen"')
    boxes = [found for tag, found in page.tags if tag == "input" and found.get("type") == "checkbox"]
    assert [box["value"] for box in boxes] == [choice.indicator for choice in item.choices]
    assert not [box for box in boxes if "checked" in box]
    assert not [choice for choice in item.choices if choice.adds.nl in page]
    assert f"{START}{name}/antwoord/" in page.links


@pytest.mark.parametrize("name", NAMES)
def test_every_choice_is_told_what_it_adds_and_none_is_judged(get: Get, catalogue: Catalogue, name: str) -> None:
    item = exercise(catalogue, name)
    for choice in item.choices:
        page = answer(get, name, choice.indicator)
        house_rules(page)
        told = part(page, "keuze")
        assert choice.adds.nl in told.partition("<details")[0]
        assert sum(other.adds.nl in told for other in item.choices) == len(item.choices), "the others are folded"
        assert not MARKS.search(re.sub(r"<[^>]+>", " ", told)), choice.indicator


def test_the_worked_answer_of_drenthe_has_the_figures_of_the_release(get: Get) -> None:
    """Those of the published example: 31,5 and 23,5 per 10.000; citizens 56,2 (44,8); police 54,6 (64,2)."""
    page = answer(get, "drenthe", "adviezen")
    worked = part(page, "antwoord")
    for figure in ("31,5", "23,5", "56,2", "44,8", "54,6", "64,2", "23,9", "42,8"):
        assert figure in worked
    assert "/regio/drenthe/2021H1/adviezen/" in page.links
    assert "Dit hoort er ook bij, maar is er niet van Drenthe over het 1e halfjaar 2021" in page
    assert "/indicatoren/vervolgstap/" in page.links


def test_what_the_worked_answer_lacks_it_would_use(get: Get, catalogue: Catalogue) -> None:
    item = exercise(catalogue, "drenthe")
    told = part(get(f"{START}drenthe/antwoord/"), "keuze")
    would = [choice for choice in told.split('<div class="choice">')[1:] if "zou dit ook gebruiken" in choice]
    assert len(would) >= 5
    assert not [choice for choice in would if "gebruikt dit ook" in choice or "Van Drenthe staat hierover" in choice]
    national = [c.indicator for c in item.choices if catalogue.indicators[c.indicator].levels == ["NL"]]
    assert told.count("er niet per regio") == len(national)


def test_the_answer_leads_to_the_same_exercise_in_the_demonstration(demo_home: Path, get: Get) -> None:
    path = f"{START}drenthe/antwoord/"
    assert f"/demo{path}" in get(path).links
    assert "Dezelfde oefening met volledige" not in get(f"/demo{path}")


def test_the_worked_answer_of_zaanstreek_waterland_has_the_figures_of_the_release(get: Get) -> None:
    worked = part(answer(get, "zaanstreek-waterland", "overdracht-om"), "antwoord")
    for figure in ("55,6", "42,8", "61", "1,4", "2,2", "0,7", "Dit is een echte nul"):
        assert figure in worked


@pytest.mark.parametrize("name", NAMES)
def test_without_a_choice_everything_is_told(get: Get, catalogue: Catalogue, name: str) -> None:
    page, item = get(f"{START}{name}/antwoord/"), exercise(catalogue, name)
    for text in (*(c.adds for c in item.choices), *item.raises, *item.needed):
        assert text.nl in page
    english = get(f"/en{START}{name}/antwoord/")
    for text in (*(c.adds for c in item.choices), *(c.reads for c in item.choices if c.reads), *item.needed):
        assert text.en in english


def test_an_empty_choice_is_met_kindly(get: Get) -> None:
    assert "U koos nog niets. Dat mag." in answer(get, "drenthe", "")


@pytest.mark.parametrize("bad", ["onzin", "<script>alert(1)</script>", "../../etc", "\x00", "a" * 500, "adviezen;drop"])
def test_what_is_no_choice_is_named_and_passed_over(get: Get, bad: str) -> None:
    page = answer(get, "drenthe", "meldingen", bad)
    house_rules(page)
    assert "hoort niet bij de oefening en is overgeslagen" in page
    assert f"{START}drenthe/#kiezen" in page.links
    assert "<script>" not in page.html
    assert "Wat uw keuze toevoegt" in page, "the good choice counts"


def test_very_many_bad_choices_do_not_fill_the_page(get: Get) -> None:
    page = answer(get, "drenthe", *(f"onzin-{number}" for number in range(500)))
    assert page.text.count("onzin-") == 5


@pytest.mark.parametrize("path", ["onzin/", "onzin/antwoord/", "%00/", "drenthe/antwoord/extra/"])
def test_an_unknown_exercise_leads_to_those_that_are(get: Get, path: str) -> None:
    page = get(f"{START}{path}", 404)
    assert path.startswith("drenthe") or {f"{START}{name}/" for name in NAMES} <= set(page.links)


def test_a_copy_in_files_has_the_choices_folded(built_home: Path, catalogue: Catalogue) -> None:
    """A file answers no form: each choice unfolds to what it adds, and the answer is a page of its own."""
    path = f"{START}drenthe/"
    ask = Asker({Origin.OFFICIAL: activations(built_home / "releases", Origin.OFFICIAL)})
    text = without_choices(ask(path).body, path).decode()
    assert "Zelf kiezen en zoeken kan hier niet" not in text
    assert text.count('<details class="fig-more">') == len(exercise(catalogue, "drenthe").choices)
    assert f'href="{path}antwoord/"' in text


def test_a_region_without_figures_has_no_worked_answer(home: Path, client: Client) -> None:
    (path,) = (home / "releases" / "official").glob("*/catalogue.json")
    path.chmod(0o644)
    data = json.loads(path.read_bytes())
    data["guide"]["exercises"][0]["region"] = "VT12"
    path.write_text(json.dumps(data), encoding="utf-8")
    text = client.get(f"{START}drenthe/antwoord/").content.decode()
    assert "Deze uitgave heeft over het 1e halfjaar 2021 geen van deze cijfers van Kennemerland." in text
    del data["guide"]["exercises"]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert client.get(f"{START}?b").status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_the_demonstration_answers_with_its_own_figures(demo_home: Path, client: Client, name: str) -> None:
    text = client.get(f"/demo{START}{name}/antwoord/?kies=meldingen").content.decode()
    main = text.partition("<main")[2].partition("</main")[0]
    assert "/demo/regio/" in main
    assert 'href="/regio/' not in main
    assert "geen van deze cijfers" not in main
