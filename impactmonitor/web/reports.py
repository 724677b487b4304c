"""Reports for visitors: made once in a process of their own, kept on disk, and sent from there."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
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


@functools.lru_cache(maxsize=1)
def _pool() -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, context, max_tasks_per_child=make.PER_PROCESS)


def path_of(opened: Release, region: str, period: str) -> Path:
    """Where the report of a region is or will be kept: by release, software and language."""
    name = f"{region}-{period or 'laatste'}-{language.current()}.pdf"
    return settings.load().reports / f"{opened.origin}-{opened.id}-{impactmonitor.__version__}" / name


def report(opened: Release, region: str, period: str) -> Path:
    """The report of a region, made when it is not there yet. Raises Busy when too many are being made."""
    path = path_of(opened, region, period)
    if path.is_file():
        return path
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        config = settings.load()
        order = make.Order(config.releases, opened.origin, opened.id, region, period, language.current())
        try:
            content = _pool().submit(make.make, order).result(PATIENCE)
        except (TimeoutError, BrokenProcessPool) as error:
            _pool.cache_clear()
            raise Busy from error
        put_in_place(path, content, "a report")
        with contextlib.suppress(OSError):
            make_room(config.reports, "*/*.pdf", MOST_BYTES)
    finally:
        _places.release()
    return path
