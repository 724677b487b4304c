"""Finding regions by what people type or sources print, and knowing in which years they existed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Regions, fold, slugify
from impactmonitor.periods import parse


@pytest.fixture(scope="module")
def regions(catalogue: Catalogue) -> Regions:
    return catalogue.regions


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Drenthe", ["VT02", "PV22"]),
        ("drenthe", ["VT02", "PV22"]),
        ("kennemerland", ["VT12"]),
        ("zaanstreek-waterland", ["VT22"]),
        ("Zaanstreek Waterland", ["VT22"]),
        ("'s-Gravenhage", ["GM0518"]),
        ("s-gravenhage", ["GM0518"]),
        ("Súdwest Fryslân", ["GM1900"]),
        ("Sudwest-Fryslan", ["GM1900"]),
        ("Nederland", ["NL01"]),
        ("Utrecht", ["VT20", "GM0344", "PV26"]),
        ("Groningen", ["VT08", "GM0014", "PV20"]),
        ("Noord-Brabant Midden", ["VT15"]),
        ("Midden-Brabant", ["VT15"]),
        ("Oost-Brabant", ["VT27"]),
        ("West-brabant", ["VT21"]),
        ("Atlantis", []),
        ("", []),
    ],
)
def test_named(regions: Regions, text: str, codes: list[str]) -> None:
    """A name that several types share gives them all, Veilig Thuis-regio first."""
    assert [r.code for r in regions.named(text)] == codes


def test_a_name_is_looked_up_without_going_through_all_names(regions: Regions, monkeypatch: pytest.MonkeyPatch) -> None:
    """One address can hold thousands of names; the work for each must not grow with the number of regions."""
    regions.named("Drenthe")
    folded: list[str] = []
    monkeypatch.setattr("impactmonitor.catalogue.regions.fold", lambda text: folded.append(text) or fold(text))
    for number in range(100):
        regions.named(f"Atlantis {number}")
    assert len(folded) == 100


def test_what_is_found_can_be_changed_without_harm(regions: Regions) -> None:
    regions.named("Drenthe").clear()
    assert [r.code for r in regions.named("Drenthe")] == ["VT02", "PV22"]


@pytest.mark.parametrize(
    ("label", "kind", "code"),
    [
        ("Drenthe (VT)", "VT", "VT02"),
        ("Drenthe (PV)", "PV", "PV22"),
        ("Fryslân (PV)", "PV", "PV21"),
        ("Friesland (PV)", "PV", "PV21"),
        ("Friesland (VT)", "VT", "VT04"),
        ("Noord-Nederland (LD)", "LD", "LD01"),
        ("Groningen (gemeente)", "GM", "GM0014"),
        ("Utrecht (gemeente)", "GM", "GM0344"),
        ("Laren (NH.)", "GM", "GM0417"),
        ("Bergen (L.)", "GM", "GM0893"),
        ("Bergen (NH.)", "GM", "GM0373"),
        ("Nederland", "NL", "NL01"),
        ("Drenthe (VT)", "PV", None),
        ("drenthe (vt)", "VT", None),
        ("Aalburg", "GM", None),
    ],
)
def test_resolve_reads_printed_labels_exactly(regions: Regions, label: str, kind: str, code: str | None) -> None:
    assert regions.resolve(label, kind) == code


def test_an_ambiguous_label_is_refused() -> None:
    rows = [
        {"code": "GM0001", "name": "Bergen", "type": "GM", "vt": "VT01", "province": "PV20", "part_of": "VT01"},
        {"code": "GM0002", "name": "Bergen", "type": "GM", "vt": "VT02", "province": "PV21", "part_of": "VT02"},
    ]
    two = Regions({2022: rows}, [], [], [], [], [])
    with pytest.raises(ValueError, match=r"'Bergen' \(GM\) means GM0001 and GM0002; add a distinct alias"):
        two.resolve("Bergen", "GM")


@pytest.mark.parametrize(
    ("code", "period", "boundaries", "valid"),
    [
        ("VT16", "2022", None, True),
        ("VT16", "2022H2", None, True),
        ("VT16", "2023", None, False),
        ("VT27", "2022", None, False),
        ("VT27", "2023", None, True),
        ("VT27", "2022", 2023, True),
        ("VT16", "2023", 2022, True),
        ("VT15", "2020", None, True),
        ("VT15", "2025H1", None, True),
        ("VT02", "2019H1", None, True),
        ("VT26", "2020/2024", None, True),
        ("VT27", "2015/2019", None, False),
        ("VT26", "cohort 2015", None, True),
        ("VT99", "cohort 2015", None, False),
        ("VT99", "2022", None, False),
        ("NL01", "2008", None, True),
        ("PV22", "2016", None, True),
        ("VT02", "2008", None, False),
        ("GM1992", "2022", None, False),
        ("GM1992", "2023", None, True),
    ],
)
def test_valid_in(regions: Regions, code: str, period: str, boundaries: int | None, valid: bool) -> None:
    """statline.md 6: VT16 and VT26 end with 2022, VT27 begins with 2023; Voorne aan Zee (GM1992) is of 2023."""
    assert regions.valid_in(code, parse(period), boundaries) is valid


def test_members(regions: Regions) -> None:
    assert {r.name for r in regions.members("VT21", 2022)} - {r.name for r in regions.members("VT21", 2023)} == {
        "Alphen-Chaam",
        "Baarle-Nassau",
    }
    assert {"Alphen-Chaam", "Baarle-Nassau", "Heusden"} <= {r.name for r in regions.members("VT15", 2023)}
    assert "Uitgeest" in {r.name for r in regions.members("VT17", 2022)}
    assert "Mook en Middelaar" in {r.name for r in regions.members("VT06", 2023)}
    assert len(regions.members("VT12", 2023)) == 8
    assert regions.members("VT16", 2023) == []
    assert regions.members("VT02", 1990) == []


def test_every_municipality_is_a_member_of_one_region(regions: Regions) -> None:
    for year in (2020, 2022, 2023, 2025):
        members = [m.code for vt in regions.of_type("VT", year) for m in regions.members(vt.code, year)]
        assert sorted(members) == sorted(r.code for r in regions.of_type("GM", year))


def test_of_type(regions: Regions) -> None:
    assert [len(regions.of_type("VT", year)) for year in (2020, 2022, 2023, 2025)] == [26, 26, 25, 25]
    assert len(regions.of_type("VT")) == 27
    assert [r.code for r in regions.of_type("VT", 2022)][:2] == ["VT01", "VT16"]


def test_names_of_the_year(regions: Regions) -> None:
    assert [regions["VT15"].name_in(y) for y in (2020, 2022, 2023)] == ["Noord-Brabant Midden"] * 2 + ["Midden-Brabant"]
    assert regions["VT16"].name_in(2019) == "Noord-Brabant Noord"
    assert regions["VT16"].name_in(2025) == "Brabant Noordoost"
    assert regions["VT02"].province_in(2022) == "PV22"
    assert regions["GM0014"].parent_in(2023) == "VT08"


def test_bridges_lead_from_old_to_new(regions: Regions) -> None:
    assert {code for b in regions.successors("VT16") for code in b.after} == {"VT27"}
    assert {code for b in regions.predecessors("VT27") for code in b.before} == {"VT16", "VT26"}
    assert regions.successors("VT02") == []


@pytest.mark.parametrize("kind", ["NL", "LD", "PV", "VT", "GM"])
def test_slugs_are_unique_within_a_type_and_find_the_region(regions: Regions, kind: str) -> None:
    slugs = [r.slug for r in regions.of_type(kind)]
    assert len(slugs) == len(set(slugs))
    for region in regions.of_type(kind):
        assert region in regions.named(region.slug)


@given(st.text(max_size=40))
def test_a_slug_holds_only_letters_digits_and_hyphens(text: str) -> None:
    slug = slugify(text)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert fold(slug) == fold(text)
