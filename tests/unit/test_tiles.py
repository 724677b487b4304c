"""The tile map: one tile per region of every year, each in a place of its own."""

from __future__ import annotations

import pytest

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.geography.tiles import SIZE, tiles


@pytest.mark.parametrize("year", range(2020, 2026))
def test_every_region_has_exactly_one_tile_of_its_own(catalogue: Catalogue, year: int) -> None:
    drawn = tiles(year)
    assert sorted(drawn) == sorted(r.code for r in catalogue.regions.of_type("VT", year))
    assert len(drawn) == (26 if year <= 2022 else 25)
    assert len({(t.x, t.y) for t in drawn.values()}) == len({t.label for t in drawn.values()}) == len(drawn)
    assert all(
        code == t.code and t.x in range(0, 600, SIZE) and t.y in range(0, 800, SIZE) for code, t in drawn.items()
    )


def test_every_year_with_a_layout_has_the_tiles_of_that_layout(catalogue: Catalogue) -> None:
    for year, layout in catalogue.regions.layouts.items():
        assert tiles(year) == tiles(layout.uses), year


def test_regions_that_stayed_keep_their_place() -> None:
    before, after = tiles(2022), tiles(2023)
    assert set(before) ^ set(after) == {"VT16", "VT26", "VT27"}
    assert all(before[code] == after[code] for code in set(before) & set(after))


def test_tiles_are_in_reading_order_and_cannot_be_spoilt() -> None:
    places = [(t.y, t.x) for t in tiles(2025).values()]
    assert places == sorted(places)
    tiles(2025).clear()
    assert len(tiles(2025)) == 25
