"""Sentences of the catalogue in Dutch and English: one translation serves everywhere, and travels in the release."""

from __future__ import annotations

import json
from pathlib import Path

from django.template import Context, Engine

from impactmonitor import language
from impactmonitor.catalogue import snapshot
from impactmonitor.catalogue.check import without_english
from impactmonitor.catalogue.load import load, read
from impactmonitor.catalogue.texts import Said

DUTCH, ENGLISH = "Hoe erg het geweld is.", "How serious the violence is."


def translate(folder: Path, name: str = "test", dutch: str = DUTCH, english: str = ENGLISH) -> Path:
    """A catalogue with one translation more, and no others."""
    path = folder / "texts/en" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"- {json.dumps({'nl': dutch, 'en': english})}\n", encoding="utf-8")
    return path


def only(folder: Path) -> Path:
    """The catalogue without its own translations."""
    for path in (folder / "texts/en").glob("*.yaml"):
        path.unlink()
    return folder


def test_a_sentence_is_dutch_as_a_value_and_follows_the_language_where_it_is_shown() -> None:
    said = Said("Ja & nee.", "Yes & no.")
    page = Engine().from_string("{{ said }} {{ said|upper }}")
    with language.use("en"):
        assert (str(said), f"{said}", said == "Ja & nee.") == ("Yes & no.", "Yes & no.", True)
        assert json.loads(json.dumps([said])) == ["Ja & nee."]
        assert page.render(Context({"said": said})) == "Yes &amp; no. YES &amp; NO."
    assert page.render(Context({"said": said})) == "Ja &amp; nee. JA &amp; NEE."


def test_without_a_translation_it_stays_dutch_and_says_so() -> None:
    said = Said("Alleen Nederlands.")
    assert not said.only_dutch
    with language.use("en"):
        assert (str(said), said.only_dutch) == ("Alleen Nederlands.", True)
        page = Engine().from_string("<p>{{ said }}</p>").render(Context({"said": said}))
        assert page == '<p><span lang="nl">Alleen Nederlands.</span></p>'


def test_one_translation_serves_every_indicator_with_that_sentence(catalogue_copy: Path) -> None:
    translate(only(catalogue_copy))
    catalogue = load(catalogue_copy)
    with language.use("en"):
        found = [i.id for i in catalogue.ordered if ENGLISH in map(str, i.does_not_say)]
        assert "meldingen" in found
        assert str(catalogue.said(DUTCH)) == ENGLISH


def test_translations_travel_in_the_snapshot(catalogue_copy: Path, tmp_path: Path) -> None:
    translate(only(catalogue_copy))
    path = tmp_path / "catalogue.json"
    path.write_bytes(snapshot.dump(load(catalogue_copy)))
    catalogue = snapshot.read(path)
    assert snapshot.dump(catalogue) == path.read_bytes()
    with language.use("en"):
        assert ENGLISH in map(str, catalogue.indicators["meldingen"].does_not_say)


def test_a_release_of_before_has_no_translations(catalogue_copy: Path, tmp_path: Path) -> None:
    data = json.loads(snapshot.dump(load(catalogue_copy)))
    del data["english"]
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with language.use("en"):
        assert DUTCH in map(str, snapshot.read(path).indicators["meldingen"].does_not_say)


def test_a_sentence_that_is_translated_twice_is_found(catalogue_copy: Path) -> None:
    translate(only(catalogue_copy), "a")
    translate(catalogue_copy, "b", english="Otherwise.")
    _, findings = read(catalogue_copy)
    assert [(f.file, f.line, f.message) for f in findings] == [
        ("texts/en/b.yaml", 1, "this sentence is translated twice (also in texts/en/a.yaml)")
    ]


def test_what_has_no_english_is_listed_with_its_place(catalogue_copy: Path) -> None:
    missing = without_english(load(only(catalogue_copy)))
    assert "indicators/meldingen.yaml does_not_say" in missing[DUTCH]
    translate(catalogue_copy)
    assert DUTCH not in without_english(load(catalogue_copy))
