"""A source that changes its form, a disk that is full, and what is kept, said and left alone."""

from __future__ import annotations

import csv
import errno
import json
import re
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Run
from monitored import (
    LATER,
    LATEST,
    REPORTS,
    SAFE,
    SCORE,
    SES,
    Monitor,
    assert_one_sentence,
    assert_recovers,
    corrected,
    monitored,
    serve,
    tree,
)
from statline.faults import Fault
from statline.printed import printed_table
from statline.server import StatlineServer
from statline.table import Cell, Code, Table

import impactmonitor.release.publish
import impactmonitor.store.assemble
from impactmonitor.deliveries.sources.statline import fetch


def test_a_changed_label_keeps_the_figures_of_before(monitor: Monitor) -> None:
    changed = corrected(printed_table(SES)).relabel_measure("Gemiddelde score", "Gemiddelde SES-score")
    monitor.server.replace(changed)
    outcome = monitor.update()
    assert_one_sentence(outcome, 11, f"1 series of {SES} keep the figures of an earlier delivery")
    assert "'SES-WOA Totaalscore: Gemiddelde score' is not there (nearest: " in outcome.out
    assert "Gemiddelde SES-score" in outcome.out
    assert f"{SCORE}: nothing arrived from {SES}" in outcome.out
    assert f"{SES}  no longer has {SCORE}/score/totaal; they keep the figures of an earlier delivery." in outcome.out
    assert monitor.value(SCORE, "GM1680", "2022") == 0.17
    assert monitor.value("ses-woa-spreiding", "GM1680", "2022") == 1.715
    active = monitor.active()
    again = monitor.update()
    assert_one_sentence(again, 11, "keep the figures of an earlier delivery")
    assert again.out.count("\n") == 1, "nothing is built again, and the reminder is one line"
    assert monitor.active() == active
    monitor.server.replace(corrected(printed_table(SES), 2, LATEST))
    assert monitor.update().code == 0
    assert monitor.value(SCORE, "GM1680", "2022") == 2.17


def test_a_label_that_changes_later_on_the_same_day(monitor: Monitor) -> None:
    same_day = "2024-05-31T16:00:00+02:00"
    monitor.server.replace(
        corrected(printed_table(SES), modified=same_day).relabel_measure("Gemiddelde score", "Gemiddelde SES-score")
    )
    outcome = monitor.update()
    assert outcome.code == 11
    assert monitor.value(SCORE, "GM1680", "2022") == 0.17
    assert monitor.value("ses-woa-spreiding", "GM1680", "2022") == 1.715
    first, second = (r["retrieved"] for r in (read_all(monitor, SCORE)[-1], read_all(monitor, "ses-woa-spreiding")[-1]))
    assert first < second, "each figure names the moment at which it was fetched itself"
    assert monitor.run("release", "verify").code == 0


def test_a_changed_unit_keeps_the_figures_of_before(monitor: Monitor) -> None:
    monitor.server.replace(corrected(printed_table(SES)).reunit("Particuliere huishoudens", "x 1 000"))
    outcome = monitor.update()
    assert outcome.code == 11
    assert "now has the unit 'x 1 000' instead of 'aantal'" in outcome.out
    assert monitor.value(SCORE, "GM1680", "2022") == 1.17
    (row,) = [r for r in read_all(monitor, "particuliere-huishoudens") if r["region"] == "GM1680"]
    assert row["value"] == "11200"


def read_all(monitor: Monitor, indicator: str) -> list[dict[str, str]]:
    outcome = monitor.run("figures", "--indicator", indicator)
    assert outcome.code == 0
    return list(csv.DictReader(StringIO(outcome.out)))


def test_corrected_twice(monitor: Monitor) -> None:
    for n, modified in ((1, LATER), (2, LATEST)):
        before = monitor.active()
        monitor.server.replace(corrected(printed_table(SAFE), n, modified))
        outcome = monitor.update()
        assert (outcome.code, outcome.err) == (0, "")
        assert f"impactmonitor release diff {before}" in outcome.out
        assert "change: meldingen:" in outcome.out
        assert monitor.active() != before
        assert monitor.value(*REPORTS) == 127_410 + n
    moments = [row for row in monitor.figures(*REPORTS, "--history") if row["measure"] == "count"]
    assert [row["value"] for row in moments] == ["127410", "127411", "127412"]
    since = [row["in_force_since"] for row in moments]
    assert since == sorted(since)


