"""Files that are put in place in one step: old or new, and nothing lying about when it fails."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from impactmonitor import settings
from impactmonitor.commands.releasing import one_at_a_time
from impactmonitor.exceptions import StorageError
from impactmonitor.files import put_in_place


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def write(path: Path) -> None:
    path.write_bytes(b"new")


@pytest.mark.parametrize("content", [b"new", write])
def test_the_folder_is_made_and_the_file_replaced(tmp_path: Path, content: bytes | Callable[[Path], None]) -> None:
    path = tmp_path / "one" / "two" / "file.json"
    for _ in range(2):
        put_in_place(path, content, "the file")
        assert path.read_bytes() == b"new"
    assert [p.name for p in path.parent.iterdir()] == ["file.json"]


def test_it_is_durable_before_and_after_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[tuple[str, bool]] = []
    path = tmp_path / "file.json"
    monkeypatch.setattr(os, "fsync", lambda fd: synced.append((os.readlink(f"/proc/self/fd/{fd}"), path.exists())))
    put_in_place(path, b"new", "the file")
    assert synced == [(str(tmp_path / f".file.json.{os.getpid()}"), False), (str(tmp_path), True)]


@pytest.mark.parametrize("content", [b"new", write, full])
@pytest.mark.parametrize(("owner", "step"), [(Path, "write_bytes"), (os, "fsync"), (Path, "replace")])
def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, owner: object, step: str
) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(owner, step, full)
    with pytest.raises(StorageError, match=r"^The disk is full: the file was not written\."):
        put_in_place(path, content, "the file")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file.json"]


def test_whatever_goes_wrong_nothing_lies_about(tmp_path: Path) -> None:
    def stop(path: Path) -> None:
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put_in_place(tmp_path / "file.json", stop, "the file")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("folder", ["deliveries", "boundaries"])
def test_what_a_dead_process_left_is_cleared_away(folder: str) -> None:
    config = settings.load()
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait(60)
    place = config.home / folder
    place.mkdir(parents=True)
    gone, alive = (place / f".2024.json.{number}" for number in (dead.pid, os.getppid()))
    for path in (gone, alive):
        path.write_bytes(b"half")
    with one_at_a_time(config, "build or update"):
        assert (gone.exists(), alive.exists()) == (False, True)
