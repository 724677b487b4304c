"""Figures of a release that is still being made, asked for as those of a release are."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import duckdb

from impactmonitor.release.selection import Selection
from impactmonitor.tables import OBSERVATION_SCHEMA, Observation

Select = Callable[[Selection], Iterable[Observation]]
_COLUMNS = ", ".join(f'"{name}"' for name in OBSERVATION_SCHEMA.names)


def proposed(con: duckdb.DuckDBPyConnection) -> Select:
    """Asks the observations of a working database, printed and computed."""

    def select(asked: Selection) -> list[Observation]:
        where, values = asked.where()
        rows = con.execute(f"SELECT {_COLUMNS} FROM observations WHERE {where}", values).fetchall()
        return [Observation(*row) for row in rows]

    return select
