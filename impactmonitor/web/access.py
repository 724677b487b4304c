"""The only place that opens the release. The active pointer is read at every request: a new release shows at once."""

from __future__ import annotations

import functools
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from impactmonitor.catalogue.regions import Regions
from impactmonitor.exceptions import ReleaseError
from impactmonitor.meaning.revised import revised_of
from impactmonitor.meaning.usual import usual_of
from impactmonitor.present.choices import Part, parts
from impactmonitor.present.comparable import similar
from impactmonitor.present.held import coverage as coverage
from impactmonitor.present.held import sources as sources
from impactmonitor.present.region_page import Page
from impactmonitor.release.read import Activation, Release, activations, open_release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Origin
from impactmonitor.web import site
from impactmonitor.web.addresses import Addresses

if TYPE_CHECKING:
    from impactmonitor.geography.boundaries import Boundaries

_LOG = logging.getLogger(__name__)


def release() -> Release:
    """The release in force of the site that is asked for; within one request always the same one.

    Raises ReleaseError when there is none.
    """
    here = site.current()
    opened = here.releases.get(here.origin)
    if opened is None:
        made = history()
        name = made[-1].release if made else None
        opened = here.releases[here.origin] = open_release(site.current().own.releases, here.origin, name)
    return opened


def history() -> Sequence[Activation]:
    """Every moment at which a release of this site came into force, oldest first; within one request the same ones.

    The last of them is the release that the request shows. Raises ReleaseError when the list is damaged.
    """
    return _history(site.current().origin)


def _history(origin: Origin) -> Sequence[Activation]:
    here = site.current()
    if origin not in here.activations:
        here.activations[origin] = activations(site.current().own.releases, origin)
    return here.activations[origin]


def earlier_release(name: str) -> Release | None:
    """A release of this site that is or was in force; None for any other name. Raises ReleaseError when it is gone."""
    here = site.current()
    known = any(made.release == name for made in history())
    return open_release(site.current().own.releases, here.origin, name) if known else None


def demonstration() -> bool:
    """Whether there are demonstration figures to show."""
    here = site.current()
    if here.files is not None:
        return Origin.DEMO in here.files
    try:
        return bool(activations(site.current().own.releases, Origin.DEMO))
    except ReleaseError as error:  # said where demonstration figures are asked for; official ones stay on the page
        _LOG.error("Demonstration figures are not offered: %s", error)
        return False


def local_release() -> Release | None:
    """The release of figures that regions deliver themselves; None without one, and on the demonstration site.

    One that cannot be read is left out and named in the log: official figures stay on the page.
    """
    here = site.current()
    if here.demo:
        return None
    if Origin.LOCAL not in here.releases:
        here.releases[Origin.LOCAL] = _local()
    return here.releases[Origin.LOCAL]


def _local() -> Release | None:
    try:
        made = _history(Origin.LOCAL)
        return open_release(site.current().own.releases, Origin.LOCAL, made[-1].release) if made else None
    except ReleaseError as error:
        _LOG.error("Figures of regions themselves are left out: %s", error)
        return None


def manifest(opened: Release, part: str) -> Any:
    """A part of the manifest: `counts`, `deliveries`. Raises ReleaseError when it is not there."""
    try:
        return opened.manifest[part]
    except (KeyError, TypeError) as error:
        raise ReleaseError(f"The manifest of release {opened.id} lacks {part}.") from error


@functools.lru_cache(maxsize=8)
def addresses(opened: Release) -> Addresses:
    """Where the regions of the release live on the site; made once per release."""
    return Addresses(opened.catalogue.regions)


def where(page: Page) -> Addresses:
    """Where the regions of a page live on the site."""
    return addresses(page.opened)


@functools.lru_cache(maxsize=512)
def alike(opened: Release, code: str, own: tuple[tuple[str, float], ...] = ()) -> tuple[str, ...] | None:
    """Codes of the regions that are like a region, with the usual weights or `own` ones (`Weights.own`).

    Empty when none is like it, None when it has no characteristics to be compared on.
    """
    found = similar(opened, code, dict(own))
    return found.codes if found else None


@functools.lru_cache(maxsize=512)
def outline(opened: Release, indicator: str) -> tuple[Part, ...]:
    """What the release holds of an indicator, without reading it; asked for once per release."""
    return tuple(parts(opened.outline(Selection(indicators=(indicator,)))))


def boundaries(regions: Regions, year: int) -> Boundaries | None:
    """Boundaries of the regions of a year as held on this machine; None without them."""
    layout = regions.layout_year(year)
    if layout is None:
        return None
    folder = site.current().own.boundaries
    try:
        changed = (folder / f"{layout}.json").stat().st_mtime_ns
    except OSError:
        return None
    return _boundaries(folder, layout, changed)


@functools.lru_cache(maxsize=8)
def _boundaries(folder: Path, year: int, changed: int) -> Boundaries | None:
    from impactmonitor.geography.boundaries import read  # only with a map: it brings the library of geometry

    return read(folder, year)


usual = usual_of
"""How much regions usually differ, by the figures of a release; worked out once per period."""

revised = revised_of
"""How far provisional figures were revised before, by the figures of a release; worked out once."""
