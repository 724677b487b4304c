"""What guides a reader: complete, in both languages, careful, and travelling with the release."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from impactmonitor.catalogue import snapshot
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
