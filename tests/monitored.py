"""A home with live figures and a source to fetch them from, for tests of `impactmonitor update`."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import Outcome, Run
from statline.printed import printed_table
from statline.server import StatlineServer
from statline.table import Table

from impactmonitor.__main__ import cli
from impactmonitor.commands import update
from impactmonitor.outgoing import Limits

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
