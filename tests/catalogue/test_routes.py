"""The policy questions: whole, coherent, in both languages, without a verdict, and travelling with the release."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest

from impactmonitor.catalogue import snapshot, texts
from impactmonitor.catalogue.check import check
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Route

VERDICT = re.compile(
    r"\b(doordat|omdat|leidt tot|veroorza\w*|succes\w*|probleem|problemen|verslechter\w*|verbeter\w*|significant\w*|"
    r"slechtste|best presterende|because|causes?|success\w*|problems?|improve\w*|worse\w*|significant\w*)\b",
    re.I,
)


def test_there_are_ten_questions_over_the_three_lines(catalogue: Catalogue) -> None:
    assert len(catalogue.routes) == 10
    assert [r.line for r in catalogue.ordered_routes] == ["beeld"] * 3 + ["stoppen"] * 6 + ["doelgroepen"]
    for route in catalogue.routes.values():
        assert route.question.endswith("?")
        assert len(route.short) < 40


def test_no_text_of_a_question_gives_a_cause_or_a_verdict(catalogue: Catalogue) -> None:
    found = [
        (route.id, text)
        for route in catalogue.routes.values()
        for _place, said in texts.sentences(route)
        for text in (said.dutch, said.english)
        if VERDICT.search(text)
    ]
    assert found == []


def test_every_database_is_of_use_for_some_question(catalogue: Catalogue) -> None:
    used = {a.database for r in catalogue.routes.values() for a in r.approaches}
    assert used == {d.id for d in catalogue.guide.databases}


def test_every_question_has_a_figure_that_exists_somewhere(catalogue: Catalogue) -> None:
    for route in catalogue.routes.values():
        assert any(catalogue.indicators[e.indicator].status == "live" for e in route.indicators), route.id


def test_figures_in_the_same_groups_open_on_a_group_that_is_named(catalogue: Catalogue) -> None:
    """Two figures that stand beside each other in one list of groups are of the same group, never each its largest."""
    for route in catalogue.routes.values():
        steps = [(catalogue.indicators[e.indicator].breakdown, e) for e in route.indicators]
        for (left, first), (right, second) in itertools.pairwise(steps):
            if left and right and left.codelist == right.codelist:
                assert first.category, (route.id, first.indicator)
                assert first.category == second.category, (route.id, second.indicator)


def test_questions_on_organisations_hold_what_statline_has_of_them(catalogue: Catalogue) -> None:
    for route in catalogue.routes.values():
        names = {entry.indicator for entry in route.indicators}
        for name in ("adviezen-naar-organisatie", "meldingen-naar-organisatie"):
            assert name not in names or f"{name}-statline" in names, route.id


def test_questions_travel_with_the_release(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.json"
    path.write_bytes(snapshot.dump(catalogue))
    again = snapshot.read(path)
    assert again.ordered_routes == catalogue.ordered_routes
    assert again.ordered_routes[0].question.english == catalogue.ordered_routes[0].question.english


def test_a_release_of_before_has_no_questions(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.json"
    path.write_bytes(snapshot.dump(replace(catalogue, routes={})))
    assert snapshot.read(path).routes == {}


def _first(catalogue: Catalogue) -> Route:
    return catalogue.ordered_routes[0]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("indicator", "bestaat-niet", "indicator 'bestaat-niet' does not exist"),
        ("indicator", "meldingen", "meldingen is named twice"),
        ("category", "marsmannen", "adviezen has no category 'marsmannen'"),
    ],
)
def test_a_wrong_indicator_is_a_finding(catalogue: Catalogue, field: str, value: str, message: str) -> None:
    route = _first(catalogue)
    changed = route.indicators[0].model_copy(update={field: value})
    wrong = route.model_copy(update={"indicators": [changed, *route.indicators[1:]]})
    (found,) = check(replace(catalogue, routes=catalogue.routes | {route.id: wrong}))
    assert found.file == f"routes/{route.id}.yaml"
    assert message in found.message
    assert found.line > 1


@pytest.mark.parametrize(
    ("change", "message"), [({"order": 20}, "already taken"), ({"id": "overzicht"}, "word of the addresses")]
)
def test_a_wrong_question_is_a_finding(catalogue: Catalogue, change: dict[str, object], message: str) -> None:
    wrong = _first(catalogue).model_copy(update=change)
    found = check(replace(catalogue, routes=catalogue.routes | {wrong.id: wrong}))
    assert any(message in f.message for f in found)


def test_an_unknown_database_is_a_finding(catalogue: Catalogue) -> None:
    route = _first(catalogue)
    wrong = route.model_copy(
        update={"approaches": [route.approaches[0].model_copy(update={"database": "bestaat-niet"})]}
    )
    (found,) = check(replace(catalogue, routes=catalogue.routes | {route.id: wrong}))
    assert "database 'bestaat-niet' does not exist" in found.message
    assert "jeugdinterventies" in found.remedy
