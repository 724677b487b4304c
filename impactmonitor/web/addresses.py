"""Where a region lives on the site: its path, and the region at a path."""

from __future__ import annotations

import difflib
import functools
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse

from impactmonitor.catalogue.regions import NETHERLANDS, Region, Regions, fold, slugify
from impactmonitor.periods import slug as period_slug

PREFIXES = {"VT": "", "PV": "provincie-", "LD": "landsdeel-", "GGD": "ggd-regio-"}
"""What stands before the name in `/regio/…/`."""
_COUNTRY, _MUNICIPALITY = "nederland", "gemeente-"


def indicator_path(name: str) -> str:
    """`/indicatoren/<id>/`."""
    return get_script_prefix() + _indicator(name)


@functools.cache
def _indicator(name: str) -> str:
    """The same without prefix; kept, because a page may hold hundreds of them."""
    return reverse("indicator", args=[name]).removeprefix(get_script_prefix())


def series_path(name: str) -> str:
    """`/tijdreeksen/<id>/`."""
    return get_script_prefix() + _series(name)


@functools.cache
def _series(name: str) -> str:
    return reverse("series", args=[name]).removeprefix(get_script_prefix())


def compare_path(
    name: str = "", *regions: str, mine: str = "", period: str = "", more: Iterable[tuple[str, str]] = ()
) -> str:
    """The comparison of one indicator, or the choice of one, for regions by their code or a set (`alle`).

    `more` are other fields of its address.
    """
    base = reverse("compare-indicator", args=[name]) if name else reverse("compare")
    asked = [*(("regio", region) for region in regions), ("mijn", mine), ("periode", period_slug(period)), *more]
    query = urlencode([(field, value) for field, value in asked if value])
    return f"{base}?{query}" if query else base


def comparable_path(name: str) -> str:
    """`/vergelijkbaar/<region>/`, by the name of the region in its address."""
    return reverse("comparable", args=[name])


def question_path(name: str, region: str = "", part: str = "") -> str:
    """`/vragen/<question>/`, with the word of a region behind it, and perhaps `gesprek`."""
    base = reverse("question", args=[name]) if name else reverse("questions")
    return base + "".join(f"{word}/" for word in (region, part) if word)


def overview_path(region: str) -> str:
    """`/vragen/overzicht/<region>/`: all questions for a region, by its word."""
    return reverse("questions-overview", args=[region])


def download_path(path: str) -> str:
    """Where everything of a region can be downloaded, in every form; `path` is that of its page."""
    prefix = get_script_prefix()
    return f"{prefix}download/{path.removeprefix(prefix)}"


class Addresses:
    """Paths of all regions. A slug is unique within its family: `regio`, `gemeente`, `landelijk`."""

    def __init__(self, regions: Regions) -> None:
        self.regions = regions
        shared = Counter((r.type, r.slug) for r in regions)
        self._slugs: dict[str, str] = {}
        for region in regions:
            name = region.slug if shared[region.type, region.slug] == 1 else f"{region.slug}-{region.code.lower()}"
            self._slugs[region.code] = PREFIXES.get(region.type, "") + name
        self._found: dict[tuple[str, str], Region] = {}
        for region in regions:
            self._found[self.family(region), self._slugs[region.code]] = region
        for region in regions:
            for name in region.names.values():
                old = PREFIXES.get(region.type, "") + slugify(name)
                self._found.setdefault((self.family(region), old), region)

    @staticmethod
    def family(region: Region) -> str:
        """First part of the path."""
        return {"GM": "gemeente", "NL": "landelijk"}.get(region.type, "regio")

    def slug(self, region: Region) -> str:
        """Name of the region in its path."""
        return self._slugs[region.code]

    def path(self, region: Region, period: str = "") -> str:
        """`/regio/drenthe/`, `/gemeente/emmen/2023/`, `/landelijk/`, behind the prefix of the site."""
        parts = [self.family(region)]
        if region.type != "NL":
            parts.append(self.slug(region))
        if period:
            parts.append(period_slug(period))
        return f"{get_script_prefix()}{'/'.join(parts)}/"

    def find(self, family: str, slug: str) -> Region | None:
        """The region at a path, also under a name that it had earlier."""
        if family == "landelijk":
            return self.regions[NETHERLANDS]
        return self._found.get((family, slugify(slug)))

    def word(self, region: Region) -> str:
        """One word for any region, for an address in which its family has no place: `drenthe`, `gemeente-emmen`."""
        if region.type == "NL":
            return _COUNTRY
        return _MUNICIPALITY + self.slug(region) if region.type == "GM" else self.slug(region)

    def by_word(self, text: str) -> Region | None:
        """The region of a word, code or name; of several with this name the widest. None of an empty text."""
        word = slugify(text)
        if not word:
            return None
        if word == _COUNTRY:
            return self.regions[NETHERLANDS]
        found = self.find("gemeente", word.removeprefix(_MUNICIPALITY)) if word.startswith(_MUNICIPALITY) else None
        found = found or self.find("regio", word) or self.regions.get(text.upper()) or self.find("gemeente", word)
        return found or next(iter(self.regions.named(text)), None)

    def near(self, text: str, limit: int = 6) -> list[Region]:
        """Regions whose name looks like the text, or holds it, wide before narrow."""
        wanted = fold(text)
        if not wanted:
            return []
        names: dict[str, list[Region]] = {}
        for region in self.regions:
            for name in {fold(n) for n in region.names.values()}:
                names.setdefault(name, []).append(region)
        close = difflib.get_close_matches(wanted, list(names), limit, 0.7)
        holding = sorted((n for n in names if len(wanted) > 2 and wanted in n), key=len)
        found = dict.fromkeys(r.code for name in (*holding, *close) for r in names[name])
        return [self.regions[code] for code in found][:limit]
