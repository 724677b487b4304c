"""Answers kept in memory: a page is a function of release, software, address and month, so it is made once.

The entity tag says the same to browsers and proxies. What a browser still has is not sent again. Kept per process,
compressed, the least used first to go; readers never write anything.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

import impactmonitor
from impactmonitor.exceptions import ReleaseError
from impactmonitor.web import access, site

MOST_BYTES = 36 * 1024 * 1024
"""For all kept answers of a process to addresses without a choice (`?…`), as they are kept. There are so many pages."""
MOST_CHOSEN = 12 * 1024 * 1024
"""For those with one. There are endlessly many, made-up ones too: they push out each other and nothing else."""
LARGEST = 2 * 1024 * 1024
"""A larger answer is made again each time."""
_LEVEL = 6
_COMPRESSED = ("text/", "image/svg+xml", "application/json", "application/atom+xml")
_NOTHING = re.compile(r"q\s*=\s*0(\.0*)?")
_HEADERS = ("Content-Type", "Content-Disposition", "Content-Language", "Link")


@dataclass(frozen=True)
class Answer:
    """A whole answer with status 200: headers that belong to its content, and the body, compressed where that helps."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    compressed: bool

    def response(self, request: HttpRequest) -> HttpResponse:
        """The answer as this browser can read it."""
        accepts = accepts_gzip(request.headers.get("Accept-Encoding", ""))
        body = self.body if accepts or not self.compressed else gzip.decompress(self.body)
        response = HttpResponse(body, headers=dict(self.headers))
        if self.compressed:
            patch_vary_headers(response, ("Accept-Encoding",))
            if accepts:
                response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(body))
        return response


def accepts_gzip(header: str) -> bool:
    """Whether `Accept-Encoding` names gzip, or anything, with a weight above zero."""
    accepted = {}
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        accepted[name.strip()] = not _NOTHING.fullmatch(weight.strip())
    return accepted.get("gzip", accepted.get("*", False))


class _Store:
    """Answers by key, the one that was asked for longest ago first. Safe between threads."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> Answer | None:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: str, answer: Answer) -> None:
        with self._lock:
            if key in self._answers or len(answer.body) > LARGEST:
                return
            self._answers[key] = answer
            self._bytes += len(answer.body)
            while self._bytes > self.most:
                _, gone = self._answers.popitem(last=False)
                self._bytes -= len(gone.body)

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._bytes = 0


KEPT, CHOSEN = _Store(MOST_BYTES), _Store(MOST_CHOSEN)


def _store(request: HttpRequest) -> _Store:
    return CHOSEN if request.META.get("QUERY_STRING") else KEPT


def clear() -> None:
    """Forget all answers."""
    KEPT.clear()
    CHOSEN.clear()


def tag(request: HttpRequest) -> str:
    """Entity tag of an address: releases, boundaries and software that its page is made of. Raises ReleaseError."""
    opened, local = access.release(), access.local_release()
    boundaries = site.current().own.boundaries
    drawn = boundaries.stat().st_mtime_ns if boundaries.is_dir() else 0
    moments = access.history()  # a page may tell of earlier releases, also when this one is back in force
    since = f"{len(moments)} {moments[-1].at}" if moments else ""
    parts = (
        impactmonitor.__version__,
        local.id if local else "",
        str(drawn),
        since,
        str(access.demonstration()),
        site.current().month.isoformat(),  # what is expected and what has passed
        request.get_full_path(),
    )
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]
    return f'"{opened.id}-{digest}"'


class KeptAnswers:
    """Middleware that answers from memory what was asked before, and tells browsers what they still have."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # a name that is not ours is refused before anything kept is answered
        if request.method not in ("GET", "HEAD") or site.current().static:
            return self.get_response(request)
        try:
            mark = tag(request)
        except ReleaseError:  # said on the page by the view
            return self.get_response(request)
        if mark in {found.removeprefix("W/") for found in parse_etags(request.headers.get("If-None-Match", ""))}:
            response: HttpResponse = HttpResponseNotModified()
        elif answer := _store(request).get(mark):
            response = answer.response(request)
        else:
            response = self._made(request, mark)
        if response.status_code in (200, 304):
            response["ETag"] = mark
            response["Content-Language"] = site.current().language
        return response

    def _made(self, request: HttpRequest, mark: str) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "GET" or response.status_code != 200 or response.streaming:
            return response
        compressed = response.headers.get("Content-Type", "").startswith(_COMPRESSED)
        headers = tuple((name, response[name]) for name in _HEADERS if name in response)
        body = gzip.compress(response.content, _LEVEL, mtime=0) if compressed else response.content
        answer = Answer(headers, body, compressed)
        _store(request).put(mark, answer)
        return answer.response(request)
