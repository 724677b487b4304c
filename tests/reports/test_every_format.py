"""What holds for each kind of document: hostile names of areas, figures and groups stay text; every figure is there.

The names come from the catalogue in a release, so they take the whole way.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import odfdo
import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook
from report_files import KINDS, formulas_of, words_of

from impactmonitor.catalogue import snapshot
from impactmonitor.release import pointer
from impactmonitor.release.read import Release, open_release
from impactmonitor.reports import make
from impactmonitor.reports.assemble import region_report
from impactmonitor.reports.content import Figure
from impactmonitor.reports.pdf import pdf
from impactmonitor.tables import Origin

NAMES = {
    "formula": "=cmd|' /C calc'!A0",
    "long": "W" * 300,
    "emoji": "Gré 🦊 b",
    "turned": "a\u202ebc\u2067 \u05d0\u05d1\u05d2",
    "markup": "<b>&amp; #strong[x] $y$ \"'",
}
RENAMED = ("Drenthe", "Type adviesvrager bij Veilig Thuis", "Burgers")
"""An area, an indicator and a group."""


def hostile(value: Any, name: str) -> Any:
    """The same, with another name wherever one of these stands by itself."""
    if isinstance(value, dict):
        return {key: hostile(item, name) for key, item in value.items()}
    if isinstance(value, list):
        return [hostile(item, name) for item in value]
    return name if value in RENAMED else value


@pytest.fixture(params=NAMES.values(), ids=NAMES)
def named(
    request: pytest.FixtureRequest, built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, Release]:
    """The release, with a hostile name in its catalogue."""
    folder = open_release(built_home / "releases", Origin.OFFICIAL).folder
    text = json.loads((folder / "catalogue.json").read_text(encoding="utf-8"))
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps(hostile(text, request.param)), encoding="utf-8")
    release = Release(folder, Origin.OFFICIAL)
    release.__dict__["catalogue"] = snapshot.read(path)
    monkeypatch.setattr(make, "open_release", lambda *_args: release)
    return request.param, release


def ordered(release: Release, kind: str, **asked: str) -> make.Order:
    return make.Order(release.folder.parent.parent, release.origin, release.id, kind=kind, **asked)  # type: ignore[arg-type]


def letters(text: str) -> str:
    """What is left when lines may end anywhere, and signs that no letter of ours has are replaced."""
    return re.sub(r"[^\w=|<>#$&;!'\"]+", "", re.sub("[\u0590-\u05ff]", "", text))


def opens(kind: str, content: bytes) -> None:
    """A program that did not write the document reads it."""
    if kind == "pptx":
        assert len(Presentation(io.BytesIO(content)).slides) > 10
    elif kind in ("xlsx", "ods"):
        assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    if kind == "ods":
        assert odfdo.Document(io.BytesIO(content)).body.tables


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_of_areas_figures_and_groups_stay_text(named: tuple[str, Release], kind: str) -> None:
    name, release = named
    content = make.make(ordered(release, kind, region="VT02", period="2021H1"))
    opens(kind, content)
    assert not formulas_of(kind, content)
    words = words_of(kind, content)
    seen = letters(name.replace("\u202e", "").replace("\u2067", ""))
    assert letters(" ".join(words)).count(seen) >= 5
    if kind in ("pdf", "pptx"):
        assert not set("\u202e\u2067") & set("".join(words)), "nothing turns the text behind it around"


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_hostile_names_in_the_workbook_of_an_indicator(named: tuple[str, Release], kind: str) -> None:
    name, release = named
    content = make.make(ordered(release, kind, region="", indicator="adviezen-naar-organisatie"))
    opens(kind, content)
    assert not formulas_of(kind, content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = [row for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python()]
    assert any(row.count(name) == 2 for row in rows), "an area and a group in one row"


def undrawn(figure: Figure) -> Figure:
    """The figure with an empty picture for its chart."""
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>'
    return replace(figure, chart=replace(figure.chart, svg=picture)) if figure.chart else figure


@pytest.mark.parametrize(("origin", "period"), [(Origin.OFFICIAL, "2021H1"), (Origin.DEMO, "2024H1")])
def test_every_figure_of_a_region_is_in_the_text_of_its_report(demo_home: Path, origin: Origin, period: str) -> None:
    """Without its drawings: what they show stands in a table beside them too."""
    release = open_release(demo_home / "releases", origin)
    report = region_report(release, release.catalogue.regions["VT02"], period, drawn=False)
    assert len(report.figures) >= (7 if origin is Origin.OFFICIAL else 60)
    sections = tuple(replace(s, figures=tuple(map(undrawn, s.figures))) for s in report.sections)
    text = letters(" ".join(words_of("pdf", pdf(replace(report, keys=(), sections=sections)))))
    for figure in report.figures:
        cells = [cell for row in figure.rows for cell in row.cells]
        cells += [cell for row in (figure.chart.rows if figure.chart else ()) for cell in row.cells]
        for words in (figure.title, figure.value, *cells):
            assert letters(words) in text, f"{figure.indicator}: {words}"


def test_the_release_in_force_is_the_one_that_is_reported(built_home: Path) -> None:
    """An order names its release; another one that came into force since does not change the document."""
    active = pointer.active(built_home / "releases" / "official")
    assert active
    order = make.Order(built_home / "releases", Origin.OFFICIAL, active, "VT02", "2021H1", kind="xlsx")
    assert active in "".join(words_of("xlsx", make.make(order)))
