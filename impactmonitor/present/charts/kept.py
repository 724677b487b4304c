"""Drawings made once and kept: in memory, and on disk beside the releases, so that a machine draws each chart once.

A drawing depends on its description, the language and the software, and on nothing else; all three are in its key,
which is made before any specification. The renderer is imported when the first chart has to be drawn: a process that
finds all its charts never needs its time and memory.

Visitors can ask for more different charts than any disk holds. What they asked for is therefore kept in a folder of its
own that never grows beyond `MOST_BYTES`; what was drawn beforehand is never removed to make room for it.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import impactmonitor
from impactmonitor import language, settings
from impactmonitor.files import make_room
from impactmonitor.present.charts.model import WIDTHS, Chart

MOST = 4_000
"""Drawings in memory; the one that was asked for longest ago goes first. One takes about ten kilobytes."""
MOST_BYTES = 256 * 1024 * 1024
"""On disk, for all drawings that visitors asked for together; those that were wanted longest ago go first."""
ASKED = "asked"
"""Folder of these below that of the drawings that were made beforehand."""
_BETWEEN = "\n"
_DAY = 86_400
_LOOKS = 32
"""A process looks how much there is each time that it has written this part of it, and at its first drawing."""


@functools.lru_cache(maxsize=4)
def _in(folder: Path) -> Drawings:
    return Drawings(folder)


def drawings() -> Drawings:
    """The drawings that are kept on this machine."""
    return _in(settings.load().charts)


def key(chart: Chart) -> str:
    """What the drawings of a chart depend on, as a short name."""
    parts = (impactmonitor.__version__, language.current(), repr(chart))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


class Drawings:
    """Drawings of charts, one for each width, narrow to wide. Safe between threads; without `folder` in memory only.

    `beforehand` is for who draws what visitors will ask first.
    """

    def __init__(self, folder: Path | None, beforehand: bool = False) -> None:
        self.folder = folder
        self.beforehand = beforehand
        self._unlooked = MOST_BYTES
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

    def widest(self, chart: Chart) -> str:
        """The widest drawing of a chart, for paper. When none is kept only that one is made, in a third of the time."""
        name = key(chart)
        with self._lock:
            found = self._kept.get(name)
        found = found or self._read(name)
        return found[-1] if found else draw(chart, WIDTHS[-1:])[0]

    def has(self, chart: Chart) -> bool:
        """Whether the drawings are on disk."""
        return self._read(key(chart)) is not None

    def paths(self, name: str) -> tuple[Path, ...]:
        """Where the drawings with this key may be; they are written to the first."""
        if self.folder is None:
            return ()
        own = Path(name[:2]) / f"{name}.svgs"
        return (self.folder / own,) if self.beforehand else (self.folder / ASKED / own, self.folder / own)

    def _read(self, name: str) -> tuple[str, ...] | None:
        for path in self.paths(name):
            with contextlib.suppress(OSError, UnicodeDecodeError):
                found = tuple(path.read_text(encoding="utf-8").split(_BETWEEN))
                if len(found) == len(WIDTHS) and all(one.endswith("</svg>") for one in found):
                    return found
        return None

    def _wanted(self, name: str) -> None:
        """Note that the drawings are still in use, for whoever clears old ones."""
        for path in self.paths(name):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _DAY:
                    path.touch()

    def _write(self, name: str, drawings: tuple[str, ...]) -> None:
        """Put the drawings on disk in one step; where that is impossible they stay in memory."""
        if self.folder is None:
            return
        path = self.paths(name)[0]
        beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._unlooked += beside.write_text(_BETWEEN.join(drawings), encoding="utf-8")
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)
            if not self.beforehand and self._unlooked > MOST_BYTES // _LOOKS:
                self._unlooked = 0
                # until there is room for what a process writes before it looks again
                make_room(self.folder / ASKED, "*/*.svgs", MOST_BYTES - MOST_BYTES // _LOOKS)


def draw(chart: Chart, widths: Sequence[int] = WIDTHS) -> tuple[str, ...]:
    """The drawings of a chart, one for each width."""
    from impactmonitor.present.charts import render

    return tuple(render.drawing(chart, width).replace(_BETWEEN, " ") for width in widths)
