"""The public site as files, for any web server or CDN: the same paths, made by asking the site itself for every page.

Begins at the front page and follows every link. What needs a program at the other end (search, a free comparison) is
left out: a sentence stands where the form stood, and a link that carries a choice leads to the page with its usual
choice.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from impactmonitor import language
from impactmonitor.exceptions import ExportError
from impactmonitor.language import gettext
from impactmonitor.tables import Origin
from impactmonitor.web.site import STATIC

MISSING = "404.html"
_FORM = re.compile(r"<form(?P<attributes>[^>]*)>.*?</form>", re.S)
_SEARCHES = ("head-search", "foot-search")
"""Forms on every page; they go without a word."""
_QUERY = re.compile(r'(?P<before> (?:href|src|action)="[^"?#]*)\?[^"#]*')


@dataclass(frozen=True)
class Page:
    """What the site answered: its status, type and bytes, and where it sends us when it does."""

    status: int
    content_type: str
    body: bytes
    location: str = ""

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


class _Links(HTMLParser):
    """Addresses in a page, as written there."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def links(page: str, here: str) -> list[str]:
    """Paths of this site to which a page leads, without choice and place on the page, in order."""
    reader = _Links()
    reader.feed(page)
    found: dict[str, None] = {}
    for address in reader.found:
        parts = urlsplit(urljoin(here, address))
        if not parts.scheme and not parts.netloc and parts.path:
            found[parts.path] = None
    return list(found)


def file_of(path: str) -> str:
    """File of a path below the folder: `regio/drenthe/index.html`, `indicatoren/meldingen/cijfers.csv`."""
    name = unquote(path).lstrip("/")
    return f"{name}index.html" if not name or name.endswith("/") else name


class Asker:
    """Asks the site in this process for a page as it stands in a file, at the base that the settings name."""

    def __init__(self, origins: frozenset[Origin]) -> None:
        self._application = get_wsgi_application()
        self._host = next((name for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
        self.base = settings.FORCE_SCRIPT_NAME or "/"
        self._origins = origins

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
            STATIC: self._origins,
        }
        answer: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], error: Any = None, /) -> Callable[[bytes], object]:
            answer["status"], answer["headers"] = int(status.split()[0]), dict(headers)
            return io.BytesIO().write

        chunks = self._application(environment, start)
        try:
            body = b"".join(chunks)
        finally:
            if close := getattr(chunks, "close", None):
                close()
        headers = answer["headers"]
        return Page(answer["status"], headers.get("Content-Type", ""), body, headers.get("Location", ""))


def export(
    folder: Path,
    ask: Callable[[str], Page],
    starts: Sequence[str],
    base: str = "/",
    note: Callable[[int, int], None] = lambda done, known: None,
) -> Exported:
    """Write every page that can be reached from `starts` to `folder`, which stands for the path `base`.

    What lies below `<base>static/` is left to others. `note` hears how many pages are done and how many are known.
    Raises ExportError when a page cannot be made, and OSError when a file cannot be written.
    """
    queue = deque((path, "") for path in starts)
    known = {path for path, _ in queue}
    done = Exported()
    while queue:
        path, origin = queue.popleft()
        page = ask(path)
        if page.status in (301, 302) and page.location:
            target = urlsplit(urljoin(path, page.location)).path
            page = Page(200, "text/html; charset=utf-8", _redirect(target).encode())
        if page.status == 404:
            done.broken.append((origin, path))
        elif page.status != 200:
            raise ExportError(f"The site answers {path} with status {page.status}; the export stops here.")
        else:
            body = without_choices(page.body, path) if page.is_html else page.body
            _write(folder / file_of(path.removeprefix(base)), body)
            done.pages += page.is_html
            done.files += not page.is_html
            done.size += len(body)
            for target in links(page.body.decode(), path) if page.is_html else ():
                if target not in known and not target.startswith(f"{base}static/"):
                    known.add(target)
                    queue.append((target, path))
        note(done.pages + done.files, len(known))
    for path in (f"{start}404/" for start in starts):
        _write(folder / file_of(path.removeprefix(base)), without_choices(ask(path).body, path))
    (folder / MISSING).write_bytes((folder / file_of(f"{starts[0]}404/".removeprefix(base))).read_bytes())
    return done


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def without_choices(body: bytes, path: str) -> bytes:
    """The page without forms and with links that carry no choice: a file answers the same whatever is chosen."""
    spoken = language.ENGLISH if f"/{language.ENGLISH}/" in path else language.DUTCH

    def instead(form: re.Match[str]) -> str:
        if any(name in form["attributes"] for name in _SEARCHES):
            return ""
        with language.use(spoken):
            sentence = gettext("Zelf kiezen en zoeken kan hier niet: dit is een kopie van de site in losse bestanden.")
        return f'<p class="small quiet no-print">{sentence}</p>'

    return _QUERY.sub(r"\g<before>", _FORM.sub(instead, body.decode())).encode()


def _redirect(target: str) -> str:
    """A page that sends on to another one, with a link for who does not want to be sent."""
    return (
        f'<!doctype html><html lang="nl"><meta charset="utf-8"><title>Verplaatst</title>'
        f'<meta http-equiv="refresh" content="0; url={target}"><link rel="canonical" href="{target}">'
        f'<p><a href="{target}">Deze pagina staat hier</a></p></html>'
    )
