"""Drawings made once and kept: in memory, and on disk beside the releases, so that a machine draws each chart once.

A drawing depends on its description, the language and the software, and on nothing else; all three are in its key,
which is made before any specification. The renderer is imported when the first chart has to be drawn: a process that
finds all its charts never needs its time and memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
import time
from collections import OrderedDict
from pathlib import Path

import impactmonitor
from impactmonitor import language
from impactmonitor.present.charts.model import WIDTHS, Chart

MOST = 4_000
"""Drawings in memory; the one that was asked for longest ago goes first. One takes about ten kilobytes."""
_BETWEEN = "\n"
_DAY = 86_400


def key(chart: Chart) -> str:
    """What the drawings of a chart depend on, as a short name."""
    parts = (impactmonitor.__version__, language.current(), repr(chart))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


class Drawings:
    """Drawings of charts, one for each width, narrow to wide. Safe between threads; without `folder` in memory only."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._kept: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, chart: Chart) -> tuple[str, ...]:
        """The drawings of a chart, made when they are not there yet."""
        name = key(chart)
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        found = self._read(name)
        if found is None:
            found = draw(chart)
            self._write(name, found)
        else:
            self._wanted(name)
        with self._lock:
            self._kept[name] = found
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return found

    def has(self, chart: Chart) -> bool:
        """Whether the drawings are on disk."""
        return self._read(key(chart)) is not None

    def path(self, name: str) -> Path | None:
        """Where the drawings with this key are kept."""
        return self.folder / name[:2] / f"{name}.svgs" if self.folder else None

    def _read(self, name: str) -> tuple[str, ...] | None:
        path = self.path(name)
        try:
            found = tuple(path.read_text(encoding="utf-8").split(_BETWEEN)) if path else ()
        except (OSError, UnicodeDecodeError):
            return None
        whole = len(found) == len(WIDTHS) and all(one.endswith("</svg>") for one in found)
        return found if whole else None

    def _wanted(self, name: str) -> None:
        """Note that the drawings are still in use, for whoever clears old ones."""
        path = self.path(name)
        with contextlib.suppress(OSError):
            if path and time.time() - path.stat().st_mtime > _DAY:
                path.touch()

    def _write(self, name: str, drawings: tuple[str, ...]) -> None:
        """Put the drawings on disk in one step; where that is impossible they stay in memory."""
        path = self.path(name)
        if path is None:
            return
        beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                beside.write_text(_BETWEEN.join(drawings), encoding="utf-8")
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)


def draw(chart: Chart) -> tuple[str, ...]:
    """The drawings of a chart, one for each width."""
    from impactmonitor.present.charts import render

    return tuple(render.drawing(chart, width).replace(_BETWEEN, " ") for width in WIDTHS)
