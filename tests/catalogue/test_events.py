"""Events beside series: dated, sourced, in both languages, and never a cause."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from factories import edit

from impactmonitor.catalogue import snapshot
from impactmonitor.catalogue.check import check
from impactmonitor.catalogue.load import Catalogue, load, read
from impactmonitor.exceptions import CatalogueError

CAUSE = re.compile(r"\b(doordat|waardoor|omdat|daardoor|because|led to|caused|leidde tot|zorgde voor)\b", re.I)


def test_every_event_is_dated_and_sourced(catalogue: Catalogue) -> None:
    assert {e.id for e in catalogue.events} >= {"informatieprotocol-2019", "corona-2020", "oost-brabant-2023"}
    for event in catalogue.events:
        assert 2015 <= event.day.year <= 2026
        assert len(event.stated_by) > 10
        assert len(event.short.nl) <= 28, f"{event.id}: too long for a chart"


def test_no_event_names_a_cause(catalogue: Catalogue) -> None:
    for event in catalogue.events:
        assert not CAUSE.search(f"{event.text.nl} {event.text.en}"), event.id


def test_events_travel_with_the_release(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.json"
    path.write_bytes(snapshot.dump(catalogue))
    assert snapshot.read(path).events == catalogue.events


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"sources": ["onzin"]}, "source 'onzin' does not exist"),
        ({"regions": ["VT99"]}, "VT99 is no region"),
        ({"until": "2001"}, "ends before it begins"),
        ({"id": "corona-2020"}, "used twice"),
    ],
)
def test_an_event_that_does_not_cohere_is_found(
    catalogue: Catalogue, change: dict[str, object], complaint: str
) -> None:
    events = (*catalogue.events[:-1], catalogue.events[-1].model_copy(update=change))
    found = [f for f in check(dataclasses.replace(catalogue, events=events)) if f.file == "events.yaml"]
    assert [complaint in f.message for f in found] == [True]


@pytest.mark.parametrize("date", ["gisteren", "2020-13", "'2020-02-31'"])
def test_a_date_that_is_none_is_refused(catalogue_copy: Path, date: str) -> None:
    edit(catalogue_copy / "events.yaml", 'date: "2020"', f"date: {date}")
    _, findings = read(catalogue_copy)
    assert {f.file for f in findings} == {"events.yaml"}
    with pytest.raises(CatalogueError):
        load(catalogue_copy)
