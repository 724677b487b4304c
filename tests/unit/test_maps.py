"""Maps and dot tables from drawn figures: every state looks, reads and sounds different, and none is lost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from factories import indicator, observation

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Region
from impactmonitor.geography.boundaries import Boundaries, Shape
from impactmonitor.meaning import comparisons
from impactmonitor.present import maps, marks
from impactmonitor.present.columns import Column, column
from impactmonitor.present.dots import BY_NAME, BY_VALUE, dots, ordered, scale
from impactmonitor.present.figures import Sources
from impactmonitor.tables import ConfStatus, Observation, ObsStatus, Publication, Stage

SHARE = {"share": {"unit": "%", "decimals": 1, "of": "van de meldingen"}, "count": {"unit": "aantal", "decimals": 0}}
PUBLICATION = Publication("84849NED", "84849NED", "Een tabel", "", "veilig-thuis", False)


def share(region: str, value: float | None, **changes: object) -> Observation:
    fields: dict[str, object] = {"indicator": "proef", "measure": "share", "unit": "%", "period": "2023", "decimals": 1}
    return observation(**(fields | {"region": region, "value": value} | changes))


def made(catalogue: Catalogue, rows: list[Observation], codes: list[str], measure: str = "share") -> Column:
    sources = Sources(catalogue, {"84849NED": PUBLICATION})
    own = indicator(measures=SHARE, lead="share")
    period = rows[0].period if rows else "2023"
    return column(sources, own, (measure, "totaal", period), rows, [catalogue.regions[c] for c in codes])


def drawn(catalogue: Catalogue, rows: list[Observation], year: int = 2023, **changes: object) -> maps.Map:
    regions = catalogue.regions
    found = made(catalogue, rows, [r.code for r in regions.of_type("VT", year)])
    grades = maps.classes_of(found.cells.values(), found.decimals)
    return maps.region_map(regions, year, found.cells, grades, found.unit, address, **changes)  # type: ignore[arg-type]


def address(region: Region) -> str:
    return f"/{region.slug}/"


def place(found: maps.Map, code: str) -> maps.Place:
    return next(p for p in found.places if p.region.code == code)


STATES = [
    ("VT02", 31.4, {}, "q1", "31,4", "Drenthe: 31,4 procent"),
    ("VT03", 57.1, {"stage": Stage.PROVISIONAL}, "q5", "57,1", "Flevoland: 57,1 procent, voorlopig"),
    ("VT04", 0.0, {}, "q1", "0,0", "Friesland: 0,0 procent, echte nul"),
    ("VT05", None, {"obs_status": ObsStatus.MISSING}, "q-dot", "",
     "Gelderland-Midden: punt van de bron: nul, klein of onbekend"),
    ("VT06", None, {"obs_status": ObsStatus.SUPPRESSED, "conf_status": ConfStatus.PRIMARY}, "q-hid", "",
     "Gelderland-Zuid: verborgen, aantal te klein"),
    ("VT07", None, {"obs_status": ObsStatus.NOT_COLLECTED}, "q-none", "", "Gooi en Vechtstreek: niet gemeten"),
]  # fmt: skip


def test_every_state_of_a_figure_has_its_own_look_and_words(catalogue: Catalogue) -> None:
    found = drawn(catalogue, [share(code, value, **more) for code, value, more, *_ in STATES])
    for code, _, _, fill, text, spoken in STATES:
        here = place(found, code)
        if code != "VT02":  # its class depends on the zero and is tested below
            assert here.fill == fill
        assert (here.text, here.spoken) == (text, spoken)
    missing = place(found, "VT08")
    assert (missing.fill, missing.gap, missing.spoken) == (
        "q-none", marks.ABSENT, "Groningen: ontbreekt in deze uitgave",
    )  # fmt: skip
    drawings = [place(found, code).gap.drawing for code in ("VT05", "VT06", "VT07", "VT08")]  # type: ignore[union-attr]
    assert len(set(drawings)) == 4
    assert [m.id for m in found.gaps] == ["punt", "verborgen", "ontbreekt", "niet-gemeten"]


def test_my_region_is_named_and_ringed(catalogue: Catalogue) -> None:
    found = drawn(catalogue, [share("VT02", 31.4), share("VT03", 40.0)], mine="VT02")
    assert place(found, "VT02").spoken == "Drenthe: 31,4 procent (mijn regio)"
    assert found.mine == place(found, "VT02")


@pytest.mark.parametrize(("year", "number"), [(2020, 26), (2022, 26), (2023, 25), (2026, 25)])
def test_the_map_has_the_regions_of_its_year(catalogue: Catalogue, year: int, number: int) -> None:
    found = drawn(catalogue, [share("VT02", 31.4)], year=year)
    assert len(found.places) == number
    assert str(number) in found.title


def test_a_region_keeps_its_colour_when_others_are_not_chosen(catalogue: Catalogue) -> None:
    rows = [share("VT02", 31.4), share("VT03", 57.1), share("VT04", 12.0)]
    whole, part = drawn(catalogue, rows), drawn(catalogue, rows, chosen={"VT02", "VT03"})
    assert [place(part, c).fill for c in ("VT02", "VT03")] == [place(whole, c).fill for c in ("VT02", "VT03")]
    other = place(part, "VT04")
    assert (other.fill, other.text, other.gap) == ("q-rest", "", None)
    assert other.spoken == "Friesland: niet in deze vergelijking, voeg toe"
    assert part.others
    assert not whole.others


def test_both_maps_say_the_same(catalogue: Catalogue) -> None:
    codes = [r.code for r in catalogue.regions.of_type("VT", 2023)]
    shapes = {code: Shape("M0 0l1 1 1-1z", n * 10, n) for n, code in enumerate(codes)}
    held = Boundaries(2023, 2023, "0 0 10 10", "Bron van de grenzen", "", "", (), 200, shapes, {})
    rows = [share(code, value, **more) for code, value, more, *_ in STATES]
    tiles, areas = drawn(catalogue, rows, mine="VT03"), drawn(catalogue, rows, mine="VT03", boundaries=held)

    def told(found: maps.Map) -> list[tuple[str, str, str]]:
        return [(p.spoken, p.fill, p.address) for p in found.places]

    assert told(tiles) == told(areas)
    assert tiles.legend == areas.legend
    assert areas.attribution == "Bron van de grenzen"
    assert not areas.drawn_as_tiles
    assert all(p.lines for p in areas.places)


def test_long_numbers_lose_their_decimals_in_the_tile_only(catalogue: Catalogue) -> None:
    here = place(drawn(catalogue, [share("VT02", 12345.6), share("VT03", 1.0)]), "VT02")
    assert here.text == "12.346"
    assert here.spoken == "Drenthe: 12.345,6 procent"


def test_an_interval_without_a_value_gets_no_class(catalogue: Catalogue) -> None:
    here = place(drawn(catalogue, [share("VT02", None, low=54.3, high=59.9), share("VT03", 1.0)]), "VT02")
    assert (here.fill, here.text) == ("q-iv", "54,3–59,9")
    assert here.spoken == "Drenthe: van 54,3 tot 59,9 procent"


def test_rows_stand_by_value_or_by_name_and_gaps_come_last(catalogue: Catalogue) -> None:
    rows = [share("VT02", 31.4), share("VT03", 57.1), share("VT04", 0.0), share("VT05", None, obs_status="O")]
    found = made(catalogue, rows, ["VT05", "VT08", "VT04", "VT03", "VT02"])
    names = {code: catalogue.regions[code].name for code in found.cells}
    assert ordered(found.cells, found.cells, names, BY_VALUE) == ["VT03", "VT02", "VT04", "VT05", "VT08"]
    assert ordered(found.cells, found.cells, names, BY_NAME) == ["VT02", "VT03", "VT04", "VT05", "VT08"]


def test_points_intervals_and_the_rule_stand_on_one_scale(catalogue: Catalogue) -> None:
    rows = [share("VT02", 31.4, low=28.4, high=34.4), share("VT03", 57.1), share("NL01", 42.0)]
    found = made(catalogue, rows, ["VT02", "VT03", "VT08"])
    names = {code: catalogue.regions[code].name for code in found.cells}
    table = dots(found, [catalogue.regions[c] for c in found.cells], names, address, "VT02")
    assert table.scale is not None
    assert [t.label for t in table.scale.ticks] == ["0", "20", "40", "60"]
    drenthe, flevoland, groningen = table.rows
    assert (drenthe.place, drenthe.low, drenthe.high) == ("52.3%", "47.3%", "57.3%")
    assert (drenthe.interval, drenthe.spoken) == ("28,4–34,4", "van 28,4 tot 34,4")
    assert drenthe.mine
    assert not flevoland.interval
    assert groningen.place == ""
    assert table.rule is not None
    assert (table.rule.place, table.rule.label) == ("70.0%", "Nederland 42,0")


def test_counts_get_no_rule(catalogue: Catalogue) -> None:
    rows = [share(c, v, measure="count", decimals=0) for c, v in (("VT02", 15.0), ("VT03", 200.0), ("NL01", 2100.0))]
    found = made(catalogue, rows, ["VT02", "VT03"], "count")
    names = {code: catalogue.regions[code].name for code in found.cells}
    table = dots(found, [catalogue.regions[c] for c in found.cells], names, address)
    assert table.rule is None
    assert table.scale is not None
    assert table.scale.high == 200
    assert found.netherlands is not None
    assert "Nederland" not in comparisons.read(catalogue, found).text


def counted(
    catalogue: Catalogue, values: dict[str, float], mine: str = "", provisional: Collection[str] = ()
) -> list[str]:
    """The cautions of counts of regions beside each other."""
    own = catalogue.indicators["adviezen"]
    rows = [
        share(code, value, indicator=own.id, measure="count", unit="aantal", decimals=0)
        for code, value in values.items()
    ]
    rows = [replace(o, stage=Stage.PROVISIONAL) if o.region in provisional else o for o in rows]
    sources, regions = Sources(catalogue, {"84849NED": PUBLICATION}), [catalogue.regions[code] for code in values]
    read = comparisons.read(catalogue, column(sources, own, ("count", "totaal", "2023"), rows, regions), mine)
    return [s.text for s in read.cautions]


def test_a_small_count_that_a_comparison_names_carries_its_caution_and_the_name_of_its_region(
    catalogue: Catalogue,
) -> None:
    said = counted(catalogue, {"VT02": 40.0, "VT08": 200.0, "VT05": 15.0}, "VT02")
    name = catalogue.regions["VT05"].name
    assert any(text.startswith(f"In {name} gaat het om een klein aantal (15).") for text in said)
    assert not any("Dit gaat om" in text for text in said), "the figure of my region is not small"
    both = counted(catalogue, {"VT02": 40.0, "VT08": 12.0, "VT05": 15.0}, "VT02")
    assert any(text.startswith(f"Minder dan twintig is het aantal van Groningen en {name}.") for text in both)
    own = counted(catalogue, {"VT02": 15.0, "VT08": 200.0}, "VT02")
    assert [text[:36] for text in own if "klein aantal" in text] == ["Dit gaat om een klein aantal (15). K"]
    with language.use(language.ENGLISH):
        said = counted(catalogue, {"VT02": 40.0, "VT05": 15.0}, "VT02")
        assert any(catalogue.regions["VT05"].name in text and "(15)" in text for text in said)


def test_a_caution_of_some_regions_names_them(catalogue: Catalogue) -> None:
    values = {"VT02": 40.0, "VT08": 200.0, "VT03": 50.0}
    assert any(
        text.startswith("Groningen: voorlopig cijfer.") for text in counted(catalogue, values, provisional=["VT08"])
    )
    everyone = counted(catalogue, values, provisional=list(values))
    assert any(text.startswith("Voorlopig cijfer.") for text in everyone)


@pytest.mark.parametrize("values", [[-0.31, 0.25], [0.0], [12.0, None], [1e6, 3.0]])
def test_every_value_lies_on_the_scale(values: list[float | None]) -> None:
    found = scale(values)
    assert found is not None
    known = [v for v in values if v is not None]
    assert found.low <= min(0.0, *known)
    assert found.high >= max(known)
    assert all(0 <= found.share(v) <= 100 for v in known)
    assert scale([None]) is None


def test_a_region_that_did_not_exist_is_another_gap_than_a_missing_figure(catalogue: Catalogue) -> None:
    rows = [share("VT02", 31.4, period="2021")]
    found = made(catalogue, rows, ["VT02", "VT27", "VT08"])
    assert [found.cells[c].gap for c in ("VT27", "VT08")] == [marks.GONE, marks.ABSENT]
    chosen = [catalogue.regions[c] for c in found.cells]
    told = [r.text for r in comparisons.remarks(catalogue.regions, chosen, [found])]
    assert told == [
        "De Veilig Thuis-regio Oost-Brabant bestond in 2021 nog niet. "
        "Het gebied hoorde toen bij Brabant Noordoost en Zuidoost-Brabant."
    ]


def test_what_does_not_fit_together_is_said(catalogue: Catalogue) -> None:
    rows = [share("VT02", 31.4), share("GM0114", 20.0, stage=Stage.PROVISIONAL)]
    found = made(catalogue, rows, ["VT02", "GM0114"])
    other = made(catalogue, [share("VT02", 31.4, period="2021H1")], ["VT02", "GM0114"])
    chosen = [catalogue.regions[c] for c in ("VT02", "GM0114")]
    told = [r.title for r in comparisons.remarks(catalogue.regions, chosen, [found, other])]
    assert told == [
        "Verschillende soorten gebieden", "Voorlopige en andere cijfers door elkaar", "Verschillende perioden",
    ]  # fmt: skip
