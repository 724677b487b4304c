"""The query options of OData, and one page of rows that answers them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, runtime_checkable
from urllib.parse import parse_qsl, quote

from statline.filters import FilterError, Predicate, parse_filter

Row = dict[str, Any]
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_KNOWN = {
    3: {"$format", "$filter", "$select", "$top", "$skip", "$orderby", "$inlinecount"},
    4: {"$format", "$filter", "$select", "$top", "$skip", "$orderby", "$count"},
}


class Rows(Protocol):
    """Rows that can be made from any place on, and counted."""

    @property
    def columns(self) -> Mapping[str, str]:
        """Type of each column."""

    def between(self, start: int, stop: int | None = None) -> Iterator[Row]:
        """Rows from `start` up to `stop`."""

    def count(self) -> int:
        """How many there are."""


@runtime_checkable
class Texts(Protocol):
    """Rows that can be had as JSON at once, which is faster."""

    def texts(self, start: int, stop: int) -> Iterator[str]:
        """JSON of the rows from `start` up to `stop`."""


class ListRows:
    """Rows that are already there, such as a code list."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)
        self.columns = {name: _type(self.rows, name) for name in (self.rows[0] if self.rows else {})}

    def between(self, start: int, stop: int | None = None) -> Iterator[Row]:
        """Rows from `start` up to `stop`."""
        return islice(iter(self.rows), start, stop)

    def count(self) -> int:
        """How many there are."""
        return len(self.rows)


def _type(rows: list[Row], name: str) -> str:
    value = next((row[name] for row in rows if row.get(name) is not None), "")
    if isinstance(value, bool):
        return "bool"
    return "number" if isinstance(value, int | float) else "string"


@dataclass(frozen=True)
class Options:
    """Query options, checked."""

    version: int
    given: tuple[tuple[str, str], ...]
    filter: str | None
    select: tuple[str, ...]
    top: int | None
    skip: int
    order: str | None
    count: bool

    @property
    def plain(self) -> bool:
        """Whether all columns of all rows are asked for, in their own order."""
        return not (self.filter or self.select or self.order or self.top is not None)

    def next(self, skip: int, top: int | None) -> str:
        """The query of the next page: the same question from another place."""
        kept = [(k, v) for k, v in self.given if k not in ("$skip", "$top")]
        kept += [("$top", str(top))] if top is not None else []
        kept.append(("$skip", str(skip)))
        return "&".join(f"{k}={quote(v, safe='(),')}" for k, v in kept)


def read_options(query: str, version: int) -> Options:
    """Read the query. Raises FilterError on what the service does not know."""
    given = tuple(parse_qsl(query, keep_blank_values=True))
    options = dict(given)
    for name, value in given:
        if name.startswith("$") and name not in _KNOWN[version]:
            raise FilterError(f"the option {name} is not known")
        if name == "$format" and not value.startswith(("json", "application/json")):
            raise FilterError(f"the format {value} is not served")
    select = tuple(part.strip() for part in options.get("$select", "").split(",") if part.strip())
    return Options(
        version,
        given,
        options.get("$filter"),
        select,
        _whole(options, "$top"),
        _whole(options, "$skip") or 0,
        options.get("$orderby"),
        options.get("$count") == "true" or options.get("$inlinecount") == "allpages",
    )


def _whole(options: Mapping[str, str], name: str) -> int | None:
    text = options.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()):
        raise FilterError(f"{name} is a whole number, not '{text}'")
    return int(text)


@dataclass(frozen=True)
class Page:
    """One page: its rows as JSON, the query of the next one, and how many rows there are when that was asked."""

    rows: list[str]
    next_query: str | None
    count: int | None


def _predicate(rows: Rows, options: Options) -> Predicate | None:
    if options.filter is None:
        return None
    return parse_filter(options.filter, rows.columns, options.version)


def count_rows(rows: Rows, options: Options) -> int:
    """How many rows pass the filter, whatever `$top` and `$skip` say."""
    predicate = _predicate(rows, options)
    return rows.count() if predicate is None else sum(1 for row in rows.between(0) if predicate(row))


def page_of(rows: Rows, options: Options, size: int) -> Page:
    """The page that the options ask for, of at most `size` rows."""
    predicate = _predicate(rows, options)
    missing = [name for name in options.select if name not in rows.columns]
    if missing and rows.columns:
        raise FilterError(f"there is no column '{missing[0]}'")
    limit = size if options.top is None else min(size, options.top)
    start, stop = options.skip, options.skip + limit + 1
    if options.plain and isinstance(rows, Texts):
        texts = list(rows.texts(start, stop))
    elif predicate is None and options.order is None:
        texts = _texts(rows.between(start, stop), options)
    else:
        chosen: Iterator[Row] = rows.between(0) if predicate is None else filter(predicate, rows.between(0))
        texts = _texts(islice(_ordered(chosen, rows, options), start, stop), options)
    more = len(texts) > limit and (options.top is None or options.top > size)
    rest = None if options.top is None else options.top - limit
    return Page(
        texts[:limit],
        options.next(start + limit, rest) if more else None,
        count_rows(rows, options) if options.count else None,
    )


def _texts(rows: Iterable[Row], options: Options) -> list[str]:
    select = options.select
    return [_dumps({name: row[name] for name in select} if select else row) for row in rows]


def _ordered(chosen: Iterator[Row], rows: Rows, options: Options) -> Iterable[Row]:
    if options.order is None:
        return chosen
    found = list(chosen)
    for part in reversed(options.order.split(",")):
        name, _, direction = part.strip().partition(" ")
        if name not in rows.columns or direction.strip() not in ("", "asc", "desc"):
            raise FilterError(f"cannot order by '{part.strip()}'")
        found.sort(key=_sort_key(name), reverse=direction.strip() == "desc")
    return found


def _sort_key(name: str) -> Callable[[Row], Any]:
    return lambda row: (row[name] is not None, row[name] if row[name] is not None else 0)