def v3_only(kind: str, **more: Any) -> Callable[[Table], tuple[Table, list[Fault]]]:
    return lambda table: (table, [Fault("^/odata/v1/CBS/", kind, **more)])  # type: ignore[arg-type]


def twice(table: Table) -> tuple[Table, list[Fault]]:
    """The first figure of all stands twice in v4, with two values; v3 has one row for it."""
    first, *rest = table.cells
    assert first.value is not None
    return replace(table, cells=(replace(first, value=first.value + 5), first, *rest)), []


V4_BROKEN: dict[str, Callable[[Table], tuple[Table, list[Fault]]]] = {
    "no list": v3_only("status", code=500),
    "pages broken": lambda table: (table, [Fault(f"v1/CBS/{SAFE}/Observations", "half")]),
    "metadata for people": lambda table: (table, [Fault(f"v1/CBS/{SAFE}/Dimensions", "html")]),
    "two values for one cell": twice,
}


@pytest.mark.parametrize("name", V4_BROKEN)
def test_the_older_version_of_the_service_takes_over(monitor: Monitor, name: str) -> None:
    table, monitor.server.faults = V4_BROKEN[name](corrected(printed_table(SAFE)))
    monitor.server.replace(table)
    outcome = monitor.update(tables=(SAFE,))
    assert (outcome.code, outcome.err) == (0, ""), outcome
    assert "(v3)" in outcome.out
    assert monitor.value(*REPORTS) == 127_411
    if name != "no list":
        asked = len(monitor.server.requests)
        assert monitor.update(tables=(SAFE,)).out == ""
        assert len(monitor.server.requests) == asked + 1, "what was taken once is not fetched again"


