"""A build that is killed at any moment leaves the old release or the new one, whole and in force; never a mixture."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from impactmonitor.release import pointer
from impactmonitor.release.read import open_release, release_ids
from impactmonitor.release.selection import Selection
from impactmonitor.release.verify import verify
from impactmonitor.tables import Origin

ROOT = Path(__file__).resolve().parents[2]
SELECTION = Selection(indicators=("adviezen",), measures=("rate",), regions=("VT02",), periods=("2021H1",))
OLD, NEW = 31.5, 32.5

DIE_AT_STEP = """
import os, signal, sys
from impactmonitor.release import pointer, publish
from impactmonitor.commands import build
die = int(sys.argv[1])
count = 0
def maybe():
    global count
    if count == die:
        os.kill(os.getpid(), signal.SIGKILL)
    count += 1
def stepped(function):
    def call(*args, **kwargs):
        maybe()
        result = function(*args, **kwargs)
        maybe()
        return result
    return call
for module, name in (
    (publish.build, "load"), (publish.build, "check"), (publish, "compute"), (publish, "control"), (publish, "_write"),
    (publish, "_manifest"), (publish, "index"), (publish.verify, "verify"), (os, "fsync"), (pointer, "sync_folder"),
):
    setattr(module, name, stepped(getattr(module, name)))
sys.argv = ["impactmonitor"]
build.build.main(args=[], standalone_mode=False)
"""


def run(command: list[str], home: Path, catalogue: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "IMPACTMONITOR_HOME": str(home), "IMPACTMONITOR_CATALOGUE": str(catalogue)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)


@pytest.fixture(scope="module")
def changed_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real catalogue with one printed figure changed."""
    target = tmp_path_factory.mktemp("changed") / "catalogue"
    shutil.copytree(ROOT / "catalogue", target)
    path = target / "published" / "national_published_figures.csv"
    text = path.read_text(encoding="utf-8")
    before = "Gestarte adviesvragen bij Veilig Thuis,totaal,totaal,per 10 000 inwoners,Drenthe (VT),2021H1,31.5"
    assert text.count(before) == 1
    path.write_text(text.replace(before, before.replace("31.5", "32.5")), encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def old_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("old")
    assert run([sys.executable, "-m", "impactmonitor", "build"], home, ROOT / "catalogue").wait() == 0
    return home


@pytest.fixture
def home(old_home: Path, tmp_path: Path) -> Path:
    """A home in which the old release is in force."""
    target = tmp_path / "home"
    shutil.copytree(old_home, target)
    return target


def assert_old_or_new(home: Path) -> float:
    """Every release is whole, and the active one says either the old or the new figure."""
    folder = home / "releases" / Origin.OFFICIAL
    for name in release_ids(home / "releases", Origin.OFFICIAL):
        verify(folder / name, Origin.OFFICIAL)
    active = pointer.active(folder)
    release = open_release(home / "releases", Origin.OFFICIAL, active)
    try:
        (figure,) = release.select(SELECTION)
    finally:
        release.close()
        open_release.__globals__["_open"].cache_clear()
    assert figure.value in (OLD, NEW)
    return figure.value


def rebuild(home: Path, catalogue: Path) -> None:
    """The next build simply works, and sweeps up what the killed one left."""
    assert run([sys.executable, "-m", "impactmonitor", "build"], home, catalogue).wait() == 0
    assert assert_old_or_new(home) == NEW
    folder = home / "releases" / Origin.OFFICIAL
    assert not list(folder.glob(".building-*"))


@pytest.mark.parametrize("step", range(0, 30, 3))
def test_killed_at_each_step(step: int, home: Path, changed_catalogue: Path) -> None:
    process = run([sys.executable, "-c", DIE_AT_STEP, str(step)], home, changed_catalogue)
    assert process.wait() == -signal.SIGKILL
    assert_old_or_new(home)
    if step % 10 == 0:
        rebuild(home, changed_catalogue)


def test_killed_at_random_moments(old_home: Path, tmp_path: Path, changed_catalogue: Path) -> None:
    started = time.monotonic()
    process = run([sys.executable, "-m", "impactmonitor", "build"], tmp_path / "measure", changed_catalogue)
    assert process.wait() == 0
    whole = time.monotonic() - started
    chance = random.Random(20261121)
    moments = [0.01, *(whole * chance.uniform(0.2, 1.1) for _ in range(10)), None]  # None: not killed at all
    outcomes = set()
    for number, moment in enumerate(moments):
        home = tmp_path / f"home{number}"
        shutil.copytree(old_home, home)
        process = run([sys.executable, "-m", "impactmonitor", "build"], home, changed_catalogue)
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        outcomes.add(assert_old_or_new(home))
        if number % 4 == 0:
            rebuild(home, changed_catalogue)
    assert outcomes == {OLD, NEW}
