"""What a reader can work out of released figures: linear algebra over all sums that are known to hold.

An unknown figure can be worked out when the known sums allow one value of it only, so when its unit vector lies in the
space of the equations. This knows nothing of how figures are hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

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
