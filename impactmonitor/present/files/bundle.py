"""CSV with everything that belongs to it in one zip: read me, figures, codebook, sources."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict

import pyarrow as pa

from impactmonitor.present.files import columns, lines
from impactmonitor.present.files.contents import Contents
from impactmonitor.present.files.sink import Sink

_MADE = (2000, 1, 1, 0, 0, 0)
_LEVEL = 6


def write(contents: Contents, records: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    """The zip in pieces."""
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as bundle:
        for name, pieces in _files(contents, records).items():
            info = zipfile.ZipInfo(name, _MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            with bundle.open(info, "w", force_zip64=True) as stream:
                for piece in pieces:
                    stream.write(piece)
                    yield sink.taken()
    yield sink.taken()


def _files(contents: Contents, records: Iterable[pa.RecordBatch]) -> dict[str, Iterable[bytes]]:
    fictitious = "-fictief" if contents.fictitious else ""
    return {
        f"leesmij{fictitious}.txt": [read_me(contents).encode("utf-8", "replace")],
        f"cijfers{fictitious}.csv": lines.csv(records),
        "codeboek.csv": [lines.csv_of([c.code for c in columns.CODEBOOK], map(asdict, contents.codebook))],
        "bronnen.csv": [lines.csv_of([c.code for c in columns.SOURCES], map(asdict, contents.sources))],
    }


def read_me(contents: Contents) -> str:
    """What it is, as plain text."""
    body = "\n\n".join(f"{word}\n{sentence}" for word, sentence in contents.about)
    return f"{contents.title}\n\n{body}\n"
