"""Load on the servers of this machine, bounded in time and in connections."""

from __future__ import annotations

import http.client
import itertools
import subprocess
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from webbench.browser import Request
from webbench.programs import BIN, RIVALS, Running

CONNECTIONS = 4
TIMEOUT = 30.0
TIMES_EACH, WARM_UP = 5, 15.0
"""Before anything counts every page is asked so often, in at most so many seconds."""


@dataclass
class Load:
    """Whole pages: the milliseconds that each took, and the seconds in which all of them came."""

    seconds: float = 0
    milliseconds: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Pages of all connections together."""
        return len(self.milliseconds) / self.seconds


class Visitors:
    """Visitors of all regions in turn, who make the requests that a browser made for the first region."""

    def __init__(self, server: Running, requests: list[Request], regions: list[str]) -> None:
        self.server = server
        self.regions = regions
        self.pages = [[request.of(region, instead_of=regions[0]) for request in requests] for region in regions]

    def warm_up(self) -> None:
        """Let every process of the program make every page, so that no page that counts is made for the first time."""
        if self.server.program.session:
            self.pages_per_second(WARM_UP / 4)
        else:
            warm_up(self.server, self.pages)

    def pages_per_second(self, seconds: float) -> float:
        """Complete pages, of all visitors together."""
        if not self.server.program.session:
            return put_load(self.server, itertools.cycle(self.pages), seconds).per_second
        command = [str(BIN / "python"), str(RIVALS / "streamlit_sessions.py"), self.server.host, str(seconds)]
        answer = subprocess.run([*command, str(CONNECTIONS), *self.regions], check=True, capture_output=True, text=True)
        done, took = answer.stdout.split()
        return int(done) / float(took)


def get(*paths: str) -> list[Request]:
    """A page that is made of these documents."""
    return [Request("GET", path, "", "") for path in paths]


def warm_up(server: Running, pages: list[list[Request]]) -> None:
    """Ask every page several times."""
    put_load(server, pages * TIMES_EACH, WARM_UP)


def put_load(server: Running, pages: Iterable[list[Request]], seconds: float, connections: int = CONNECTIONS) -> Load:
    """Ask pages in turn, every connection one after the other, until the time is over or there are no more."""
    load = Load()
    turn, lock = iter(pages), threading.Lock()
    wrong: list[str] = []
    start = time.perf_counter()

    def visitor() -> None:
        connection = http.client.HTTPConnection(server.host, timeout=TIMEOUT)
        try:
            while time.perf_counter() < start + seconds and not wrong:
                with lock:
                    page = next(turn, None)
                if page is None:
                    return
                began = time.perf_counter()
                for request in page:
                    _ask(connection, request)
                load.milliseconds.append((time.perf_counter() - began) * 1000)
        except (OSError, http.client.HTTPException) as error:
            wrong.append(f"{server.program.name}: {error}")
        finally:
            connection.close()

    visitors = [threading.Thread(target=visitor) for _ in range(connections)]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()
    load.seconds = time.perf_counter() - start
    if wrong:
        raise SystemExit(wrong[0])
    return load


def _ask(connection: http.client.HTTPConnection, request: Request) -> None:
    headers = {"Accept-Encoding": "gzip"} | ({"Content-Type": request.content_type} if request.content_type else {})
    connection.request(request.method, request.path, request.body or None, headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise http.client.HTTPException(f"{answer.status} for {request.method} {request.path}")
