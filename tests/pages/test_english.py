"""The English site: every kind of page, without Dutch that was left behind."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from impactmonitor.release.read import Release, open_release
from impactmonitor.tables import Origin
from pages.conftest import Get

DUTCH = re.compile(
    r"\b(het|een|van|niet|voor|zijn|wordt|worden|deze|dit|naar|bij|uit|zonder|cijfers?|gemeenten?|regio’s|alle|geen"
    r"|ook|waarom|hoe|meldingen|aantal|maar|nog|heeft|staat|hier|kies|toon|zoek|uitgave|bron|bronnen|perioden?|gebied|Nederland)\b",
    re.I,
)
READ = ("aria-label", "title", "alt", "placeholder", "content", "label")
"""Attributes that a visitor reads or hears."""


class Words(HTMLParser):
    """Texts of a page in the language of the page: what is marked as Dutch, and code, is left out."""

    _EMPTY = frozenset({"meta", "link", "input", "br", "rect", "line", "circle", "path", "use", "hr", "img", "polygon"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def _hidden(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        dutch = found.get("lang") == "nl"
        code = tag in ("code", "datalist", "style", "textarea")  # a text field only holds a line to embed a figure
        hidden = dutch or code or (self._hidden() and found.get("lang") != "en")
        if tag == "a" and not dutch:
            self.links.append(found.get("href", ""))
        if not hidden and found.get("name") != "viewport":
            self.found += [found[name] for name in READ if name in found]
        if tag not in self._EMPTY:
            self.open.append((tag, hidden))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self._EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._EMPTY:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden() and data.strip() and not data.lstrip().startswith("<iframe"):
            self.found.append(data)


def walk(client: Client, start: str, each: int) -> Iterator[tuple[str, Words]]:
    """Pages below the address, up to `each` of one kind, as a visitor comes upon them."""
    waiting, seen, kinds = deque([start]), {start}, Counter[str]()
    while waiting:
        path = waiting.popleft()
        response = client.get(path)
        if response.status_code in (301, 302):
            response = client.get(response["Location"])
        response.close()  # a document is a file that is open until it was read
        assert response.status_code == 200, f"{path}: {response.status_code}"
        if not response["Content-Type"].startswith("text/html"):
            continue
        assert response["Content-Language"] == "en", path
        page = Words(response.content.decode())
        yield path, page
        for link in (link.partition("#")[0] for link in page.links):
            if not link.startswith(start) or (start == "/en/" and link.startswith("/en/demo/")) or link in seen:
                continue
            seen.add(link)
            try:
                kind = resolve("/" + link.partition("?")[0].removeprefix(start)).route
            except Resolver404:
                pytest.fail(f"{path} leads to {link}, which is no page")
            kinds[kind] += 1
            if kinds[kind] <= each:
                waiting.append(link)


def left(texts: list[str], names: re.Pattern[str]) -> list[str]:
    """Texts with Dutch words in them, names of regions taken out."""
    return [text for text in (" ".join(t.split()) for t in texts) if DUTCH.search(names.sub("", text))]


def named_in(release: Release) -> re.Pattern[str]:
    """Names that stay Dutch, long before short: of regions, publications and data sets, and ids."""
    catalogue = release.catalogue
    known = {name for r in catalogue.regions for name in r.names.values()} - {"Nederland"}
    known |= {row["old_name"] for row in catalogue.regions.former}
    known |= {publication.title for publication in release.publications.values()}
    known |= {source.dataset.english for source in catalogue.sources.values()}
    known |= {source.name.nl for source in catalogue.sources.values()}
    known |= set(re.findall(r"‘[^’]*’", " ".join(catalogue.english.values())))
    longest = sorted(known, key=len, reverse=True)
    ids = sorted({*catalogue.indicators, *catalogue.codelists}, key=len, reverse=True)
    return re.compile("|".join([*(rf"^{re.escape(i)}$" for i in ids), *map(re.escape, longest)]))


@pytest.fixture
def names(built_home: Path) -> re.Pattern[str]:
    return named_in(open_release(built_home / "releases", Origin.OFFICIAL))


def leftovers(client: Client, start: str, names: re.Pattern[str], each: int) -> str:
    """What is Dutch on the pages below an address, page by page; empty when nothing is."""
    found = {path: left(page.found, names) for path, page in walk(client, start, each)}
    assert len(found) > 15
    return "\n".join(f"{path}\n    " + "\n    ".join(dict.fromkeys(t)) for path, t in found.items() if t)


def test_no_page_has_dutch_left_on_it(client: Client, names: re.Pattern[str], whole: bool) -> None:
    report = leftovers(client, "/en/", names, 3 if whole else 1)
    assert not report, f"Dutch on English pages:\n{report}"


def test_no_page_of_the_demonstration_has_dutch_left_on_it(demo_home: Path) -> None:
    names = named_in(open_release(demo_home / "releases", Origin.DEMO))
    report = leftovers(Client(), "/en/demo/", names, 1)
    assert not report, f"Dutch on English pages of the demonstration:\n{report}"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/zoek/?q=meldingen", 200),
        ("/en/zoek/?q=reports", 200),
        ("/en/zoek/?q=qqqq", 200),
        ("/en/zoek/?q=bergen", 200),
        ("/en/bestaat-niet/", 404),
        ("/en/regio/nergens/", 404),
        ("/en/regio/drenthe/1900/", 404),
        ("/en/regio/drenthe/gisteren/", 404),
        ("/en/regio/oost-brabant/2021H1/", 404),
        ("/en/indicatoren/meldinge/", 404),
        ("/en/indicatoren/meldingen/?periode=1999", 404),
        ("/en/demo/", 503),
    ],
)
def test_answers_to_a_search_or_a_mistake_are_english(
    client: Client, names: re.Pattern[str], path: str, status: int
) -> None:
    response = client.get(path)
    assert response.status_code == status
    page = Words(response.content.decode())
    shown = [t for t in page.found if t not in ("meldingen", "meldinge")]
    typed = re.compile(r"‘[^’]*’|Search for meldingen|impactmonitor build|impactmonitor demo build")
    assert left([typed.sub("", text) for text in shown], names) == []


def test_each_page_names_its_twin_in_the_other_language(get: Get) -> None:
    page = get("/en/regio/drenthe/2021H1/")
    twins = [
        found for tag, found in page.tags if tag == "link" and found.get("rel") == "alternate" and "hreflang" in found
    ]
    assert [(t["hreflang"], t["href"]) for t in twins] == [("nl", "/regio/drenthe/2021H1/")]
    assert ("html", {"lang": "en"}) in page.tags
    back = [found for tag, found in get("/regio/drenthe/2021H1/").tags if found.get("hreflang") == "en"]
    assert {found["href"] for found in back} == {"/en/regio/drenthe/2021H1/"}
