"""Calendar, questions and answers, glossary: complete in both languages, coherent, and careful."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from impactmonitor.catalogue.check import check
from impactmonitor.catalogue.explanation import Appearance, CalendarEntry, Expected, Link, QuestionAndAnswer, Term
from impactmonitor.catalogue.load import Catalogue, read
from impactmonitor.catalogue.schema import Text
from impactmonitor.catalogue.snapshot import dump
from impactmonitor.catalogue.snapshot import read as read_snapshot
from impactmonitor.periods import parse

VERDICTS = re.compile(
    r"\b(leidt tot|veroorzaakt|succes|verslechterd|verbeterd|significant|schokkend|alarmerend)\b", re.I
)


def texts(catalogue: Catalogue) -> Iterator[Text]:
    for entry in catalogue.calendar:
        yield entry.name
        yield from (known.text for known in entry.known)
        yield from (stated.text for expected in entry.expected for stated in expected.stated)
        if entry.note:
            yield entry.note
    for item in catalogue.questions:
        yield item.question
        yield from item.answer
        yield from (link.text for link in item.links)
    for term in catalogue.glossary:
        yield term.term
        yield term.explanation


def test_all_is_there_and_in_both_languages(catalogue: Catalogue) -> None:
    assert len(catalogue.calendar) > 5
    assert len(catalogue.questions) > 10
    assert len(catalogue.glossary) > 40
    names = {"Veilig Thuis", "indicator", "cohort", "MDA++", "StatLine", "Privacy"}
    same = [t.nl for t in texts(catalogue) if t.nl == t.en and t.nl not in names]
    assert same == [], "not translated"
    assert [t.nl for t in texts(catalogue) if VERDICTS.search(t.nl)] == []


def test_known_publications_are_in_order_and_past(catalogue: Catalogue) -> None:
    for entry in catalogue.calendar:
        dates = [known.when for known in entry.known]
        assert dates == sorted(dates), entry.id
        assert all(date < "2026-11-26" for date in dates), f"{entry.id}: what has not happened is not known"


def test_expected_months_follow_the_half_year(catalogue: Catalogue) -> None:
    """Figures cannot appear before the half-year that they are about is over."""
    some = [(e.id, x) for e in catalogue.calendar for x in e.expected]
    assert {x.half for _, x in some} == {1, 2}
    for name, expected in some:
        end = parse(f"2021H{expected.half}").end
        appears = (end.year + expected.year_later, min(expected.months))
        assert appears > (end.year, end.month), name


def test_months_that_documents_name_are_all_kept() -> None:
    said = [{"months": [5], "text": {"nl": "plan", "en": "plan b"}}, {"months": [4, 5], "text": {"nl": "b", "en": "c"}}]
    assert Expected.model_validate({"half": 2, "year_later": True, "stated": said}).months == (4, 5)


@pytest.mark.parametrize("when", ["2021", "2021-10", "2021-10-29"])
def test_dates_as_exact_as_the_document(when: str) -> None:
    assert Appearance(when=when, text=Text(nl="Iets", en="Something")).when == when


@pytest.mark.parametrize("when", ["", "oktober", "2021-13", "2021-02-30", "21-10-29", "2021-1", "2021-10-29T00:00"])
def test_what_is_no_date_is_refused(when: str) -> None:
    with pytest.raises(ValidationError):
        Appearance(when=when, text=Text(nl="Iets", en="Something"))


@pytest.mark.parametrize("to", ["/regio/", "https://example.org/", "javascript:alert(1)", "//elders.nl", "regio/ x"])
def test_ways_on_stay_on_the_site(to: str) -> None:
    with pytest.raises(ValidationError):
        Link(to=to, text=Text(nl="Verder", en="On"))


def _with(catalogue: Catalogue, **parts: object) -> Catalogue:
    return replace(catalogue, **parts)  # type: ignore[arg-type]


def _calendar(catalogue: Catalogue) -> Catalogue:
    entry: CalendarEntry = catalogue.calendar[0].model_copy(update={"sources": ["onzin"]})
    return _with(catalogue, calendar=(entry,))


def _see(catalogue: Catalogue) -> Catalogue:
    term: Term = catalogue.glossary[0].model_copy(update={"see": ["onzin"]})
    return _with(catalogue, glossary=(*catalogue.glossary[1:], term))


def _counts(catalogue: Catalogue) -> Catalogue:
    term: Term = catalogue.glossary[0].model_copy(update={"indicators": ["onzin"]})
    return _with(catalogue, glossary=(*catalogue.glossary[1:], term))


def _twice(catalogue: Catalogue) -> Catalogue:
    first: QuestionAndAnswer = catalogue.questions[0]
    return _with(catalogue, questions=(*catalogue.questions, first))


@pytest.mark.parametrize(
    ("change", "file", "words"),
    [
        (_calendar, "calendar.yaml", "source 'onzin' does not exist"),
        (_see, "glossary.yaml", "term 'onzin' does not exist"),
        (_counts, "glossary.yaml", "indicator 'onzin' does not exist"),
        (_twice, "questions-and-answers.yaml", "is used twice"),
    ],
)
def test_what_does_not_cohere_is_found(
    catalogue: Catalogue, change: Callable[[Catalogue], Catalogue], file: str, words: str
) -> None:
    (found,) = check(change(catalogue))
    assert found.file == file
    assert words in found.message


def test_a_wrong_entry_is_named_with_its_line(catalogue_copy: Path) -> None:
    path = catalogue_copy / "glossary.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "- id: nieuw\n  term: {nl: nieuw}\n", encoding="utf-8")
    _, findings = read(catalogue_copy)
    assert {f.file for f in findings} == {"glossary.yaml"}
    assert all(f.line >= len(path.read_text(encoding="utf-8").splitlines()) - 1 for f in findings)


def test_the_explanation_travels_with_the_release(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.json"
    path.write_bytes(dump(catalogue))
    again = read_snapshot(path)
    assert (again.calendar, again.questions, again.glossary) == (
        catalogue.calendar,
        catalogue.questions,
        catalogue.glossary,
    )


def test_a_release_of_before_has_no_explanation_and_opens(catalogue: Catalogue, tmp_path: Path) -> None:
    data = json.loads(dump(catalogue))
    for part in ("calendar", "questions", "glossary"):
        del data[part]
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert read_snapshot(path).glossary == ()
