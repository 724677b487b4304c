"""OData v4 as the open-data service speaks it: what stands under each address, as plain rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from statline.query import ListRows, Row, Rows
from statline.table import Dimension, Table


class Observations:
    """The cells of a table as rows, made when asked for."""

    def __init__(self, table: Table, pad: bool = False) -> None:
        self.table = table
        self.names = [d.identifier for d in table.dimensions]
        self.columns: Mapping[str, str] = {
            "Id": "number",
            "Measure": "string",
            **dict.fromkeys(self.names, "string"),
            "Value": "number",
            "StringValue": "string",
            "ValueAttribute": "string",
        }
        self.widths = [key_width(d) if pad else 0 for d in table.dimensions]

    def between(self, start: int, stop: int | None = None) -> Iterator[Row]:
        """Rows from `start` up to `stop`."""
        names, widths = self.names, self.widths
        padded = any(widths)
        for number, cell in enumerate(self.table.between(start, stop), start):
            keys = [k.ljust(w) for k, w in zip(cell.keys, widths, strict=True)] if padded else cell.keys
            yield {
                "Id": number,
                "Measure": cell.measure,
                **dict(zip(names, keys, strict=True)),
                "Value": None if cell.value is None else float(cell.value),
                "StringValue": cell.string,
                "ValueAttribute": cell.attribute,
            }

    def texts(self, start: int, stop: int) -> Iterator[str]:
        """The same rows as JSON, several times faster; keys of dimensions and measures hold no quotes."""
        fields = ('"Id":%d', '"Measure":"%s"', *(f'"{name}":"%-{width or 1}s"' for name, width in self._padded()))
        row = "{" + ",".join((*fields, '"Value":%s', '"StringValue":%s', '"ValueAttribute":"%s"')) + "}"
        for number, cell in enumerate(self.table.between(start, stop), start):
            value = "null" if cell.value is None else float(cell.value)
            string = "null" if cell.string is None else json.dumps(cell.string)
            yield row % (number, cell.measure, *cell.keys, value, string, cell.attribute)

    def _padded(self) -> Iterator[tuple[str, int]]:
        return zip(self.names, self.widths, strict=True)

    def count(self) -> int:
        """How many there are."""
        return self.table.size


def key_width(dimension: Dimension) -> int:
    """Width to which CBS pads the keys of a region list with spaces; 0 for other lists."""
    if dimension.kind != "GeoDimension":
        return 0
    return max([6, *(len(code.key) for code in dimension.codes)])


def datasets(tables: Mapping[str, Table]) -> Rows:
    """The list of tables."""
    return ListRows(
        {
            "Identifier": t.id,
            "Title": t.title,
            "Description": t.summary,
            "Language": "nl",
            "Catalog": "CBS",
            "Version": t.modified[:10].replace("-", "") + "0200",
            "VersionReason": "Actualisering",
            "Status": t.status,
            "Modified": t.modified,
            "ObservationsModified": t.modified,
            "ObservationCount": t.size,
            "DatasetType": "Numeric",
        }
        for t in tables.values()
    )


def properties(table: Table) -> dict[str, Any]:
    """The single object with what holds for the table as a whole."""
    row = next(datasets({table.id: table}).between(0))
    return {**row, "Summary": table.summary, "Authors": ["CBS"], "LongDescription": table.summary}


def catalogs() -> Rows:
    """The list of catalogues."""
    return ListRows([{"Identifier": "CBS", "Index": 1, "Title": "CBS databank StatLine", "Description": ""}])


def entity_names(table: Table) -> list[str]:
    """What stands under a table, in the order of its root."""
    lists = [f"{d.identifier}{kind}" for d in table.dimensions for kind in ("Groups", "Codes")]
    return ["Properties", "Dimensions", "MeasureGroups", "MeasureCodes", *lists, "Observations"]


def root(table: Table) -> list[Row]:
    """The service document of a table."""
    return [
        {"name": name, "kind": "Singleton" if name == "Properties" else "EntitySet", "url": name}
        for name in entity_names(table)
    ]


def entity(table: Table, name: str, pad: bool = False) -> Rows | None:
    """The rows under a name; None when the table has no such list."""
    if name == "Observations":
        return Observations(table, pad)
    if name == "Dimensions":
        return ListRows(
            {
                "Identifier": d.identifier,
                "Title": d.title,
                "Description": "",
                "Kind": d.kind,
                "ContainsGroups": any(code.group for code in d.codes),
                "ContainsCodes": True,
            }
            for d in table.dimensions
        )
    if name == "MeasureCodes":
        return ListRows(_measure_codes(table))
    if name == "MeasureGroups":
        return ListRows(_groups(_paths(table)))
    for dimension in table.dimensions:
        if name == f"{dimension.identifier}Codes":
            return ListRows(_codes(dimension, pad))
        if name == f"{dimension.identifier}Groups":
            return ListRows(_groups({(code.group,): f"G{n}" for n, code in _first_of_group(dimension)}))
    return None


def _paths(table: Table) -> dict[tuple[str, ...], str]:
    """Topic groups with their ids, each after the group above it."""
    found: dict[tuple[str, ...], str] = {}
    for measure in table.measures:
        for depth in range(1, len(measure.path) + 1):
            found.setdefault(measure.path[:depth], f"M{len(found) + 1:06d}G")
    return found


def _groups(ids: Mapping[tuple[str, ...], str]) -> list[Row]:
    return [
        {"Id": found, "Index": n, "Title": path[-1], "Description": "", "ParentId": ids.get(path[:-1])}
        for n, (path, found) in enumerate(ids.items(), 1)
    ]


def _measure_codes(table: Table) -> list[Row]:
    groups = _paths(table)
    return [
        {
            "Identifier": m.key,
            "Index": n,
            "Title": m.title,
            "Description": "",
            "MeasureGroupId": groups.get(m.path),
            "DataType": "Double" if m.decimals else "Long",
            "Unit": m.unit,
            "Decimals": m.decimals,
            "PresentationType": "Relative" if m.unit.startswith("%") else "Absolute",
        }
        for n, m in enumerate(table.measures, 1)
    ]


def _first_of_group(dimension: Dimension) -> Iterator[tuple[int, Any]]:
    seen: set[str] = set()
    for code in dimension.codes:
        if code.group and code.group not in seen:
            seen.add(code.group)
            yield len(seen), code


def group_ids(dimension: Dimension) -> dict[str, int]:
    """Number of each group of a code list, by title."""
    return {code.group: n for n, code in _first_of_group(dimension)}


def _codes(dimension: Dimension, pad: bool) -> list[Row]:
    groups = group_ids(dimension)
    width = key_width(dimension) if pad else 0
    rows: list[Row] = []
    for n, code in enumerate(dimension.codes, 1):
        row: Row = {"Identifier": code.key.ljust(width), "Index": n, "Title": code.title}
        row["Description"] = code.description
        row["DimensionGroupId"] = f"G{groups[code.group]}" if code.group else None
        if dimension.kind == "TimeDimension":
            row["Status"] = code.status
        rows.append(row)
    return rows
