"""What a StatLine table says of itself, in one form for both versions of the service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import pyarrow as pa

Kind = Literal["region", "period", "other"]

MISSING = "NotAvailable"
"""Value attribute of a dot: unknown, small or zero."""
CONFIDENTIAL = "Confidential"
IMPOSSIBLE = "Impossible"
"""Value attribute of a blank: it cannot logically occur, such as a figure of an abolished municipality."""
NO_ATTRIBUTE = "None"


@dataclass(frozen=True)
class Code:
    """A member of a dimension. `status` is what a period says of its figures: Definitief, Voorlopig, NaderVoorlopig."""

    key: str
    title: str
    status: str = ""


@dataclass(frozen=True)
class Dimension:
    """A dimension: `name` is its column, `title` its printed label."""

    name: str
    title: str
    kind: Kind
    codes: tuple[Code, ...]


@dataclass(frozen=True)
class Measure:
    """A topic of a table; `path` holds the titles of the groups above it, outermost first."""

    key: str
    title: str
    unit: str
    decimals: int
    path: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """As pages print it: `Ontvangen meldingen: Hermelding: Totaal`."""
        return ": ".join((*self.path, self.title))


@dataclass(frozen=True)
class TableMeta:
    """Everything that is needed to read the cells of a table. `modified` is as the service writes it."""

    id: str
    title: str
    modified: str
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...]

    def of_kind(self, kind: Kind) -> list[Dimension]:
        """Dimensions of a kind, in the order of the table."""
        return [d for d in self.dimensions if d.kind == kind]


@dataclass(frozen=True)
class Listed:
    """A table in the catalogue of the service. `cells` is the announced number of cells, when there is one."""

    id: str
    title: str
    modified: str
    cells: int | None = None
    discontinued: bool = False


@dataclass(frozen=True)
class Selection:
    """Which cells are asked for: all, or those of some measures, some kinds of region and some keys of dimensions."""

    measures: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether this is the whole table."""
        return not self.measures and not self.regions and not self.keys


@dataclass(frozen=True)
class Page:
    """Cells of one page in columns measure, value, attribute and one per dimension, and the address of the next."""

    cells: pa.Table
    next: str | None


class FormError(ValueError):
    """A document of the service does not have the form that it should have."""


class Service(Protocol):
    """One version of the service. Addresses and forms differ; what comes out is the same."""

    version: str
    properties: str
    """Name of the document that says when the table was changed."""

    def modified(self, data: Any) -> str:
        """When the table was changed, by that document. Raises FormError."""

    def catalogue_url(self) -> str:
        """Where all tables are listed."""

    def read_catalogue(self, data: Any) -> tuple[dict[str, Listed], str | None]:
        """Tables by id on one page of the list, and the address of the next page."""

    def metadata_urls(self, table: str) -> dict[str, str]:
        """Document name to address, for the documents that every table has."""

    def code_urls(self, table: str, documents: dict[str, Any]) -> dict[str, str]:
        """Document name to address of the code lists that the first documents name."""

    def read_metadata(self, table: str, documents: dict[str, Any]) -> TableMeta:
        """What the documents say. Raises FormError."""

    def cells_url(self, meta: TableMeta, selection: Selection) -> str:
        """Address of the first page of cells."""

    def count_url(self, meta: TableMeta, selection: Selection) -> str:
        """Address of the number of rows that the pages will have together."""

    def cells_per_row(self, meta: TableMeta, selection: Selection) -> int:
        """How many cells one row of a page holds."""

    def read_page(self, content: bytes, meta: TableMeta, selection: Selection) -> Page:
        """Cells of one page. Raises FormError."""


def rows_of(data: Any, what: str) -> list[dict[str, Any]]:
    """The list under `value`. Raises FormError when the document has another form."""
    rows = data.get("value") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FormError(f"{what} is not a list of rows")
    return rows


def next_link(data: dict[str, Any], name: str) -> str | None:
    """Address of the next page, or None. Raises FormError when something else stands there."""
    link = data.get(name)
    if link is not None and not isinstance(link, str):
        raise FormError("the address of the next page is not text")
    return link


def text(row: dict[str, Any], *names: str) -> str:
    """The first of these fields that is there, without the spaces with which the service pads."""
    for name in names:
        value = row.get(name)
        if value is not None:
            return str(value).strip()
    return ""


def group_path(group: Any, groups: dict[Any, tuple[str, Any]]) -> tuple[str, ...]:
    """Titles from the outermost group down to `group`; `groups` is id to title and parent."""

    def upward() -> Iterator[str]:
        seen = set()
        here = group
        while here in groups and here not in seen:
            seen.add(here)
            title, here = groups[here]
            yield title

    return tuple(reversed(list(upward())))
