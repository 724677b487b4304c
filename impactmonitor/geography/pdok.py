"""Municipality boundaries of one year, asked from PDOK (OGC API Features), and compared with our own list."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin

import shapely
from shapely.errors import ShapelyError

from impactmonitor.exceptions import NotThereError, SourceError
from impactmonitor.findings import Finding
from impactmonitor.outgoing import Outgoing

COLLECTION = "gemeente_gegeneraliseerd"
MOST_PAGES = 100
MOST_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True)
class Municipalities:
    """Boundaries as received: code and area in degrees, in the order of the source, and the raw pages."""

    year: int
    shapes: tuple[tuple[str, Any], ...]
    pages: tuple[bytes, ...]


def fetch(outgoing: Outgoing, base: str, year: int) -> Municipalities:
    """All municipalities of `year`. Raises NotThereError when there are none, SourceError when they cannot be used.

    Asks in longitude and latitude, which every service of this kind has to offer.
    """
    address = f"{base}/collections/{COLLECTION}/items"
    question = {"f": "json", "limit": "1000"}
    try:
        pages = _pages(outgoing, f"{address}?{urlencode(question | {'jaarcode': str(year)})}")
    except SourceError as error:
        if error.unreachable:
            raise
        # A service without this filter refuses the question; then all years come, and we choose.
        pages = _pages(outgoing, f"{address}?{urlencode(question)}")
    shapes = tuple(_shape(feature) for _, page in pages for feature in _features(page) if _is_of(feature, year))
    if not shapes:
        raise NotThereError(f"{base} has no municipality boundaries of {year}.")
    return Municipalities(year, shapes, tuple(raw for raw, _ in pages))


def compare(found: Municipalities, expected: Iterable[str]) -> Iterator[Finding]:
    """What differs between the municipalities received and our own list of that year."""
    name, wanted = f"{COLLECTION} {found.year}", set(expected)
    times = Counter(code for code, _ in found.shapes)
    if missing := sorted(wanted - set(times)):
        yield Finding(name, 0, f"{_listed(missing)} missing", "wait until PDOK is complete, or correct our list")
    if unknown := sorted(set(times) - wanted):
        yield Finding(name, 0, f"{_listed(unknown)} not in our list of {found.year}", "correct catalogue/regions")
    if twice := sorted(code for code, count in times.items() if count > 1):
        yield Finding(name, 0, f"{_listed(twice)} there more than once", "try again later")


def _listed(codes: list[str]) -> str:
    more = f" and {len(codes) - 5} more" if len(codes) > 5 else ""
    return f"{', '.join(codes[:5])}{more} {'is' if len(codes) == 1 else 'are'}"


def _pages(outgoing: Outgoing, address: str) -> list[tuple[bytes, Any]]:
    """Every page as bytes and as JSON, following the links to the next one."""
    pages: list[tuple[bytes, Any]] = []
    asked: set[str] = set()
    while address:
        if address in asked or len(asked) == MOST_PAGES:
            raise SourceError(f"{address} is no next page: the source goes round in circles.")
        asked.add(address)
        answer, page = outgoing.json(address, max_bytes=MOST_BYTES)
        pages.append((answer.content, page))
        address = _next(answer.url, page)
    return pages


def _next(url: str, page: Any) -> str:
    links = page.get("links", []) if isinstance(page, dict) else []
    for link in links if isinstance(links, list) else []:
        if isinstance(link, dict) and link.get("rel") == "next" and isinstance(link.get("href"), str):
            return urljoin(url, link["href"])
    return ""


def _features(page: Any) -> list[Any]:
    features = page.get("features") if isinstance(page, dict) else None
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise SourceError("The boundaries are not in the form that we know (GeoJSON with 'features').")
    return features


def _is_of(feature: dict[str, Any], year: int) -> bool:
    """Whether the feature is of that year; one without a year is what we asked for."""
    properties = feature.get("properties")
    return not isinstance(properties, dict) or str(properties.get("jaarcode", year)) == str(year)


def _shape(feature: dict[str, Any]) -> tuple[str, Any]:
    properties = feature.get("properties")
    code = properties.get("statcode") if isinstance(properties, dict) else None
    if not isinstance(code, str):
        raise SourceError("The boundaries have an area without 'statcode'.")
    try:
        shape = shapely.force_2d(shapely.from_geojson(json.dumps(feature.get("geometry"))))
    except ShapelyError as error:
        raise SourceError(f"The boundary of {code} cannot be read: {error}") from error
    if shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise SourceError(f"The boundary of {code} is not an area.")
    return code.strip(), shape
