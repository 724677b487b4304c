"""What a reader can work out of released figures: linear algebra over all sums that are known to hold.

An unknown figure can be worked out when the known sums allow one value of it only, so when its unit vector lies in the
space of the equations. This knows nothing of how figures are hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.sources.demo import typical

Cell = tuple[str, str, str]
"""Region, category and period."""


@dataclass
class Reader:
    """Somebody who knows the visible figures and adds up. Unknown figures are numbered when they are met."""

    known: dict[Cell, float]
    numbers: dict[Any, int] = field(default_factory=dict)
    equations: list[dict[int, float]] = field(default_factory=list)

    def learns(self, whole: Any, parts: Iterable[Any]) -> None:
        """The whole is the sum of the parts; names that are not figures stand for what is not published."""
        row: dict[int, float] = defaultdict(float)
        for name, sign in ((whole, -1.0), *((part, 1.0) for part in parts)):
            if name not in self.known:
                row[self.numbers.setdefault(name, len(self.numbers))] += sign
        if row:
            self.equations.append(row)

    def works_out(self) -> set[Any]:
        """Everything unknown that has one possible value."""
        found: set[Any] = set()
        names = {number: name for name, number in self.numbers.items()}
        for rows in self._connected():
            columns = sorted({number for row in rows for number in row})
            place = {number: n for n, number in enumerate(columns)}
            matrix = np.zeros((len(rows), len(columns)))
            for n, row in enumerate(rows):
                for number, value in row.items():
                    matrix[n, place[number]] = value
            square = matrix.T @ matrix
            values, vectors = np.linalg.eigh(square)
            free = vectors[:, values < 1e-9 * max(values.max(), 1.0)]
            certain = (free**2).sum(axis=1) < 1e-9
            found |= {names[columns[n]] for n in np.flatnonzero(certain)}
        return found

    def _connected(self) -> list[list[dict[int, float]]]:
        """Equations in groups that share no unknown."""
        root = list(range(len(self.numbers)))

        def find(number: int) -> int:
            while root[number] != number:
                root[number] = root[root[number]]
                number = root[number]
            return number

        for row in self.equations:
            first, *rest = row
            for other in rest:
                root[find(other)] = find(first)
        groups: dict[int, list[dict[int, float]]] = defaultdict(list)
        for row in self.equations:
            groups[find(next(iter(row)))].append(row)
        return list(groups.values())


def worked_out(con: duckdb.DuckDBPyConnection, demo: Catalogue, name: str, periods: list[str], year: int) -> set[Any]:
    """Hidden counts of an indicator in table f that follow from all others, those of its total included."""
    indicator, codelist = demo.indicators[name], demo.codelist_of(demo.indicators[name])
    query = (
        "SELECT region, category, period, value, obs_status FROM f "
        "WHERE indicator = ? AND measure = 'count' AND list_contains(?, period)"
    )
    rows = con.execute(query, [name, periods]).fetchall()
    hidden = {row[:3] for row in rows if row[4] == "Q"}
    assert hidden
    known = {row[:3]: row[3] for row in rows if row[3] is not None}
    regions = {row[0] for row in rows}
    categories = [c.code for c in codelist.categories] if codelist else ["totaal"]
    parents = {c.code: c.parent or "totaal" for c in codelist.categories} if codelist else {}
    single = codelist is not None and not (indicator.breakdown and indicator.breakdown.multi)
    if single:
        known |= {
            row[:3]: row[3]
            for row in con.execute(query, [typical.WHOLE[name], periods]).fetchall()
            if row[3] is not None
        }
    reader = Reader(known)
    layout = demo.regions.rows[demo.regions.layout_year(year) or year]
    land = {row["code"]: row["part_of"] for row in layout if row["type"] == "PV"}
    for period in periods:
        for category in [*categories, *(["totaal"] if single else [])]:
            inside: dict[str, set[Any]] = {}
            for row in (r for r in layout if r["type"] == "GM"):
                shown = row["code"] in regions
                atom = (
                    (row["code"], category, period)
                    if shown
                    else ("other", row["vt"], row["province"], category, period)
                )
                for wide in {row["vt"], row["province"], land[row["province"]], "NL01"} & regions:
                    inside.setdefault(wide, set()).add(atom)
            for wide, atoms in inside.items():
                reader.learns((wide, category, period), atoms)
        for region in regions if single else ():
            for parent in ["totaal", *categories]:
                below = [(region, c, period) for c in categories if parents[c] == parent]
                if len(below) > 1:
                    reader.learns((region, parent, period), below)
    if len(periods) == 3:
        for region in regions:
            for category in categories:
                whole, *halves = ((region, category, period) for period in periods)
                reader.learns(whole, halves)
    return reader.works_out() & hidden
