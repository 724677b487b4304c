"""OData v3 as the open-data service speaks it: one row per combination of keys, one column per topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import Any

from statline.query import ListRows, Row, Rows
from statline.table import Cell, Measure, Table, identifier
from statline.v4 import group_ids, key_width

WIDTH = 12
"""Untyped values stand at the right of a field of this width, as on the real service."""

_SIGNS = {"Confidential": "x", "Impossible": None}


def topic_keys(table: Table) -> dict[str, str]:
    """Column of each measure, by its v4 key: the title run together and a number, unlike the v4 key."""
    names = ((m.key, identifier(m.title)) for m in table.measures)
    return {key: f"{'k_' if name[:1].isdigit() else ''}{name}_{n}" for n, (key, name) in enumerate(names, 1)}


class DataSet:
    """The wide rows of a table, made when asked for. A combination without a figure for a topic has null there."""

    def __init__(self, table: Table, typed: bool, pad: bool) -> None:
        self.table, self.typed = table, typed
        self.names = [d.identifier for d in table.dimensions]
        self.widths = [key_width(d) if pad else 0 for d in table.dimensions]
        self.topics = topic_keys(table)
        self.measures = {m.key: m for m in table.measures}
        topic_type = "number" if typed else "string"
        self.columns: Mapping[str, str] = {
            "ID": "number",
            **dict.fromkeys(self.names, "string"),
            **dict.fromkeys(self.topics.values(), topic_type),
        }

    def _combinations(self) -> Iterable[tuple[tuple[str, ...], Iterable[Cell]]]:
        cells = self.table.cells
        if not isinstance(cells, list | tuple):
            return groupby(cells, key=lambda cell: cell.keys)
        found: dict[tuple[str, ...], list[Cell]] = {}
        for cell in cells:
            found.setdefault(cell.keys, []).append(cell)
        return found.items()

    def between(self, start: int, stop: int | None = None) -> Iterator[Row]:
        """Rows from `start` up to `stop`."""
        empty = dict.fromkeys(self.topics.values())
        for number, (keys, cells) in enumerate(islice(self._combinations(), start, stop), start):
            padded = (key.ljust(width) for key, width in zip(keys, self.widths, strict=True))
            row: Row = {"ID": number, **dict(zip(self.names, padded, strict=True)), **empty}
            for cell in cells:
                row[self.topics[cell.measure]] = self._value(cell)
            yield row

    def _value(self, cell: Cell) -> float | int | str | None:
        measure = self.measures[cell.measure]
        if self.typed:
            return _number(cell, measure)
        return untyped(cell, measure)

    def count(self) -> int:
        """How many there are."""
        return sum(1 for _ in self._combinations())


def _number(cell: Cell, measure: Measure) -> float | int | None:
    if cell.value is None:
        return None
    value = float(cell.value)
    return int(value) if not measure.decimals and value.is_integer() else value


def untyped(cell: Cell, measure: Measure) -> str | None:
    """The figure as text: padded with spaces, a dot when unknown, x when confidential, null when it cannot occur."""
    if cell.value is None:
        sign = cell.string if cell.string is not None else _SIGNS.get(cell.attribute, ".")
        return None if sign is None else sign.rjust(WIDTH)
    return f"{cell.value:.{measure.decimals}f}".rjust(WIDTH)


def info(table: Table) -> Row:
    """What holds for a table as a whole. v3 prints times without their zone."""
    modified = table.modified[:19]
    return {
        "ID": 0,
        "Title": table.title,
        "ShortTitle": table.title,
        "Identifier": table.id,
        "Summary": table.summary,
        "Modified": modified,
        "MetaDataModified": modified,
        "ReasonDelivery": "Actualisering",
        "ExplanatoryText": "",
        "OutputStatus": table.status,
        "Source": "CBS.",
        "Language": "nl",
        "Catalog": "CBS",
        "Frequency": "",
        "Period": _span(table),
        "SummaryAndLinks": table.summary,
        "ShortDescription": table.summary,
        "Description": table.summary,
        "DefaultPresentation": "",
        "DefaultSelection": "",
        "GraphTypes": "Table,Bar,Line",
        "SearchPriority": "2",
    }


def _span(table: Table) -> str:
    years = sorted({c.key[:4] for d in table.dimensions if d.kind == "TimeDimension" for c in d.codes})
    return "" if not years else years[0] if len(years) == 1 else f"{years[0]} - {years[-1]}"


def catalogue_tables(tables: Mapping[str, Table], host: str) -> Rows:
    """The list of tables."""
    return ListRows(
        {
            "Updated": t.modified[:19],
            **info(t),
            "ID": n,
            "ApiUrl": f"{host}/ODataApi/OData/{t.id}",
            "FeedUrl": f"{host}/ODataFeed/OData/{t.id}",
            "RecordCount": t.size,
            "ColumnCount": len(t.dimensions) + len(t.measures),
        }
        for n, t in enumerate(tables.values(), 1)
    )


def entity_names(table: Table) -> list[str]:
    """What stands under a table, in the order of its root."""
    names = ["TableInfos", "UntypedDataSet", "TypedDataSet", "DataProperties", "CategoryGroups"]
    return [*names, *(d.identifier for d in table.dimensions)]


def entity(table: Table, name: str, pad: bool = True) -> Rows | None:
    """The rows under a name; None when the table has no such list."""
    if name in ("TypedDataSet", "UntypedDataSet"):
        return DataSet(table, name == "TypedDataSet", pad)
    if name == "TableInfos":
        return ListRows([info(table)])
    if name == "DataProperties":
        return ListRows(_properties(table))
    groups = list(_category_groups(table))
    if name == "CategoryGroups":
        return ListRows(groups)
    for dimension in table.dimensions:
        if name == dimension.identifier:
            width = key_width(dimension) if pad else 0
            ids = {row["Title"]: row["ID"] for row in groups if row["DimensionKey"] == name}
            return ListRows(_code(code, width, ids, dimension.kind) for code in dimension.codes)
    return None


def _code(code: Any, width: int, groups: Mapping[str, int], kind: str) -> Row:
    row: Row = {"Key": code.key.ljust(width), "Title": code.title, "Description": code.description or None}
    if kind == "TimeDimension":
        row["Status"] = code.status
    else:
        row["CategoryGroupID"] = groups.get(code.group)
    return row


def _category_groups(table: Table) -> Iterator[Row]:
    number = 0
    for dimension in table.dimensions:
        for title in group_ids(dimension):
            number += 1
            row: Row = {"ID": number, "DimensionKey": dimension.identifier, "Title": title}
            yield {**row, "Description": None, "ParentID": None}


def _properties(table: Table) -> list[Row]:
    """Dimensions first, then topics, each after the topic group in which it stands."""
    rows: list[Row] = []

    def add(kind: str, parent: int | None, key: str, title: str, **more: Any) -> int:
        row: Row = {"odata.type": f"Cbs.OData.{kind}", "ID": len(rows), "Position": len(rows), "ParentID": parent}
        row |= {"Type": kind, "Key": key, "Title": title, "Description": "", "ReleasePolicy": False}
        rows.append(row | {"Datatype": None, "Unit": None, "Decimals": None, "Default": None} | more)
        return len(rows) - 1

    for dimension in table.dimensions:
        add(dimension.kind, None, dimension.identifier, dimension.title)
    topics, groups = topic_keys(table), dict[tuple[str, ...], int]()
    for measure in table.measures:
        parent: int | None = None
        for depth in range(1, len(measure.path) + 1):
            path = measure.path[:depth]
            if path not in groups:
                groups[path] = add("TopicGroup", parent, "", path[-1])
            parent = groups[path]
        datatype = "Double" if measure.decimals else "Long"
        unit = {"Datatype": datatype, "Unit": measure.unit, "Decimals": measure.decimals, "Default": "None"}
        add("Topic", parent, topics[measure.key], measure.title, **unit)
    return rows
