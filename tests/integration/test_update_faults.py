"""An update that goes wrong: what is in force stays, the sentence says what to do, and the next run recovers."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from monitored import (
    AT_ONCE,
    LATEST,
    PAGES,
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
from statline.table import Table

from impactmonitor.commands import update
from impactmonitor.release.publish import exclusive

NO_ANSWER: dict[str, Fault] = {
    "closed at once": Fault("Datasets|Tables", "refuse"),
    "slow bytes": Fault("Datasets|Tables", "slow", pause=600),
    "half a page": Fault("Datasets|Tables", "half"),
    "a page for people": Fault("Datasets|Tables", "html"),
    "cut off": Fault("Datasets|Tables", "not_json"),
    "503": Fault("Datasets|Tables", "status", code=503),
    "403": Fault("Datasets|Tables", "status", code=403),
    "moved elsewhere": Fault("Datasets|Tables", "redirect", location="https://elsewhere.example/"),
    "a list in a circle": Fault("Datasets|Tables", "next_link", location="self"),
}


@pytest.mark.parametrize("name", NO_ANSWER)
def test_no_connection_changes_no_file(monitor: Monitor, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = NO_ANSWER[name]
    if fault.kind == "slow":
        monkeypatch.setattr(update, "LIMITS", dataclasses.replace(AT_ONCE, silence=0.05))
    monitor.server.replace(corrected(printed_table(SAFE)))
    monitor.server.faults = [fault]
    before = tree(monitor.home)
    outcome = monitor.update()
    assert_one_sentence(outcome, 10, r"Nothing was changed\. Run the command again later, or check the proxy\.$")
    assert outcome.out == ""
    assert tree(monitor.home) == before


def test_nobody_listens_and_then_somebody_does(
    live_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    with monitored(live_home, tmp_path, monkeypatch, run) as gone:
        host = gone.server.host
    before = tree(gone.home)
    assert_one_sentence(gone.update(), 10, f"There is no connection to http://{host}.*Nothing was changed.*again")
    assert tree(gone.home) == before
    with StatlineServer([corrected(printed_table(SAFE)), printed_table(SES)]) as server:
        serve(monkeypatch, server, gone.home)
        assert_recovers(Monitor(gone.home, server, run))


def unavailable(kind: str, **more: Any) -> Callable[[Table], tuple[Table, list[Fault]]]:
    return lambda table: (corrected(table), [Fault(PAGES, kind, **more)])  # type: ignore[arg-type]


def altered(change: Callable[[Table], Table]) -> Callable[[Table], tuple[Table, list[Fault]]]:
    return lambda table: (change(corrected(table)), [])


ONE_BAD_TABLE: dict[str, tuple[str, Callable[[Table], tuple[Table, list[Fault]]]]] = {
    "half a page": ("broke off", unavailable("half")),
    "closed at once": ("broke off", unavailable("refuse")),
    "slow bytes": ("did not answer in time", unavailable("slow", pause=600)),
    "a page for people": ("a web page instead of figures", unavailable("html")),
    "cut off": ("another form than before: a page of cells is not JSON", unavailable("not_json")),
    "500": ("answered with status 500", unavailable("status", code=500)),
    "404": ("is not there", unavailable("status", code=404)),
    "fewer rows than announced": ("came with 31 cells, while the service announced 62", unavailable("truncate_rows")),
    "pages in a circle": ("more cells than the 62 that were announced", unavailable("next_link", location="self")),
    "pages that lead elsewhere": (
        "elsewhere.example, which is not on the list of allowed addresses.*IMPACTMONITOR_ALLOWED_SOURCES",
        unavailable("next_link", location="https://elsewhere.example/2"),
    ),
    "a next page that is no address": ("not an address we can use", unavailable("next_link", location="http://[")),
    "moved elsewhere": ("not on the list of allowed", unavailable("redirect", location="https://elsewhere.example/2")),
    "no rows at all": ("without a single row", altered(Table.without_cells)),
    "fewer rows than held": (
        rf"57 cells, fewer than the 62 of before.*update --accept --table {SAFE}",
        altered(lambda table: table.drop_rows(5)),
    ),
    "names of regions swapped": (
        r"have the names of other regions: PV20 is called 'Drenthe \(PV\)'",
        altered(lambda table: table.swap_region_titles("PV22", "PV20")),
    ),
    "another label": (
        "None of the labels that we need is in table",
        altered(lambda table: table.relabel_measure("Ontvangen meldingen", "Meldingen, ontvangen")),
    ),
    "another unit": (
        "None of the labels that we need is in table",
        altered(lambda table: table.reunit("Ontvangen meldingen", "x 1 000")),
    ),
    "decimals that are no number": (
        "cannot be read",
        altered(lambda t: replace(t, measures=tuple(replace(m, decimals="veel") for m in t.measures))),  # type: ignore[arg-type]
    ),
}


@pytest.mark.parametrize("name", ONE_BAD_TABLE)
def test_one_bad_table_stops_no_other(monitor: Monitor, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    message, arrange = ONE_BAD_TABLE[name]
    if name == "slow bytes":  # long enough for the tables that do answer, also on a busy machine
        monkeypatch.setattr(update, "LIMITS", dataclasses.replace(AT_ONCE, silence=1.0))
    table, monitor.server.faults = arrange(printed_table(SAFE))
    monitor.server.replace(table)
    monitor.server.replace(corrected(printed_table(SES)))
    outcome = monitor.update()
    assert_one_sentence(outcome, 11, rf"1 of 2 tables could not be taken \({SAFE}\)")
    assert re.search(rf"{SAFE}  NOT TAKEN: .*{message}.* The figures of 2024-05-31 stay in force\.", outcome.out)
    assert monitor.value(*REPORTS) == 127_410
    assert monitor.value(SCORE, "GM1680", "2022") == 1.17
    monitor.server.replace(corrected(printed_table(SAFE), modified=LATEST))
    assert_recovers(monitor)
    hidden = [path for path in (monitor.home / "deliveries").rglob(".*") if path.name != ".lock"]
    assert hidden == []


def test_fewer_rows_are_taken_when_the_user_says_so(monitor: Monitor) -> None:
    monitor.server.replace(corrected(printed_table(SAFE)).drop_rows(5))
    assert monitor.update().code == 11
    outcome = monitor.update("--accept")
    assert (outcome.code, outcome.err) == (0, "")
    assert f"{SAFE}  57 cells" in outcome.out
    assert monitor.value(*REPORTS) == 127_411


def test_a_table_that_is_gone_from_the_list(monitor: Monitor) -> None:
    monitor.server.remove(SAFE)
    active = monitor.active()
    outcome = monitor.update()
    assert_one_sentence(outcome, 11, SAFE)
    assert "The service no longer lists this table." in outcome.out
    assert monitor.active() == active
    monitor.server.replace(corrected(printed_table(SAFE)))
    assert_recovers(monitor)


def test_a_table_that_moved_to_a_place_that_is_allowed(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    with StatlineServer([corrected(printed_table(SAFE))]) as other:
        monkeypatch.setenv("IMPACTMONITOR_ALLOWED_SOURCES", f"http://{other.host}")
        monitor.server.replace(corrected(printed_table(SAFE)))
        there = f"{other.base_v4}/{SAFE}/Observations"
        monitor.server.faults = [Fault(rf"{SAFE}/Observations$", "redirect", location=there, code=301)]
        assert monitor.update().code == 0
        assert monitor.value(*REPORTS) == 127_411
        assert any(path.endswith("/Observations") for path, _ in other.requests)


def test_busy_once_and_then_fine(monitor: Monitor) -> None:
    monitor.server.replace(corrected(printed_table(SAFE)))
    monitor.server.faults = [
        Fault(f"{SAFE}/{name}", "status", times=1, code=503) for name in ("Properties", "Observations$", "RegioS")
    ]
    outcome = monitor.update()
    assert (outcome.code, outcome.err) == (0, "")
    assert monitor.value(*REPORTS) == 127_411


def test_another_run_is_busy(monitor: Monitor) -> None:
    before = tree(monitor.home)
    with exclusive(monitor.home / "deliveries", "update"):
        outcome = monitor.update()
    assert_one_sentence(outcome, 7, "Wait until it is done and run the command again")
    assert tree(monitor.home) == before
    assert monitor.server.requests == []
