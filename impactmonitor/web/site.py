"""Which of the sites is asked for: official or demonstration figures, in Dutch or English.

`/` is the Dutch site on official figures, `/en/` the English one, `/demo/` and `/en/demo/` are the same pages on
demonstration figures. Views know nothing of this: the prefix is taken off before the address is looked up, put before
every address that is made, and `access` opens the release of the origin. A request keeps the release with which it
began, so that a page is never mixed when another release comes into force.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from impactmonitor import language, settings
from impactmonitor.release.read import Activation, Release
from impactmonitor.tables import Origin

DEMO = "demo"
STATIC = "impactmonitor.static"
"""Key in the environment of a request that asks for a page as it stands in a file. No visitor can set it."""
WITHOUT_DOCUMENTS = "impactmonitor.without-documents"
"""Key in the environment of such a request when there will be no documents beside the pages."""
_PREFIX = re.compile(rf"/(?P<prefix>(?:{language.ENGLISH}/)?(?:{DEMO}/)?)")
_BARE = re.compile(rf"/(?:{language.ENGLISH}|{DEMO}|{language.ENGLISH}/{DEMO})")

_TURNED = f"/{DEMO}/{language.ENGLISH}/"
"""What someone types who expects the language behind the site."""


def this_month() -> dt.date:
    """The first day of the current month, by universal time."""
    return dt.datetime.now(dt.UTC).date().replace(day=1)


@dataclass
class Site:
    """One of the four sites, for the time of one request. `base` is where the server has put all of them.

    `files` is set when the page becomes a file: the origins of which there will be files, and what had come into force
    of each when the first file was made. All files are of those releases.
    """

    origin: Origin = Origin.OFFICIAL
    language: str = language.DUTCH
    base: str = "/"
    files: Mapping[Origin, Sequence[Activation]] | None = None
    documents: bool = True
    """Whether reports, decks and workbooks are offered."""
    releases: dict[Origin, Release | None] = field(default_factory=dict)
    """Releases that this request has opened."""
    activations: dict[Origin, Sequence[Activation]] = field(default_factory=dict)
    """Moments at which releases came into force, as they were when this request first asked."""
    month: dt.date = field(default_factory=lambda: this_month())
    """First day of the month in which the request came: all that an answer may know of the clock."""
    own: settings.Settings = field(default_factory=lambda: settings.load())
    """Settings of this installation when the request came."""

    @property
    def demo(self) -> bool:
        """Whether the figures are demonstration figures."""
        return self.origin is Origin.DEMO

    @property
    def static(self) -> bool:
        """Whether the page becomes a file, without a program behind it that answers forms."""
        return self.files is not None

    @property
    def prefix(self) -> str:
        """What stands before every address of this site: `/`, `/demo/`, `/en/`, `/en/demo/`."""
        return self.base + prefix_of(self.origin, self.language)


def prefix_of(origin: Origin, of_language: str) -> str:
    """The prefix of a site without a slash before it: empty, `demo/`, `en/` or `en/demo/`."""
    words = "" if of_language == language.DUTCH else f"{of_language}/"
    return words + (f"{DEMO}/" if origin is Origin.DEMO else "")


_current: ContextVar[Site | None] = ContextVar("site", default=None)


def current() -> Site:
    """The site of this request; outside a request the Dutch site on official figures."""
    return _current.get() or Site()


@contextmanager
def use(site: Site) -> Iterator[Site]:
    """Make addresses, texts and figures of this site while the block lasts."""
    before = get_script_prefix()
    token = _current.set(site)
    set_script_prefix(site.prefix)
    try:
        with language.use(site.language), translation.override(site.language):
            yield site
    finally:
        set_script_prefix(before)
        _current.reset(token)


class Sites:
    """Middleware that finds the site in the address and takes its prefix off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        base = get_script_prefix()
        if _BARE.fullmatch(request.path_info):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{request.path}/" + (f"?{query}" if query else ""))
        if request.path_info.startswith(_TURNED):
            rest = request.get_full_path_info().removeprefix(_TURNED)
            return HttpResponsePermanentRedirect(f"{base}{prefix_of(Origin.DEMO, language.ENGLISH)}{rest}")
        found = _PREFIX.match(request.path_info)
        prefix = found["prefix"] if found else ""
        site = Site(
            Origin.DEMO if f"{DEMO}/" in prefix else Origin.OFFICIAL,
            language.ENGLISH if prefix.startswith(f"{language.ENGLISH}/") else language.DUTCH,
            base,
            request.META.get(STATIC),
            not request.META.get(WITHOUT_DOCUMENTS),
        )
        site.activations.update(site.files or {})
        request.path_info = "/" + request.path_info[1 + len(prefix) :]
        with use(site):
            response = self.get_response(request)
        if site.demo:
            response["X-Robots-Tag"] = "noindex"  # invented figures are not to be found by search engines
        return response
