"""The page on files names every column, kind of file and limit as they are."""

from __future__ import annotations

from pathlib import Path

from impactmonitor.present.export import COLUMNS
from impactmonitor.present.files import formats

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "use-the-files.md").read_text(encoding="utf-8")


def test_every_column_is_explained() -> None:
    assert [name for name in COLUMNS if f"`{name}`" not in PAGE] == []


def test_every_kind_of_file_is_named() -> None:
    assert [kind.extension for kind in formats.OF_FIGURES if f"`{kind.extension}`" not in PAGE] == []


def test_the_limit_is_the_real_one() -> None:
    assert f"{formats.MOST_FIGURES:,}".replace(",", " ") in PAGE
