"""What changed between releases: kinds, words, and nothing that is hidden now."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from conftest import Run

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.present import changes, marks
from impactmonitor.release import compare, names
from impactmonitor.release.compare import Counts
from impactmonitor.release.read import open_release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import ConfStatus, Observation, ObsStatus, Origin, Stage


@pytest.fixture(scope="module")
def figure() -> Observation:
    return Observation(
        "meldingen", "count", "aantal", "totaal", "VT02", "2023", 100, None, None, 0, ObsStatus.NORMAL,
        ConfStatus.FREE, Stage.PROVISIONAL, "", "", False, "veilig-thuis", "p", 0,
    )  # fmt: skip


def test_the_kind_of_a_change(figure: Observation) -> None:
    assert changes.kind_of((None, figure)) == changes.NEW
    assert changes.kind_of((figure, None)) == changes.GONE
    assert changes.kind_of((figure, replace(figure, value=101))) == changes.OTHER_VALUE
    assert changes.kind_of((figure, replace(figure, stage=Stage.FINAL))) == changes.OTHER_STATUS


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (Counts(0, 0, 0), "Er is geen cijfer veranderd. Wel kan de uitleg bij de cijfers anders zijn."),
        (Counts(1, 0, 0), "Vergeleken met de uitgave ervoor: 1 nieuw cijfer."),
        (
            Counts(1200, 5, 1, 2),
            "Vergeleken met de uitgave ervoor: 1.200 nieuwe cijfers, 3 cijfers met een andere waarde, 2 cijfers met "
            "een andere status en 1 vervallen cijfer.",
        ),
    ],
)
def test_changes_in_words(counts: Counts, sentence: str) -> None:
    assert changes.in_words(counts) == sentence


def test_words_follow_the_language() -> None:
    with language.use(language.ENGLISH):
        assert "1,200" in changes.in_words(Counts(1200, 0, 0))


HIDDEN = {"obs_status": ObsStatus.SUPPRESSED, "conf_status": ConfStatus.PRIMARY, "value": None}


def test_what_is_hidden_now_is_not_told_through_what_it_was(figure: Observation, catalogue: Catalogue) -> None:
    pair = (figure, replace(figure, **HIDDEN))
    (row,) = changes.changed_figures([pair], catalogue, catalogue)
    assert row.before is not None
    assert (row.before.text, row.before.gap) == ("", marks.HIDDEN)
    (record,) = changes.records([pair], "a", "b", "official")
    assert "100" not in record.values()


def test_a_value_that_stays_in_a_hidden_row_does_not_leave(figure: Observation) -> None:
    hidden = replace(figure, conf_status=ConfStatus.SECONDARY)
    (record,) = changes.records([(None, hidden)], "a", "b", "official")
    assert "100" not in record.values()


def test_a_dot_is_not_zero(figure: Observation, catalogue: Catalogue) -> None:
    dot = replace(figure, value=None, obs_status=ObsStatus.MISSING)
    (row,) = changes.changed_figures([(replace(figure, value=0), dot)], catalogue, catalogue)
    assert row.before is not None
    assert row.after is not None
    assert (row.before.text, row.after.gap) == ("0", marks.DOT)
    (record,) = changes.records([(replace(figure, value=0), dot)], "a", "b", "official")
    assert (record["value_before"], record["value"], record["obs_status"]) == ("0", "", "O")


def test_pairs_agree_with_counts_and_with_the_releases(two_releases: dict[str, str], home: Path) -> None:
    """A slow twin: read both releases whole and compare figure by figure."""
    releases = home / "releases"
    first, second = two_releases
    old, new = (
        {o.key: o for o in open_release(releases, Origin.OFFICIAL, name).select(Selection())} for name in two_releases
    )
    watched = list(compare._WATCHED)
    slow = {
        key
        for key in old.keys() | new.keys()
        if key not in old or key not in new or any(getattr(old[key], n) != getattr(new[key], n) for n in watched)
    }
    folder = releases / "official"
    found = list(compare.pairs(folder / first, folder / second))
    assert {(a or b).key for a, b in found} == slow  # type: ignore[union-attr]
    assert all(old.get((a or b).key) == a and new.get((a or b).key) == b for a, b in found)  # type: ignore[union-attr]
    counts = changes.together(compare.count(folder / first, folder / second).values())
    assert (counts.added, counts.removed, counts.changed) == (0, 0, len(found))
    assert list(compare.pairs(folder / first, folder / second, 1)) == found[:1]


def test_other_values_come_before_new_figures(two_releases: dict[str, str], home: Path, tmp_path: Path) -> None:
    """The most telling changes are on the page when not all of them fit."""
    import duckdb

    folder = home / "releases" / "official"
    first, second = two_releases
    less = tmp_path / "less"
    less.mkdir()
    source, target = folder / first / names.OBSERVATIONS, less / names.OBSERVATIONS
    duckdb.sql(f"COPY (SELECT * FROM '{source}' WHERE indicator < 'b' OR indicator > 'm') TO '{target}'")
    kinds = [changes.kind_of(pair) for pair in compare.pairs(less, folder / second)]
    assert kinds[0] == changes.OTHER_VALUE or changes.OTHER_VALUE not in kinds
    order = [changes.OTHER_VALUE, changes.GONE, changes.OTHER_STATUS, changes.NEW]
    assert kinds == sorted(kinds, key=order.index)
    assert changes.NEW in kinds


def test_what_changed_is_kept_when_a_release_comes_into_force(two_releases: dict[str, str], home: Path) -> None:
    folder = home / "releases" / "official"
    old, new = (folder / name for name in two_releases)
    (kept,) = (folder / compare.KEPT).glob("*.json")
    counted = compare.count(old, new)
    assert sum(c.changed for c in counted.values()) == 1
    assert compare.counted(old, new) == counted
    with mock.patch("impactmonitor.release.compare.count", side_effect=AssertionError("counted again")):
        assert compare.counted(old, new) == counted
    for spoilt in (b"", b"[]", b'{"meldingen": [1]}', b'{"meldingen": "x"}'):
        kept.write_bytes(spoilt)
        assert compare.counted(old, new) == counted
    kept.unlink()
    assert compare.counted(old, new) == counted


def test_a_roll_back_is_counted_the_other_way_round(two_releases: dict[str, str], home: Path, run: Run) -> None:
    assert run("release", "rollback").code == 0
    assert len(list((home / "releases" / "official" / compare.KEPT).glob("*.json"))) == 2


def test_a_release_that_is_gone_does_not_stop_the_next(
    two_releases: dict[str, str], home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = home / "releases" / "official"
    shutil.rmtree(folder / next(iter(two_releases)))
    compare.remember(folder)
    assert "is not kept" in caplog.text


def test_the_first_release_changed_nothing(built_home: Path) -> None:
    compare.remember(built_home / "releases" / "official")
    assert not (built_home / "releases" / "official" / compare.KEPT).exists()
