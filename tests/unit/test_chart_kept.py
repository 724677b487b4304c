"""Drawings that are kept, and what they depend on."""

from __future__ import annotations

import os

import pytest
from chart_parts import chart_of, run

from impactmonitor import language
from impactmonitor.present.charts import kept, lines
from impactmonitor.present.charts.model import NARROW, Line


def test_a_chart_is_drawn_once_and_read_back(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    chart = chart_of(Line("Drenthe", "region", (run(26, 27),)))
    first = kept.Drawings(tmp_path).get(chart)
    monkeypatch.setattr(kept, "draw", lambda _: pytest.fail("drawn again"))
    again = kept.Drawings(tmp_path)
    assert again.has(chart)
    assert again.get(chart) == first
    assert again.get(chart) is again.get(chart)


def test_a_half_written_drawing_is_made_again(tmp_path) -> None:  # type: ignore[no-untyped-def]
    chart = chart_of(Line("Drenthe", "region", (run(26, 27),)))
    drawings = kept.Drawings(tmp_path)
    first = drawings.get(chart)
    path = drawings.paths(kept.key(chart))[0]
    path.write_text(path.read_text(encoding="utf-8")[:500], encoding="utf-8")
    assert not drawings.has(chart)
    assert kept.Drawings(tmp_path).get(chart) == first
    assert drawings.has(chart)


def test_without_a_place_to_write_it_stays_in_memory(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "file").write_text("")
    drawings = kept.Drawings(tmp_path / "file" / "charts")
    chart = chart_of(Line("Drenthe", "region", (run(26, 27),)))
    assert drawings.get(chart) is drawings.get(chart)


def test_what_visitors_ask_never_fills_the_disk(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """There are endlessly many charts to ask for. What was drawn beforehand stays, of the others the newest."""
    monkeypatch.setattr(kept, "draw", lambda _: ("<svg>" + "x" * 1_000 + "</svg>",) * 3)
    monkeypatch.setattr(kept, "MOST_BYTES", 30_000)
    charts = [chart_of(Line("Drenthe", "region", (run(26, 27 + n),))) for n in range(60)]
    kept.Drawings(tmp_path, beforehand=True).get(charts[0])
    asked = kept.Drawings(tmp_path)
    for age, chart in enumerate(charts):
        asked.get(chart)
        for path in tmp_path.rglob("asked/*/*.svgs"):
            os.utime(path, (path.stat().st_mtime - 1, path.stat().st_mtime - 1))
        assert sum(path.stat().st_size for path in tmp_path.rglob("asked/*/*.svgs")) <= 30_000, age
    assert asked.has(charts[0])
    assert asked.has(charts[-1])
    assert not asked.has(charts[1])
    assert len(list(tmp_path.rglob("*.svgs"))) > 5


def test_the_key_depends_on_figures_words_and_language() -> None:
    a, b = (chart_of(Line("Drenthe", "region", (run(26, last),))) for last in (27, 28))
    assert kept.key(a) != kept.key(b)
    assert kept.key(a) == kept.key(chart_of(Line("Drenthe", "region", (run(26, 27),))))
    with language.use("en"):
        english = kept.key(a)
    assert english != kept.key(a)


def test_numbers_on_the_axis_follow_the_language() -> None:
    chart = chart_of(Line("Nederland", "netherlands", (run(66_000, 67_000),)))
    assert ">80.000<" in kept.draw(chart)[1]
    with language.use("en"):
        assert ">80,000<" in kept.draw(chart)[1]


def test_narrow_charts_move_names_above_when_lines_lie_close() -> None:
    close = [Line(f"Een lange naam {n}", "beside", (run(30, 31 + n / 10, 30),)) for n in range(3)]
    spec = lines.specification(chart_of(*close, end=2020.0), NARROW)
    assert {w["side"] for w in spec["datasets"]["words"]} == {"key"}
    names = ("Noord- en Midden-Limburg", "Nederland")
    apart = [Line(names[0], "region", (run(10, 10, 10),)), Line(names[1], "netherlands", (run(30, 30, 30),))]
    spec = lines.specification(chart_of(*apart, end=2020.0), NARROW)
    assert {w["side"] for w in spec["datasets"]["words"]} == {"left"}


def test_paper_takes_the_widest_drawing_and_makes_no_other(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    chart = chart_of(Line("Drenthe", "region", (run(26, 27),)))
    alone = kept.Drawings(tmp_path).widest(chart)
    assert not kept.Drawings(tmp_path).has(chart)
    every = kept.Drawings(tmp_path).get(chart)
    assert alone == every[-1]
    monkeypatch.setattr(kept, "draw", lambda *_: pytest.fail("drawn again"))
    assert kept.Drawings(tmp_path).widest(chart) == alone
