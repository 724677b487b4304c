"""Deliveries of tables as they are kept: raw bytes by hash, and their cells in one file that can be made again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from impactmonitor.deliveries.ledger import Entry
from impactmonitor.deliveries.receive import Delivery, keep, kept
from impactmonitor.deliveries.sources.statline.table import Page, Selection, Service, TableMeta
from impactmonitor.exceptions import SourceError, storage_error
from impactmonitor.findings import Finding

CELLS = "Observations"

Advance = Callable[[int, int | None], None]
"""Called with the cells that have arrived and the number expected, when that is known."""


class RefusedError(SourceError):
    """The service answered, but this delivery cannot be taken: it is not whole, or not what was agreed."""

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class DoubtfulError(RefusedError):
    """This looks like a mistake of the source; only a person can say that it is right."""


@dataclass(frozen=True)
class Folders:
    """Where raw bytes and read cells are kept."""

    raw: Path
    cells: Path


def keep_cells(
    pages: Iterator[tuple[bytes, Page]],
    meta: TableMeta,
    folders: Folders,
    retrieved: str,
    expected: int | None,
    advance: Advance,
) -> tuple[list[Delivery], int, Path]:
    """Keep the bytes of all pages, and their cells in one file beside the final one."""
    documents: list[Delivery] = []
    rows = 0
    folders.cells.mkdir(parents=True, exist_ok=True)
    beside = folders.cells / f".{meta.id}.{os.getpid()}"
    try:
        writer = None
        try:
            for content, page in pages:
                count = page.cells.num_rows
                name = f"{meta.id}/{CELLS}/{len(documents) + 1}"
                documents.append(keep(content, name, folders.raw, retrieved, count, packed=True))
                if writer is None:
                    writer = pq.ParquetWriter(str(beside), page.cells.schema, compression="zstd")
                writer.write_table(page.cells)
                rows += count
                if expected is not None and rows > expected:
                    raise RefusedError(f"Table {meta.id} has more cells than the {expected:,} that were announced.")
                advance(rows, expected)
                del content, page
        finally:
            if writer is not None:
                writer.close()
            pa.default_memory_pool().release_unused()  # pages are large; what follows needs the room
    except BaseException as error:
        beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise storage_error(error, f"table {meta.id}") from error
        raise
    return documents, rows, beside


def cells_file(folders: Folders, entry: Entry) -> Path:
    """Where the cells of a delivery stand once they are read: named after the raw bytes."""
    return folders.cells / f"{entry.dataset}-{entry.digest[:32]}.parquet"


def selection_of(entry: Entry) -> Selection:
    """What was asked for in a delivery."""
    keys = tuple((name, tuple(found)) for name, found in entry.facts["keys"])
    return Selection(tuple(entry.facts["measures"]), tuple(entry.facts["regions"]), keys)


def metadata_of(service: Service, entry: Entry, folders: Folders) -> TableMeta:
    """What a kept delivery says of its table. Raises ReleaseError when the bytes are gone."""
    documents: dict[str, Any] = {}
    for document in entry.documents:
        parts = document.name.split("/")
        if len(parts) == 2:
            data = json.loads(kept(document, folders.raw))
            documents[parts[1]] = documents[f"{parts[1]}?"] = data
    return service.read_metadata(entry.dataset, documents)


def cells_of(service: Service, entry: Entry, meta: TableMeta, folders: Folders) -> Path:
    """The file with the cells of a kept delivery, made again from the raw bytes when it is gone or damaged."""
    target = cells_file(folders, entry)
    if _readable(target):
        return target

    def pages() -> Iterator[tuple[bytes, Page]]:
        for document in entry.documents:
            if len(document.name.split("/")) == 3:
                content = kept(document, folders.raw)
                yield content, service.read_page(content, meta, selection_of(entry))

    _, _, beside = keep_cells(pages(), meta, folders, entry.retrieved, None, lambda done, expected: None)
    beside.replace(target)
    return target


def _readable(cells: Path) -> bool:
    try:
        pq.read_metadata(str(cells))
    except (OSError, pa.ArrowException):
        return False
    return True
