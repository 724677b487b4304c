"""What guides a reader: complete, in both languages, careful, and travelling with the release."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import BaseModel

from impactmonitor.catalogue import snapshot
from impactmonitor.catalogue.check import check
from impactmonitor.catalogue.guide import Guide
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Text

FORBIDDEN = re.compile(
    r"\b(doordat|omdat|leidt tot|veroorzaakt?|succes\w*|problemen|probleem|verslechterd?|verbeterd?|significant\w*"
    r"|slechtste|best presterende)\b",
    re.I,
)
INSTRUMENT_03 = {
    "Welke cijfers worden geregistreerd": "welke-cijfers",
    "Hoe wordt de informatie verzameld": "waar-komen-ze-vandaan",
    "Waar kan ik de monitor voor gebruiken": "waarvoor",
    "Verschillen tussen gemeenten": "gemeenten",
    "Visuele uitdraaien": "uitdraaien",
    "Zijn alle data voor alle regio’s beschikbaar": "alle-regios",
    "Welke aanpakken werken": "werkt-aanpak",
    "Wetenschappelijke literatuur": "wetenschap",
    "Het gesprek met uitvoerders": "gesprek",
}
"""Every question of the overview of asked questions (Regioplan 2022, instrument 03), and where it is answered."""


def texts(item: object, place: str = "") -> Iterator[tuple[str, Text]]:
    """Every text in both languages of a model, with its place."""
    if isinstance(item, Text):
        yield place, item
    elif isinstance(item, BaseModel):
        for name in type(item).model_fields:
            yield from texts(getattr(item, name), f"{place}.{name}")
    elif isinstance(item, list | tuple):
        for number, value in enumerate(item):
            yield from texts(value, f"{place}[{number}]")


def test_every_text_is_careful_and_in_both_languages(catalogue: Catalogue) -> None:
    found = list(texts(catalogue.guide))
    assert len(found) > 150
    assert [place for place, text in found if text.nl == text.en] == [], "not translated"
    assert [(place, text.nl) for place, text in found if FORBIDDEN.search(text.nl)] == []


@pytest.mark.parametrize(("asked", "anchor"), INSTRUMENT_03.items())
def test_every_question_of_the_instrument_is_answered(catalogue: Catalogue, asked: str, anchor: str) -> None:
    assert anchor in {question.id for question in catalogue.questions}, asked


def test_there_are_more_questions_than_those(catalogue: Catalogue) -> None:
    assert len({question.id for question in catalogue.questions} - set(INSTRUMENT_03.values())) >= 10


def test_there_are_ten_steps(catalogue: Catalogue) -> None:
    steps = [step.id for step in catalogue.guide.steps]
    assert len(steps) == len(set(steps)) == 10
    assert (steps[0], steps[-1]) == ("doel", "acties")


def test_anchors_of_an_article_are_its_own(catalogue: Catalogue) -> None:
    for article in catalogue.guide.articles:
        ids = [section.id for section in article.sections]
        assert len(ids) == len(set(ids)), article.id
        assert all(section.text or section.points for section in article.sections), article.id


def test_approaches_lead_to_front_pages(catalogue: Catalogue) -> None:
    assert [d.address for d in catalogue.guide.databases] == [
        "https://www.movisie.nl/",
        "https://www.nji.nl/",
        "https://www.justitieleinterventies.nl/",
    ]


def test_the_guide_travels_with_the_release(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.json"
    path.write_bytes(snapshot.dump(catalogue))
    assert snapshot.read(path).guide == catalogue.guide


def test_a_release_of_before_has_no_guide_and_opens(catalogue: Catalogue, tmp_path: Path) -> None:
    data = json.loads(snapshot.dump(catalogue))
    del data["guide"]
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert snapshot.read(path).guide == Guide()


def test_every_kind_of_figure_is_explained(catalogue: Catalogue) -> None:
    assert [kind.id for kind in catalogue.guide.kinds] == ["aantal", "verhouding", "aandeel", "schatting", "cohort"]
    first = {kind.id: (kind.measures[0], kind.methods[0]) for kind in catalogue.guide.kinds}
    assert first["aantal"] == ("count", "registration")
    assert first["schatting"][1] == "sample"
    assert first["cohort"] == ("score", "cohort")


def test_no_figure_is_typed_in_a_text(catalogue: Catalogue) -> None:
    """What a release holds is drawn from it. Amounts that belong to a measure or an explanation may stand."""
    allowed = {"10.000", "1.000", "10,000", "1,000", "0800-2000", "20", "25", "5"}
    for place, text in texts(catalogue.guide):
        for words in (text.nl, text.en):
            numbers = set(re.findall(r"\d[\d.,-]*\d|\d", words)) - allowed
            assert not {n for n in numbers if n not in map(str, range(1, 11))}, f"{place}: {words}"


def test_the_exercises_have_what_the_worked_examples_had(catalogue: Catalogue) -> None:
    """Every indicator of steps 3 of instruments 05 and 06 is in the worked answer, and there is more to choose from."""
    wanted = {
        "drenthe": {
            "adviezen",
            "adviezen-naar-organisatie",
            "meldingen",
            "meldingen-naar-organisatie",
            "duur-bij-adviezen",
            "duur-bij-meldingen",
            "vervolgstap",
            "acuut-onveilig-naar-organisatie",
            "structureel-onveilig-naar-organisatie",
        },
        "zaanstreek-waterland": {
            "acuut-of-structureel-onveilig",
            "duur-bij-adviezen",
            "duur-bij-meldingen",
            "ondertoezichtstellingen",
            "overdracht-om",
            "overdracht-rvdk",
        },
    }
    assert {e.id: e.region for e in catalogue.guide.exercises} == {"drenthe": "VT02", "zaanstreek-waterland": "VT22"}
    for exercise in catalogue.guide.exercises:
        used = {c.indicator for c in exercise.choices if c.reads}
        assert wanted[exercise.id] <= used
        assert len(exercise.choices) - len(used) >= 3, "some that the example did not use"


def _tour(catalogue: Catalogue, **change: object) -> Guide:
    assert catalogue.guide.tour is not None
    return catalogue.guide.model_copy(update={"tour": catalogue.guide.tour.model_copy(update=change)})


def _choice(catalogue: Catalogue, name: str) -> Guide:
    first, *others = catalogue.guide.exercises
    choice = first.choices[1].model_copy(update={"indicator": name})
    changed = first.model_copy(update={"choices": [first.choices[0], choice, *first.choices[2:]]})
    return catalogue.guide.model_copy(update={"exercises": [changed, *others]})


@pytest.mark.parametrize(
    ("change", "file", "words"),
    [
        (lambda c: _tour(c, region="VT99"), "guide/tour.yaml", "is no region"),
        (lambda c: _tour(c, period="onzin"), "guide/tour.yaml", "is no period"),
        (lambda c: _choice(c, "onzin"), "guide/exercises/drenthe.yaml", "does not exist"),
        (lambda c: _choice(c, "adviezen"), "guide/exercises/drenthe.yaml", "is there twice"),
        (
            lambda c: c.guide.model_copy(update={"steps": [*c.guide.steps, c.guide.steps[0]]}),
            "guide/steps.yaml",
            "is used twice",
        ),
    ],
)
def test_what_does_not_cohere_is_found(
    catalogue: Catalogue, change: Callable[[Catalogue], Guide], file: str, words: str
) -> None:
    (found,) = check(replace(catalogue, guide=change(catalogue)))
    assert found.file == file
    assert words in found.message
