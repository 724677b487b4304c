"""Released figures as flat records: one shape for the command line, downloads and the API.

The shape is made column by column, so that a whole release goes through it as quickly as one figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.language import gettext, gettext_noop
from impactmonitor.periods import parse
from impactmonitor.present.remarks import remark
from impactmonitor.release.read import Release, ReleasedTable
from impactmonitor.tables import TOTAL, ConfStatus, Origin, Publication, to_arrow

COLUMNS = [
    "indicator", "measure", "unit", "category", "region", "period", "value", "low", "high",
    "obs_status", "conf_status", "stage", "formula", "note", "second_hand",
    "source", "table_id", "url", "published", "retrieved", "origin", "release",
    "indicator_name", "category_name", "region_name", "origin_name", "decimals",
]  # fmt: skip

NUMBERS = ("value", "low", "high")
_TYPES = dict.fromkeys(NUMBERS, pa.float64()) | {"second_hand": pa.bool_(), "decimals": pa.int32()}
SCHEMA = pa.schema([pa.field(name, _TYPES.get(name, pa.string())) for name in COLUMNS])
"""Types of the columns: numbers are numbers, everything else is text. An empty text is an empty text."""

ORIGIN_NAMES = {
    Origin.OFFICIAL: gettext_noop("Officiële cijfers"),
    Origin.LOCAL: gettext_noop("Cijfers van de regio zelf"),
    Origin.DEMO: gettext_noop("Fictieve voorbeeldcijfers"),
}
_BETWEEN = "\n"
"""Joins two codes into one key; it occurs in neither."""


def number(value: float | None, decimals: int) -> str:
    """A number with decimal point and the decimals as printed or computed; empty when there is none."""
    return "" if value is None else f"{value:.{decimals}f}"


def mapped(column: pa.Array, function: Callable[[str], str]) -> pa.Array:
    """The column with every text replaced by what the function gives for it; each different text is asked once."""
    coded = column.dictionary_encode()
    return pa.array([function(text) for text in coded.dictionary.to_pylist()], pa.string()).take(coded.indices)


class Shape:
    """Makes flat records of the figures of one release. All texts are in the language in which it was made, also when
    the records are made later, while a file is being sent."""

    def __init__(
        self, catalogue: Catalogue, publications: Mapping[str, Publication], origin: Origin, release: str
    ) -> None:
        self._language = language.current()
        self._catalogue = catalogue
        self._regions = catalogue.regions
        self._publications = publications
        self._indicators = {i.id: str(i.name) for i in catalogue.ordered}
        self._categories = {
            i.id + _BETWEEN + c.code: c.en if language.current() == language.ENGLISH else c.label
            for i in catalogue.ordered
            if (codes := catalogue.codelist_of(i))
            for c in codes.categories
        }
        self._fixed = {"origin": origin.value, "release": release, "origin_name": gettext(ORIGIN_NAMES[origin])}
        self._total = gettext("totaal")

    def flat(self, figures: pa.RecordBatch | pa.Table) -> pa.RecordBatch:
        """Observations as records with the columns of `SCHEMA`, in the same order."""
        with language.use(self._language):
            return self._flat(figures)

    def _flat(self, figures: pa.RecordBatch | pa.Table) -> pa.RecordBatch:
        found = {name: _whole(figures.column(name)) for name in figures.schema.names}
        made = {
            "indicator_name": mapped(found["indicator"], lambda code: self._indicators[code]),
            "category_name": mapped(_pair(found["indicator"], found["category"]), self._category),
            "region_name": mapped(_pair(found["region"], found["period"]), self._region),
            "note": mapped(found["note"], lambda text: remark(text, self._catalogue)),
            "source": self._of_publication(found, "title"),
            **{name: self._of_publication(found, name) for name in ("table_id", "url", "published", "retrieved")},
            **{name: pa.repeat(pa.scalar(text), figures.num_rows) for name, text in self._fixed.items()},
            **{name: _unless_hidden(found[name], found["conf_status"]) for name in NUMBERS},
        }
        return pa.record_batch([made.get(name, found.get(name)) for name in COLUMNS], schema=SCHEMA)

    def _of_publication(self, found: Mapping[str, pa.Array], name: str) -> pa.Array:
        return mapped(found["publication"], lambda code: getattr(self._publications[code], name))

    def _category(self, pair: str) -> str:
        code = pair.partition(_BETWEEN)[2]
        return self._categories.get(pair) or (self._total if code == TOTAL else code)

    def _region(self, pair: str) -> str:
        code, _, period = pair.partition(_BETWEEN)
        return self._regions[code].name_in(parse(period).year)


def _unless_hidden(column: pa.Array, conf_status: pa.Array) -> pa.Array:
    """What is hidden stays hidden, value or not."""
    return pc.if_else(pc.equal(conf_status, ConfStatus.FREE.value), column, None)


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _pair(one: pa.Array, other: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(one, other, _BETWEEN)


def shape_of(held: ReleasedTable | Release) -> Shape:
    """The shape for figures of this release."""
    release = held.release if isinstance(held, ReleasedTable) else held.id
    return Shape(held.catalogue, held.publications, held.origin, release)


def flat(table: ReleasedTable) -> pa.RecordBatch:
    """All figures of a table as records with typed columns."""
    return shape_of(table).flat(to_arrow(table))


def records(table: ReleasedTable) -> Iterator[dict[str, str]]:
    """One record per observation, all text; `source` is the title of the publication in which it stands.

    `published` is the date that the source states, `retrieved` the moment of fetching; empty when not known.
    """
    yield from as_text(flat(table)).to_pylist()


def as_text(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Records with every column as the text that a CSV file has: numbers as printed, yes and no."""
    decimals = batch.column("decimals").to_pylist()
    columns: dict[str, Any] = dict(zip(batch.schema.names, batch.columns, strict=True))
    for name in NUMBERS:
        columns[name] = _printed(columns[name], decimals)
    columns["second_hand"] = pc.if_else(columns["second_hand"], "yes", "no")
    columns["decimals"] = columns["decimals"].cast(pa.string())
    return pa.record_batch(list(columns.values()), names=list(columns))


def _printed(column: pa.Array, decimals: list[int]) -> pa.Array:
    if column.null_count == len(column):
        return pa.repeat(pa.scalar(""), len(column))
    return pa.array([number(v, d) for v, d in zip(column.to_pylist(), decimals, strict=True)], pa.string())
