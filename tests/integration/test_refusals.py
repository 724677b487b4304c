"""When a build is refused, it says in one place what is wrong, and nothing has changed."""

from __future__ import annotations

import csv
import errno
import fcntl
import io
import json
import os
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from conftest import Run
from factories import edit, indicator_data

from impactmonitor.exceptions import BusyError
from impactmonitor.release import names, publish
from impactmonitor.store import connect

PUBLISHED = "published/cbs_published_figures.csv"


def state(home: Path) -> dict[str, bytes]:
    """Every file of the home but the lock and the raw deliveries, which may be kept also when they are refused."""
    return {
        str(p.relative_to(home)): p.read_bytes()
        for p in home.rglob("*")
        if p.is_file() and p.name != ".lock" and p.parent.name != "deliveries"
    }


@pytest.fixture
def unchanged(home: Path) -> Any:
    """After the test, everything that was there is there still, and nothing else."""
    before = state(home)
    yield
    assert state(home) == before


@pytest.mark.usefixtures("unchanged")
def test_a_broken_catalogue(catalogue_copy: Path, run: Run) -> None:
    edit(catalogue_copy / "indicators" / "meldingen.yaml", "theme: bereik", "theme: berijk")
    edit(catalogue_copy / "indicators" / "adviezen.yaml", "status: live", "status: levend")
    outcome = run("build")
    assert (outcome.code, outcome.out) == (3, "")
    assert "indicators/adviezen.yaml:" in outcome.err
    assert "Traceback" not in outcome.err
    edit(catalogue_copy / "indicators" / "adviezen.yaml", "status: levend", "status: live")
    outcome = run("build")
    assert outcome.code == 3
    assert "indicators/meldingen.yaml:" in outcome.err
    assert "theme 'berijk' does not exist -> Choose from" in outcome.err


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",13.9,", ",\"13,9\",", "has a decimal comma; write a decimal point"),
        (",2023,voorlopig,143210,", ",2023,bijna,143210,", "status 'bijna' is unknown"),
        (",2023,voorlopig,143210,", ",2023 hele jaar,voorlopig,143210,", "is not a period"),
        (",2023,voorlopig,143210,", ",2023,voorlopig,143210,extra,", "too many or too few columns"),
    ],
)  # fmt: skip
def test_a_wrong_figure(catalogue_copy: Path, run: Run, old: str, new: str, message: str) -> None:
    path = catalogue_copy / PUBLISHED
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if old in line)
    lines[number] = lines[number].replace(old, new, 1)
    path.write_text("".join(lines), encoding="utf-8", newline="")
    outcome = run("build")
    assert outcome.code == 4
    assert outcome.err.startswith("impactmonitor: The figures have 1 error; nothing was released:\n")
    assert f"cbs_published_figures.csv:{number + 1}: " in outcome.err
    assert message in outcome.err
    checked = run("check")
    assert checked.code == 3
    assert message in checked.err


@pytest.mark.usefixtures("unchanged")
def test_a_figure_that_fits_nothing(catalogue_copy: Path, run: Run) -> None:
    path = catalogue_copy / PUBLISHED
    row = "84849NED,Titel,Gestarte adviesen,aantal,,,,,Nederland,NL,2023,voorlopig,5,5,https://www.cbs.nl\n"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\r\n") + "\n" + row, encoding="utf-8", newline="")
    outcome = run("build")
    assert outcome.code == 4
    assert "no indicator has a recipe for table '84849NED', measure 'Gestarte adviesen'" in outcome.err


@pytest.mark.usefixtures("unchanged")
def test_a_missing_file(catalogue_copy: Path, run: Run) -> None:
    (catalogue_copy / PUBLISHED).unlink()
    outcome = run("build")
    assert outcome.code == 4
    assert "published/cbs_published_figures.csv: is missing -> Put the file back." in outcome.err


@pytest.mark.usefixtures("unchanged")
def test_figures_that_may_not_leave(catalogue_copy: Path, run: Run) -> None:
    """One restricted source holds everything back; no option lets it pass."""
    edit(catalogue_copy / "sources" / "om.yaml", "sensitivity: published", "sensitivity: restricted")
    outcome = run("build")
    assert outcome.code == 5
    assert "figures of source 'om' may not leave: there is no disclosure rule" in outcome.err
    assert "--force" not in run("build", "--help").out


