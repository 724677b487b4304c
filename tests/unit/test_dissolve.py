"""Projection, dissolving and simplifying, with squares: no real boundary is needed here."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.exceptions import SourceError
from impactmonitor.geography import plane
from impactmonitor.geography.boundaries import _drawn, draw
from impactmonitor.geography.dissolve import coverage, dissolve, measure, repaired, simplified


def squares(width: int, height: int, side: float = 100) -> dict[str, Any]:
    """A chequerboard by code; borders coincide."""
    return {
        f"{x},{y}": shapely.box(x * side, y * side, (x + 1) * side, (y + 1) * side)
        for x in range(width)
        for y in range(height)
    }


def zigzag(side: float, steps: int, swing: float) -> dict[str, Any]:
    """Two halves of a square with a ragged border between them."""
    border = [(side / 2 + (swing if n % 2 else 0), side * n / steps) for n in range(steps + 1)]
    return {
        "west": shapely.Polygon([(0, 0), *border, (0, side)]),
        "east": shapely.Polygon([(side, 0), *border, (side, side)]),
    }


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [
        (5.38720621, 52.15517440, 155000, 463000),  # Amersfoort, the origin
        (4.88352559, 52.37453253, 120700.723, 487525.501),  # Amsterdam, Westertoren
        (6.56820053, 53.21938317, 233883.131, 582065.167),  # Groningen, Martinitoren
    ],
)
def test_the_grid_is_right_within_a_metre(longitude: float, latitude: float, x: float, y: float) -> None:
    """Points that the article of the approximation gives itself."""
    assert plane.to_grid(np.array([[longitude, latitude]]))[0] == pytest.approx([x, y], abs=1)


def test_the_scale_hardly_differs_over_the_country() -> None:
    """A degree of latitude is as long as it should be (on the ellipsoid, 111.2 to 111.3 km) in the far corners."""
    for longitude, latitude, metres in ((3.4, 51.2, 111_250), (7.0, 53.2, 111_290), (5.8, 50.8, 111_243)):
        ends = plane.to_grid(np.array([[longitude, latitude - 0.5], [longitude, latitude + 0.5]]))
        assert np.hypot(*(ends[1] - ends[0])) == pytest.approx(metres, rel=0.0005)


def test_what_is_not_in_degrees_is_refused() -> None:
    for elsewhere in (shapely.box(120_000, 480_000, 121_000, 481_000), shapely.box(-68.4, 12.0, -68.2, 12.3)):
        with pytest.raises(SourceError, match="outside the Netherlands"):
            plane.to_drawing([elsewhere])


def test_members_become_one_area_without_the_lines_between_them() -> None:
    shapes = squares(3, 2)
    found = dissolve(shapes, {code: "A" if code < "2" else "B" for code in shapes})
    assert list(found) == ["A", "B"]
    assert found["A"].equals(shapely.box(0, 0, 200, 200))
    assert found["B"].equals(shapely.box(200, 0, 300, 200))


@given(st.lists(st.integers(0, 4), min_size=30, max_size=30), st.floats(0, 60))
def test_dissolving_keeps_the_total_area(groups: list[int], tolerance: float) -> None:
    shapes = squares(6, 5)
    part_of = {code: f"R{group}" for code, group in zip(shapes, groups, strict=True)}
    found = dissolve(simplified(coverage(shapes), tolerance), part_of)
    assert sum(shape.area for shape in found.values()) == pytest.approx(6 * 5 * 100**2)
    assert shapely.union_all(list(found.values())).equals(shapely.box(0, 0, 600, 500))
    for region, shape in found.items():
        assert shape.area == pytest.approx(100**2 * groups.count(int(region[1:])))


def test_a_simplified_border_is_the_same_line_on_both_sides() -> None:
    shapes = zigzag(1000, 200, 4)
    found = simplified(coverage(shapes), 50)
    assert shapely.coverage_is_valid(list(found.values()))
    assert sum(map(shapely.get_num_coordinates, found.values())) < 20
    assert measure(shapes, found).good
    assert sum(shape.area for shape in found.values()) == pytest.approx(1000**2)


def test_overlaps_and_loose_ends_are_repaired() -> None:
    bow_tie = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    spike = shapely.Polygon([(100, 0), (200, 0), (200, 300), (200, 100), (100, 100)])
    valid = repaired({"bow": bow_tie, "spike": spike, "over": shapely.box(195, 0, 300, 100)})
    assert all(shape.is_valid and shape.geom_type in ("Polygon", "MultiPolygon") for shape in valid.values())
    joined = coverage(valid)
    assert shapely.coverage_is_valid(list(joined.values()))
    assert sum(shape.area for shape in joined.values()) == pytest.approx(5_000 + 10_000 + 10_000)
    same = dissolve(valid, dict.fromkeys(valid, "all"))["all"]
    assert same.symmetric_difference(dissolve(joined, dict.fromkeys(joined, "all"))["all"]).area < 1e-6


def test_an_area_of_nothing_is_refused() -> None:
    with pytest.raises(SourceError, match="Nothing is left of the boundaries of line"):
        repaired({"line": shapely.Polygon([(0, 0), (1, 1), (2, 2)])})
    with pytest.raises(SourceError, match="Nothing is left of the boundaries of twin"):
        coverage({"first": shapely.box(0, 0, 10, 10), "twin": shapely.box(0, 0, 10, 10)})


def test_measuring_sees_lost_area_overlaps_and_gaps() -> None:
    before = squares(3, 3)
    assert measure(before, before).good
    smaller = measure(before, before | {"2,2": shapely.box(200, 200, 298, 300)})
    assert (smaller.worst, smaller.good) == ("2,2", False)
    assert smaller.area == pytest.approx(0.02)
    over = measure(before, before | {"0,0": shapely.box(0, 0, 101, 100)})
    assert (over.good, over.area, over.overlap) == (False, pytest.approx(0.01), pytest.approx(100 / 90_000))
    hole = measure(before, before | {"1,1": shapely.box(100, 100, 199, 200)})
    assert (hole.good, hole.area, hole.gaps) == (False, pytest.approx(0.01), pytest.approx(100 / 90_000))


def test_water_is_no_gap_also_when_its_mouth_closes() -> None:
    ring = {code: shape for code, shape in squares(3, 3).items() if code != "1,1"}
    found = dissolve(simplified(coverage(ring), 10), dict.fromkeys(ring, "all"))
    assert measure({"all": shapely.union_all(list(ring.values()))}, found).good
    assert len(found["all"].interiors) == 1
    lake = shapely.box(0, 0, 300, 300) - shapely.box(100, 100, 200, 200)
    assert measure({"all": lake - shapely.box(149.9, 0, 150.1, 100)}, {"all": lake}).good


def test_lines_for_the_screen_are_largest_first_and_holes_run_the_other_way() -> None:
    ring, block = shapely.box(0, 0, 9, 9) - shapely.box(3, 3, 6, 6), shapely.box(20, 0, 40, 10)
    lines = re.findall(r"M\d+ \d+l[-\d ]+z", plane.path(shapely.union_all([ring, block])))
    assert "".join(lines) == plane.path(shapely.union_all([ring, block]))
    assert [abs(turning(line)) for line in lines] == [200, 81, 9]
    assert [turning(line) > 0 for line in lines].count(turning(lines[2]) > 0) == 1


def test_lines_leave_out_what_is_smaller_than_a_unit() -> None:
    assert plane.path(shapely.box(1, 1, 1.2, 9)) == ""
    with pytest.raises(SourceError, match="GM0 is too small to draw"):
        _drawn("GM0", shapely.box(1, 1, 1.2, 9), "")
    assert turning(plane.path(shapely.Polygon([(0, 0), (10, 0), (10.2, 0.1), (10, 10)]))) == 50


def turning(line: str) -> float:
    """Area of one line of path data, with the sign of its direction."""
    x, y, *steps = map(int, re.findall(r"-?\d+", line))
    corners = np.cumsum([(x, y), *zip(steps[::2], steps[1::2], strict=True)], axis=0)
    xs, ys = corners[:, 0], corners[:, 1]
    return float(np.sum(xs * np.roll(ys, -1) - np.roll(xs, -1) * ys) / 2)


def test_a_label_stands_inside_even_in_a_bent_area() -> None:
    bent = shapely.union_all([shapely.box(0, 0, 300, 60), shapely.box(0, 0, 60, 300), shapely.box(240, 0, 300, 300)])
    assert not bent.contains(bent.centroid)
    assert bent.buffer(-20).contains(shapely.Point(plane.label_point(bent)))


def test_drawing_refuses_what_does_not_fit_together() -> None:
    tenth = {f"GM{n}": shapely.box(5 + n / 10, 52, 5.1 + n / 10, 52.1) for n in range(3)}
    municipalities, regions = draw(tenth, {"GM0": "A", "GM1": "A", "GM2": "B"})
    assert [shape.part_of for shape in municipalities.values()] == ["A", "A", "B"]
    assert list(regions) == ["A", "B"]
    over = tenth | {"GM2": shapely.box(5.15, 52, 5.3, 52.1)}
    with pytest.raises(SourceError, match="do not fit together: A changes 25"):
        draw(over, {"GM0": "A", "GM1": "A", "GM2": "B"})
