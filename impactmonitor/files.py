"""Files that are put in place in one step and are still there after a power cut."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from impactmonitor.exceptions import storage_error


def put_in_place(path: Path, content: bytes | Callable[[Path], None], what: str) -> None:
    """Write a file: readers see the old or the new one, never a half one.

    `content` is the bytes, or a function that writes them to the path that it is given. What is being written lies
    beside the file as `.<name>.<process>`, so that a later run knows what a killed one left. Raises StorageError, in
    which the file is called `what`.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
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
        raise storage_error(error, what) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable."""
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
