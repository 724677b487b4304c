"""From an address to an answer: which table, which list, which page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from statline import v3, v4
from statline.faults import Answer, Fault
from statline.filters import FilterError
from statline.query import Options, Rows, count_rows, page_of, read_options
from statline.table import Table

V4 = "/odata/v1"
PreparedPages = Callable[[str, int, str], bytes | None]
"""Table, place of the first row and address of the next page, to the bytes of that page, or None to make it."""

_V4 = re.compile(r"/odata/v1(?:/CBS)?/?(?P<list>(?:Datasets|Catalogs)(?:/\$count)?)?")
_V4_TABLE = re.compile(r"/odata/v1/CBS/(?P<id>\w+)(?:/(?P<name>\w*)(?P<count>/\$count)?)?")
_V3_TABLE = re.compile(r"/(?P<feed>ODataFeed|ODataApi)/odata/(?P<id>\w+)(?:/(?P<name>\w*)(?P<count>/\$count)?)?", re.I)
_V3_TABLES = re.compile(r"/ODataCatalog/Tables(?P<count>/\$count)?", re.I)
_WHOLE = 1_000_000
_NEXT = {3: "odata.nextLink", 4: "@odata.nextLink"}


class NotThere(Exception):
    """Nothing stands under this address; the service answers 404."""


@dataclass(frozen=True)
class Service:
    """What is needed for an answer. `host` is the address of the server itself."""

    tables: Mapping[str, Table]
    host: str
    page_size: int
    page_size_v3: int
    pad: bool
    pad_v4: bool
    prepared_pages: PreparedPages | None = None

    def answer(self, path: str, query: str, decoded: str, fault: Fault | None = None) -> Answer:
        """Answer a question. `query` as it came, `decoded` is the path without escapes."""
        version = 4 if decoded.startswith(V4) else 3
        try:
            options = read_options(query, version)
            return self._v4(decoded, options, fault) if version == 4 else self._v3(decoded, options, fault)
        except FilterError as error:
            return _error(400, str(error), version)
        except NotThere:
            return _error(404, f"Resource not found for the segment '{path}'.", version)

    def _v4(self, path: str, options: Options, fault: Fault | None) -> Answer:
        if match := _V4.fullmatch(path):
            name, _, count = (match["list"] or "").partition("/")
            if not name:
                return _json({"value": [{"name": n, "kind": "EntitySet", "url": n} for n in ("Catalogs", "Datasets")]})
            rows = v4.datasets(self.tables) if name == "Datasets" else v4.catalogs()
            return self._rows(rows, options, path, bool(count), fault)
        match = _V4_TABLE.fullmatch(path)
        if not match:
            raise NotThere(path)
        table, name = self._table(match["id"]), match["name"]
        context = f"{self.host}{V4}/CBS/{table.id}/$metadata"
        if not name:
            return _json({"@odata.context": context, "value": v4.root(table)})
        if name == "Properties" and not match["count"]:
            return _json({"@odata.context": f"{context}#Properties", **v4.properties(table)})
        rows_or_none = v4.entity(table, name, self.pad_v4)
        if rows_or_none is None:
            raise NotThere(path)
        if prepared := self._prepared(table, name, options, path, fault):
            return Answer(200, prepared)
        return self._rows(rows_or_none, options, path, bool(match["count"]), fault)

    def _v3(self, path: str, options: Options, fault: Fault | None) -> Answer:
        if match := _V3_TABLES.fullmatch(path):
            rows = v3.catalogue_tables(self.tables, self.host)
            return self._rows(rows, options, path, bool(match["count"]), fault)
        match = _V3_TABLE.fullmatch(path)
        if not match:
            raise NotThere(path)
        table, name = self._table(match["id"]), match["name"]
        if not name:
            base = f"{self.host}/{match['feed']}/OData/{table.id}"
            names = [{"name": n, "url": f"{base}/{n}"} for n in v3.entity_names(table)]
            return _json({"odata.metadata": f"{base}/$metadata", "value": names})
        rows_or_none = v3.entity(table, name, self.pad)
        if rows_or_none is None:
            raise NotThere(path)
        return self._rows(rows_or_none, options, path, bool(match["count"]), fault)

    def _table(self, table_id: str) -> Table:
        if table_id not in self.tables:
            raise NotThere(table_id)
        return self.tables[table_id]

    def _rows(self, rows: Rows, options: Options, path: str, count: bool, fault: Fault | None) -> Answer:
        if count:
            return Answer(200, str(count_rows(rows, options)).encode(), content_type="text/plain")
        version = options.version
        size = _WHOLE  # clients do not look for a next page of a list of tables or codes
        if isinstance(rows, v4.Observations | v3.DataSet):
            size = self.page_size if version == 4 else self.page_size_v3
        page = page_of(rows, options, size)
        address = f"{self.host}{path}"
        body: dict[str, Any] = {"@odata.context" if version == 4 else "odata.metadata": f"{self.host}/$metadata"}
        if page.count is not None:
            body |= {"@odata.count": page.count} if version == 4 else {"odata.count": str(page.count)}
        found, following = page.rows, f"{address}?{page.next_query}" if page.next_query else None
        if fault and fault.kind == "truncate_rows":
            found, following = found[: len(found) // 2], None
        if fault and fault.kind == "next_link":
            itself = f"{address}?{options.next(options.skip, options.top)}"
            following = itself if fault.location == "self" else fault.location
        link = {} if following is None else {_NEXT[version]: following}
        text = f'{_dumps(body)[:-1]},"value":[{",".join(found)}]{"," + _dumps(link)[1:] if link else "}"}'
        return Answer(200, text.encode())

    def _prepared(self, table: Table, name: str, options: Options, path: str, fault: Fault | None) -> bytes | None:
        if not self.prepared_pages or name != "Observations" or path.endswith("/$count"):
            return None
        if not options.plain or options.count or (fault and fault.kind in ("truncate_rows", "next_link")):
            return None
        after = options.skip + self.page_size
        following = f"{self.host}{path}?{options.next(after, None)}" if after < table.size else ""
        return self.prepared_pages(table.id, options.skip, following)


_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(body: Mapping[str, Any]) -> Answer:
    return Answer(200, _dumps(body).encode())


def _error(status: int, message: str, version: int) -> Answer:
    if version == 4:
        body: dict[str, Any] = {"error": {"code": "", "message": message}}
    else:
        body = {"odata.error": {"code": "", "message": {"lang": "nl-NL", "value": message}}}
    return Answer(status, json.dumps(body, ensure_ascii=False).encode())
