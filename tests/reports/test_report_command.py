"""`impactmonitor report`: one region, all regions, and what goes wrong without leaving half a file."""

from __future__ import annotations

import errno
import math
import os
import re
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from impactmonitor.__main__ import cli
from impactmonitor.exceptions import IncompleteError, ReleaseError, ReportError, StorageError, UnknownNameError
from impactmonitor.reports import make
from impactmonitor.tables import Origin

KINDS = ("pdf", "pptx", "xlsx", "ods")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["report", *args])


def test_one_region(built_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "drenthe.pdf"
    outcome = run("--region", "drenthe", "--period", "2021H1", "--output", str(path))
    assert outcome.exit_code == 0, outcome.output
    assert path.read_bytes().startswith(b"%PDF-")


def test_a_region_as_a_deck(built_home: Path, tmp_path: Path) -> None:
    outcome = run("--all", "--period", "2021H1", "--format", "pptx", "--output", str(tmp_path))
    assert outcome.exit_code == 0, outcome.output
    assert (tmp_path / "impactmonitor-drenthe-2021H1.pptx").read_bytes().startswith(b"PK")


def test_all_regions_in_processes_of_their_own(built_home: Path, tmp_path: Path) -> None:
    outcome = run("--all", "--period", "2021H1", "--output", str(tmp_path / "reports"))
    assert outcome.exit_code == 0, outcome.output
    names = sorted(p.name for p in (tmp_path / "reports").iterdir())
    assert names == [f"impactmonitor-{slug}-2021H1.pdf" for slug in ("drenthe", "zaanstreek-waterland")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("args", "error"),
    [
        (["--region", "atlantis"], UnknownNameError),
        (["--region", "drenthe", "--period", "ooit"], UnknownNameError),
        (["--region", "drenthe", "--period", "1999"], ReleaseError),
        (["--region", "flevoland", "--period", "2021H1"], ReleaseError),
    ],
)
def test_what_is_not_there_leaves_no_file(
    built_home: Path, tmp_path: Path, kind: str, args: list[str], error: type[Exception]
) -> None:
    outcome = run(*args, "--format", kind, "--output", str(tmp_path / "x"))
    assert isinstance(outcome.exception, error)
    assert not list(tmp_path.iterdir())


def test_an_indicator_without_figures_is_one_sentence_in_the_language_of_commands(
    built_home: Path, tmp_path: Path
) -> None:
    name = "slachtoffers-kindermishandeling-scholieren"
    outcome = run("--indicator", name, "--format", "ods", "--output", str(tmp_path / "x"))
    assert isinstance(outcome.exception, ReleaseError)
    assert re.match(r"Release \w+ has no figure of Victims of", str(outcome.exception))
    assert not list(tmp_path.iterdir())


def test_a_region_or_all_of_them(tmp_path: Path) -> None:
    assert run("--output", str(tmp_path / "x.pdf")).exit_code == 2
    assert run("--region", "drenthe", "--all", "--output", str(tmp_path / "x.pdf")).exit_code == 2


def test_no_region_at_all_is_no_success(built_home: Path, tmp_path: Path) -> None:
    outcome = run("--all", "--period", "1999", "--output", str(tmp_path / "reports"))
    assert isinstance(outcome.exception, ReleaseError)
    assert "no figures of any Veilig Thuis region of 1999" in str(outcome.exception)


def test_a_name_of_another_kind_of_file_is_refused(built_home: Path, tmp_path: Path) -> None:
    """A PDF that is called .pptx opens nowhere."""
    outcome = run("--region", "drenthe", "--output", str(tmp_path / "drenthe.PPTX"))
    assert outcome.exit_code == 2
    assert "Add --format pptx" in outcome.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("there", ["pipe", "folder"])
def test_what_is_no_file_is_left_as_it_is(
    built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str
) -> None:
    monkeypatch.setattr(make, "_make", lambda order: b"whole")
    path = tmp_path / "x"
    os.mkfifo(path) if there == "pipe" else path.mkdir()
    outcome = run("--region", "drenthe", "--period", "2021H1", "--output", str(path))
    assert isinstance(outcome.exception, StorageError)
    assert str(outcome.exception).endswith("Choose another --output.")
    assert path.is_fifo() if there == "pipe" else path.is_dir()
    assert list(tmp_path.iterdir()) == [path]


FULL = OSError(errno.ENOSPC, "No space left on device")


def full(*args: object, **named: object) -> None:
    raise FULL


@pytest.mark.parametrize("method", ["write_bytes", "replace", "mkdir"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_is_one_sentence_and_no_half_file(
    built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, method: str
) -> None:
    monkeypatch.setattr(make, "_make", lambda order: b"whole")
    monkeypatch.setattr(Path, method, full)
    outcome = run("--region", "drenthe", "--period", "2021H1", "--format", kind, "--output", str(tmp_path / "x"))
    assert isinstance(outcome.exception, StorageError)
    assert str(outcome.exception).startswith("The disk is full: the report ")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("args", [["--region", "drenthe", "--period", "2021H1"], ["--indicator", "adviezen"]])
def test_a_workbook_without_room_for_its_parts_is_one_sentence_too(
    built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    """The third sheet of an XLSX finds no room in the folder for what is temporary; the first two are cleared."""
    parts, begun = tempfile.mkstemp, []

    def third(*args: object, **named: object) -> object:
        begun.append(1)
        if len(begun) > 2:
            raise FULL
        return parts(*args, **named)  # type: ignore[call-overload]

    temporary, folder = tmp_path / "temporary", tmp_path / "reports"
    temporary.mkdir()
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(tempfile, "mkstemp", third)
    outcome = run(*args, "--format", "xlsx", "--output", str(folder / "x"))
    assert isinstance(outcome.exception, StorageError), outcome.exception
    assert "The disk is full" in str(outcome.exception)
    assert not [*folder.iterdir(), *temporary.iterdir()]


def test_one_that_fails_does_not_stop_the_others(
    built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(orders: list[make.Order]) -> list[tuple[make.Order, bytes | Exception]]:
        first, *rest = orders
        return [(first, ValueError("kapot")), *((order, b"%PDF-") for order in rest)]

    monkeypatch.setattr(make, "make_all", made)
    outcome = run("--all", "--period", "2021H1", "--output", str(tmp_path))
    assert isinstance(outcome.exception, IncompleteError)
    assert "kapot" in str(outcome.exception)
    assert len(list(tmp_path.iterdir())) == 1


def test_an_order_goes_to_another_process_and_back(tmp_path: Path) -> None:
    order = make.Order(tmp_path, Origin.DEMO, "abc", "VT02", "2021H1", "en", "vraag", True)
    assert make.Order.from_text(order.to_text()) == order


def test_what_cannot_be_made_apart_says_why(built_home: Path) -> None:
    order = make.Order(built_home / "releases", Origin.OFFICIAL, "0123456789abcdef", "VT02")
    with pytest.raises(ReportError, match="Release 0123456789abcdef is not there"):
        make.made_apart(order, 60)


def test_more_work_than_the_first_processes_do(tmp_path: Path) -> None:
    """Processes end after ten pieces; the work goes on in new ones, and what fails is told with its piece."""
    items = range(-1, 2 * make.PER_PROCESS + 1)
    done = dict(make.in_batches(math.isqrt, items, processes=1))
    assert set(done) == set(items)
    assert isinstance(done.pop(-1).exception(), ValueError)
    assert all(future.result() == math.isqrt(item) for item, future in done.items())
