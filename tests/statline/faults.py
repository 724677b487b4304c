"""Ways in which a service lets its visitors down, to be played on purpose."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from typing import Literal

FaultKind = Literal[
    "refuse",  # the connection is closed without an answer
    "slow",  # the answer comes byte by byte
    "half",  # the length of the whole is announced, half of it comes
    "html",  # a page for people, with status 200
    "status",  # only a status: `code`, and `retry_after` when given
    "redirect",  # `code` (302 when it is no redirect) to `location`
    "huge",  # a body without length and without end
    "truncate_rows",  # half of the rows of a page, and no further page announced
    "next_link",  # the next page is announced at `location`; "self" announces the page itself
    "not_json",  # the body is cut off in the middle, with a length that fits
]

MAINTENANCE = "<!doctype html><html lang=nl><title>Onderhoud</title><p>StatLine is tijdelijk niet beschikbaar.</p>"


@dataclass(eq=False)
class Fault:
    """One fault. `match` is searched in `path?query`, decoded; `times` is how often it still happens (None: always).

    A slow answer sends a byte per `pause` seconds until `release` is set, then the rest at once.
    """

    match: str
    kind: FaultKind
    times: int | None = None
    code: int = 503
    retry_after: str | None = None
    location: str = ""
    pause: float = 0.02
    release: threading.Event = field(default_factory=threading.Event)
    started: threading.Event = field(default_factory=threading.Event)
    """Set when the fault has begun, for tests that wait for it."""
    hits: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def strikes(self, address: str) -> bool:
        """Whether this request is hit; counts it."""
        if not re.search(self.match, address):
            return False
        with self._lock:
            if self.times is not None and self.hits >= self.times:
                return False
            self.hits += 1
        return True


@dataclass(frozen=True)
class Answer:
    """What goes back to the visitor."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = "application/json; charset=utf-8"


def changed(fault: Fault, answer: Answer) -> Answer:
    """The answer of faults that send a whole but wrong answer."""
    if fault.kind == "html":
        return Answer(200, MAINTENANCE.encode(), content_type="text/html; charset=utf-8")
    if fault.kind == "status":
        headers = (("Retry-After", fault.retry_after),) if fault.retry_after is not None else ()
        return Answer(fault.code, b"", headers, "text/plain")
    if fault.kind == "redirect":
        code = fault.code if 300 <= fault.code < 400 else 302
        return Answer(code, b"", (("Location", fault.location),), "text/plain")
    if fault.kind == "not_json":
        return replace(answer, body=answer.body[: max(1, len(answer.body) // 2)])
    return answer


def misbehave(fault: Fault, answer: Answer, handler: BaseHTTPRequestHandler, stopping: threading.Event) -> None:
    """Play a fault of the connection itself. The connection is closed afterwards."""
    handler.close_connection = True
    fault.started.set()
    if fault.kind == "refuse":
        return
    handler.send_response(answer.status)
    handler.send_header("Content-Type", answer.content_type)
    handler.send_header("Connection", "close")
    if fault.kind != "huge":
        handler.send_header("Content-Length", str(len(answer.body)))
    handler.end_headers()
    if fault.kind == "half":
        handler.wfile.write(answer.body[: len(answer.body) // 2])
    elif fault.kind == "huge":
        _endless(handler, stopping)
    else:
        _dribble(fault, answer.body, handler, stopping)


def _dribble(fault: Fault, body: bytes, handler: BaseHTTPRequestHandler, stopping: threading.Event) -> None:
    for at in range(len(body)):
        if stopping.is_set():
            return
        if fault.release.wait(fault.pause):
            if not stopping.is_set():
                handler.wfile.write(body[at:])
            return
        handler.wfile.write(body[at : at + 1])


def _endless(handler: BaseHTTPRequestHandler, stopping: threading.Event) -> None:
    handler.wfile.write(b'{"value":[')
    row = json.dumps({"Id": 0, "Measure": "M000000", "Value": 0.0, "ValueAttribute": "None"}).encode() + b",\n"
    while not stopping.is_set():
        handler.wfile.write(row * 1000)
