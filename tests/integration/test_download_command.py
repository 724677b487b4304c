"""`impactmonitor figures --output`: the same file as on the site, put in place whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from django.test import Client

from impactmonitor.present.files import formats
from impactmonitor.release.read import open_release
from impactmonitor.tables import Origin


@pytest.mark.parametrize("extension", [kind.extension for kind in formats.OF_FIGURES])
def test_a_whole_release_is_the_file_of_the_site(built_home: Path, run: Run, tmp_path: Path, extension: str) -> None:
    outcome = run("figures", "--output", str(tmp_path / f"alles.{extension}"))
    release = open_release(built_home / "releases", Origin.OFFICIAL)
    assert outcome.code == 0
    assert release.id in outcome.out
    response = Client().get(f"/download/uitgave.{extension}")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert (tmp_path / f"alles.{extension}").read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == [f"alles.{extension}"]


def test_a_selection_is_only_that(built_home: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "Drenthe.CSV"
    assert run("figures", "--region", "VT02", "--period", "2021H1", "--output", str(file)).code == 0
    printed = run("figures", "--region", "VT02", "--period", "2021H1").out
    assert file.read_text() == printed


def test_demonstration_figures_stay_demonstration_figures(demo_home: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "drenthe.csv"
    run("figures", "--origin", "demo", "--region", "VT02", "--period", "2024", "--output", str(file))
    lines = file.read_text().splitlines()[1:]
    assert lines
    assert all("Fictieve voorbeeldcijfers" in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--output", "x.doc"], ".xlsx"),
        (["--output", "x"], ".csv"),
        (["--output", "x.csv", "--earlier"], "--earlier"),
        (["--output", "x.csv", "--json"], "--json"),
    ],
)
def test_what_cannot_be_written_is_said(
    built_home: Path,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run("figures", *arguments)
    assert outcome.code == 2
    assert words in outcome.err
    assert not list(tmp_path.iterdir())


def test_too_many_for_a_spreadsheet(
    built_home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "MOST_FIGURES", 10)
    for arguments in ([], ["--region", "NL01"]):
        outcome = run("figures", *arguments, "--output", str(tmp_path / "x.xlsx"))
        assert outcome.code == 2
        assert ".parquet" in outcome.err
    assert not list(tmp_path.iterdir())


def test_nothing_is_no_file(built_home: Path, run: Run, tmp_path: Path) -> None:
    arguments = ["--indicator", "adviezen", "--region", "NL01", "--period", "2000"]
    outcome = run("figures", *arguments, "--output", str(tmp_path / "x.csv"))
    assert outcome.err
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_made_or_named(built_home: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    outcome = run("figures", "--region", "VT02", "--output", str(tmp_path / "file" / "x.csv"))
    assert outcome.code == 8
    assert "x.csv" in outcome.err
