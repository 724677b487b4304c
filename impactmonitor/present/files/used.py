"""Which codes occur in figures, so that their codebook explains those and no others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

_BETWEEN = "\n"
_SINGLE = ("unit", "region", "period", "obs_status", "conf_status", "stage", "second_hand", "publication")


@dataclass
class Used:
    """Codes that occur; `measure` and `category` are pairs with their indicator."""

    figures: int = 0
    indicator: set[str] = field(default_factory=set)
    measure: set[tuple[str, str]] = field(default_factory=set)
    category: set[tuple[str, str]] = field(default_factory=set)
    unit: set[str] = field(default_factory=set)
    region: set[str] = field(default_factory=set)
    period: set[str] = field(default_factory=set)
    obs_status: set[str] = field(default_factory=set)
    conf_status: set[str] = field(default_factory=set)
    stage: set[str] = field(default_factory=set)
    second_hand: set[bool] = field(default_factory=set)
    zero: bool = False
    publication: set[str] = field(default_factory=set)

    def add(self, figures: pa.Table | pa.RecordBatch) -> None:
        """Note the codes of these observations."""
        self.figures += figures.num_rows
        self.zero |= pc.any(pc.equal(figures.column("value"), 0.0)).as_py() or False
        for name in _SINGLE:
            getattr(self, name).update(pc.unique(figures.column(name)).to_pylist())
        for name in ("measure", "category"):
            pairs = pc.binary_join_element_wise(figures.column("indicator"), figures.column(name), _BETWEEN)
            for pair in pc.unique(pairs).to_pylist():
                indicator, _, code = pair.partition(_BETWEEN)
                self.indicator.add(indicator)
                getattr(self, name).add((indicator, code))


def used(batches: Iterable[pa.Table | pa.RecordBatch]) -> Used:
    """Codes of all these observations."""
    found = Used()
    for batch in batches:
        found.add(batch)
    return found
