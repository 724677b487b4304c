"""Other monitors: in both languages, only what our documents say, and travelling with the release."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from impactmonitor.catalogue import snapshot
from impactmonitor.catalogue.check import check
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Text


def test_monitors_of_all_levels_are_in_both_languages(catalogue: Catalogue) -> None:
    assert {m.level for m in catalogue.monitors} == {"national", "regional", "local"}
    for monitor in catalogue.monitors:
        for text in (monitor.want, monitor.offers, monitor.lacks, monitor.relation):
            assert not isinstance(text, Text) or text.nl != text.en, monitor.id
        assert monitor.want.nl.startswith("U "), f"{monitor.id}: what a visitor wants"


def test_what_was_not_read_claims_nothing(catalogue: Catalogue) -> None:
    """Of a site that nobody read there is no address, and the text says that it was not read."""
    unread = [m for m in catalogue.monitors if m.known == "not-read"]
    assert {m.id for m in unread} == {"waarstaatjegemeente", "jeugdmonitor"}
    for monitor in unread:
        assert "gelezen" in monitor.offers.nl
        assert (monitor.address, monitor.lacks) == ("", None)


def test_monitors_travel_with_the_release(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.json"
    path.write_bytes(snapshot.dump(catalogue))
    assert snapshot.read(path).monitors == catalogue.monitors


@pytest.mark.parametrize(
    ("change", "message"), [({"sources": ["bestaat-niet"]}, "does not exist"), ({"id": "nji-cijfers"}, "used twice")]
)
def test_a_wrong_monitor_is_a_finding(catalogue: Catalogue, change: dict[str, object], message: str) -> None:
    monitors = (*catalogue.monitors[:-1], catalogue.monitors[-1].model_copy(update=change))
    (found,) = (f for f in check(replace(catalogue, monitors=monitors)) if f.file == "monitors.yaml")
    assert message in found.message
    assert found.line > 1
