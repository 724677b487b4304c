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
from impactmonitor.deliveries.sources.statline.codes import ggd_regions
from impactmonitor.deliveries.sources.statline.resolve import Place
from impactmonitor.deliveries.sources.statline.table import TableMeta
from impactmonitor.exceptions import database_error
from impactmonitor.tables import KEY

MEMORY = "64MB"
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
        _values(con, new, catalogue, "new_values")
        must = []
        if twice := con.execute("SELECT id FROM new_values GROUP BY id HAVING count(*) > 1").fetchall():
            example = con.execute(f"SELECT {_KEY} FROM placed WHERE {_ID} = ? LIMIT 1", [twice[0][0]]).fetchall()[0]
            must.append(f"prints {len(twice):,} figures twice, such as {'/'.join(example)}")
        if held is None or must:
            return must, []
        _values(con, held, catalogue, "held_values")
        ((before, now),) = con.execute(_LEFT).fetchall()
        should = []
        if now < before * LOST:
            should.append(f"has a value for {now:,} figures, where {before:,} had one before")
        should += [
            f"has figures of {indicator} that are {ratio:.3g} times those of before"
            for indicator, ratio in con.execute(_SIZES, [ENOUGH, 1 / SIZE, SIZE]).fetchall()
        ]
        return [], should


def _values(con: duckdb.DuckDBPyConnection, content: Content, catalogue: Catalogue, name: str) -> None:
    """Table `name`: a number for the key of each figure, its indicator and value; little enough for a large table."""
    regions = catalogue.regions.with_ggd(ggd_regions(content.meta))
    figures.prepare(con, content.cells, content.meta, content.places, replace(catalogue, regions=regions))
    con.execute(f"CREATE TABLE {name} AS SELECT {_ID} AS id, indicator, value FROM placed")


_KEY = ", ".join(KEY)
_ID = f"hash({_KEY})"
_LEFT = (
    "SELECT count(h.value), count(n.value) FILTER (h.value IS NOT NULL) "
    "FROM held_values h LEFT JOIN new_values n USING (id)"
)
_SIZES = (
    "SELECT n.indicator, median(n.value / h.value) AS ratio FROM new_values n JOIN held_values h USING (id) "
    "WHERE n.value > 0 AND h.value > 0 GROUP BY n.indicator HAVING count(*) >= ? AND (ratio < ? OR ratio > ?) "
    "ORDER BY n.indicator"
)
