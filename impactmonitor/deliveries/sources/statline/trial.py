"""A delivery is tried before it is in force: what it would bring is laid beside the delivery that it would replace.

Nothing that breaks a release may come in, and nothing that looks like a mistake of the source: figures that lost their
values, or that are of another size than before. A person can still take it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.sources.statline import figures
from impactmonitor.deliveries.sources.statline.resolve import Place
from impactmonitor.deliveries.sources.statline.table import TableMeta
from impactmonitor.exceptions import database_error
from impactmonitor.tables import KEY, Publication

MEMORY = "128MB"
LOST = 0.5
"""Less than this part of the figures that had a value still has one: refused."""
SIZE = 3.0
"""Figures of an indicator are this many times larger or smaller than before, at the median: refused."""
ENOUGH = 10
"""With fewer figures to compare nothing is said of their size."""


@dataclass(frozen=True)
class Content:
    """Cells of one delivery with what is needed to read them."""

    cells: Path
    meta: TableMeta
    places: list[Place]


@contextmanager
def database(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A small database in memory that spills into `folder`; its errors are StorageError or ReleaseError."""
    con = duckdb.connect()
    try:
        con.execute("SET threads = 1")
        con.execute(f"SET memory_limit = '{MEMORY}'")
        con.execute("SET temp_directory = ?", [str(folder / "spill")])  # else it spills where the user stands
        yield con
    except duckdb.Error as error:
        raise database_error(error, "the table") from error
    finally:
        con.close()


def objections(new: Content, held: Content | None, catalogue: Catalogue) -> tuple[list[str], list[str]]:
    """Why a delivery must not come in, and why it should not without a person: sentences, empty when it is fine."""
    with database(new.cells.parent) as con:
        figures.create(con)
        _add(con, new, catalogue, "new")
        must = [
            f"prints {count} figures twice, such as {'/'.join(map(str, key))}"
            for *key, count in con.execute(_TWICE).fetchall()
        ]
        if held is None:
            return must, []
        _add(con, held, catalogue, "held")
        should = [
            f"has a value for {now:,} figures, where {before:,} had one before"
            for now, before in con.execute(_VALUES).fetchall()
            if now < before * LOST
        ]
        should += [
            f"has figures of {indicator} that are {ratio:.3g} times those of before"
            for indicator, ratio in con.execute(_SIZES, [ENOUGH, 1 / SIZE, SIZE]).fetchall()
        ]
        return must, should


def _add(con: duckdb.DuckDBPyConnection, content: Content, catalogue: Catalogue, name: str) -> None:
    regions = catalogue.regions.with_ggd(figures.ggd_regions(content.meta))
    nowhere = Publication(name, content.meta.id, "", "", "", False)
    figures.add(con, content.cells, content.meta, content.places, replace(catalogue, regions=regions), nowhere, name)


_KEY = ", ".join(KEY)
_TWICE = (
    f"SELECT {_KEY}, count(*) OVER () FROM live WHERE modified = 'new' GROUP BY {_KEY} HAVING count(*) > 1 "
    f"ORDER BY {_KEY} LIMIT 1"
)
_BOTH = (
    f"(SELECT {_KEY}, value AS now FROM live WHERE modified = 'new') n "
    f"JOIN (SELECT {_KEY}, value AS before FROM live WHERE modified = 'held') h USING ({_KEY})"
)
_VALUES = f"SELECT count(now) FILTER (before IS NOT NULL), count(before) FROM {_BOTH}"
_SIZES = (
    f"SELECT indicator, median(now / before) AS ratio FROM {_BOTH} WHERE now > 0 AND before > 0 "
    "GROUP BY indicator HAVING count(*) >= ? AND (ratio < ? OR ratio > ?) ORDER BY indicator"
)
