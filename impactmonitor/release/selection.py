"""Which released figures are asked for. What changes the picture only is not part of a selection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Selection:
    """Codes to keep, per dimension; an empty tuple keeps all.

    `moments` are pairs of an indicator and a period, for a page that shows each indicator over a period of its own.
    """

    indicators: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    moments: tuple[tuple[str, str], ...] = ()

    def where(self) -> tuple[str, list[Any]]:
        """SQL condition with placeholders, and its values."""
        parts: list[str] = []
        values: list[Any] = []
        for column, codes in (
            ("indicator", self.indicators),
            ("measure", self.measures),
            ("category", self.categories),
            ("region", self.regions),
            ("period", self.periods),
        ):
            if codes:
                parts.append(f"{column} IN ({', '.join('?' * len(codes))})")
                values += codes
        if self.moments:
            # By period, because DuckDB needs twice the time for a list of pairs.
            of_period: dict[str, list[str]] = {}
            for indicator, period in self.moments:
                of_period.setdefault(period, []).append(indicator)
            parts.append(
                "("
                + " OR ".join(f"period = ? AND indicator IN ({', '.join('?' * len(of))})" for of in of_period.values())
                + ")"
            )
            values += [code for period, of in of_period.items() for code in (period, *of)]
        return " AND ".join(parts) or "true", values

    @property
    def by_region(self) -> bool:
        """Whether the copy of the figures in region order answers quickest."""
        many = len(self.indicators or {indicator for indicator, _ in self.moments})
        return bool(self.regions) and (not many or len(self.regions) < many)
