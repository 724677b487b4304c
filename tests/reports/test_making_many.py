"""Many reports at once: each is there, also when processes are replaced in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from impactmonitor.exceptions import ReleaseError
from impactmonitor.release.read import open_release
from impactmonitor.reports import make
from impactmonitor.tables import Origin


def test_one_that_fails_does_not_stop_the_others_and_none_is_lost(
    built_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "PER_PROCESS", 1)
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(built_home))
    releases = built_home / "releases"
    opened = open_release(releases, Origin.OFFICIAL)
    codes = ["VT02", "VT03", "VT05", "VT01", "VT07"]
    orders = [make.Order(releases, Origin.OFFICIAL, opened.id, code, "2021H1", kind="xlsx") for code in codes]
    found = dict(make.make_all(orders))
    assert set(found) == set(orders)
    there = {order.region for order, made in found.items() if isinstance(made, bytes) and made.startswith(b"PK")}
    assert "VT02" in there
    refused = {order.region for order, made in found.items() if isinstance(made, ReleaseError)}
    assert "VT03" in refused
    assert there | refused == set(codes)
