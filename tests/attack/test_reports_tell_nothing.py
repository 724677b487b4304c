"""What may not be told is in no document: figures of a region itself, hidden ones, and what those once were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from report_files import KINDS, words_of

from impactmonitor.commands import releasing
from impactmonitor.deliveries.sources.region_report import HEADER
from impactmonitor.release import pointer
from impactmonitor.reports.make import Order, make
from impactmonitor.tables import ConfStatus, ObsStatus, Origin

KEY = ("adviezen-naar-organisatie", "share", "burger", "VT02", "2021H1")
EARLIER = 55.125
"""What was printed before the first release."""
QUESTION = "eerder-en-beter-in-beeld"
OWN, TITLE = "98765", "Eigen rapport van Drenthe"


@pytest.fixture
def hidden(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A home with a figure of the region itself, and two official releases: in the second a figure is hidden."""
    first = make(_order(home, "xlsx"))
    assert "56.2" in words_of("xlsx", first)
    file = tmp_path / "own.csv"
    lines = [f"meldingen;;VT02;2021H1;{OWN};definitief", f"adviezen;;VT02;2021Q1;{OWN};definitief"]
    file.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    assert run("local", "add", str(file), "--title", TITLE, "--date", "2024-10-20").code == 0
    accept = releasing.accept

    def hiding(*args: Any) -> Any:
        accepted = accept(*args)
        (figure,) = (o for o in accepted.observations if o.key == KEY)
        gone = replace(figure, value=None, obs_status=ObsStatus.SUPPRESSED, conf_status=ConfStatus.PRIMARY)
        before = replace(figure, value=EARLIER, decimals=3, edition=figure.edition - 1)
        others = [o for o in accepted.observations if o.key != KEY]
        return replace(accepted, observations=[*others, gone], earlier=[*accepted.earlier, before])

    monkeypatch.setattr(releasing, "accept", hiding)
    assert run("build").code == 0
    return home


def _order(home: Path, kind: str, **asked: Any) -> Order:
    release = pointer.active(home / "releases" / "official")
    assert release
    wanted = {"region": "VT02", "period": "2021H1"} | asked
    return Order(home / "releases", Origin.OFFICIAL, release, kind=kind, **wanted)  # type: ignore[arg-type]


def test_no_document_tells_a_local_or_hidden_figure(hidden: Path) -> None:
    orders = [_order(hidden, kind) for kind in KINDS]
    orders += [_order(hidden, kind, region="", period="", indicator=KEY[0]) for kind in ("xlsx", "ods")]
    orders += [_order(hidden, kind, region="NL01", period="") for kind in KINDS]
    orders += [replace(_order(hidden, "pdf", period="", question=QUESTION), kit=kit) for kit in (False, True)]
    orders += [_order(hidden, "pdf", region="", period="", year=2023, factsheet=f) for f in (False, True)]
    for order in orders:
        words = words_of(order.kind, make(order))
        text = "\n".join(words)
        for secret in (OWN, "98.765", "98 765", "98,765", TITLE, "55,125", "55.125"):
            assert secret not in text, f"{order} tells {secret}"
        if order.period or order.indicator:
            assert "verborgen" in text, f"{order} says that it is hidden"
            assert not {"56,2", "56.2"} & set(words), order
            assert "56,2" not in text, order
