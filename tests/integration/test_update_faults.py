"""An update that goes wrong: what is in force stays, the sentence says what to do, and the next run recovers."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import Outcome, Run
from statline.faults import Fault
from statline.printed import printed_table
from statline.server import StatlineServer
from statline.table import Table

from impactmonitor.__main__ import cli
from impactmonitor.commands import update
from impactmonitor.outgoing import Limits
from impactmonitor.release.publish import exclusive

SAFE, SES, YOUTH = "84852NED", "85900NED", "85098NED"
AT_ONCE = Limits(pause=0, first_wait=0, longest_wait=0, attempts=2, total=20, silence=20)
LATER, LATEST = "2024-06-30T02:00:00+02:00", "2024-07-31T02:00:00+02:00"
REPORTS = ("meldingen", "NL01", "2020")
SCORE = "ses-woa-score"
PAGES = rf"{SAFE}/(Observations|UntypedDataSet)(\?|$)"


def corrected(table: Table, n: int = 1, modified: str = LATER) -> Table:
    """The table as corrected by its source: every figure of the newest print `n` higher, and a later stamp."""
    cells = tuple(replace(c, value=c.value + n if c.value is not None else None) for c in table.cells)
    return replace(table, cells=cells, modified=modified)


def tree(home: Path) -> dict[str, str]:
    """Every file under a home, by the hash of its content."""
    files = (path for path in sorted(home.rglob("*")) if path.is_file())
    return {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@dataclass
class Monitor:
    """A home of its own, the source that it asks, and its command line."""

    home: Path
    server: StatlineServer
    run: Run

    def update(self, *args: str, tables: tuple[str, ...] = (SAFE, SES)) -> Outcome:
        return self.run("update", *(part for table in tables for part in ("--table", table)), *args)

    def figures(self, indicator: str, region: str, period: str, *args: str) -> list[dict[str, Any]]:
        got = self.run("figures", "--indicator", indicator, "--region", region, "--period", period, "--json", *args)
        assert got.code == 0, got.err
        rows: list[dict[str, Any]] = json.loads(got.out)
        return rows

    def value(self, indicator: str, region: str = "NL01", period: str = "2020") -> float:
        (row,) = [r for r in self.figures(indicator, region, period) if r["measure"] in ("count", "score", "share")]
        return float(row["value"])

    def active(self) -> str:
        path = self.home / "releases" / "official" / "active.json"
        return str(json.loads(path.read_text(encoding="utf-8"))["active"])


def serve(monkeypatch: pytest.MonkeyPatch, server: StatlineServer, home: Path) -> None:
    """Let the program ask this server, at once."""
    monkeypatch.setenv("IMPACTMONITOR_STATLINE_V4", server.base_v4)
    monkeypatch.setenv("IMPACTMONITOR_STATLINE_V3", f"http://{server.host}")
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(home))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(update, "LIMITS", AT_ONCE)


def make_live_home(built_home: Path, folder: Path) -> Path:
    """A home in which the first figures of two live tables are in force."""
    home = shutil.copytree(built_home, folder / "home")
    with pytest.MonkeyPatch.context() as patch, StatlineServer([printed_table(SAFE), printed_table(SES)]) as server:
        serve(patch, server, home)
        outcome = CliRunner().invoke(cli, ["update", "--table", SAFE, "--table", SES], catch_exceptions=False)
        assert outcome.exit_code == 0, outcome.output
    return home


@contextlib.contextmanager
def monitored(live_home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Iterator[Monitor]:
    """A copy of that home, and a source that has not changed since."""
    home = shutil.copytree(live_home, folder / "home")
    with StatlineServer([printed_table(SAFE), printed_table(SES)]) as server:
        serve(monkeypatch, server, home)
        yield Monitor(home, server, run)


@pytest.fixture(scope="session")
def live_home(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_live_home(built_home, tmp_path_factory.mktemp("live"))


@pytest.fixture
def monitor(live_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Iterator[Monitor]:
    with monitored(live_home, tmp_path, monkeypatch, run) as found:
        yield found


def assert_one_sentence(outcome: Outcome, code: int, pattern: str) -> None:
    """One line on stderr, without traceback, that says what is wrong and what to do."""
    assert outcome.code == code, outcome
    assert outcome.err.count("\n") == 1, outcome.err
    assert outcome.err.startswith("impactmonitor: ")
    assert "Traceback" not in outcome.err + outcome.out
    assert re.search(pattern, outcome.err), outcome.err


def assert_recovers(monitor: Monitor, n: int = 1) -> None:
    """The next run, with the source in order, puts the new figures in force."""
    monitor.server.faults = []
    outcome = monitor.update()
    assert (outcome.code, outcome.err) == (0, ""), outcome
    assert monitor.value(*REPORTS) == 127_410 + n
    assert monitor.run("release", "verify").code == 0


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
    assert_one_sentence(outcome, 10, r"Nothing was changed\. Run the command again later\.$")
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
    "pages in a circle": ("go round in a circle", unavailable("next_link", location="self")),
    "pages that lead elsewhere": (
        "elsewhere.example, which is not on the list of allowed addresses.*IMPACTMONITOR_ALLOWED_SOURCES",
        unavailable("next_link", location="https://elsewhere.example/2"),
    ),
    "a next page that is no address": ("not an address we can use", unavailable("next_link", location="http://[")),
    "moved elsewhere": ("not on the list of allowed", unavailable("redirect", location="https://elsewhere.example/2")),
    "no rows at all": ("without a single row", altered(Table.without_cells)),
    "fewer rows than held": (
        rf"57 cells, fewer than the 62 of before.*update --accept-fewer --table {SAFE}",
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
    if name == "slow bytes":
        monkeypatch.setattr(update, "LIMITS", dataclasses.replace(AT_ONCE, silence=0.05))
    table, monitor.server.faults = arrange(printed_table(SAFE))
    monitor.server.replace(table)
    monitor.server.replace(corrected(printed_table(SES)))
    outcome = monitor.update()
    assert_one_sentence(outcome, 11, rf"1 of 2 tables could not be taken \({SAFE}\); they keep the figures of before")
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
    outcome = monitor.update("--accept-fewer")
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
