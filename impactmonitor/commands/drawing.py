"""Draw the charts of a release before visitors ask for them: shared by the commands that put a release in force."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import click

import impactmonitor
from impactmonitor.settings import Settings
from impactmonitor.tables import Origin

PROCESSES = 2
_BATCH = 4
UNUSED_DAYS = 30
"""Drawings that are older, and were not wanted again since, are cleared."""


def draw_charts(config: Settings, origin: Origin, release: str, step: Callable[[str], None]) -> None:
    """Draw the charts of the release in force, unless that was done. `step` hears how far it is.

    What cannot be drawn or kept now is drawn when a visitor asks for it, so nothing here makes a release fail.
    """
    done = config.charts / f"{origin}-{release}-{impactmonitor.__version__}.done"
    if not config.draw_charts or done.exists():
        return
    step("drawing charts")
    started = time.time()
    try:
        config.charts.mkdir(parents=True, exist_ok=True)
        _in_processes(origin, step)
        done.touch()
        _clear(config.charts, started - UNUSED_DAYS * 86_400)
    except (OSError, BrokenProcessPool) as error:
        click.echo(f"Charts are not drawn beforehand ({error}); each is drawn when it is first asked for.", err=True)


def _in_processes(origin: Origin, step: Callable[[str], None]) -> None:
    """Divide the work over processes that each start afresh: a renderer cannot be shared by forking."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, context, _start) as pool:
        wanted = pool.submit(_wanted, origin).result()
        batches = [wanted[n : n + _BATCH] for n in range(0, len(wanted), _BATCH)]
        running = [pool.submit(_draw, origin, batch) for batch in batches]
        drawn = 0
        for number, each in enumerate(as_completed(running), 1):
            drawn += each.result()
            step(f"drawing charts: {drawn} done, {100 * number // len(running)} %")


def _start() -> None:
    """Make this process ready; the commands themselves start without Django."""
    from impactmonitor.web import process

    process.begin()


def _wanted(origin: Origin) -> Sequence[tuple[str, str, str]]:
    from impactmonitor.web import access, beforehand, site

    with site.use(site.Site(origin)):
        return beforehand.jobs(access.release())


def _draw(origin: Origin, batch: Sequence[tuple[str, str, str]]) -> int:
    from impactmonitor.web import beforehand

    return beforehand.draw(origin, batch)


def _clear(folder: Path, before: float) -> None:
    """Remove drawings and marks that were not used since then."""
    for path in (*folder.rglob("*.svgs"), *folder.glob("*.done")):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
