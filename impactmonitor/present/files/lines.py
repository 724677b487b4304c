"""Records as lines of text: CSV and JSON Lines. Batch by batch, so that a whole release never stands in memory.

Each different text of a column is escaped once, after which whole columns are joined.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from impactmonitor.present.export import COLUMNS, NUMBERS, as_text, mapped

_SPECIAL = re.compile(r'[",\r\n]')
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""A spreadsheet may run a cell that begins like this."""
_AS_THEY_ARE = {*NUMBERS, "decimals"}
_LINES = 1_000
"""Rows of text that are sent at once."""


def guarded(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet could take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The opposite of `guarded`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _cell(text: str) -> str:
    text = guarded(text)
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def csv(records: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    """Records as CSV: UTF-8, comma, decimal point, code names in the first line."""
    yield (",".join(COLUMNS) + "\n").encode()
    for batch in records:
        text = as_text(batch)
        yield _joined([text.column(n) if n in _AS_THEY_ARE else mapped(text.column(n), _cell) for n in COLUMNS])


def csv_of(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Rows of text as CSV, guarded and escaped like the figures."""
    return b"".join(csv_rows(columns, rows))


def csv_rows(
    columns: Sequence[str], rows: Iterable[Mapping[str, str]], numbers: Container[str] = ()
) -> Iterator[bytes]:
    """The same in pieces, as the rows are read. In the columns `numbers` a minus sign is just that."""
    piece = [",".join(columns)]
    for row in rows:
        piece.append(",".join(row[name] if name in numbers else _cell(row[name]) for name in columns))
        if len(piece) == _LINES:
            yield _ended(piece)
            piece = []
    yield _ended(piece)


def _ended(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def json_lines(records: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    """Records as one JSON object a line; a number has the decimals of the figure, and is null when there is none."""
    for batch in records:
        text = as_text(batch)
        yield _joined([_member(name, text.column(name)) for name in COLUMNS], "{", "}")


def _member(name: str, column: pa.Array) -> pa.Array:
    start = f"{json.dumps(name)}: "
    write: Callable[[str], str]
    if name in _AS_THEY_ARE:
        write = _number
    elif name == "second_hand":
        write = {"yes": "true", "no": "false"}.__getitem__
    else:
        write = _quoted
    return mapped(column, lambda value: start + write(value))


def _number(text: str) -> str:
    return text or "null"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _joined(columns: list[pa.Array], before: str = "", after: str = "") -> bytes:
    """Columns as lines, with something before and after each."""
    lines = pc.binary_join_element_wise(*columns, "," if not before else ", ")
    ended = pc.binary_join_element_wise(before, lines, f"{after}\n", "")
    return "".join(ended.to_pylist()).encode()
