"""What the two versions of the service send, read into one form; anything else is a sentence, not a crash."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.sources.statline.codes import ggd_regions, periods_of, regions_of, stage_of
from impactmonitor.deliveries.sources.statline.table import (
    Code,
    Dimension,
    FormError,
    Measure,
    Selection,
    Service,
    TableMeta,
)
from impactmonitor.deliveries.sources.statline.v3 import V3
from impactmonitor.deliveries.sources.statline.v4 import V4
from impactmonitor.tables import Stage

V4_, V3_ = V4("https://v4.example/CBS"), V3("https://v3.example")


def meta(*regions: Code, periods: tuple[Code, ...] = (Code("2023JJ00", "2023"),)) -> TableMeta:
    dimensions = (
        Dimension("RegioS", "Regio's", "region", regions),
        Dimension("Perioden", "Perioden", "period", periods),
    )
    return TableMeta("99999NED", "Tabel", "2024-05-31", dimensions, (Measure("M1", "Meldingen", "aantal", 0),))


def v4_row(**changes: Any) -> dict[str, Any]:
    return {
        "Id": 1,
        "Measure": "M1",
        "ValueAttribute": "None",
        "Value": 10.0,
        "RegioS": "NL01  ",
        "Perioden": "2023JJ00",
        **changes,
    }


def page(service: Service, *rows: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    content = json.dumps({"value": list(rows), **more}).encode()
    return service.read_page(content, meta(Code("NL01", "Nederland")), Selection()).cells.to_pylist()


def test_keys_lose_the_spaces_with_which_the_service_pads_them() -> None:
    (cell,) = page(V4_, v4_row())
    assert cell == {"measure": "M1", "value": 10.0, "attribute": "None", "RegioS": "NL01", "Perioden": "2023JJ00"}
    (cell,) = page(V3_, {"ID": 0, "RegioS": "NL01  ", "Perioden": "2023JJ00", "M1": "     10"})
    assert (cell["RegioS"], cell["value"]) == ("NL01", 10.0)


@pytest.mark.parametrize(
    ("printed", "value", "attribute"),
    [
        ("       .", None, "NotAvailable"),
        ("x", None, "Confidential"),
        (None, None, "Impossible"),
        ("", None, "Impossible"),
        ("0", 0.0, "None"),
        (" -0.12", -0.12, "None"),
        ("13,5", 13.5, "None"),
    ],
)
def test_a_dot_a_secret_a_blank_and_a_zero_stay_four_different_things(
    printed: str | None, value: float | None, attribute: str
) -> None:
    (cell,) = page(V3_, {"ID": 0, "RegioS": "NL01", "Perioden": "2023JJ00", "M1": printed})
    assert (cell["value"], cell["attribute"]) == (value, attribute)


@pytest.mark.parametrize("service", [V4_, V3_])
@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"value": 3}', b'{"value": [3]}', b"<html>", b'{"value": [{"Measure": "M1"}]}', b'{"val'],
)
def test_another_form_is_refused_with_a_sentence(service: Service, content: bytes) -> None:
    with pytest.raises(FormError, match=r"\w+ \w+"):
        service.read_page(content, meta(Code("NL01", "Nederland")), Selection())


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)
    )
)
def test_any_json_is_read_or_refused(data: Any) -> None:
    for service in (V4_, V3_):
        with contextlib.suppress(FormError):
            found = service.read_page(json.dumps({"value": data}).encode(), meta(Code("NL01", "N")), Selection())
            assert found.cells.num_rows == len(data)


def test_a_value_that_is_no_number_is_refused() -> None:
    with pytest.raises(FormError, match="'10'"):
        page(V4_, v4_row(Value="10"))
    with pytest.raises(FormError, match=r"'ca\. 10'"):
        page(V3_, {"ID": 0, "RegioS": "NL01", "Perioden": "2023JJ00", "M1": "ca. 10"})


def test_groups_above_a_measure_are_followed_upwards_and_never_in_a_circle() -> None:
    documents: dict[str, Any] = {
        "Properties": {"Title": "T", "Modified": "2024"},
        "Dimensions": {"value": []},
        "MeasureCodes": {
            "value": [
                {"Identifier": "M1", "Title": "Totaal", "Unit": "aantal", "MeasureGroupId": 2},
                {"Identifier": "M2", "Title": "Rond", "Unit": "aantal", "MeasureGroupId": 8},
            ]
        },
        "MeasureGroups?": {
            "value": [
                {"Id": 1, "Title": "Boven", "ParentId": None},
                {"Id": 2, "Title": "Onder", "ParentId": 1},
                {"Id": 8, "Title": "A", "ParentId": 9},
                {"Id": 9, "Title": "B", "ParentId": 8},
            ]
        },
    }
    first, second = V4_.read_metadata("99999NED", documents).measures
    assert first.label == "Boven: Onder: Totaal"
    assert second.label == "B: A: Rond"


@pytest.mark.parametrize(
    ("title", "status", "stage"),
    [
        ("2023", "Definitief", Stage.FINAL),
        ("2023*", "Voorlopig", Stage.PROVISIONAL),
        ("2022 1e halfjaar**", "NaderVoorlopig", Stage.REVISED),
        ("2022 1e halfjaar**", "", Stage.REVISED),
        ("2025 1e halfjaar*", "", Stage.PROVISIONAL),
        ("2023", "", Stage.UNSTATED),
        ("2023*", "Iets nieuws", Stage.PROVISIONAL),
    ],
)
def test_how_final_a_period_is(title: str, status: str, stage: Stage) -> None:
    assert stage_of(title, status) is stage


def test_a_period_of_an_unknown_family_is_named_and_not_guessed() -> None:
    known, unknown = periods_of(
        meta(
            periods=(Code("2023HJ01", "2023 1e halfjaar"), Code("2022X000", "2022/2023"), Code("2000SJ00", "2000/'01"))
        )
    )
    assert [period.code for period, _ in known.values()] == ["2023H1"]
    assert unknown == ["2022X000 (2022/2023)", "2000SJ00 (2000/'01)"]


def test_regions_are_joined_by_code_and_confirmed_by_name(catalogue: Catalogue) -> None:
    found = regions_of(
        meta(
            Code("NL01", "Nederland"),
            Code("VT02", "Drenthe (VT)"),
            Code("PV22", "Drenthe (PV)"),
            Code("GM0014", "Groningen (gemeente)"),
            Code("GM0344", "Utrecht (gemeente)"),
            Code("VT16", "Brabant Noordoost (VT)"),
            Code("CR01", "Oost-Groningen (CR)"),
        ),
        catalogue,
    )
    assert set(found.known) == {"NL01", "VT02", "PV22", "GM0014", "GM0344", "VT16"}
    assert (found.swapped, found.renamed, found.unknown) == ([], [], {})


def test_swapped_names_are_seen_and_a_new_name_is_told(catalogue: Catalogue) -> None:
    """It happened: in the first edition of 2019H1 two regions had each other's labels."""
    names = {r.code: r.name for r in catalogue.regions.of_type("VT", 2023)}
    east = next(c for c, n in names.items() if n == "Noord- en Oost-Gelderland")
    south = next(c for c, n in names.items() if n == "Noord- en Midden-Limburg")
    found = regions_of(meta(Code(east, f"{names[south]} (VT)"), Code(south, f"{names[east]} (VT)")), catalogue)
    assert len(found.swapped) == 2
    assert south in found.swapped[0]
    renamed = regions_of(meta(Code("VT02", "Veilig Thuis Noord (VT)")), catalogue)
    assert (renamed.swapped, len(renamed.renamed)) == ([], 1)
    assert "VT02" in renamed.known


def test_every_region_of_every_year_is_known_under_every_name(catalogue: Catalogue) -> None:
    """Codes are never reused, so that no name of ours may look swapped."""
    codes = [Code(r.code, name) for r in catalogue.regions for name in set(r.names.values())]
    found = regions_of(meta(*codes), catalogue)
    assert (found.swapped, found.unknown) == ([], {})


def test_ggd_regions_are_learned_from_the_table(catalogue: Catalogue) -> None:
    named = ggd_regions(meta(Code("GG0001", "GGD Drenthe (GG)"), Code("VT02", "Drenthe (VT)")))
    assert named == {"GG0001": "GGD Drenthe"}
    regions = catalogue.regions.with_ggd(named)
    assert regions["GG0001"].type_name == "GGD-regio"
    assert regions.named("ggd drenthe")[0].code == "GG0001"
    assert [r.code for r in regions.of_type("GGD")] == ["GG0001"]
    assert "GG0001" not in catalogue.regions
