"""Ask for a page of the site as a visitor would, in this process, and read what stands there."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from impactmonitor.release import pointer
from impactmonitor.release.read import Release, open_release
from impactmonitor.tables import Origin
from impactmonitor.web import site


@dataclass
class Seen:
    """A page as read: text with single spaces, addresses, ids, tags, and the sentences of the figure blocks."""

    path: str
    status: int
    html: str
    headers: Any
    text: str = ""
    title: str = ""
    h1: str = ""
    links: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    def __contains__(self, words: str) -> bool:
        return words in self.text


_SAY = "fig-say"


class _Reader(HTMLParser):
    _EMPTY = frozenset({"base", "meta", "link", "input", "br", "rect", "line", "circle", "path", "use", "hr", "img"})

    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self.seen = seen
        self.open: list[tuple[str, dict[str, str]]] = []
        self.inside: Counter[str] = Counter()
        self.words: list[str] = []
        self.parts: dict[str, list[str]] = {"title": [], "h1": []}
        self.say: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.seen.tags.append((tag, found))
        if "id" in found:
            self.seen.ids.append(found["id"])
        if tag in ("a", "form"):
            self.seen.links.append(found.get("href") or found.get("action", ""))
        if tag in ("link", "script", "img", "source", "iframe", "use"):
            self.seen.assets.append(found.get("href") or found.get("src", ""))
        if tag not in self._EMPTY:
            self.open.append((tag, found))
            self._count(tag, found, 1)
        if tag in ("p", "td", "th", "li", "h1", "h2", "h3", "div", "br", "option", "dt", "dd"):
            self.words.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self._EMPTY:
            self._count(*self.open.pop(), -1)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._EMPTY:
            return
        assert self.open, f"{self.seen.path}: </{tag}> closes nothing"
        name, found = self.open.pop()
        self._count(name, found, -1)
        assert name == tag, f"{self.seen.path}: </{tag}> closes <{name} {found}>"
        if tag == "p" and _SAY in found.get("class", ""):
            self.seen.sentences.append(_plain("".join(self.say)))
            self.say = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        for part, words in self.parts.items():
            if self.inside[part] and not self.inside["svg"]:
                words.append(data)
        if self.inside[_SAY]:
            self.say.append(data)

    def _count(self, tag: str, found: dict[str, str], step: int) -> None:
        """Note what is open around the text that follows; a page holds too much text to look again each time."""
        self.inside[tag] += step
        if _SAY in found.get("class", ""):
            self.inside[_SAY] += step


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def read(path: str, status: int, html: str, headers: Any) -> Seen:
    """Read a page; tags that do not close properly are an error."""
    seen = Seen(path, status, html, headers)
    reader = _Reader(seen)
    reader.feed(html)
    reader.close()
    assert not reader.open, f"{path}: never closed: {reader.open}"
    seen.text = _plain("".join(reader.words))
    seen.title, seen.h1 = (_plain("".join(reader.parts[name])) for name in ("title", "h1"))
    return seen


Get = Callable[..., Seen]


@pytest.fixture
def client(built_home: Path) -> Client:
    """A visitor of the site on the release of the bundled figures."""
    return Client()


@pytest.fixture
def get(client: Client) -> Get:
    """`get("/regio/drenthe/2021H1/")` asks for a page, checks the status and reads it; other files are not read."""

    def ask(path: str, status: int = 200) -> Seen:
        response = client.get(path)
        assert response.status_code == status, f"{path}: {response.status_code}, expected {status}"
        response.close()  # a document is a file that is open until it was read
        is_text = response.headers["Content-Type"].startswith("text/") and not response.streaming
        return read(path, response.status_code, response.content.decode() if is_text else "", response.headers)

    return ask


@pytest.fixture
def official(built_home: Path) -> Release:
    """The release of the bundled figures."""
    return open_release(built_home / "releases", Origin.OFFICIAL)


def asked_in(monkeypatch: pytest.MonkeyPatch, month: str) -> None:
    """Requests come in this month (`2026-05`), whatever the day is now."""
    monkeypatch.setattr(site, "this_month", lambda: dt.date.fromisoformat(f"{month}-01"))


def in_force_since(home: Path, moment: str) -> None:
    """The release of a home of the test came into force at this moment, whatever the day is now."""
    path = home / "releases" / "official" / pointer.ACTIVE
    data = json.loads(path.read_text(encoding="utf-8"))
    data["activations"][-1]["at"] = moment
    path.write_text(json.dumps(data), encoding="utf-8")
