"""`impactmonitor report --year`: the report of a year and its factsheet, and what goes wrong without half a file."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reports.test_pdf import opened, text_of
from reports.test_year_report import YEAR, document, printed

from impactmonitor.__main__ import cli
from impactmonitor.exceptions import StorageError, UnknownNameError
from impactmonitor.reports import make
from impactmonitor.tables import Origin


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["report", *args])


@pytest.mark.parametrize("args", [[], ["--factsheet"], ["--language", "en"], ["--origin", "demo", "--factsheet"]])
def test_by_the_command(demo_home: Path, tmp_path: Path, args: list[str]) -> None:
    path = tmp_path / "2023.pdf"
    outcome = run("--year", "2023", *args, "--output", str(path))
    assert outcome.exit_code == 0, outcome.output
    assert str(path) in outcome.output
    assert (len(text_of(path.read_bytes())) == 2) == ("--factsheet" in args)


@pytest.mark.parametrize(
    "args",
    [
        ["--year", "2023", "--format", "pptx"],
        ["--year", "2023", "--region", "drenthe"],
        ["--year", "2023", "--question", "eerder-en-beter-in-beeld"],
        ["--year", "2023", "--period", "2023"],
        ["--year", "2023", "--all"],
        ["--region", "drenthe", "--factsheet"],
    ],
)
def test_what_does_not_go_together_says_so(built_home: Path, tmp_path: Path, args: list[str]) -> None:
    outcome = run(*args, "--output", str(tmp_path / "x"))
    assert outcome.exit_code == 2
    assert "year" in outcome.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("args", [[], ["--factsheet"]])
def test_a_year_without_texts_names_those_with(built_home: Path, tmp_path: Path, args: list[str]) -> None:
    outcome = run("--year", "1999", *args, "--output", str(tmp_path / "x"))
    assert isinstance(outcome.exception, UnknownNameError)
    assert re.search(r"of 1999\. There are texts of: .*2023", str(outcome.exception))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("method", ["write_bytes", "replace", "mkdir"])
def test_a_full_disk_is_one_sentence_and_no_half_file(
    built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def full(*args: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, method, full)
    outcome = run("--year", "2023", "--output", str(tmp_path / "x"))
    assert isinstance(outcome.exception, StorageError)
    assert str(outcome.exception).startswith("The disk is full: the report ")
    assert not list(tmp_path.iterdir())


def test_it_is_made_by_a_process_of_its_own(built_home: Path) -> None:
    release = opened(built_home)
    order = make.Order(built_home / "releases", Origin.OFFICIAL, release.id, year=YEAR, factsheet=True)
    assert make.made_apart(order, 120) == printed(document(built_home, factsheet=True))