def test_a_newer_version_that_failed_is_asked_again(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    with StatlineServer([printed_table(SAFE)]) as behind:
        monkeypatch.setenv("IMPACTMONITOR_STATLINE_V3", f"http://{behind.host}")
        monitor.server.replace(corrected(printed_table(SAFE)))
        monitor.server.faults = [Fault(f"v1/CBS/{SAFE}/Observations", "status", code=500)]
        assert monitor.update(tables=(SAFE,)).code == 0
        assert monitor.value(*REPORTS) == 127_410, "the older version still has the figures of before"
        monitor.server.faults = []
        assert monitor.update(tables=(SAFE,)).code == 0
        assert monitor.value(*REPORTS) == 127_411


def test_periods_and_marks_that_we_do_not_know(monitor: Monitor) -> None:
    table = corrected(printed_table(SAFE))
    periods = table.dimensions[-1]
    codes = (*periods.codes, Code("2024W101", "2024 week 1", status="Definitief"))
    table = table.with_dimension(replace(periods, codes=codes))
    first = next(cell for cell in table.cells if cell.keys[-2:] == ("NL01", "2020HJ01"))  # printed: its print stays
    extra = Cell(first.measure, (*first.keys[:-1], "2024W101"), 5.0)
    odd = replace(first, value=None, attribute="Vreemd")
    monitor.server.replace(replace(table, cells=(*(odd if c is first else c for c in table.cells), extra)))
    outcome = monitor.update()
    assert (outcome.code, outcome.err) == (0, "")
    assert "1 periods are of a family that we do not know, such as 2024W101 (2024 week 1)" in outcome.out
    assert "cells carry a mark that we do not know: Vreemd" in outcome.out
    assert monitor.value(*REPORTS) == 127_411
    (row,) = [r for r in monitor.figures("meldingen", "NL01", "2020H1") if r["measure"] == "count"]
    assert (row["value"], row["obs_status"]) == ("64505", "A")
    assert "has no value for 1 figures that were printed before, such as meldingen/totaal/NL01/2020H1" in outcome.out


def test_padded_keys(live_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    source = StatlineServer([corrected(printed_table(SAFE))], pad_v4=True)
    with monitored(live_home, tmp_path, monkeypatch, run) as found, source as padded:
        serve(monkeypatch, padded, found.home)
        outcome = found.update(tables=(SAFE,))
        assert (outcome.code, outcome.err) == (0, "")
        assert "(v4)" in outcome.out
        assert found.value(*REPORTS) == 127_411
        assert found.value("meldingen", "VT14", "2023") > 0


def full(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


def database_full(*_: Any, **__: Any) -> Any:
    raise duckdb.IOException('IO Error: Could not write file "x": No space left on device')


def full_at(name: str) -> Callable[[pytest.MonkeyPatch], None]:
    """The disk is full when this file would get its name."""
    plain = Path.replace
    return lambda patch: patch.setattr(Path, "replace", lambda s, to: full() if Path(to).name == name else plain(s, to))


DISK_FULL: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "raw bytes": lambda patch: patch.setattr("impactmonitor.deliveries.receive.pa.CompressedOutputStream", full),
    "documents": lambda patch: patch.setattr(Path, "write_bytes", full),
    "cells": lambda patch: patch.setattr("impactmonitor.deliveries.sources.statline.held.pq.ParquetWriter", full),
    "cells in place": lambda patch: patch.setattr(fetch, "_single_values", full),
    "ledger": full_at(f"{SAFE}.json"),
    "work folder": lambda patch: patch.setattr("tempfile.mkdtemp", full),
    "assembling": lambda patch: patch.setattr(impactmonitor.store.assemble.figures, "add", database_full),
    "database": lambda patch: patch.setattr(impactmonitor.release.publish, "compute", database_full),
    "publish": lambda patch: patch.setattr(impactmonitor.release.publish, "_write", full),
    "pointer": full_at("active.json"),
}


@pytest.mark.parametrize("name", DISK_FULL)
def test_a_full_disk(monitor: Monitor, name: str) -> None:
    monitor.server.replace(corrected(printed_table(SAFE)))
    active = monitor.active()
    with pytest.MonkeyPatch.context() as patch:
        DISK_FULL[name](patch)
        outcome = monitor.update()
    assert_one_sentence(outcome, 8, "The disk is full: .* Free some space and run the command again")
    assert outcome.out == ""
    assert monitor.active() == active
    assert monitor.value(*REPORTS) == 127_410
    assert_recovers(monitor)
    left = [str(p) for p in monitor.home.rglob(".*") if p.name != ".lock"]
    assert left == []


def test_looking_changes_nothing(monitor: Monitor) -> None:
    monitor.server.replace(corrected(printed_table(SAFE)))
    before = tree(monitor.home)
    outcome = monitor.update("--dry-run")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == f"{SAFE}  would be fetched: changed 2024-06-30, was 2024-05-31\n"
    assert tree(monitor.home) == before
    assert monitor.update().code == 0
    assert monitor.update("--dry-run").out == "Nothing would be fetched.\n"


def test_silent_when_nothing_changed(monitor: Monitor) -> None:
    before = tree(monitor.home)
    outcome = monitor.update()
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert tree(monitor.home) == before
    assert len(monitor.server.requests) == 1, "the list of tables says it all"


def test_fetching_again_makes_no_release_of_the_same_bytes(monitor: Monitor) -> None:
    monitor.server.replace(corrected(printed_table(SAFE)))
    assert monitor.update(tables=(SAFE,)).code == 0
    before, asked = tree(monitor.home), len(monitor.server.requests)
    assert monitor.update("--since", "2024-07-01", tables=(SAFE,)).out == ""
    assert len(monitor.server.requests) == asked + 1, "it was changed before that day"
    outcome = monitor.update("--since", "2024-06-30", tables=(SAFE,))
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert len(monitor.server.requests) > asked + 5
    assert tree(monitor.home) == before


def test_damaged_bytes_are_mended_by_fetching_again(monitor: Monitor) -> None:
    monitor.server.replace(corrected(printed_table(SAFE)))
    assert monitor.update(tables=(SAFE,)).code == 0
    ledger = json.loads((monitor.home / "deliveries/statline" / f"{SAFE}.json").read_text(encoding="utf-8"))
    for document in ledger["deliveries"][0]["documents"]:
        (path,) = (monitor.home / "deliveries").glob(f"{document['sha256']}*")
        path.write_bytes(b"")
    assert_one_sentence(monitor.run("build"), 6, "Fetch the dataset again")
    assert monitor.update("--since", "2024-06-30", tables=(SAFE,)).code == 0
    outcome = monitor.run("build")
    assert (outcome.code, outcome.err) == (0, "")
    assert monitor.value(*REPORTS) == 127_411


def test_a_changed_recipe_is_followed_once(monitor: Monitor, catalogue_copy: Path) -> None:
    path = catalogue_copy / "indicators" / f"{SCORE}.yaml"
    old = f"{{table: {SES}, "
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, f"{old}note: Voorbeeld., "), encoding="utf-8")
    assert monitor.update().code == 0
    (row,) = monitor.figures(SCORE, "GM1680", "2022")
    assert row["note"] == "Voorbeeld."
    asked = len(monitor.server.requests)
    assert monitor.update().out == ""
    assert len(monitor.server.requests) == asked + 1


