"""What figure an address on this site is about, for whoever has a question about it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import Resolver404, resolve

from impactmonitor.catalogue.regions import Region
from impactmonitor.catalogue.schema import Indicator, Source
from impactmonitor.language import gettext as _
from impactmonitor.periods import from_slug, parse
from impactmonitor.present import numbers
from impactmonitor.present.places import with_type
from impactmonitor.release.read import Release
from impactmonitor.web import access, site
from impactmonitor.web.headers import EMBEDDED

LONGEST = 600


@dataclass(frozen=True)
class Subject:
    """A page of this site, and what it shows as far as its address tells."""

    address: str
    indicator: Indicator | None
    region: Region | None
    period: str
    source: Source | None

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Name and value, for a list on the page."""
        found = []
        if self.indicator:
            found.append((_("Indicator"), str(self.indicator.name)))
        if self.region:
            name = with_type(self.region)
            found.append((_("Gebied"), name[:1].upper() + name[1:]))
        if self.period:
            found.append((_("Periode"), numbers.period(self.period)))
        found.append((_("Pagina"), self.address))
        return found


def subject(opened: Release, address: str) -> Subject | None:
    """What the page at an address is about; None when it is no page of this site."""
    here = site.current()
    parts = urlsplit(address)
    if len(address) > LONGEST or not address.isprintable() or parts.scheme or parts.netloc:
        return None
    for prefix in (here.prefix, here.base):  # a page of this site, or of its twin in the other language
        if parts.path.startswith(prefix) and _is_page(path := parts.path.removeprefix(prefix)):
            return _about(opened, f"{prefix}{path}" + (f"?{parts.query}" if parts.query else ""), path, parts.query)
    return None


def _is_page(path: str) -> bool:
    try:
        resolve(f"/{path}")
    except Resolver404:
        return False
    return True


def _about(opened: Release, address: str, path: str, query: str) -> Subject:
    catalogue, where = opened.catalogue, access.addresses(opened)
    words = path.removeprefix(EMBEDDED.lstrip("/")).strip("/").split("/")
    chosen = QueryDict(query)
    named = [word.rpartition(".")[0] or word for word in words]
    indicator = next((catalogue.indicators[name] for name in named if name in catalogue.indicators), None)
    region = where.find(words[0], words[1] if len(words) > 1 else "") if words[0] in _FAMILIES else None
    wished = chosen.get("regio") or ""
    if region is None and wished:
        region = where.by_word(wished)
    period = next((code for code in map(_period, (chosen.get("periode") or "", *words[1:])) if code), "")
    source = catalogue.sources.get(indicator.source) if indicator and indicator.source else None
    return Subject(address, indicator, region, period, source)


_FAMILIES = ("regio", "gemeente", "landelijk")


def _period(word: str) -> str:
    """The period that a part of an address stands for, or nothing."""
    try:
        return parse(from_slug(word)).code
    except ValueError:
        return ""
