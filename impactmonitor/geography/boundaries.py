"""Boundaries of regions as held on this machine: one file per year, ready to draw. Without it there is the tile map."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from shapely.errors import ShapelyError

from impactmonitor.catalogue.regions import Regions
from impactmonitor.exceptions import SourceError
from impactmonitor.files import put_in_place
from impactmonitor.geography import pdok, plane
from impactmonitor.geography.dissolve import coverage, dissolve, measure, repaired, simplified
from impactmonitor.outgoing import Outgoing

_log = logging.getLogger(__name__)

ATTRIBUTION = "Kaart: CBS en Kadaster (gebiedsindelingen), CC BY 4.0; bewerkt."
TOLERANCE = 200
"""Metres; smaller details are left out of the map."""
FORMAT = 1
"""Number of this form of the file; a file in another form is fetched again."""
_PATH = re.compile(r"(M\d+ \d+l[-\d ]+z)+")


@dataclass(frozen=True)
class Shape:
    """An area in units of the drawing: lines as SVG path data, a point for its label, and the region it is part of."""

    d: str
    x: int
    y: int
    part_of: str = ""


@dataclass(frozen=True)
class Boundaries:
    """Regions and municipalities of a year by code, in one drawing, with where they came from.

    `layout` is the year whose boundaries hold for `year`; `raw` names the pages of the source by SHA-256.
    """

    year: int
    layout: int
    view_box: str
    attribution: str
    source: str
    retrieved: str
    raw: tuple[str, ...]
    tolerance: int
    regions: dict[str, Shape]
    municipalities: dict[str, Shape]

    def fits(self, regions: Regions) -> bool:
        """Whether they were dissolved by the membership that holds now; if not, refresh them."""
        return {code: shape.part_of for code, shape in self.municipalities.items()} == _membership(regions, self.year)


def read(folder: Path, year: int) -> Boundaries | None:
    """Boundaries of a year, or None when they are not held or damaged: then use the tile map."""
    path = folder / f"{year}.json"
    try:
        return _from_json(json.loads(path.read_text(encoding="utf-8")), year)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("%s cannot be used (%s); the tile map is used. Run: impactmonitor update", path, error)
        return None


def missing(folder: Path, regions: Regions) -> list[int]:
    """Years with a list of regions of their own whose boundaries are not held, or no longer fit our membership."""
    own = sorted(year for year, layout in regions.layouts.items() if layout.uses == year)
    return [year for year in own if (held := read(folder, year)) is None or not held.fits(regions)]


def refresh(outgoing: Outgoing, base: str, regions: Regions, folder: Path, year: int, now: dt.datetime) -> Boundaries:
    """Fetch, dissolve and keep the boundaries of a year; `base` is the address of the service.

    Raises SourceError or StorageError. After any failure the file that was there is still in force.
    """
    layout = regions.layout_year(year)
    if layout is None:
        raise SourceError(f"There is no list of municipalities and regions of {year} in the catalogue.")
    part_of = _membership(regions, year)
    found = pdok.fetch(outgoing, base, layout)
    if findings := list(pdok.compare(found, part_of)):
        raise SourceError("; ".join(str(finding) for finding in findings))
    try:
        shapes, dissolved = draw(dict(found.shapes), part_of)
    except ShapelyError as error:
        raise SourceError(f"The boundaries of {layout} cannot be used: {error}.") from error
    kept = Boundaries(
        year=year,
        layout=layout,
        view_box=plane.VIEW_BOX,
        attribution=ATTRIBUTION,
        source=f"{base}/collections/{pdok.COLLECTION}",
        retrieved=now.isoformat(timespec="seconds"),
        raw=tuple(hashlib.sha256(page).hexdigest() for page in found.pages),
        tolerance=TOLERANCE,
        regions=dissolved,
        municipalities=shapes,
    )
    drawing = json.dumps({"format": FORMAT, **asdict(kept)}, separators=(",", ":")).encode()
    for name, content in (*zip(kept.raw, found.pages, strict=True), (str(year), drawing)):
        put_in_place(folder / f"{name}.json", content, f"the boundaries ({name}.json)")
    return kept


def draw(shapes: Mapping[str, Any], part_of: Mapping[str, str]) -> tuple[dict[str, Shape], dict[str, Shape]]:
    """Municipalities and regions in units of the drawing, of municipalities in degrees.

    Raises SourceError when the result would show areas, gaps or overlaps that are not there.
    """
    received = repaired(dict(zip(shapes, plane.to_drawing(shapes.values()), strict=True)))
    small = simplified(coverage(received), TOLERANCE / plane.UNIT)
    municipalities = {code: plane.whole(shape) for code, shape in sorted(small.items())}
    regions = {code: plane.whole(shape) for code, shape in dissolve(small, part_of).items()}
    quality = measure(dissolve(received, part_of), regions)
    if not quality.good:
        raise SourceError(
            f"The boundaries do not fit together: {quality.worst} changes {quality.area:.1%} in area, "
            f"overlaps are {quality.overlap:.3%} and gaps {quality.gaps:.3%} of the country."
        )
    return (
        {code: _drawn(code, shape, part_of[code]) for code, shape in municipalities.items()},
        {code: _drawn(code, shape, "") for code, shape in regions.items()},
    )


def _drawn(code: str, shape: Any, part_of: str) -> Shape:
    lines = plane.path(shape)
    if not lines:
        raise SourceError(f"{code} is too small to draw.")
    return Shape(lines, *plane.label_point(shape), part_of)


def _membership(regions: Regions, year: int) -> dict[str, str]:
    """Region of each municipality of that year, by code."""
    return {m.code: vt.code for vt in regions.of_type("VT", year) for m in regions.members(vt.code, year)}


def _from_json(content: dict[str, Any], year: int) -> Boundaries:
    """Boundaries of the content of a file. Raises ValueError, KeyError, TypeError or AttributeError."""
    fields = dict(content)
    if fields.pop("format") != FORMAT or fields["year"] != year:
        raise ValueError("another form or another year")
    for kind in ("regions", "municipalities"):
        fields[kind] = {code: Shape(**shape) for code, shape in fields[kind].items()}
        for code, shape in fields[kind].items():
            if not (_PATH.fullmatch(shape.d) and isinstance(shape.x, int) and isinstance(shape.y, int)):
                raise ValueError(f"{code} has no lines")
    if not fields["regions"] or not fields["municipalities"]:
        raise ValueError("no areas")
    return Boundaries(**(fields | {"raw": tuple(fields["raw"])}))