def test_an_unknown_table_names_the_choices(monitor: Monitor) -> None:
    outcome = monitor.run("update", "--table", "12345NED")
    assert_one_sentence(outcome, 2, f"12345NED.*Choose from: .*{SAFE}")
    assert monitor.server.requests == []


def test_a_table_without_values_and_one_of_another_size_wait_for_a_person(monitor: Monitor) -> None:
    table = corrected(printed_table(SAFE), 0)
    empty = replace(table, cells=tuple(replace(c, value=None, attribute="NotAvailable") for c in table.cells))
    small = replace(table, cells=tuple(replace(c, value=c.value and round(c.value / 1000)) for c in table.cells))
    for wrong, said in ((empty, r"has a value for 0 figures, where \d+ had one"), (small, "times those of before")):
        monitor.server.replace(wrong)
        outcome = monitor.update()
        assert_one_sentence(outcome, 11, "1 of 2 tables could not be taken")
        assert re.search(said, outcome.out), outcome.out
        assert monitor.value(*REPORTS) == 127_410
    assert monitor.update("--accept", tables=(SAFE,)).code == 0
    assert monitor.value(*REPORTS) == 127


def test_a_delivery_that_would_break_the_release_stays_out(monitor: Monitor, catalogue_copy: Path) -> None:
    """A year and its first of January are one moment for a table of 1 January: the figure would stand there twice."""
    recipe = catalogue_copy / "indicators" / "ses-woa-score.yaml"
    text = recipe.read_text(encoding="utf-8")
    assert "kind: score" in text
    recipe.write_text(text.replace("kind: score", "kind: score, reference_date: 1-january"), encoding="utf-8")
    table = corrected(printed_table(SES), 0)
    periods = table.dimensions[-1]
    twice = table.with_dimension(replace(periods, codes=(*periods.codes, Code("20220101", "1 januari 2022"))))
    cells = [replace(c, keys=(*c.keys[:-1], "20220101")) for c in table.cells]
    monitor.server.replace(replace(twice, cells=(*table.cells, *cells)))
    monitor.server.replace(corrected(printed_table(SAFE)))
    outcome = monitor.update()
    assert_one_sentence(outcome, 11, rf"1 of 2 tables could not be taken \({SES}\)")
    assert "prints 1 figures twice, such as ses-woa-score/score/totaal/GM1680/2022-01-01" in outcome.out
    assert monitor.value(*REPORTS) == 127_411, "the other table came in"


def test_a_roll_back_is_not_undone_by_the_next_night(monitor: Monitor) -> None:
    before = monitor.active()
    monitor.server.replace(corrected(printed_table(SAFE)))
    assert monitor.update().code == 0
    bad = monitor.active()
    assert monitor.run("release", "rollback").code == 0
    assert monitor.active() == before
    built = monitor.run("build")
    assert "not put in force, because of the roll-back" in built.out
    assert monitor.active() == before
    quiet = monitor.update()
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert monitor.active() == before
    monitor.server.replace(corrected(printed_table(SAFE), 2, LATEST))
    outcome = monitor.update()
    assert_one_sentence(outcome, 11, "is not in force, because of the roll-back of 20")
    assert monitor.active() == before
    better = re.search(r"impactmonitor release activate (\w+)", outcome.out)
    assert better
    assert better[1] not in (before, bad)
    assert monitor.run("release", "activate", better[1]).code == 0
    assert monitor.value(*REPORTS) == 127_412
