"""The public site as files, for any web server or CDN: the same paths, made by asking the site itself for every page.

Begins at the front page and follows every link. What needs a program at the other end (search, a free comparison) is
left out: a sentence stands where the form stood, and a page or file that only a choice shows is not offered.
"""

from __future__ import annotations

import html
import io
import multiprocessing
import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from impactmonitor import language
from impactmonitor.exceptions import ExportError
from impactmonitor.language import gettext
from impactmonitor.release.read import Activation
from impactmonitor.tables import Origin
from impactmonitor.web.site import DEMO, STATIC, WITHOUT_DOCUMENTS

MISSING = "404.html"
_ADDRESS = re.compile(r'\s(?:href|src)="([^"]+)"')
"""An address in a page of ours; a parser of HTML takes half as long as making the page."""
_FORM = re.compile(r"<form(?P<attributes>[^>]*)>.*?</form>", re.S)
_SEARCHES = ("head-search", "foot-search")
"""Forms on every page; they go without a word."""
_LINK = re.compile(
    r'<a (?=[^>]*href="(?P<path>[^"?#:]*)\?(?P<query>[^"#]*))(?P<rest>[^>]*)>(?P<inside>(?:(?!</a>).)*)</a>', re.S
)
_ITEM = re.compile(rf"<li[^>]*>\s*{_LINK.pattern}\s*</li>", re.S)
_SAME_PAGE = {"mijn", "over"}
"""Choices without which a page is still what the words of its link say: my region, what a question is about."""
_BUTTON = 'class="btn'
_EMPTY_LIST = re.compile(r"<ul[^>]*>\s*</ul>")
_QUERY = re.compile(r'(?P<before> (?:href|src|action)="[^"?#:]*)\?[^"#]*')
"""A choice in an address of this site; those of other sites stay whole."""


@dataclass(frozen=True)
class Page:
    """What the site answered: its status, type and bytes, and where it sends us when it does.

    A file that is not a page comes in pieces: it may be a whole release.
    """

    status: int
    content_type: str
    body: bytes
    location: str = ""
    pieces: Iterable[bytes] = ()

    @property
    def is_html(self) -> bool:
        """Whether it is a page with links."""
        return self.content_type.startswith("text/html")


@dataclass
class Exported:
    """What was written: number of pages, of other files, and bytes; `broken` names links that lead nowhere."""

    pages: int = 0
    files: int = 0
    size: int = 0
    broken: list[tuple[str, str]] = field(default_factory=list)


def links(page: str, here: str) -> list[str]:
    """Paths of this site to which a page leads, without choice and place on the page, in order."""
    found: dict[str, None] = {}
    for address in dict.fromkeys(_ADDRESS.findall(page)):
        parts = urlsplit(urljoin(here, html.unescape(address)))
        if not parts.scheme and not parts.netloc and parts.path:
            found[parts.path] = None
    return list(found)


def file_of(path: str) -> str:
    """File of a path below the folder: `regio/drenthe/index.html`, `indicatoren/meldingen/cijfers.csv`."""
    name = unquote(path).lstrip("/")
    return f"{name}index.html" if not name or name.endswith("/") else name


class Asker:
    """Asks the site in this process for a page as it stands in a file, at the base that the settings name.

    `files` says of which origins there will be files, and which releases of them were in force when the export began.
    """

    def __init__(self, files: Mapping[Origin, Sequence[Activation]], documents: bool = True) -> None:
        self._application = get_wsgi_application()
        self._host = next((name for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
        self.base = settings.FORCE_SCRIPT_NAME or "/"
        self._files = files
        self._documents = documents

    def __call__(self, path: str) -> Page:
        """The page at a path. What lies outside the base, or belongs to another origin, is not there."""
        if not path.startswith(self.base):
            return Page(404, "text/plain", b"")
        environment: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": "/" + unquote(path.removeprefix(self.base)).encode().decode("latin-1"),
            "QUERY_STRING": "",
            "SERVER_NAME": self._host,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            STATIC: self._files,
            WITHOUT_DOCUMENTS: not self._documents or f"/{DEMO}/" in path,
        }
        answer: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], error: Any = None, /) -> Callable[[bytes], object]:
            answer["status"], answer["headers"] = int(status.split()[0]), dict(headers)
            return io.BytesIO().write

        chunks = _closing(self._application(environment, start))
        status, headers = answer["status"], answer["headers"]
        found = Page(status, headers.get("Content-Type", ""), b"", headers.get("Location", ""), chunks)
        return found if status == 200 and not found.is_html else replace(found, body=b"".join(chunks), pieces=())


