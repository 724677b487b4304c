"""Which release is in force, and which were before: one small file per origin, replaced in one step."""

from __future__ import annotations

import datetime as dt
import functools
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from impactmonitor.actors import Actor
from impactmonitor.exceptions import ReleaseError
from impactmonitor.files import put_in_place
from impactmonitor.files import sync_folder as sync_folder

ACTIVE = "active.json"


@dataclass(frozen=True)
class Activation:
    """One moment at which a release came into force."""

    release: str
    at: str
    by: str
    why: str


def history(folder: Path) -> tuple[Activation, ...]:
    """All activations, oldest first; the last one is in force. Raises ReleaseError when the file is damaged."""
    path = folder / ACTIVE
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return _read(path, (found.st_ino, found.st_mtime_ns, found.st_size))


@functools.lru_cache(maxsize=16)
def _read(path: Path, _: tuple[int, int, int]) -> tuple[Activation, ...]:
    """Kept until the file is another one: every page asks what is in force."""
    try:
        return tuple(Activation(**item) for item in json.loads(path.read_text(encoding="utf-8"))["activations"])
    except (ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            f"{path} is damaged ({error}). Remove it and run: impactmonitor release activate <id>"
        ) from error


def active(folder: Path) -> str | None:
    """Id of the release in force, or None when nothing was ever released."""
    activations = history(folder)
    return activations[-1].release if activations else None


def activate(folder: Path, release: str, actor: Actor, why: str, now: dt.datetime) -> None:
    """Put `release` in force. Readers see the old or the new pointer, never a half one."""
    activations = [*history(folder), Activation(release, now.isoformat(timespec="seconds"), actor.name, why)]
    content = json.dumps({"active": release, "activations": [asdict(a) for a in activations]}, indent=1)
    put_in_place(folder / ACTIVE, content.encode(), "the pointer to the active release")


def previous(folder: Path) -> str | None:
    """The release that was in force before the active one, following earlier roll-backs back.

    Rolling back twice goes two releases back, not back and forth.
    """
    stack: list[str] = []
    for item in history(folder):
        if item.why == ROLLBACK and len(stack) > 1:
            stack.pop()
        elif not stack or stack[-1] != item.release:
            stack.append(item.release)
    return stack[-2] if len(stack) > 1 else None


ROLLBACK = "rolled back"
