"""Reports for visitors: made once in a process of their own, kept on disk, and sent from there."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import impactmonitor
from impactmonitor import language, settings
from impactmonitor.files import make_room, put_in_place
from impactmonitor.release.read import Release
from impactmonitor.reports import make
from impactmonitor.web.errors import Busy

AT_ONCE = 2
"""Reports that a process of the site lets be made at the same time; who comes next is asked to wait."""
PATIENCE = 60.0
"""Seconds that a visitor waits at the most."""
MOST_BYTES = 512 * 1024 * 1024
"""For all kept reports together; those that were made longest ago go first."""

_places = threading.BoundedSemaphore(AT_ONCE)


def _path_of(order: make.Order) -> Path:
    """Where a report is or will be kept: by release, software and language."""
    what = f"{order.question}-{'gesprek' if order.kit else 'vraag'}" if order.question else order.period or "laatste"
    folder = f"{order.origin}-{order.release}-{impactmonitor.__version__}"
    return settings.load().reports / folder / f"{order.region}-{what}-{order.language}.pdf"


def report(opened: Release, region: str, period: str = "", question: str = "", kit: bool = False) -> Path:
    """The report of a region, or of a question for it; made when it is not there yet.

    Raises Busy when too many are being made.
    """
    words = language.current()
    order = make.Order(settings.load().releases, opened.origin, opened.id, region, period, words, question, kit)
    path = _path_of(order)
    if path.is_file():
        return path
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        try:
            content = make.made_apart(order, PATIENCE)
        except TimeoutError as error:
            raise Busy from error
        put_in_place(path, content, "a report")
        with contextlib.suppress(OSError):
            make_room(settings.load().reports, "*/*.pdf", MOST_BYTES)
    finally:
        _places.release()
    return path
