"""The tile map: every Veilig Thuis region one tile of the same size, roughly where it lies. Needs no connection."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(__file__).parent / "data"
SIZE = 100
LAST_YEAR_OF_26 = 2022
"""Until then there were 26 regions; from 2023 there is one region Oost-Brabant instead of two."""


@dataclass(frozen=True)
class Tile:
    """A tile by region code, with its place in a drawing of 600 by 800."""

    code: str
    label: str
    x: int
    y: int

    @property
    def middle(self) -> int:
        """Where the label is centred."""
        return self.x + SIZE // 2

    @property
    def baseline(self) -> int:
        """Line on which the label stands."""
        return self.y + 57

    @property
    def left(self) -> int:
        """Left side of the square."""
        return self.x + 4

    @property
    def top(self) -> int:
        """Upper side of the square."""
        return self.y + 4


def tiles(year: int) -> dict[str, Tile]:
    """All tiles of the regions of that year by region code, row by row."""
    return dict(_layout("tile_layout_26.csv" if year <= LAST_YEAR_OF_26 else "tile_layout_25.csv"))


@functools.cache
def _layout(name: str) -> dict[str, Tile]:
    with (_DATA / name).open(encoding="utf-8", newline="") as stream:
        rows = sorted(csv.DictReader(stream), key=lambda r: (int(r["row"]), int(r["col"])))
    return {
        r["vt_code"]: Tile(r["vt_code"], r["short_label"], SIZE * int(r["col"]), SIZE * int(r["row"])) for r in rows
    }