@pytest.mark.usefixtures("unchanged")
def test_another_build_is_running(home: Path, run: Run) -> None:
    with (home / "releases" / "official" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        outcome = run("build")
    assert (outcome.code, outcome.err) == (
        7,
        "impactmonitor: Another build is running. Wait until it is done and run the command again.\n",
    )


def test_two_builds_never_hold_the_lock_together(tmp_path: Path) -> None:
    with publish.exclusive(tmp_path), pytest.raises(BusyError), publish.exclusive(tmp_path):
        pytest.fail("two builds at once")
    with publish.exclusive(tmp_path):
        pass  # and it is free again


class FullAt:
    """A DuckDB connection on a disk that is full once a statement of this kind comes."""

    def __init__(self, con: duckdb.DuckDBPyConnection, start: str) -> None:
        self.con, self.start = con, start

    def execute(self, statement: str, *rest: Any) -> Any:
        if statement.lstrip().startswith(self.start):
            raise duckdb.IOException('IO Error: Could not write file "work.duckdb": No space left on device')
        return self.con.execute(statement, *rest)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.con, name)


def no_space(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


FULL = (
    "The disk is full: {} was not written. The active release is unchanged. Free some space and run the command again."
)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "moment", ["INSERT INTO observations", "COPY", "CREATE TABLE obs_by_region", "write_text", "fsync"]
)
def test_the_disk_is_full(catalogue_copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    edit(catalogue_copy / "indicators" / "adviezen.yaml", "order: 10", "order: 11")
    if moment == "write_text":
        monkeypatch.setattr(Path, "write_text", no_space)
    elif moment == "fsync":
        monkeypatch.setattr(os, "fsync", no_space)
    else:
        real = connect.working
        monkeypatch.setattr(publish.connect, "working", lambda *given: FullAt(real(*given), moment))
    outcome = run("build")
    monkeypatch.undo()
    assert (outcome.code, outcome.out) == (8, "")
    assert outcome.err == f"impactmonitor: {FULL.format('the release')}\n"


def test_the_disk_is_full_while_the_delivery_is_kept(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "write_bytes", no_space)
    outcome = run("build")
    assert outcome.code == 8
    assert outcome.err == f"impactmonitor: {FULL.format('delivery cbs_published_figures.csv')}\n"


def test_a_first_build_on_a_full_disk_leaves_no_release(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(tmp_path / "nieuw"))
    real = connect.working
    with monkeypatch.context() as full:
        full.setattr(publish.connect, "working", lambda *given: FullAt(real(*given), "COPY"))
        assert run("build").code == 8
    assert [p.name for p in (tmp_path / "nieuw" / "releases" / "official").iterdir()] == [".lock"]
    assert (
        run("release", "list").out
        == "There is no release of official figures yet. Make one with: impactmonitor build\n"
    )
    assert run("build").code == 0


def test_leftovers_of_a_killed_build_are_cleared(home: Path, run: Run) -> None:
    left = home / "releases" / "official" / f"{publish.BUILDING}999999"
    (left / "work").mkdir(parents=True)
    (left / names.OBSERVATIONS).write_bytes(b"half")
    assert run("build").code == 0
    assert not left.exists()
    assert run("release", "verify", "--all").code == 0


def test_one_file_and_one_row_are_enough_for_a_new_indicator(home: Path, catalogue_copy: Path, run: Run) -> None:
    """A new indicator touches one file; no code, no list elsewhere."""
    recipe = [{"table": "99999NED", "measure": "Proefmeting", "kind": "count"}]
    (catalogue_copy / "indicators" / "proef.yaml").write_text(
        yaml.safe_dump(indicator_data(recipe=recipe), allow_unicode=True), encoding="utf-8"
    )
    path = catalogue_copy / PUBLISHED
    row = "99999NED,Een nieuwe tabel,Proefmeting,aantal,,,,,Drenthe (VT),VT,2023,voorlopig,125,125,https://www.cbs.nl/proef\n"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\r\n") + "\n" + row, encoding="utf-8", newline="")
    assert run("check").code == 0
    outcome = json.loads(run("build", "--json").out)
    (found,) = csv.DictReader(io.StringIO(run("figures", "--indicator", "proef").out))
    assert {k: found[k] for k in ("indicator", "measure", "region", "period", "value", "obs_status", "release")} == {
        "indicator": "proef",
        "measure": "count",
        "region": "VT02",
        "period": "2023",
        "value": "125",
        "obs_status": "P",
        "release": outcome["release"],
    }
    assert found["source"] == "CBS StatLine 99999NED, Een nieuwe tabel"


def test_figures_are_counted_in_the_outcome(home: Path, run: Run) -> None:
    outcome = json.loads(run("build", "--json").out)
    shown = json.loads(run("release", "show", "--json").out)
    assert outcome["figures"] == shown["counts"]["observations"] - shown["counts"]["computed"]
