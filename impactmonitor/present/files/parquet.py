"""Records as Parquet: typed columns, and the codebook, sources, licence and release in the metadata of the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

import pyarrow as pa
import pyarrow.parquet as pq

from impactmonitor.present.export import SCHEMA
from impactmonitor.present.files.contents import Contents
from impactmonitor.present.files.sink import Sink

ROW_GROUP = 100_000
"""Rows that are compressed together."""


def metadata(contents: Contents) -> dict[str, str]:
    """Key and value of what the file says about itself; lists are JSON."""
    return {
        "title": contents.title,
        "origin": contents.origin.value,
        "origin_name": contents.origin_name,
        "release": contents.release,
        "licence": "; ".join(contents.licences),
        "citation": contents.citation,
        "about": _json(contents.about),
        "codebook": _json([asdict(entry) for entry in contents.codebook]),
        "sources": _json([asdict(cited) for cited in contents.sources]),
    }


def write(contents: Contents, records: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    """The file in pieces."""
    sink = Sink()
    with pq.ParquetWriter(sink, SCHEMA, compression="zstd", store_schema=False) as writer:
        held: list[pa.RecordBatch] = []
        for batch in records:
            held.append(batch)
            if sum(each.num_rows for each in held) >= ROW_GROUP:
                _write_group(writer, held)
                yield sink.taken()
        _write_group(writer, held)
        writer.add_key_value_metadata(metadata(contents))
    yield sink.taken()


def _write_group(writer: pq.ParquetWriter, held: list[pa.RecordBatch]) -> None:
    """Write what is held as one group and let go of it: the next piece may be asked for much later."""
    if held:
        writer.write_table(pa.Table.from_batches(held), row_group_size=ROW_GROUP)
    held.clear()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
