"""An update that is killed at any moment leaves a whole release in force, and the next one finishes and cleans up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run
from monitored import PAGES, REPORTS, SAFE, SES, Monitor, corrected, serve
from statline.faults import Fault
from statline.printed import printed_table
from statline.server import StatlineServer

from impactmonitor.release.read import open_release, release_ids
from impactmonitor.release.selection import Selection
from impactmonitor.release.verify import verify
from impactmonitor.tables import Origin

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = 127_410, 127_411
INDICATOR, REGION, PERIOD = REPORTS
SELECTION = Selection(indicators=(INDICATOR,), measures=("count",), regions=(REGION,), periods=(PERIOD,))

# Kills itself just before a file gets its name (a rename to it) or just after a folder or file appeared.
DIE_AT = """
import os, re, signal, sys
when, pattern = sys.argv[1], re.compile(sys.argv[2])
armed = False
def hook(event, args):
    global armed
    if armed:
        armed = False  # killing is an event too
        os.kill(os.getpid(), signal.SIGKILL)
    if event in ("os.rename", "os.mkdir") and args:
        path = os.fspath(args[1] if event == "os.rename" else args[0])
        if isinstance(path, str) and pattern.search(path):
            if when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            armed = True
sys.addaudithook(hook)
sys.argv = ["impactmonitor", "update", *sys.argv[3:]]
from impactmonitor.__main__ import main
main()
"""

STAGES = {
    "a document is kept": ("before", r"deliveries/[0-9a-f]{64}$"),
    "a page is kept": ("before", r"deliveries/[0-9a-f]{64}\.zst$"),
    "the cells are in place": ("after", rf"cells/{SAFE}-\w+\.parquet$"),
    "the cells get their name": ("before", rf"cells/{SAFE}-\w+\.parquet$"),
    "the ledger is written": ("before", rf"statline/{SAFE}\.json$"),
    "the ledger is in force": ("after", rf"statline/{SAFE}\.json$"),
    "the tables are put together": ("after", r"\.assembling-\w+$"),
    "the release is built": ("after", r"\.building-\d+/work$"),
    "the release gets its name": ("before", r"official/[0-9a-f]{16}$"),
    "the release is there": ("after", r"official/[0-9a-f]{16}$"),
    "the pointer is written": ("before", r"official/active\.json$"),
    "the pointer is in force": ("after", r"official/active\.json$"),
}
LEAVES = {
    "a document is kept": "deliveries/.*",
    "a page is kept": "deliveries/.*",
    "the cells get their name": f"deliveries/cells/.{SAFE}.*",
    "the ledger is written": f"deliveries/statline/.{SAFE}.*",
    "the tables are put together": "deliveries/.assembling-*",
    "the release is built": "releases/official/.building-*",
    "the pointer is written": "releases/official/.active.json.*",
}
"""What lies there right after the kill, so that cleaning up has something to clean."""


@pytest.fixture
def monitor(monitor: Monitor) -> Monitor:
    """The source has corrected one of the tables: there is something to fetch."""
    monitor.server.replace(corrected(printed_table(SAFE)))
    return monitor


def start(*command: str) -> subprocess.Popen[bytes]:
    """A program of its own, with the environment of the test."""
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def leftovers(monitor: Monitor) -> list[str]:
    """Everything hidden, except locks: what a run keeps only while it works."""
    home = monitor.home
    return sorted(str(path.relative_to(home)) for path in home.rglob(".*") if path.name != ".lock")


def assert_whole(monitor: Monitor) -> float:
    """All releases are whole, and the one in force says the old or the new figure."""
    releases = monitor.home / "releases"
    for name in release_ids(releases, Origin.OFFICIAL):
        verify(releases / Origin.OFFICIAL / name, Origin.OFFICIAL)
    assert monitor.run("release", "verify").code == 0
    (figure,) = open_release(releases, Origin.OFFICIAL).select(SELECTION)
    assert figure.value in (OLD, NEW)
    return float(figure.value or 0)


def assert_finishes(monitor: Monitor) -> None:
    """The next run puts the new figures in force and leaves nothing lying about; the one after has nothing to do."""
    monitor.server.faults = []
    outcome = monitor.update()
    assert (outcome.code, outcome.err) == (0, ""), outcome
    assert assert_whole(monitor) == NEW
    assert leftovers(monitor) == []
    again = monitor.update()
    assert (again.code, again.out, again.err) == (0, "", "")


@pytest.mark.parametrize("name", STAGES)
def test_killed_while(monitor: Monitor, name: str) -> None:
    when, pattern = STAGES[name]
    process = start("-c", DIE_AT, when, pattern, "--table", SAFE, "--table", SES)
    assert process.wait(120) == -signal.SIGKILL
    if name in LEAVES:
        assert list(monitor.home.glob(LEAVES[name]))
    figure = assert_whole(monitor)
    assert figure == (NEW if name == "the pointer is in force" else OLD)
    assert_finishes(monitor)


@pytest.mark.parametrize("where", ["CBS/Datasets", f"{SAFE}/PeriodenCodes", PAGES, r"Observations\?.*skip"])
def test_killed_while_an_answer_comes_in(monitor: Monitor, where: str) -> None:
    monitor.server.page_size = 40
    slow = Fault(where, "slow", pause=600)
    monitor.server.faults = [slow]
    process = start("-m", "impactmonitor", "update", "--table", SAFE, "--table", SES)
    try:
        assert slow.started.wait(120)
    finally:
        process.kill()
        process.wait(120)
    slow.release.set()
    if "skip" in where:
        assert list((monitor.home / "deliveries/cells").glob(f".{SAFE}.*")), "the first page was being kept"
    assert assert_whole(monitor) == OLD
    assert_finishes(monitor)


def test_a_file_of_a_living_process_is_left_alone(monitor: Monitor) -> None:
    """`impactmonitor local add` may be keeping bytes at the same time."""
    alive = monitor.home / "deliveries" / f".{'0' * 64}.{os.getppid()}"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait(60)
    gone = monitor.home / "deliveries" / f".{'1' * 64}.{dead.pid}"
    for path in (alive, gone):
        path.write_bytes(b"half")
    assert monitor.update().code == 0
    assert alive.is_file()
    assert not gone.exists()


def test_a_first_update_that_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    with StatlineServer([corrected(printed_table(SAFE)), printed_table(SES)]) as server:
        serve(monkeypatch, server, tmp_path / "new")
        found = Monitor(tmp_path / "new", server, run)
        process = start("-c", DIE_AT, *STAGES["the ledger is in force"], "--table", SAFE, "--table", SES)
        assert process.wait(120) == -signal.SIGKILL
        assert not (found.home / "releases" / "official" / "active.json").exists()
        assert_finishes(found)
