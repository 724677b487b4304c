"""Files of a release. The Parquet and JSON files are its content; the DuckDB file is an index made from them."""

from __future__ import annotations

import hashlib
from pathlib import Path

OBSERVATIONS = "observations.parquet"
REVISIONS = "revisions.parquet"
PUBLICATIONS = "publications.parquet"
CATALOGUE = "catalogue.json"
NOT_CARRIED = "not_carried.csv"
MANIFEST = "manifest.json"
CONTENT = (OBSERVATIONS, REVISIONS, PUBLICATIONS, CATALOGUE, NOT_CARRIED)


def index_name(release: str) -> str:
    """DuckDB file of a release: a name that is never used twice."""
    return f"figures-{release}.duckdb"


def sha256(path: Path) -> str:
    """Hash of a file, read in blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def name_of(manifest: bytes) -> str:
    """The name of a release: the beginning of the hash of its manifest."""
    return hashlib.sha256(manifest).hexdigest()[:16]


def is_name_of(release: str, manifest: bytes) -> bool:
    """Whether a release still has the manifest that it was named after."""
    return name_of(manifest) == release
