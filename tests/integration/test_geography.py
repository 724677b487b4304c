"""Boundaries from a service on this machine to the file that pages draw; what fails leaves the file in force."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from pdok_server import GEO, Feature, PdokServer, feature, from_shared

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Regions
from impactmonitor.exceptions import NotThereError, SourceError, StorageError
from impactmonitor.geography import boundaries, plane
from impactmonitor.geography.boundaries import Boundaries, Shape
from impactmonitor.outgoing import Limits, Outgoing

NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
YEARS = range(2020, 2026)


def made_up(regions: Regions, year: int) -> list[Feature]:
    """Every municipality of a year as a square of a tenth of a degree, row by row by region."""
    codes = [m.code for vt in regions.of_type("VT", year) for m in regions.members(vt.code, year)]
    places = ((4 + n % 19 / 10, 51 + n // 19 / 10) for n in range(len(codes)))
    return [
        feature(code, year, json.loads(shapely.to_geojson(shapely.box(x, y, x + 0.1, y + 0.1))))
        for code, (x, y) in zip(codes, places, strict=False)
    ]


@pytest.fixture
def regions(catalogue: Catalogue) -> Regions:
    return catalogue.regions


@pytest.fixture
def server(regions: Regions) -> Iterator[PdokServer]:
    """Squares of 2022 and 2023."""
    with PdokServer(made_up(regions, 2022) + made_up(regions, 2023)) as running:
        yield running


def refresh(server: PdokServer, regions: Regions, folder: Path, year: int) -> Boundaries:
    limits = Limits(pause=0, first_wait=0, attempts=2)
    with Outgoing([server.base], limits=limits, sleep=lambda seconds: None) as outgoing:
        return boundaries.refresh(outgoing, server.base, regions, folder, year, NOW)


def drawn(shape: Shape) -> Any:
    """The area of path data, read as a browser would, in units of the drawing."""
    rings = []
    for line in re.findall(r"M([^M]+)z", shape.d):
        x, y, *steps = map(int, re.findall(r"-?\d+", line))
        rings.append(np.cumsum([(x, y), *zip(steps[::2], steps[1::2], strict=True)], axis=0))
    areas = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings]
    return functools.reduce(shapely.symmetric_difference, areas)


def test_every_page_is_asked_for_and_kept_by_hash(server: PdokServer, regions: Regions, tmp_path: Path) -> None:
    found = refresh(server, regions, tmp_path / "boundaries", 2023)
    assert len(server.asked) == len(found.raw) == 4
    assert all("jaarcode=2023" in question for question in server.asked)
    for name in found.raw:
        assert hashlib.sha256((tmp_path / "boundaries" / f"{name}.json").read_bytes()).hexdigest() == name
    assert len(list((tmp_path / "boundaries").iterdir())) == 5
    assert (len(found.regions), len(found.municipalities)) == (25, 342)


def test_what_was_written_is_what_is_read(server: PdokServer, regions: Regions, tmp_path: Path) -> None:
    found = refresh(server, regions, tmp_path, 2022)
    assert boundaries.read(tmp_path, 2022) == found
    assert boundaries.read(tmp_path, 2023) is None
    assert found.attribution == "Kaart: CBS en Kadaster (gebiedsindelingen), CC BY 4.0; bewerkt."
    assert (found.year, found.layout, found.retrieved) == (2022, 2022, "2026-01-15T12:00:00+00:00")
    assert found.source == f"{server.base}/collections/gemeente_gegeneraliseerd"
    assert found.view_box == "0 0 10800 12800"


def test_a_year_that_borrows_its_layout_has_the_boundaries_of_that_year(
    server: PdokServer, regions: Regions, tmp_path: Path
) -> None:
    server.features = made_up(regions, 2020)
    found = refresh(server, regions, tmp_path, 2018)
    assert (found.year, found.layout, len(found.regions)) == (2018, 2020, 26)
    assert boundaries.read(tmp_path, 2018) == found
    with pytest.raises(SourceError, match="no list of municipalities and regions of 1999"):
        refresh(server, regions, tmp_path, 1999)


@pytest.mark.parametrize("fault", ["ignored filter", "refused filter"])
def test_a_service_without_the_filter_gives_the_same_boundaries(
    server: PdokServer, regions: Regions, tmp_path: Path, fault: str
) -> None:
    usual = refresh(server, regions, tmp_path / "usual", 2023)
    server.fault = fault
    found = refresh(server, regions, tmp_path / "other", 2023)
    assert replace(found, raw=()) == replace(usual, raw=())
    assert len(found.raw) == 7


def without(features: list[Feature], code: str) -> list[Feature]:
    return [f for f in features if f["properties"]["statcode"] != code]


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        ("html", "answered with a web page"),
        ("half page", "answered with something else"),
        ("elsewhere", "elsewhere.invalid, which is not on the list"),
        ("next elsewhere", "elsewhere.invalid, which is not on the list"),
        ("in circles", "goes round in circles"),
        ("no features", "not in the form that we know"),
    ],
)
def test_a_fault_leaves_the_boundaries_that_were_there(
    server: PdokServer, regions: Regions, tmp_path: Path, fault: str, complaint: str
) -> None:
    refresh(server, regions, tmp_path, 2023)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    server.fault = fault
    with pytest.raises(SourceError, match=complaint):
        refresh(server, regions, tmp_path, 2023)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("geometry", "complaint"),
    [
        (None, "The boundary of GM0014 cannot be read"),
        ({"type": "Point", "coordinates": [5, 52]}, "The boundary of GM0014 is not an area"),
        ({"type": "Polygon", "coordinates": [[[5, 52], ["x", 52]]]}, "The boundary of GM0014 cannot be read"),
        ({"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52.1], [5, 52]]]}, "cannot be read|Nothing is left"),
        ({"type": "Polygon", "coordinates": [[[150000, 4], [150001, 5], [150000, 5], [150000, 4]]]}, "outside the Net"),
        ({"type": "Polygon", "coordinates": [[[4, 51], [5, 51], [5, 52], [4, 51]]]}, "do not fit together"),
        ({"type": "Polygon", "coordinates": [[[7, 51], [7.0000001, 51], [7, 51.0000001], [7, 51]]]}, "Nothing is left"),
    ],
)
def test_a_boundary_that_cannot_be_drawn_is_refused(
    server: PdokServer, regions: Regions, tmp_path: Path, geometry: dict[str, Any] | None, complaint: str
) -> None:
    server.features = [*without(made_up(regions, 2023), "GM0014"), feature("GM0014", 2023, geometry)]
    with pytest.raises(SourceError, match=complaint):
        refresh(server, regions, tmp_path, 2023)
    assert list(tmp_path.iterdir()) == []


def test_municipalities_must_be_those_of_our_list(server: PdokServer, regions: Regions, tmp_path: Path) -> None:
    whole = made_up(regions, 2023)
    server.features = without(whole, "GM1723")
    with pytest.raises(SourceError, match="gemeente_gegeneraliseerd 2023: GM1723 is missing"):
        refresh(server, regions, tmp_path, 2023)
    server.features = [*whole, feature("GM9999", 2023, whole[0]["geometry"])]
    with pytest.raises(SourceError, match="GM9999 is not in our list of 2023"):
        refresh(server, regions, tmp_path, 2023)
    server.features = [*whole, whole[0]]
    with pytest.raises(SourceError, match="is there more than once"):
        refresh(server, regions, tmp_path, 2023)
    server.features = whole[:10]
    with pytest.raises(SourceError, match=r"and 327 more are missing"):
        refresh(server, regions, tmp_path, 2023)
    server.features = made_up(regions, 2022)
    with pytest.raises(NotThereError, match="has no municipality boundaries of 2023"):
        refresh(server, regions, tmp_path, 2023)
    assert list(tmp_path.iterdir()) == []


def test_no_connection_is_not_asked_twice(server: PdokServer, regions: Regions, tmp_path: Path) -> None:
    base = "http://127.0.0.1:1/ogc/v1"
    waits: list[float] = []
    with (
        Outgoing([base], limits=Limits(pause=0, first_wait=0, attempts=2), sleep=waits.append) as outgoing,
        pytest.raises(SourceError, match="no connection") as failure,
    ):
        boundaries.refresh(outgoing, base, regions, tmp_path, 2023, NOW)
    assert failure.value.unreachable
    assert len(waits) == 1


def test_a_folder_that_cannot_be_written_is_named(server: PdokServer, regions: Regions, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="the boundaries"):
        refresh(server, regions, tmp_path / "file", 2023)


def damages(content: dict[str, Any]) -> Iterator[str]:
    """The file, damaged in several ways."""
    whole = json.dumps(content)
    yield ""
    yield whole[: len(whole) // 2]
    yield "[]"
    yield json.dumps(content | {"format": 0})
    yield json.dumps(content | {"year": 2022})
    yield json.dumps(content | {"regions": {}})
    yield json.dumps(content | {"regions": None})
    yield json.dumps({key: value for key, value in content.items() if key != "retrieved"})
    for shape in (
        {"d": "M1 1"},
        {"d": 'M1 1l1 1 2 2z"><script>', "x": 1, "y": 1},
        {"d": "M1 1l1 1z", "x": "1", "y": 1},
    ):
        yield json.dumps(content | {"regions": {"VT01": shape}})


def test_a_damaged_file_gives_the_tile_map_and_a_warning(
    server: PdokServer, regions: Regions, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    refresh(server, regions, tmp_path, 2023)
    path = tmp_path / "2023.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for text in damages(content):
        path.write_text(text, encoding="utf-8")
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            assert boundaries.read(tmp_path, 2023) is None, text[:80]
        assert "the tile map is used" in caplog.text
    path.write_bytes(b"\xff\xfe\x00")
    assert boundaries.read(tmp_path, 2023) is None
    path.unlink()
    path.mkdir()
    assert boundaries.read(tmp_path, 2023) is None


def test_boundaries_of_another_membership_do_not_fit(server: PdokServer, regions: Regions, tmp_path: Path) -> None:
    found = refresh(server, regions, tmp_path, 2023)
    assert found.fits(regions)
    moved = replace(found.municipalities["GM1723"], part_of="VT21")
    assert not replace(found, municipalities=found.municipalities | {"GM1723": moved}).fits(regions)


@pytest.fixture(scope="module")
def real(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Boundaries]:
    """Boundaries of the real municipalities, through the whole chain."""
    folder, found = tmp_path_factory.mktemp("boundaries"), {}
    for year in (2020, 2021, 2022, 2023):
        with PdokServer(from_shared(year)) as server:
            found[year] = refresh(server, catalogue.regions, folder, year)
    return found


def test_real_regions_are_those_that_were_published(real: dict[int, Boundaries]) -> None:
    """Area and shape of every region as drawn, beside regions that were dissolved by someone else."""
    published = json.loads((GEO / "veiligthuisregio_2023.geojson").read_text(encoding="utf-8"))["features"]
    assert {f["properties"]["code"] for f in published} == set(real[2023].regions)
    for item in published:
        (expected,) = plane.to_drawing([shapely.from_geojson(json.dumps(item["geometry"]))])
        expected, found = shapely.make_valid(expected), drawn(real[2023].regions[item["properties"]["code"]])
        assert found.area == pytest.approx(expected.area, rel=0.01), item["properties"]
        assert found.symmetric_difference(expected).area < 0.01 * expected.area, item["properties"]


@pytest.mark.parametrize(("year", "count"), [(2020, 26), (2021, 26), (2022, 26), (2023, 25)])
def test_real_regions_cover_the_country_once(real: dict[int, Boundaries], year: int, count: int) -> None:
    areas = [drawn(shape) for shape in real[year].regions.values()]
    country = shapely.union_all(areas)
    assert len(areas) == count
    assert sum(area.area for area in areas) == pytest.approx(country.area, rel=1e-4)
    assert country.area * plane.UNIT**2 / 1e6 == pytest.approx(35_000, rel=0.03), (
        "square kilometres, large waters aside"
    )
    everyone = shapely.union_all([drawn(shape) for shape in real[year].municipalities.values()])
    assert everyone.symmetric_difference(country).area < 1e-4 * country.area


def test_a_municipality_lies_in_the_region_of_its_year(real: dict[int, Boundaries]) -> None:
    for year, inside, outside in ((2022, "VT21", "VT15"), (2023, "VT15", "VT21")):
        alphen_chaam = real[year].municipalities["GM1723"]
        area = drawn(alphen_chaam)
        assert alphen_chaam.part_of == inside
        assert drawn(real[year].regions[inside]).intersection(area).area > 0.999 * area.area
        assert drawn(real[year].regions[outside]).intersection(area).area < 0.001 * area.area


def test_every_label_stands_in_its_own_area(real: dict[int, Boundaries]) -> None:
    for found in real.values():
        for code, shape in (found.regions | found.municipalities).items():
            assert drawn(shape).contains(shapely.Point(shape.x, shape.y)), code


def test_a_file_is_small_enough_for_a_page(real: dict[int, Boundaries]) -> None:
    assert sum(len(shape.d) for shape in real[2023].regions.values()) < 60_000
