"""Is a release exactly what was frozen? Hashes of all content files, its name, and the index row by row."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from impactmonitor.exceptions import ReleaseError
from impactmonitor.release import names, origins
from impactmonitor.store import coverage
from impactmonitor.tables import Origin

_REMEDY = "Roll back to another release, or build again; do not repair it by hand."


def verify(folder: Path, origin: Origin, release: str | None = None) -> int:
    """Check the release in `folder`, which must be of this origin; returns the number of observations.

    Raises ReleaseError on any difference.
    """
    release = release or folder.name
    number = verify_files(folder, origin, release)
    _verify_index(folder, release)
    return number


def has_whole_index(folder: Path, release: str) -> bool:
    """Whether the index holds every table that pages read now: one that older software made may lack the newest."""
    try:
        _verify_index(folder, release, of_before=False)
    except ReleaseError:
        return False
    return True


def verify_files(folder: Path, origin: Origin, release: str) -> int:
    """Check everything but the index, which can be made again from the rest; returns the number of observations.

    Raises ReleaseError on any difference.
    """
    manifest_path = folder / names.MANIFEST
    if not manifest_path.is_file():
        raise ReleaseError(f"Release {release} has no manifest. {_REMEDY}")
    body = manifest_path.read_bytes()
    if not names.is_name_of(release, body):
        raise ReleaseError(f"The manifest of release {release} was changed after it was frozen. {_REMEDY}")
    manifest = json.loads(body)
    origins.refuse_other(release, manifest["origin"], origin)
    for file, expected in manifest["files"].items():
        path = folder / file
        if not path.is_file():
            raise ReleaseError(f"Release {release} misses {file}. {_REMEDY}")
        if names.sha256(path) != expected:
            raise ReleaseError(f"{file} of release {release} was changed after it was frozen. {_REMEDY}")
    return int(manifest["counts"]["observations"])


def _indexed(folder: Path) -> dict[str, str]:
    """What each table of the index must hold, as a relation made from the files of the release."""

    def frozen(file: str) -> str:
        return "read_parquet('{}')".format(str(folder / file).replace("'", "''"))

    return {
        "obs_by_region": frozen(names.OBSERVATIONS),
        "obs_by_indicator": frozen(names.OBSERVATIONS),
        "revisions": frozen(names.REVISIONS),
        "publications": frozen(names.PUBLICATIONS),
        coverage.TABLE: f"({coverage.counted(frozen(names.OBSERVATIONS))})",
    }


def _verify_index(folder: Path, release: str, of_before: bool = True) -> None:
    """Compare the index with the figures; `of_before` lets pass that it has no counts, which pages then make."""
    path = folder / names.index_name(release)
    if not path.is_file():
        raise ReleaseError(f"Release {release} misses its index {path.name}. {_REMEDY}")
    con = duckdb.connect()
    try:
        con.execute("SET threads = 1; SET memory_limit = '512MB'")
        con.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS stored (READ_ONLY)")
        fingerprint = "SELECT count(*), bit_xor(hash(o)), sum(hash(o) % 1000003) FROM {} o"
        there = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        for table, content in _indexed(folder).items():
            if of_before and table == coverage.TABLE and table not in there:
                continue
            expected = con.execute(fingerprint.format(content)).fetchone()
            if con.execute(fingerprint.format(f"stored.{table}")).fetchone() != expected:
                raise ReleaseError(f"The index of release {release} differs from its figures. {_REMEDY}")
    except duckdb.Error as error:
        raise ReleaseError(
            f"The index of release {release} cannot be read: {str(error).splitlines()[0]}. {_REMEDY}"
        ) from error
    finally:
        con.close()
