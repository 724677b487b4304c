"""OData v3 of CBS: one row per combination of dimensions, one column per topic. Base `https://opendata.cbs.nl`.

The untyped data set is read: there a dot, an x and a blank can be told apart, which the typed one makes all null.
Keys are padded with spaces here ('NL01  '). Kinds of region are not asked for by filter: the clients of this version do
not agree on how to write one, so all rows come and what is not needed is left out later.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import pyarrow as pa

from impactmonitor.deliveries.sources.statline.table import (
    CONFIDENTIAL,
    IMPOSSIBLE,
    MISSING,
    NO_ATTRIBUTE,
    Code,
    Dimension,
    FormError,
    Kind,
    Listed,
    Measure,
    Page,
    Selection,
    TableMeta,
    group_path,
    next_link,
    rows_of,
    text,
)

_KINDS: dict[str, Kind] = {
    "TimeDimension": "period",
    "GeoDimension": "region",
    "GeoDetail": "region",
    "Dimension": "other",
}
_SIGNS = {".": MISSING, "x": CONFIDENTIAL, "": IMPOSSIBLE, "-": IMPOSSIBLE}
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")


class V3:
    """OData v3 at a base address."""

    version = "v3"
    properties = "TableInfos"

    def __init__(self, base: str) -> None:
        self.base = base

    def _of(self, table: str, name: str) -> str:
        return f"{self.base}/ODataFeed/odata/{table}/{name}?$format=json"

    def modified(self, data: Any) -> str:
        infos = rows_of(data, "TableInfos")
        if not infos:
            raise FormError("TableInfos is empty")
        return text(infos[0], "Modified")

    def catalogue_url(self) -> str:
        return f"{self.base}/ODataCatalog/Tables?$format=json&$select=Identifier,Title,Modified"

    def read_catalogue(self, data: Any) -> tuple[dict[str, Listed], str | None]:
        rows = rows_of(data, "the list of tables")
        found = [Listed(text(row, "Identifier"), text(row, "Title"), text(row, "Modified")) for row in rows]
        return {item.id: item for item in found}, next_link(data, "odata.nextLink")

    def metadata_urls(self, table: str) -> dict[str, str]:
        return {name: self._of(table, name) for name in ("TableInfos", "DataProperties")}

    def code_urls(self, table: str, documents: dict[str, Any]) -> dict[str, str]:
        properties = rows_of(documents["DataProperties"], "DataProperties")
        names = [text(row, "Key") for row in properties if text(row, "Type") in _KINDS]
        return {name: self._of(table, name) for name in names}

    def read_metadata(self, table: str, documents: dict[str, Any]) -> TableMeta:
        changed = self.modified(documents["TableInfos"])
        infos = rows_of(documents["TableInfos"], "TableInfos")
        properties = rows_of(documents["DataProperties"], "DataProperties")
        groups = {
            row.get("ID"): (text(row, "Title"), row.get("ParentID"))
            for row in properties
            if text(row, "Type") == "TopicGroup"
        }
        dimensions = tuple(
            Dimension(
                text(row, "Key"),
                text(row, "Title"),
                _KINDS[text(row, "Type")],
                tuple(
                    Code(text(c, "Key"), text(c, "Title"), text(c, "Status"))
                    for c in rows_of(documents[text(row, "Key")], text(row, "Key"))
                ),
            )
            for row in properties
            if text(row, "Type") in _KINDS
        )
        measures = tuple(
            Measure(
                text(row, "Key"),
                text(row, "Title"),
                text(row, "Unit"),
                int(row.get("Decimals") or 0),
                group_path(row.get("ParentID"), groups),
            )
            for row in properties
            if text(row, "Type") == "Topic"
        )
        return TableMeta(table, text(infos[0], "Title"), changed, dimensions, measures)

    def _topics(self, meta: TableMeta, selection: Selection) -> list[str]:
        return list(selection.measures) or [m.key for m in meta.measures]

    def cells_url(self, meta: TableMeta, selection: Selection) -> str:
        columns = ["ID", *(d.name for d in meta.dimensions), *self._topics(meta, selection)]
        query = f"&$select={quote(','.join(columns))}" if selection.measures else ""
        return self._of(meta.id, "UntypedDataSet") + query

    def count_url(self, meta: TableMeta, selection: Selection) -> str:
        return f"{self.base}/ODataFeed/odata/{meta.id}/UntypedDataSet/$count"

    def cells_per_row(self, meta: TableMeta, selection: Selection) -> int:
        return len(self._topics(meta, selection))

    def read_page(self, content: bytes, meta: TableMeta, selection: Selection) -> Page:
        try:
            data = json.loads(content)
        except ValueError as error:
            raise FormError("a page of cells is not JSON") from error
        rows = rows_of(data, "a page of cells")
        topics = self._topics(meta, selection)
        measure: list[str] = []
        value: list[float | None] = []
        attribute: list[str] = []
        keys: dict[str, list[str]] = {d.name: [] for d in meta.dimensions}
        for row in rows:
            for topic in topics:
                if topic not in row:
                    raise FormError(f"a row has no {topic}")
                number, sign = _read(row[topic])
                measure.append(topic)
                value.append(number)
                attribute.append(sign)
            for name, column in keys.items():
                if not isinstance(row.get(name), str):
                    raise FormError(f"a row has no {name}")
                column += [row[name].strip()] * len(topics)
        cells = pa.table(
            {
                "measure": pa.array(measure, pa.string()),
                "value": pa.array(value, pa.float64()),
                "attribute": pa.array(attribute, pa.string()),
                **{name: pa.array(column, pa.string()) for name, column in keys.items()},
            }
        )
        return Page(cells, next_link(data, "odata.nextLink"))


def _read(raw: Any) -> tuple[float | None, str]:
    """Number and value attribute of one untyped cell."""
    printed = "" if raw is None else str(raw).strip()
    if printed in _SIGNS:
        return None, _SIGNS[printed]
    if not _NUMBER.fullmatch(printed):
        raise FormError(f"a cell reads '{printed}', which is no number and no known sign")
    return float(printed.replace(",", ".")), NO_ATTRIBUTE
