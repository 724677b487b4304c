"""Dots and maps as pictures: every region has its row, its name and its figure, and no state looks like another."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from factories import indicator, observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.geography.boundaries import Boundaries, Shape
from impactmonitor.present import maps
from impactmonitor.present.charts import palette
from impactmonitor.present.columns import Column, column
from impactmonitor.present.figures import Sources
from impactmonitor.present.pictures import dots
from impactmonitor.present.pictures import maps as pictures
from impactmonitor.tables import Observation, ObsStatus, Publication, Stage

SHARE = {"share": {"unit": "%", "decimals": 1, "of": "van de meldingen"}, "count": {"unit": "aantal", "decimals": 0}}
PUBLICATION = Publication("84849NED", "84849NED", "Een tabel", "", "veilig-thuis", False)
SVG = "{http://www.w3.org/2000/svg}"


def share(region: str, value: float | None, **changes: object) -> Observation:
    fields: dict[str, object] = {"indicator": "proef", "measure": "share", "unit": "%", "period": "2023", "decimals": 1}
    return observation(**(fields | {"region": region, "value": value} | changes))


ROWS = [
    share("NL01", 41.2),
    share("VT02", 31.4, stage=Stage.PROVISIONAL),
    share("VT03", 57.1, low=50.0, high=64.0),
    share("VT04", 0.0),
    share("VT05", None, obs_status=ObsStatus.MISSING),
]


def made(catalogue: Catalogue, rows: list[Observation], codes: list[str], measure: str = "share") -> Column:
    sources = Sources(catalogue, {PUBLICATION.id: PUBLICATION})
    regions = [catalogue.regions[c] for c in codes]
    return column(sources, indicator(measures=SHARE, lead="share"), (measure, "totaal", "2023"), rows, regions)


def svg(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{markup}</svg>')


def texts(markup: str) -> list[str]:
    return [e.text or "" for e in svg(markup).iter(f"{SVG}text")]


def dotted(catalogue: Catalogue, rows: list[Observation], measure: str = "share", mine: str = "VT02") -> str:
    codes = ["VT02", "VT03", "VT04", "VT05", "VT06"]
    found = made(catalogue, rows, codes, measure)
    regions = [catalogue.regions[c] for c in codes]
    return dots.dots(found, regions, {r.code: r.name for r in regions}, mine).markup


def test_every_region_has_a_row_with_or_without_a_figure(catalogue: Catalogue) -> None:
    found = texts(dotted(catalogue, ROWS))
    for name in ("Drenthe", "Flevoland", "Friesland", "Gelderland-Midden", "Gelderland-Zuid"):
        assert name in found
    assert {"31,4", "57,1", "0,0", "punt van bron", "ontbreekt"} <= set(found)
    assert "Nederland 41,2" in found


def test_points_stand_only_at_figures_and_zero_is_one(catalogue: Catalogue) -> None:
    circles = [e.attrib for e in svg(dotted(catalogue, ROWS)).iter(f"{SVG}circle") if e.get("stroke")]
    assert len(circles) == 3
    mine = next(c for c in circles if c["stroke"] == palette.REGION)
    assert (mine["fill"], mine["r"]) == (palette.SURFACE, "6.5"), "provisional is open, mine is larger"
    zero = min(float(c["cx"]) for c in circles)
    axis = [e for e in svg(dotted(catalogue, ROWS)).iter(f"{SVG}line") if e.get("stroke") == palette.AXIS]
    assert [float(e.get("x1", "0")) for e in axis] == [zero]


def test_an_interval_is_a_line_through_its_point(catalogue: Catalogue) -> None:
    lines = [e.attrib for e in svg(dotted(catalogue, ROWS)).iter(f"{SVG}line") if e.get("stroke") == palette.OTHER]
    assert len(lines) == 1
    assert float(lines[0]["x1"]) < float(lines[0]["x2"])


def test_counts_stand_on_no_scale_with_the_netherlands(catalogue: Catalogue) -> None:
    rows = [share("NL01", 60_000, measure="count", decimals=0), share("VT02", 1_200, measure="count", decimals=0)]
    found = texts(dotted(catalogue, rows, "count"))
    assert "1.200" in found
    assert not any("Nederland" in text for text in found)


def mapped(catalogue: Catalogue, boundaries: Boundaries | None = None) -> maps.Map:
    codes = [r.code for r in catalogue.regions.of_type("VT", 2023)]
    found = made(catalogue, ROWS, codes)
    grades = maps.classes_of(found.cells.values(), found.decimals)
    return maps.region_map(
        catalogue.regions, 2023, found.cells, grades, found.unit, lambda r: "", mine="VT02", boundaries=boundaries
    )


def test_every_region_of_the_year_is_on_the_map_and_in_the_list(catalogue: Catalogue) -> None:
    shown = mapped(catalogue)
    drawing = pictures.region_map(shown)
    found = texts(drawing.markup)
    for region in catalogue.regions.of_type("VT", 2023):
        assert region.name_in(2023) in found
    assert "31,4*" in found
    assert "Donkerder is een hoger cijfer, niet beter of slechter." in found
    rings = [e for e in svg(drawing.markup).iter(f"{SVG}rect") if e.get("stroke") == palette.REGION]
    assert len(rings) == 1


def test_what_is_absent_is_dashed_or_signed_and_has_no_class(catalogue: Catalogue) -> None:
    drawing = pictures.region_map(mapped(catalogue))
    tiles = [e.attrib for e in svg(drawing.markup).iter(f"{SVG}rect") if e.get("rx") == "3"]
    coloured = [t for t in tiles if re.fullmatch("#(ebeaf3|c8c7de|a3a1c7|6a689e|3d3b70)", t["fill"])]
    assert len(coloured) == 3
    dashed = [t for t in tiles if t.get("stroke-dasharray") == "4 3"]
    assert len(dashed) == 25 - 3 - 1, "missing; the dot of the source has a quiet surface with its sign"


def test_the_geographic_map_says_whose_boundaries_it_has(catalogue: Catalogue) -> None:
    shapes = {r.code: Shape("M10 10l100 0 0 100z", 40, 40) for r in catalogue.regions.of_type("VT", 2023)}
    held = Boundaries(2023, 2023, "0 0 10800 12800", "Kaart: CBS en Kadaster.", "", "", (), 200, shapes, {})
    drawing = pictures.region_map(mapped(catalogue, held))
    assert "Kaart: CBS en Kadaster." in texts(drawing.markup)
    assert len([e for e in svg(drawing.markup).iter(f"{SVG}path") if e.get("d") == "M10 10l100 0 0 100z"]) == 25 + 1


@pytest.mark.parametrize("value", [-3.0, 0.0])
def test_a_scale_holds_what_is_at_or_below_zero(catalogue: Catalogue, value: float) -> None:
    rows = [share("VT02", value), share("VT03", 4.0)]
    circles = [e.attrib for e in svg(dotted(catalogue, rows)).iter(f"{SVG}circle") if e.get("stroke")]
    assert all(float(c["cx"]) >= 290 for c in circles)
