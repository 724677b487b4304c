"""A small service of boundaries on this machine (OGC API Features), with the faults that the real one may have.

It serves what a test gives it; `from_shared` reads real boundaries beside the checkout, none of which is committed.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

GEO = Path(__file__).resolve().parents[2] / "shared" / "data" / "geo"
ROOT = "/cbs/gebiedsindelingen/ogc/v1"
ITEMS = f"{ROOT}/collections/gemeente_gegeneraliseerd/items"

Feature = dict[str, Any]


class PdokServer:
    """Serves `features` page by page. Use as a context manager; `base` is its address, `asked` what was asked.

    `fault` is one of: html, half page, refused filter, ignored filter, elsewhere (a redirect to a host that is not
    allowed), next elsewhere, in circles, no features.
    """

    def __init__(self, features: list[Feature], page_size: int = 100) -> None:
        self.features = features
        self.page_size = page_size
        self.fault = ""
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                outer.answer(self)

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self.host = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.base = f"{self.host}{ROOT}"

    def __enter__(self) -> PdokServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if self.fault == "elsewhere":
            request.send_response(302)
            request.send_header("Location", "http://elsewhere.invalid/items")
            request.send_header("Content-Length", "0")
            request.end_headers()
        elif parts.path != ITEMS:
            _send(request, b"{}", status=404)
        elif self.fault == "html":
            _send(request, b"<!doctype html><title>Onderhoud</title>", "text/html")
        elif self.fault == "refused filter" and "jaarcode" in query:
            _send(request, b'{"status": 400, "title": "Bad Request"}', status=400)
        elif self.fault == "no features":
            _send(request, b'{"features": "none"}')
        else:
            content = json.dumps(self._page(query)).encode()
            late = self.fault == "half page" and "cursor" in query
            _send(request, content[: len(content) // 2] if late else content, "application/geo+json")

    def _page(self, query: dict[str, str]) -> dict[str, Any]:
        filtered = "jaarcode" in query and self.fault != "ignored filter"
        found = [f for f in self.features if not filtered or str(f["properties"]["jaarcode"]) == query["jaarcode"]]
        start, size = int(query.get("cursor", 0)), min(int(query["limit"]), self.page_size)
        page: dict[str, Any] = {"type": "FeatureCollection", "links": [{"rel": "self", "href": self.base}]}
        page["features"] = found[start : start + size]
        if start + size < len(found):
            cursor = str(start if self.fault == "in circles" else start + size)
            host = "http://elsewhere.invalid" if self.fault == "next elsewhere" else self.host
            page["links"].append({"rel": "next", "href": f"{host}{ITEMS}?{urlencode(query | {'cursor': cursor})}"})
        return page


def _send(request: BaseHTTPRequestHandler, content: bytes, kind: str = "application/json", status: int = 200) -> None:
    request.send_response(status)
    request.send_header("Content-Type", kind)
    request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    request.wfile.write(content)


def feature(code: str, year: int, geometry: dict[str, Any] | None, name: str = "") -> Feature:
    """A municipality as the service gives it."""
    properties = {"statcode": code, "statnaam": name or code, "jaarcode": year, "rubriek": "gemeente"}
    return {"type": "Feature", "id": f"{year}{code}", "properties": properties, "geometry": geometry}


def from_shared(year: int) -> list[Feature]:
    """Real municipalities of 2020 to 2023. Skips the test when they are not on this machine."""
    if not GEO.is_dir():
        pytest.skip("../shared is not on this machine")
    if year == 2023:
        collection = json.loads((GEO / "gemeente_2023.geojson").read_text(encoding="utf-8"))
        return [
            feature(f["properties"]["code"], year, f["geometry"], f["properties"]["naam"])
            for f in collection["features"]
        ]
    topology = json.loads((GEO / f"nl_gebieden_{year}.topojson").read_text(encoding="utf-8"))
    arcs = _decoded(topology)
    return [
        feature(item["properties"]["code"], year, _geometry(item, arcs), item["properties"]["naam"])
        for item in topology["objects"]["gemeente"]["geometries"]
    ]


def _decoded(topology: dict[str, Any]) -> list[list[list[float]]]:
    """Arcs of a TopoJSON file in degrees: there they are whole steps from point to point."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append([x * scale_x + left, y * scale_y + bottom])
        arcs.append(points)
    return arcs


def _geometry(item: dict[str, Any], arcs: list[list[list[float]]]) -> dict[str, Any]:
    def ring(numbers: list[int]) -> list[list[float]]:
        points: list[list[float]] = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points

    if item["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": [ring(numbers) for numbers in item["arcs"]]}
    return {"type": "MultiPolygon", "coordinates": [[ring(numbers) for numbers in part] for part in item["arcs"]]}
