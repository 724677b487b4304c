"""Places: pieces of the country that never change, and the regions that they make in each year.

A piece is a municipality of the earliest list, or a part of one that was later divided. All figures are made for
pieces and added up, so that municipalities, Veilig Thuis regions, provinces and the Netherlands agree in every year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from impactmonitor.catalogue.regions import NETHERLANDS, Regions
from impactmonitor.deliveries.sources.demo import chance
from impactmonitor.deliveries.sources.demo.chance import Ints

GGD = (
    ("GG0111", "GGD Groningen", "VT08"),
    ("GG0706", "GGD Drenthe", "VT02"),
    ("GG1009", "GGD IJsselland", "VT11"),
    ("GG1106", "GGD Twente", "VT19"),
    ("GG1413", "GGD Noord- en Oost-Gelderland", "VT14"),
    ("GG1911", "Veiligheids- en Gezondheidsregio Gelderland-Midden", "VT05"),
    ("GG2014", "GGD Gelderland-Zuid", "VT06"),
    ("GG2209", "GGD Flevoland", "VT03"),
    ("GG2514", "GGD Regio Utrecht", "VT20"),
    ("GG2707", "GGD Hollands-Noorden", "VT17"),
    ("GG3109", "GGD Kennemerland", "VT12"),
    ("GG3406", "GGD Amsterdam", "VT01"),
    ("GG3606", "GGD Gooi en Vechtstreek", "VT07"),
    ("GG4506", "GGD Hollands-Midden", "VT10"),
    ("GG4607", "GGD Rotterdam-Rijnmond", "VT18"),
    ("GG4816", "Dienst Gezondheid & Jeugd ZHZ", "VT24"),
    ("GG5006", "GGD Zeeland", "VT23"),
    ("GG5206", "GGD West-Brabant", "VT21"),
    ("GG5406", "GGD Hart voor Brabant", "VT15 VT16"),
    ("GG5608", "GGD Brabant-Zuidoost", "VT26"),
    ("GG6011", "GGD Limburg-Noord", "VT13"),
    ("GG6106", "GGD Zuid-Limburg", "VT25"),
    ("GG7014", "GGD Haaglanden", "VT09"),
    ("GG7206", "GGD Fryslân", "VT04"),
    ("GG7306", "GGD Zaanstreek/Waterland", "VT22"),
)
"""GGD regions with the Veilig Thuis regions of before 2023 that lie in them; two municipalities lie otherwise."""

GGD_MUNICIPALITIES = {"GM0450": "GG3109", "GM0944": "GG6011"}
"""Municipalities whose GGD region is not that of their Veilig Thuis region: Uitgeest, Mook en Middelaar."""

UNKNOWN_SIZE = 30_000
"""Inhabitants of a municipality of which no number is printed."""

SMALL_PART = 6_000
"""About the most inhabitants that a part may have that was added to a municipality which went on under its own code."""


def ggd_names() -> dict[str, str]:
    """Names of the GGD regions by code."""
    return {code: name for code, name, _ in GGD}


@dataclass(frozen=True)
class Piece:
    """A municipality of the earliest list, or the part of it that went to the municipality `towards`."""

    code: str
    towards: str

    @property
    def name(self) -> str:
        """Unique name."""
        return f"{self.code}/{self.towards}"


@dataclass(frozen=True)
class Level:
    """The regions of one type in one year: of each piece in which of them it lies."""

    codes: tuple[str, ...]
    index: Ints

    @cached_property
    def _order(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.index, kind="stable")
        return order, np.searchsorted(self.index[order], np.arange(len(self.codes)))

    def add(self, values: Ints) -> Ints:
        """Sums over the pieces of each region; pieces are the first axis."""
        order, starts = self._order
        return np.add.reduceat(values[order], starts, axis=0)


@dataclass
class Areas:
    """All pieces, and the levels of each layout year."""

    regions: Regions
    pieces: tuple[Piece, ...]
    homes: Ints
    home_codes: tuple[str, ...]
    size: Ints
    _levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    _crossings: dict[int, set[str]] = field(default_factory=dict)

    @cached_property
    def piece_seeds(self) -> NDArray[np.uint64]:
        """Seeds of the pieces, by name, so that a list with one place more does not change the others."""
        return chance.seeds(piece.name for piece in self.pieces)

    @cached_property
    def home_seeds(self) -> NDArray[np.uint64]:
        """Seeds of the Veilig Thuis regions in which the pieces lie."""
        return chance.seeds(self.home_codes)

    def level(self, kind: str, year: int) -> Level:
        """Regions of a type (`NL`, `LD`, `PV`, `VT`, `GGD`, `GM`) in a year."""
        layout = self.regions.layout_year(year) or self.regions.latest_year
        key = (kind, layout)
        if key not in self._levels:
            self._levels[key] = self._make(kind, layout)
        return self._levels[key]

    def crosses(self, municipality: str, year: int) -> bool:
        """Whether a municipality lies in another province than its Veilig Thuis region, by the list of that year."""
        layout = self.regions.layout_year(year) or self.regions.latest_year
        return municipality in self._crossing(layout)

    def _crossing(self, layout: int) -> set[str]:
        if layout not in self._crossings:
            rows = self.regions.rows[layout]
            provinces = {row["code"]: row["province"] for row in rows if row["type"] == "VT"}
            self._crossings[layout] = {
                row["code"] for row in rows if row["type"] == "GM" and provinces.get(row["vt"]) != row["province"]
            }
        return self._crossings[layout]

    @cached_property
    def crossing_pieces(self) -> list[tuple[int, int]]:
        """Pieces of such municipalities, each with the largest piece of its Veilig Thuis region."""
        found = []
        ever = set().union(*(self._crossing(layout) for layout in self.regions.rows))
        for n, piece in enumerate(self.pieces):
            if piece.code in ever:
                beside = np.where(self.homes == self.homes[n], self.size, -1)
                beside[n] = -1
                found.append((n, int(beside.argmax())))
        return found

    def _make(self, kind: str, layout: int) -> Level:
        known = {row["code"] for row in self.regions.rows[layout] if row["type"] == "GM"}
        homes = [_municipality(self.regions, known, piece) for piece in self.pieces]
        rows = {row["code"]: row for row in self.regions.rows[layout]}
        above = {code: row["part_of"] for code, row in rows.items()}
        if kind == "NL":
            names = [NETHERLANDS] * len(homes)
        elif kind == "GM":
            names = homes
        elif kind == "VT":
            names = [rows[code]["vt"] for code in homes]
        elif kind == "PV":
            names = [rows[code]["province"] for code in homes]
        elif kind == "LD":
            names = [above[rows[code]["province"]] for code in homes]
        else:
            of_vt = {vt: code for code, _, parts in GGD for vt in parts.split()}
            names = [
                GGD_MUNICIPALITIES.get(p.code) or of_vt.get(self.home_codes[h], GGD[0][0])
                for p, h in zip(self.pieces, self.homes, strict=True)
            ]
        return _level(names)


def _level(names: Iterable[str]) -> Level:
    listed = list(names)
    codes = tuple(sorted(set(listed)))
    place = {code: n for n, code in enumerate(codes)}
    return Level(codes, np.array([place[name] for name in listed], dtype=np.int64))


def _municipality(regions: Regions, known: set[str], piece: Piece) -> str:
    """Which of the municipalities of a layout a piece lies in."""
    code, towards = piece.code, piece.towards
    while code not in known:
        later = [row["new_code"] for row in regions.former if row["old_code"] == code]
        code = towards if towards in later else later[0]
    return code


def areas(regions: Regions, printed_sizes: dict[int, dict[str, float]]) -> Areas:
    """Pieces of a catalogue; `printed_sizes` are inhabitants of municipalities by year of the list."""
    first = min(regions.rows)
    pieces = []
    for row in regions.rows[first]:
        if row["type"] == "GM":
            later = [r["new_code"] for r in regions.former if r["old_code"] == row["code"]]
            pieces += [Piece(row["code"], towards) for towards in (later if len(later) > 1 else [""])]
    result = Areas(regions, tuple(pieces), np.zeros(0, dtype=np.int64), (), np.zeros(0, dtype=np.int64))
    middle = 2022 if 2022 in regions.rows else first
    home = result.level("VT", middle)
    result.homes, result.home_codes = home.index, home.codes
    result.size = _sizes(result, printed_sizes)
    return result


def _sizes(found: Areas, printed: dict[int, dict[str, float]]) -> Ints:
    """Inhabitants of each piece: the fullest printed list, divided over the pieces of merged municipalities.

    Of the municipalities before the merger nothing is printed. One that went on under its own code keeps all but small
    parts; equal parts would let a small one that was merged or divided carry half a town from region to region.
    """
    year = max(printed, key=lambda y: (len(printed[y]), y)) if printed else min(found.regions.rows)
    level = found.level("GM", year)
    known = printed.get(year, {})
    weights = chance.for_each(40, found.piece_seeds, "size")
    parts: Ints = np.zeros(len(found.pieces), dtype=np.int64)
    for number, code in enumerate(level.codes):
        total = int(known.get(code) or UNKNOWN_SIZE)
        members = np.flatnonzero(level.index == number)
        divided = np.array([bool(found.pieces[n].towards) for n in members])
        went_on = np.array([found.pieces[n].code == code for n in members]) & ~divided
        main = went_on if went_on.any() else ~divided if not divided.all() else divided
        small = np.minimum(np.where(divided, total // 32, total // 8), SMALL_PART)
        parts[members] = np.where(main, 0, chance.part(small, weights[members]))
        left = total - int(parts[members].sum())
        shares = left * weights[members[main]] // weights[members[main]].sum()
        shares[0] += left - shares.sum()
        parts[members[main]] = shares
    return parts
