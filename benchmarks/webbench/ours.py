"""What only the monitor is asked: the first page of a started program, pages made anew, and what a page weighs."""

from __future__ import annotations

import gzip
import http.client
import re
import time
import urllib.parse

from impactmonitor.periods import slug
from webbench.figures import Exported
from webbench.load import Load, get, put_load
from webbench.programs import Program, Running, running

READY_WITHIN = 60.0
COMPARED = 3
MADE_ANEW = 8.0
"""Seconds that are spent at most on pages that nobody asked for before."""


def ask(host: str, path: str) -> tuple[float, bytes, str]:
    """Milliseconds, body as sent (compressed) and type of an answer with status 200."""
    connection = http.client.HTTPConnection(host, timeout=READY_WITHIN)
    start = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Host": "localhost"})
    answer = connection.getresponse()
    body = answer.read()
    took = (time.perf_counter() - start) * 1000
    connection.close()
    if answer.status != http.client.OK:
        raise SystemExit(f"{answer.status} for {path}")
    return took, body, answer.headers.get("Content-Encoding", "")


def first_pages(exported: Exported, number: int) -> dict[str, str]:
    """Addresses of pages that are asked first of all, by kind; others for each number, so that nothing is there yet."""
    region = exported.regions[-1 - number]  # not the one that the program makes by itself
    compared = urllib.parse.urlencode([("indicator", name) for name in exported.indicators[number : number + COMPARED]])
    return {
        "region": f"/demo/regio/{region}/",
        "municipality": f"/demo/gemeente/{exported.municipalities[number]}/",
        "comparison": f"/demo/vergelijk/?regio=alle&{compared}",
        "series": f"/demo/tijdreeksen/{exported.indicators[0]}/?regio={region}",
    }


def first_page(program: Program, path: str) -> float:
    """Milliseconds of the first page that anybody asks after the program has said that it is ready."""
    with running(program, until="is ready") as server:
        return ask(server.host, path)[0]


def made_anew(server: Running, exported: Exported) -> tuple[list[float], Load]:
    """Milliseconds of the page of every region, each asked for the first time; then a load of pages of all periods."""
    one_by_one = [ask(server.host, server.program.paths(region)[0])[0] for region in exported.regions]
    slugs = [slug(period) for period in reversed(exported.periods)]
    pages = (get(f"/demo/regio/{region}/{period}/") for period in slugs for region in exported.regions)
    return one_by_one, put_load(server, pages, MADE_ANEW)


def weight(server: Running, region: str) -> dict[str, int]:
    """Bytes with gzip of a region page and of everything that it needs, by kind."""
    found: dict[str, int] = {}

    def add(part: str, path: str) -> str:
        _, body, encoding = ask(server.host, path)
        found[part] = found.get(part, 0) + len(body)
        return (gzip.decompress(body) if encoding == "gzip" else body).decode(errors="replace")

    page = add("page", server.program.paths(region)[0])
    for tag in re.findall(r"<link\b[^>]*>", page):
        address = re.search(r'href="([^"]+)"', tag)
        if address and "stylesheet" in tag:
            style = add("styles", address[1])
            for font in re.findall(r"url\(\"?'?([^\"')]+\.woff2)", style):
                add("fonts", urllib.parse.urljoin(address[1], font))
        elif address and 'rel="icon"' in tag:
            add("icon", address[1])
    for path in server.program.paths(region)[1:]:
        add("map", path)
    return found
