"""What a StatLine table is, apart from how it is served, and altered copies of it for hazards."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

Kind = Literal["Dimension", "TimeDimension", "GeoDimension"]


@dataclass(frozen=True)
class Code:
    """A category, region or period. `group` is the title of its group, `status` that of a period."""

    key: str
    title: str
    group: str = ""
    status: str = ""
    description: str = ""


@dataclass(frozen=True)
class Dimension:
    """A dimension with its code list, in the order in which CBS lists it."""

    identifier: str
    title: str
    kind: Kind
    codes: tuple[Code, ...]


@dataclass(frozen=True)
class Measure:
    """A topic. `path` are the titles of the topic groups above it, from the top down."""

    key: str
    title: str
    unit: str
    decimals: int = 0
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. `keys` follow the order of the dimensions; without a value, `attribute` says why."""

    measure: str
    keys: tuple[str, ...]
    value: float | None
    attribute: str = "None"
    string: str | None = None


def identifier(title: str) -> str:
    """The name that CBS makes of a title: no spaces, punctuation or accents, each word with a capital."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    return "".join(word[0].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", plain.replace("'", "")))


@dataclass(frozen=True)
class Table:
    """A table. `cells` may be a lazy sequence, or any iterable that can be read more than once.

    In a lazy one the cells of one combination of keys stand together: v3 makes one row of them.
    """

    id: str
    title: str
    modified: str
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...]
    cells: Iterable[Cell]
    status: str = "Regulier"
    summary: str = ""

    @property
    def size(self) -> int:
        """Number of cells."""
        return len(self.cells) if isinstance(self.cells, Sequence) else sum(1 for _ in self.cells)

    def between(self, start: int, stop: int | None = None) -> Iterator[Cell]:
        """Cells from `start` up to `stop`, made when asked for. The sequence need not know slices."""
        cells = self.cells
        if isinstance(cells, Sequence):
            end = len(cells) if stop is None else min(stop, len(cells))
            return map(cells.__getitem__, range(start, end))
        return islice(iter(cells), start, stop)

    def measure(self, name: str) -> Measure:
        """The measure with this key, or else this title or printed label (`A: B: C`)."""
        for found in (
            [m for m in self.measures if m.key == name],
            [m for m in self.measures if name in (m.title, ": ".join((*m.path, m.title)))],
        ):
            if len(found) == 1:
                return found[0]
        raise KeyError(f"{self.id} has no single measure '{name}'")

    def dimension(self, name: str) -> Dimension:
        """The dimension with this identifier."""
        return next(d for d in self.dimensions if d.identifier == name)

    @property
    def regions(self) -> Dimension:
        """The region dimension."""
        return next(d for d in self.dimensions if d.kind == "GeoDimension")

    # Altered copies. The table itself never changes.

    def relabel_measure(self, old: str, new: str) -> Table:
        """The measure `old` (key, title or label) under another title, with the same key."""
        return self._measure_with(old, title=new)

    def reunit(self, measure: str, unit: str) -> Table:
        """The measure in another unit; its figures stay as they are."""
        return self._measure_with(measure, unit=unit)

    def _measure_with(self, name: str, **changes: str) -> Table:
        chosen = self.measure(name)
        changed = tuple(replace(m, **changes) if m is chosen else m for m in self.measures)  # type: ignore[arg-type]
        return replace(self, measures=changed)

    def swap_region_titles(self, a: str, b: str) -> Table:
        """The titles of two regions exchanged, by key or title; the keys stay with their figures."""
        geo = self.regions
        first, second = (next(c for c in geo.codes if name in (c.key, c.title)) for name in (a, b))
        titles = {first.key: second.title, second.key: first.title}
        codes = tuple(replace(c, title=titles.get(c.key, c.title)) for c in geo.codes)
        return self.with_dimension(replace(geo, codes=codes))

    def with_dimension(self, dimension: Dimension) -> Table:
        """The dimension of the same identifier replaced."""
        same = dimension.identifier
        return replace(self, dimensions=tuple(dimension if d.identifier == same else d for d in self.dimensions))

    def without_cells(self) -> Table:
        """All metadata, no figures."""
        return replace(self, cells=())

    def with_value(
        self,
        measure: str,
        keys: tuple[str, ...],
        value: float | None,
        attribute: str = "None",
        string: str | None = None,
    ) -> Table:
        """One figure changed, or added when there is none for these keys."""
        cell = Cell(self.measure(measure).key, keys, value, attribute, string)
        cells = [cell if (c.measure, c.keys) == (cell.measure, keys) else c for c in self.cells]
        if cell not in cells:
            cells.append(cell)
        return replace(self, cells=tuple(cells))

    def modified_at(self, iso: str) -> Table:
        """Another `Modified` stamp."""
        return replace(self, modified=iso)

    def drop_rows(self, n: int) -> Table:
        """Without the last `n` cells: a delivery that is shorter than the one before."""
        cells = tuple(self.cells)
        return replace(self, cells=cells[: max(0, len(cells) - n)])