def _closing(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What the application answers; it hears when that is over."""
    try:
        yield from chunks
    finally:
        if close := getattr(chunks, "close", None):
            close()


@dataclass(frozen=True)
class Made:
    """What became of one path: the status of the answer, its size when it was written, and where it leads."""

    path: str
    status: int
    is_html: bool = False
    size: int = 0
    leads_to: tuple[str, ...] = ()


class Maker:
    """Writes the answer of a path as a file in `folder`, which stands for the path `base`."""

    def __init__(self, folder: Path, ask: Callable[[str], Page], base: str = "/") -> None:
        self.folder, self.ask, self.base = folder, ask, base

    def __call__(self, path: str) -> Made:
        """Raises OSError when the file cannot be written."""
        page = self.ask(path)
        if page.status in (301, 302) and page.location:
            target = urlsplit(urljoin(path, page.location)).path
            page = Page(200, "text/html; charset=utf-8", _redirect(target).encode())
        if page.status != 200:
            return Made(path, page.status)
        return self.put(path, page)

    def put(self, path: str, page: Page) -> Made:
        """Write an answer, whatever its status."""
        text = without_choices(page.body, path) if page.is_html else b""
        pieces = [text] if page.is_html else page.pieces
        file = self.folder / file_of(path.removeprefix(self.base))
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            size = sum(stream.write(piece) for piece in pieces)
        leads_to = tuple(links(text.decode(), path)) if page.is_html else ()
        return Made(path, page.status, page.is_html, size, leads_to)


def export(
    make: Callable[[list[str]], Iterable[Made]],
    starts: Sequence[str],
    base: str = "/",
    note: Callable[[int, int], None] = lambda done, known: None,
    wanted: Callable[[str], bool] = lambda path: True,
) -> Exported:
    """Make every page that can be reached from `starts`, and that is wanted; `make` makes a list of them.

    What lies below `<base>static/` is left to others. `note` hears how many pages are done and how many are known.
    Raises ExportError when a page cannot be made.
    """
    known = dict.fromkeys(starts, "")
    done = Exported()
    ready = 0
    next_round = list(starts)
    while next_round:
        this_round, next_round = next_round, []
        for made in make(this_round):
            ready += 1
            if made.status == 404:
                done.broken.append((known[made.path], made.path))
            elif made.status != 200:
                raise ExportError(f"The site answers {made.path} with status {made.status}; the export stops here.")
            done.pages += made.is_html
            done.files += made.status == 200 and not made.is_html
            done.size += made.size
            for target in made.leads_to:
                if target not in known and not target.startswith(f"{base}static/") and wanted(target):
                    known[target] = made.path
                    next_round.append(target)
            note(ready, len(known))
    return done


def put_missing(maker: Maker, starts: Sequence[str]) -> None:
    """The page for what is not there, under every site, and as the file that web servers look for."""
    for number, path in enumerate(f"{start}404/" for start in starts):
        page = maker.ask(path)
        maker.put(path, page)
        if not number:
            (maker.folder / MISSING).write_bytes(without_choices(page.body, path))


_maker: Maker


def begin(folder: Path, files: Mapping[Origin, Sequence[Activation]], documents: bool = True) -> None:
    """Make a process ready for `make_one`. It ends when the process that began it is gone, whatever ended that one."""
    global _maker
    threading.Thread(target=_end_with_parent, daemon=True).start()
    ask = Asker(files, documents)
    _maker = Maker(folder, ask, ask.base)


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def make_one(path: str) -> Made:
    """One page, in a process that has begun."""
    return _maker(path)


def grows(path: str) -> bool:
    """Whether making it lets memory grow that is not given back: a PDF. Such paths lead to no others."""
    return path.endswith(".pdf")


def _language_of(path: str) -> str:
    return language.ENGLISH if f"/{language.ENGLISH}/" in path else language.DUTCH


def without_choices(body: bytes, path: str) -> bytes:
    """The page without forms and without links to what only a choice shows.

    A file answers the same whatever is chosen: without its choice a link would lead to another page or file than its
    words say. A link that is a button or all of an item goes as a whole, of another one the words stay.
    """
    spoken = _language_of(path)

    def instead(form: re.Match[str]) -> str:
        if any(name in form["attributes"] for name in _SEARCHES):
            return ""
        with language.use(spoken):
            sentence = gettext("Zelf kiezen en zoeken kan hier niet: dit is een kopie van de site in losse bestanden.")
        return f'<p class="small quiet no-print">{sentence}</p>'

    text = _FORM.sub(instead, body.decode())
    text = _ITEM.sub(lambda item: item[0] if _stays(item) else "", text)
    text = _LINK.sub(lambda link: link[0] if _stays(link) else "" if _BUTTON in link["rest"] else link["inside"], text)
    return _QUERY.sub(r"\g<before>", _EMPTY_LIST.sub("", text)).encode()


def _stays(link: re.Match[str]) -> bool:
    """Whether the page behind a link is the same without its choice."""
    names = {name for name, _ in parse_qsl(html.unescape(link["query"]), keep_blank_values=True)}
    return names <= _SAME_PAGE and link["path"].endswith("/")


def _redirect(target: str) -> str:
    """A page that sends on to another one, with a link for who does not want to be sent."""
    spoken = _language_of(target)
    with language.use(spoken):
        title, words = gettext("Verplaatst"), gettext("Deze pagina staat hier")
    return (
        f'<!doctype html><html lang="{spoken}"><meta charset="utf-8"><title>{title}</title>'
        f'<meta http-equiv="refresh" content="0; url={target}"><link rel="canonical" href="{target}">'
        f'<p><a href="{target}">{words}</a></p></html>'
    )
