"""Charts that are drawn with the release: there before a visitor asks, and never a reason for a release to fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Run
from django.test import Client

from impactmonitor.commands import drawing
from impactmonitor.present.charts import kept


@pytest.fixture
def drawn(home: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A home whose charts were drawn by `build`."""
    monkeypatch.setenv("IMPACTMONITOR_DRAW_CHARTS", "1")
    assert run("build").code == 0
    return home


def test_build_draws_what_visitors_ask_first(drawn: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    assert len(list((drawn / "charts").glob("*/*.svgs"))) > 20
    monkeypatch.setattr(kept, "draw", lambda chart: pytest.fail(f"drawn again: {chart.title}"))
    client = Client()
    front = client.get("/landelijk/").content.decode()
    figures = sorted(set(re.findall(r'href="(/landelijk/[^"/]+/(?:meldingen|adviezen)/)"', front)))
    assert len(figures) == 2
    paths = ("/tijdreeksen/meldingen/", "/indicatoren/meldingen/", *figures)
    for path in (*paths, *(f"/en{path}" for path in paths)):
        assert client.get(path).status_code == 200
    monkeypatch.setattr(drawing, "_in_processes", lambda origin, step: pytest.fail("the same release again"))
    assert run("build").code == 0


def test_a_place_that_cannot_hold_charts_stops_nothing(home: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setenv("IMPACTMONITOR_DRAW_CHARTS", "1")
    shutil.rmtree(home / "charts", ignore_errors=True)
    (home / "charts").write_text("in the way")
    outcome = run("build")
    assert outcome.code == 0
    assert "each is drawn when it is first asked for" in outcome.err


def test_drawings_that_were_not_used_for_long_are_cleared(tmp_path: Path) -> None:
    old, new = (tmp_path / "ab" / f"{name}.svgs" for name in ("old", "new"))
    for path in (old, new):
        path.parent.mkdir(exist_ok=True)
        path.write_text("<svg/>")
    long_ago = time.time() - 40 * 86_400
    os.utime(old, (long_ago, long_ago))
    drawing._clear(tmp_path, time.time() - 30 * 86_400)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_process_that_finds_its_charts_loads_no_renderer(drawn: Path) -> None:
    """And one that draws never loads Altair."""
    program = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "impactmonitor.web.django_settings"
import django; django.setup()
from django.test import Client
page = Client(headers={"host": "localhost"}).get(sys.argv[1])
print(page.status_code, "vl_convert" in sys.modules, "altair" in sys.modules)
"""
    pages = {"/tijdreeksen/adviezen/": "200 False False", "/tijdreeksen/adviezen/?meting=count": "200 True False"}
    for path, answer in pages.items():
        found = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
        assert found.stdout.strip() == answer
