"""Released figures on a map: the tile map, or a geographic map where boundaries were fetched. Both show the same.

Only rates, shares, means and scores are mapped. On a map of counts the eye reads how many people live somewhere; such
a map is not drawn, and the page says so. Classes are made of all regions of the level and period, also when only some
of them are shown: a region keeps its colour when the choice changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from impactmonitor.catalogue.regions import Region, Regions, fold
from impactmonitor.catalogue.schema import Unit
from impactmonitor.geography.tiles import Tile, tiles
from impactmonitor.language import gettext as _
from impactmonitor.periods import Period
from impactmonitor.present import marks, numbers
from impactmonitor.present.cells import Cell
from impactmonitor.present.classes import Classes, classes
from impactmonitor.present.marks import Mark

if TYPE_CHECKING:
    from impactmonitor.geography.boundaries import Boundaries

MAPPED = ("rate", "share", "mean", "score")
"""Measures of which a map is drawn; of a count never."""
TILES, AREAS = "tegels", "gebied"
"""The two forms of a map, as they stand in an address."""
_FRAME = "0 0 600 800"
KIND = "VT"
"""Type of the regions on the map."""
_WIDEST = 7
"""Characters that fit in a tile; a longer number loses its decimals there, never in its name."""
_FILLS = {
    marks.HIDDEN: "q-hid",
    marks.HIDDEN_TOO: "q-hid",
    marks.DOT: "q-dot",
    marks.NOT_COLLECTED: "q-none",
    marks.IMPOSSIBLE: "q-dot",
    marks.GONE: "q-dot",
    marks.ABSENT: "q-none",
}

Address = Callable[[Region], str]


@dataclass(frozen=True)
class Place:
    """A region on the map. `fill` is the class of its colour, `gap` why it has no value, `spoken` its whole name."""

    region: Region
    name: str
    label: str
    cell: Cell | None
    text: str
    fill: str
    spoken: str
    address: str
    mine: bool
    gap: Mark | None
    tile: Tile | None = None
    lines: str = ""
    x: int = 0
    y: int = 0

    @property
    def sign_x(self) -> int:
        """Left side of the sign of what is absent, on the geographic map."""
        return self.x - 240

    @property
    def sign_y(self) -> int:
        """Upper side of that sign."""
        return self.y - 164

    @property
    def ink(self) -> str:
        """Class of the text, readable on the colour."""
        return f"{self.fill}t" if self.fill[1:].isdigit() else "q-t"


@dataclass(frozen=True)
class Map:
    """A whole map with its legend: a colour and its words for each class, and the signs of what is absent."""

    form: str
    view_box: str
    title: str
    description: str
    places: tuple[Place, ...]
    legend: tuple[tuple[str, str], ...]
    gaps: tuple[Mark, ...]
    others: bool
    attribution: str = ""
    chooser: bool = False

    @property
    def drawn_as_tiles(self) -> bool:
        """Whether it is the tile map."""
        return self.form == TILES

    @property
    def by_name(self) -> list[Place]:
        """The same regions as rows of a table."""
        return sorted(self.places, key=lambda place: fold(place.name))

    @property
    def mine(self) -> Place | None:
        """My region, for a ring that lies over its neighbours."""
        return next((place for place in self.places if place.mine), None)


def year_of(regions: Regions, period: Period) -> int:
    """The year whose regions stand on the map of a period: its last year, or the last year that we know."""
    return period.end.year if regions.layout_year(period.end.year) else regions.latest_year


def classes_of(cells: Iterable[Cell], decimals: int) -> Classes | None:
    """Classes of what can be coloured: figures with one value."""
    return classes((c.value for c in cells if c.gap is None and c.value is not None), decimals)


def legend_of(grades: Classes | None) -> tuple[tuple[str, str], ...]:
    """A colour and its words for each class."""
    return tuple((f"q{n}", words) for n, words in zip(grades.colours, grades.words(), strict=True)) if grades else ()


def place(
    region: Region, year: int, cell: Cell | None, grades: Classes | None, unit: Unit, address: Address, *, mine: bool
) -> Place:
    """A region on a map, not yet drawn; without a cell it was not chosen."""
    return Place(
        region=region,
        name=region.name_in(year),
        label="",
        cell=cell,
        text=_short(cell) if cell else "",
        fill=_fill(cell, grades),
        spoken=_spoken(region.name_in(year), cell, unit, mine),
        address=address(region),
        mine=mine and cell is not None,
        gap=cell.gap if cell else None,
    )


def region_map(
    regions: Regions,
    year: int,
    cells: Mapping[str, Cell],
    grades: Classes | None,
    unit: Unit,
    address: Address,
    *,
    mine: str = "",
    chosen: Collection[str] | None = None,
    boundaries: Boundaries | None = None,
) -> Map:
    """The map of a year. A region without a cell is absent from the release; one that was not `chosen` stays blank.

    With `boundaries` it is the geographic map, else the tile map.
    """
    layout = tiles(year)
    shapes = boundaries.regions if boundaries else {}
    codes = [code for code in layout if code in regions]
    places = []
    for code in codes:
        region, tile, shape = regions[code], layout[code], shapes.get(code)
        asked = chosen is None or code in chosen
        cell = cells.get(code, Cell(gap=marks.ABSENT)) if asked else None
        places.append(
            replace(
                place(region, year, cell, grades, unit, address, mine=code == mine),
                label=tile.label,
                tile=tile,
                lines=shape.d if shape else "",
                x=shape.x if shape else tile.middle,
                y=shape.y if shape else tile.baseline,
            )
        )
    found = {item.gap for item in places if item.gap}
    return Map(
        form=AREAS if boundaries else TILES,
        view_box=boundaries.view_box if boundaries else _FRAME,
        title=_title(len(places), bool(boundaries)),
        description=_description(bool(boundaries)),
        places=tuple(places),
        legend=legend_of(grades),
        gaps=tuple(mark for mark in marks.ALL if mark in found),
        others=any(item.fill == "q-rest" for item in places),
        attribution=boundaries.attribution if boundaries else "",
    )


def chooser(regions: Regions, year: int, address: Address, filled: Callable[[Region], bool]) -> Map:
    """The tile map without figures: every region of a year as a link; one without figures says so."""
    places = []
    for code, tile in tiles(year).items():
        region = regions[code]
        known = filled(region)
        text = "{region}" if known else _("{region}, nog geen eigen cijfers")
        spoken = text.format(region=region.name)
        fill = "tile-plain" if known else "tile-plain tile-none"
        places.append(
            Place(region, region.name, tile.label, None, "", fill, spoken, address(region), False, None, tile)
        )
    title = _("Kaart met alle Veilig Thuis-regio’s")
    return Map(TILES, _FRAME, title, "", tuple(places), (), (), others=False, chooser=True)


def _title(number: int, areas: bool) -> str:
    text = _("Kaart van {number} Veilig Thuis-regio’s") if areas else _("Tegelkaart van {number} Veilig Thuis-regio’s")
    return text.format(number=number)


def _description(areas: bool) -> str:
    if areas:
        return _("De grenzen zijn vereenvoudigd. De tabel bij de kaart geeft dezelfde waarden.")
    return _(
        "Elke regio is één even grote tegel. De tegels liggen ongeveer zoals de regio’s in Nederland liggen. "
        "De tabel bij de kaart geeft dezelfde waarden."
    )


def _fill(cell: Cell | None, grades: Classes | None) -> str:
    if cell is None:
        return "q-rest"
    if cell.gap:
        return _FILLS[cell.gap]
    if cell.value is None or grades is None:
        return "q-iv"
    return f"q{grades.colour(cell.value)}"


def _short(cell: Cell) -> str:
    """What is printed in a tile: the number as in the table, without decimals where it would not fit."""
    if cell.gap or len(cell.text) <= _WIDEST or cell.value is None:
        return cell.text
    return numbers.number(cell.value)


def _spoken(name: str, cell: Cell | None, unit: Unit, mine: bool) -> str:
    if cell is None:
        return _("{region}: niet in deze vergelijking, voeg toe").format(region=name)
    if cell.gap:
        value = cell.gap.word
    elif unit.id == "%":
        value = _("{number} procent").format(number=cell.spoken or cell.text)
    else:
        value = numbers.with_unit(cell.spoken or cell.text, unit)
    words = f"{name}: {value}" + (f", {cell.words}" if cell.words else "")
    return _("{region} (mijn regio)").format(region=words) if mine else words
