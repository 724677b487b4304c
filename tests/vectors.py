"""The reference vectors beside the checkout: published figures, and what R computed. A test without them is skipped."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "reference"
CLOSED, ITERATED = 1e-9, 1e-5
"""Relative tolerance of closed formulas, and of limits that their source iterated."""


def rows(name: str) -> list[dict[str, str]]:
    """Every row of a file, as text. None where the files are not on this machine: nothing is parametrised then."""
    if not FOLDER.is_dir():
        return []
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


needed = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared is not on this machine")


def numbers(text: str) -> list[float]:
    return [float(part) for part in text.split()]


def close(found: Iterable[float], expected: Iterable[float], tolerance: float = CLOSED) -> None:
    """Each within the relative tolerance; limits at zero within the same absolutely."""
    assert list(found) == pytest.approx(list(expected), rel=tolerance, abs=tolerance / 1000)
