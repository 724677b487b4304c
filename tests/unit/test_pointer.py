"""Which release is in force: activations, roll-backs, and a pointer file that is never half written."""

from __future__ import annotations

import datetime as dt
import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.actors import Actor
from impactmonitor.exceptions import ReleaseError, StorageError
from impactmonitor.release import pointer

REDACTIE = Actor("redactie", frozenset({"publisher"}))
NOON = dt.datetime(2026, 11, 21, 12, 0, 0, tzinfo=dt.UTC)


def activate(folder: Path, *names: str) -> None:
    for name in names:
        pointer.activate(folder, name, REDACTIE, "built", NOON)


def roll_back(folder: Path) -> str | None:
    before = pointer.previous(folder)
    if before is not None:
        pointer.activate(folder, before, REDACTIE, pointer.ROLLBACK, NOON)
    return before


def test_nothing_is_in_force_at_first(tmp_path: Path) -> None:
    assert pointer.active(tmp_path) is None
    assert not pointer.history(tmp_path)
    assert pointer.previous(tmp_path) is None


def test_the_last_activation_is_in_force_and_who_did_it_is_kept(tmp_path: Path) -> None:
    activate(tmp_path, "een", "twee")
    assert pointer.active(tmp_path) == "twee"
    assert pointer.history(tmp_path)[0] == pointer.Activation("een", "2026-11-21T12:00:00+00:00", "redactie", "built")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["active.json"]


def test_rolling_back_twice_goes_two_back(tmp_path: Path) -> None:
    activate(tmp_path, "een", "twee", "drie")
    assert [roll_back(tmp_path) for _ in range(3)] == ["twee", "een", None]
    assert pointer.active(tmp_path) == "een"


def test_building_after_a_roll_back_starts_from_there(tmp_path: Path) -> None:
    activate(tmp_path, "een", "twee")
    roll_back(tmp_path)
    activate(tmp_path, "drie")
    assert pointer.previous(tmp_path) == "een"


def test_the_same_release_twice_is_no_step(tmp_path: Path) -> None:
    activate(tmp_path, "een", "twee", "twee")
    assert pointer.previous(tmp_path) == "een"


@given(st.lists(st.sampled_from(["een", "twee", "drie", "terug"]), max_size=15))
def test_previous_is_the_top_but_one_of_a_stack(steps: list[str]) -> None:
    """The obvious stack, beside the one that is read back from the file."""
    import tempfile

    stack: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for step in steps:
            if step == "terug":
                if len(stack) > 1:
                    stack.pop()
                roll_back(folder)
            else:
                if not stack or stack[-1] != step:
                    stack.append(step)
                activate(folder, step)
        assert pointer.active(folder) == (stack[-1] if stack else None)
        assert pointer.previous(folder) == (stack[-2] if len(stack) > 1 else None)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"activations": [{"release": "een"}]}', '{"activations": 1}', "null"]
)
def test_a_damaged_pointer_is_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / pointer.ACTIVE).write_text(content)
    with pytest.raises(ReleaseError, match=r"is damaged .* Remove it and run: impactmonitor release activate <id>"):
        pointer.active(tmp_path)


def test_a_full_disk_leaves_the_old_pointer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    activate(tmp_path, "een")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=r"The disk is full: the pointer to the active release was not written\."):
        activate(tmp_path, "twee")
    monkeypatch.undo()
    assert pointer.active(tmp_path) == "een"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["active.json"]
