"""Files and folders that are put in place in one step and are still there after a power cut."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from impactmonitor.exceptions import HOME_REMEDY, storage_error


def put_in_place(path: Path, content: bytes | Callable[[Path], None], what: str, remedy: str = HOME_REMEDY) -> None:
    """Write a file: readers see the old or the new one, never a half one.

    `content` is the bytes, or a function that writes them to the path that it is given. What is being written lies
    beside the file as `.<name>.<process>`, so that a later run knows what a killed one left. A device or pipe stays
    what it is. Raises StorageError, in which the file is called `what`, with this `remedy`.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise FileExistsError(errno.EEXIST, "a device or pipe cannot be replaced by a file", str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            if isinstance(content, bytes):
                beside.write_bytes(content)
            else:
                content(beside)
            _sync(beside)
            beside.replace(path)
        finally:
            with contextlib.suppress(OSError):  # the first error is the one to tell
                beside.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise storage_error(error, what, remedy) from error


def make_room(folder: Path, pattern: str, most: int) -> None:
    """Remove the files of a folder that were wanted longest ago, until those left have no more than `most` bytes."""
    found = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in folder.glob(pattern))
    total = sum(size for _, size, _ in found)
    for _, size, path in found:
        if total <= most:
            return
        path.unlink(missing_ok=True)
        total -= size


def put_folder_in_place(new: Path, folder: Path) -> None:
    """Rename `new` to `folder`, which may be there already. Raises OSError.

    The old folder stands beside it as `.<name>.replaced` until the new one is in place. Who is stopped half-way leaves
    the old or the new one in place; what a killed process left is mended by `restore_folder`.
    """
    try:
        if folder.exists():
            folder.rename(_old(folder))
        new.rename(folder)
        sync_folder(folder.parent)
    finally:
        restore_folder(folder)


def restore_folder(folder: Path) -> None:
    """Put the old folder back when no new one came in its place, else remove it. Raises OSError."""
    old = _old(folder)
    if not old.exists():
        return
    if folder.exists():
        shutil.rmtree(old)
    else:
        old.rename(folder)


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.replaced")


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable."""
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
