"""Connections to DuckDB files: a working file while a release is made, a read-only file once it is served.

A served file is never opened read-write and never replaced: a new release is a new file name.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

MEMORY = "512MB"
"""Ceiling for DuckDB while it builds; larger sorts spill to disk beside the file."""


ASSEMBLING = "96MB"
"""Ceiling while tables are put together: everything there is a join with small tables, row by row."""


def working(path: Path, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """A new file for building. One thread and a fixed order make the result reproducible."""
    con = duckdb.connect(str(path))
    con.execute("SET threads = 1")
    con.execute(f"SET memory_limit = '{memory}'")
    con.execute("SET temp_directory = ?", [str(path.parent / "spill")])
    return con


def read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """A finished file, without access to anything outside it. One thread is quickest for page queries."""
    return duckdb.connect(str(path), read_only=True, config=_SERVED)


_SERVED: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "enable_external_access": False,
    "lock_configuration": True,
}
"""Given when connecting: a file that is still open elsewhere in this process is then opened once more as it is."""
