"""The regions for which an indicator is given in a year, and which of them lie within which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from impactmonitor.deliveries.sources.demo.areas import Areas, Level
from impactmonitor.deliveries.sources.demo.chance import Ints
from impactmonitor.deliveries.sources.demo.hide import Tree

KINDS = ("NL", "LD", "PV", "VT", "GM")
"""Types of region that add up, from wide to narrow."""
FEW = ("VT02", "VT16")
"""Veilig Thuis regions whose municipalities are made when a few are enough."""


@dataclass(frozen=True)
class Places:
    """Regions of some types in one year, wide before narrow."""

    areas: Areas
    kinds: tuple[str, ...]
    year: int
    few: bool

    @cached_property
    def _levels(self) -> list[tuple[str, Level, list[int]]]:
        return [(kind, self.areas.level(kind, self.year), self._chosen(kind)) for kind in self.kinds]

    def _chosen(self, kind: str) -> list[int]:
        """Which regions of a type are written down."""
        level = self.areas.level(kind, self.year)
        if kind != "GM" or not self.few:
            return list(range(len(level.codes)))
        homes = {n for n, code in enumerate(self.areas.home_codes) if code in FEW}
        return sorted({int(m) for m, home in zip(level.index, self.areas.homes, strict=True) if int(home) in homes})

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the regions."""
        return tuple(level.codes[n] for _, level, chosen in self._levels for n in chosen)

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each region stands."""
        return {code: n for n, code in enumerate(self.codes)}

    def add(self, values: Ints) -> Ints:
        """Sums over the pieces of each region."""
        return np.concatenate([level.add(values)[chosen] for _, level, chosen in self._levels])

    @cached_property
    def tree(self) -> Tree:
        """Which region lies within which."""
        above = []
        never = []
        for kind, level, chosen in self._levels:
            wider = [k for k in KINDS[: KINDS.index(kind)] if k in self.kinds]
            for n in chosen:
                parent = self._above(level.codes[n], kind, level, n, wider[-1]) if wider else ""
                above.append(self.position.get(parent, -1))
                never.append(kind == "GM" and self.crosses(level.codes[n]))
        return Tree(np.array(above, dtype=np.int64), np.array(never, dtype=np.bool_))

    def _above(self, code: str, kind: str, level: Level, number: int, wider: str) -> str:
        if kind == "VT" and wider == "PV":
            return self.areas.regions[code].province_in(self.year)
        beyond = self.areas.level(wider, self.year)
        return beyond.codes[int(beyond.index[int(np.argmax(level.index == number))])]

    def crosses(self, municipality: str) -> bool:
        """Whether a municipality lies in another province than its Veilig Thuis region, where both are given."""
        if "VT" not in self.kinds or "PV" not in self.kinds:
            return False
        return self.areas.crosses(municipality, self.year)
