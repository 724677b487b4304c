"""Figures as a file of any kind: a table at once, or a selection of a release in pieces."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

import pyarrow as pa

from impactmonitor.present import export
from impactmonitor.present.files import (
    bundle,
    columns,
    contents,
    formats,
    json_stat,
    lines,
    ods,
    parquet,
    sheets,
    xlsx,
)
from impactmonitor.present.files.contents import Contents
from impactmonitor.present.files.formats import Format
from impactmonitor.release.read import Release, ReleasedTable
from impactmonitor.release.selection import Selection

_IN_ROWS = {formats.CSV: lines.csv, formats.JSON_LINES: lines.json_lines}
_DESCRIBED = {formats.ZIP: bundle.write, formats.PARQUET: parquet.write}
_IN_SHEETS = {formats.XLSX: xlsx.write, formats.ODS: ods.write}
_PIECE = 2_048
"""Figures that are in memory at once when there are many. More is quicker, and takes more for each slow reader."""


class TooMany(ValueError):
    """More figures than this kind of file holds."""

    def __init__(self, kind: Format, figures: int) -> None:
        super().__init__(f"{figures} figures do not go into a {kind.name} file")
        self.figures = figures


@dataclass(frozen=True)
class Written:
    """A file in pieces. `at_once` tells that it is one piece, already made; else it is made while it is taken."""

    figures: int
    at_once: bool
    pieces: Iterator[bytes]


def table(kind: Format, figures: ReleasedTable, title: str, since: dt.date | None = None, chosen: str = "") -> bytes:
    """The file with these figures; `chosen` tells how its areas were chosen. Raises TooMany."""
    if not kind.holds(len(figures)):
        raise TooMany(kind, len(figures))
    if kind in _IN_ROWS:
        return b"".join(_IN_ROWS[kind]([export.flat(figures)]))
    about = contents.contents(figures, title, since, chosen)
    if kind in _IN_SHEETS:
        return _IN_SHEETS[kind](about, sheets.sheets(about, figures))
    if kind is formats.JSON:
        return b"".join(json_stat.write(about, figures))
    return b"".join(_DESCRIBED[kind](about, [export.flat(figures)]))


def selected(kind: Format, held: Release, selection: Selection, title: str) -> Written:
    """The file with the figures of a selection. Raises TooMany.

    More figures than go into a spreadsheet are read and written a few at a time. What depends on the language and on
    the time is made before the first piece.
    """
    figures = held.count(selection)
    if not kind.holds(figures):
        raise TooMany(kind, figures)
    if figures <= formats.MOST_FIGURES:
        return Written(figures, True, iter([table(kind, held.select(selection), title, held.since)]))
    shape = export.shape_of(held)
    records: Iterable[pa.RecordBatch] = (shape.flat(batch) for batch in held.batches(selection, _PIECE))
    if kind in _IN_ROWS:
        return Written(figures, False, _IN_ROWS[kind](records))
    return Written(figures, False, _DESCRIBED[kind](contents.of_selection(held, selection, title), records))


def codebook(kind: Format, about: Contents) -> bytes:
    """Only the codebook and the sources."""
    if kind in _IN_SHEETS:
        return _IN_SHEETS[kind](about, sheets.codebook(about))
    entries = [asdict(entry) for entry in about.codebook]
    if kind is formats.CSV:
        return lines.csv_of([column.code for column in columns.CODEBOOK], entries)
    cited = [asdict(source) for source in about.sources]
    head = {"title": about.title, "origin": about.origin.value, "origin_name": about.origin_name}
    whole = {**head, "release": about.release, "codebook": entries, "sources": cited}
    return json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace")
