"""OData v4 of CBS: one row per cell, measures as codes. Base address `https://datasets.cbs.nl/odata/v1/CBS`.

Field names follow the service: Datasets, Properties, Dimensions, MeasureCodes, MeasureGroups, <dimension>Codes,
Observations with Measure, ValueAttribute, Value and one column per dimension.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pyarrow as pa

from impactmonitor.deliveries.sources.statline.table import (
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

_KINDS: dict[str, Kind] = {"TimeDimension": "period", "GeoDimension": "region", "GeoDetail": "region"}


class V4:
    """OData v4 at a base address."""

    version = "v4"
    properties = "Properties"

    def __init__(self, base: str) -> None:
        self.base = base

    def modified(self, data: Any) -> str:
        if not isinstance(data, dict):
            raise FormError("Properties is not one object")
        return text(data, "Modified")

    def catalogue_url(self) -> str:
        return f"{self.base}/Datasets?$select=Identifier,Title,Modified,ObservationCount,Status"

    def read_catalogue(self, data: Any) -> tuple[dict[str, Listed], str | None]:
        listed = {}
        for row in rows_of(data, "the list of tables"):
            count = row.get("ObservationCount")
            listed[text(row, "Identifier")] = Listed(
                id=text(row, "Identifier"),
                title=text(row, "Title"),
                modified=text(row, "Modified"),
                cells=count if isinstance(count, int) and count > 0 else None,
                discontinued=text(row, "Status") in ("Gediscontinueerd", "Vervallen"),
            )
        return listed, next_link(data, "@odata.nextLink")

    def metadata_urls(self, table: str) -> dict[str, str]:
        return {name: f"{self.base}/{table}/{name}" for name in ("Properties", "Dimensions", "MeasureCodes")} | {
            "MeasureGroups?": f"{self.base}/{table}/MeasureGroups"
        }

    def code_urls(self, table: str, documents: dict[str, Any]) -> dict[str, str]:
        names = [text(row, "Identifier") for row in rows_of(documents["Dimensions"], "Dimensions")]
        return {f"{name}Codes": f"{self.base}/{table}/{name}Codes" for name in names}

    def read_metadata(self, table: str, documents: dict[str, Any]) -> TableMeta:
        properties = documents["Properties"]
        if not isinstance(properties, dict) or not properties.get("Title"):
            raise FormError("Properties has no title")
        groups = {
            row.get("Id"): (text(row, "Title"), row.get("ParentId"))
            for row in rows_of(documents.get("MeasureGroups?", {"value": []}), "MeasureGroups")
        }
        dimensions = []
        for row in rows_of(documents["Dimensions"], "Dimensions"):
            name = text(row, "Identifier")
            codes = tuple(
                Code(text(c, "Identifier"), text(c, "Title"), text(c, "Status"))
                for c in rows_of(documents[f"{name}Codes"], f"{name}Codes")
            )
            kind = _KINDS.get(text(row, "Kind"), "other")
            dimensions.append(Dimension(name, text(row, "Title") or name, kind, codes))
        measures = tuple(
            Measure(
                text(row, "Identifier"),
                text(row, "Title"),
                text(row, "Unit"),
                int(row.get("Decimals") or 0),
                group_path(row.get("MeasureGroupId"), groups),
            )
            for row in rows_of(documents["MeasureCodes"], "MeasureCodes")
        )
        return TableMeta(table, text(properties, "Title"), self.modified(properties), tuple(dimensions), measures)

    def _filter(self, meta: TableMeta, selection: Selection) -> str:
        parts = []
        if selection.measures:
            parts.append("(" + " or ".join(f"Measure eq '{_quoted(m)}'" for m in selection.measures) + ")")
        for dimension in meta.of_kind("region") if selection.regions else []:
            parts.append(
                "(" + " or ".join(f"startswith({dimension.name},'{_quoted(p)}')" for p in selection.regions) + ")"
            )
        for name, keys in selection.keys:
            parts.append("(" + " or ".join(f"{name} eq '{_quoted(key)}'" for key in keys) + ")")
        return f"?$filter={quote(' and '.join(parts))}" if parts else ""

    def cells_url(self, meta: TableMeta, selection: Selection) -> str:
        return f"{self.base}/{meta.id}/Observations{self._filter(meta, selection)}"

    def count_url(self, meta: TableMeta, selection: Selection) -> str:
        return f"{self.base}/{meta.id}/Observations/$count{self._filter(meta, selection)}"

    def cells_per_row(self, meta: TableMeta, selection: Selection) -> int:
        return 1

    def read_page(self, content: bytes, meta: TableMeta, selection: Selection) -> Page:
        names = ["Measure", "ValueAttribute", *(d.name for d in meta.dimensions)]
        columns: dict[str, list[str]] = {name: [] for name in names}
        values: list[float | None] = []
        known: dict[str, str] = {}
        pairs = list(columns.items())

        def row(item: dict[str, Any]) -> Any:
            """Put a cell into the columns as soon as it is read, so that a page never stands in memory as objects."""
            if "Measure" not in item:
                return item
            value = item.get("Value")
            if value is not None and not isinstance(value, int | float):
                raise FormError(f"a cell has the value {value!r}")
            values.append(value)
            for name, column in pairs:
                found = item.get(name)
                if not isinstance(found, str):
                    raise FormError(f"a cell has no {name}")
                column.append(known.setdefault(found, found.strip()))
            return None

        try:
            data = json.loads(content, object_hook=row, parse_constant=_no_number)
        except FormError:
            raise
        except ValueError as error:
            raise FormError("a page of cells is not JSON") from error
        listed = data.get("value") if isinstance(data, dict) else None
        if not isinstance(listed, list) or len(listed) != len(values) or any(item is not None for item in listed):
            raise FormError("a page of cells is not a list of cells")
        cells = pa.table(
            {
                "measure": pa.array(columns["Measure"], pa.string()),
                "value": pa.array(values, pa.float64()),
                "attribute": pa.array(columns["ValueAttribute"], pa.string()),
                **{d.name: pa.array(columns[d.name], pa.string()) for d in meta.dimensions},
            }
        )
        return Page(cells, next_link(data, "@odata.nextLink"))


def _no_number(name: str) -> float:
    raise FormError(f"a cell has the value {name}")


def _quoted(key: str) -> str:
    return key.replace("'", "''")
