"""Nobody waits without being told for what; who does not watch (a log, cron) is not told."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Run
from rich.console import Console

from impactmonitor.commands import statline, update
from impactmonitor.deliveries.sources.statline.table import Listed
from impactmonitor.deliveries.statline import TableReport

ROOT = Path(__file__).resolve().parents[2]


def watched() -> Console:
    """A terminal that remembers what it showed."""
    return Console(file=io.StringIO(), force_terminal=True, width=120)


def said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_an_update_says_what_it_asks_before_the_first_table() -> None:
    console = watched()
    bar = update.Bar(console)
    with bar.progress:
        bar.progress.refresh()
    assert "asking CBS StatLine what changed" in said(console)


def test_an_update_names_the_table_it_looked_at() -> None:
    console = watched()
    bar = update.Bar(console)
    with bar.progress:
        bar.table(3, 9, Listed("84849NED", "Een tabel", "2024-05-01", 120))
        bar.progress.refresh()
        bar.finished(TableReport("84849NED", "fetched"))
        bar.progress.refresh()
    assert "84849NED (3 of 9)" in said(console)
    assert "looked at 84849NED, on to the next" in said(console)


def test_statline_says_whom_it_asks(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    console = watched()
    monkeypatch.setattr(statline, "Console", lambda stderr: console)
    monkeypatch.setenv("IMPACTMONITOR_STATLINE_V4", "http://127.0.0.1:9")
    monkeypatch.setenv("IMPACTMONITOR_STATLINE_V3", "http://127.0.0.1:9")
    monkeypatch.setattr(update, "LIMITS", update.Limits(attempts=1))
    assert run("statline", "84849NED").code == 10
    assert "asking CBS StatLine for table 84849NED" in said(console)


@pytest.mark.parametrize(("code", "left"), [(0, True), (1, False)])
def test_set_up_counts_packages_in_a_terminal_and_stops_when_pip_does(tmp_path: Path, code: int, left: bool) -> None:
    """With a pip that fetches two packages; `script` gives it a terminal."""
    if shutil.which("script") is None or os.uname().sysname != "Linux":
        pytest.skip("no `script` of util-linux to make a terminal with")
    for name in ("scripts/setup.sh", "requirements/run.txt", "requirements/build.txt", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(
        f'#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "Collecting django==5"\necho "Collecting numpy==2"\nexit {code}\n'
    )
    python.chmod(0o755)
    done = subprocess.run(
        ["script", "-qec", "scripts/setup.sh run", "/dev/null"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is left, done.stdout
    assert "fetched 2 of at most " in done.stdout
    assert (tmp_path / ".venv/installed-run").exists() is left
