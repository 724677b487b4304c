"""The stand-in for StatLine against the unmodified public clients and the printed figures."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cbsodata
import cbsodata4
import httpx
import pytest
from statline.printed import FIGURES, printed_table, printed_tables
from statline.server import StatlineServer

from impactmonitor.periods import from_statline

OLDER = " (oudere kopie van de pagina)"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clients take proxies from the environment; what is on this machine needs none."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setitem(cbsodata.options.requests, "proxies", {})
    monkeypatch.setattr(cbsodata.options, "use_https", False)


@pytest.fixture
def statline() -> Iterator[StatlineServer]:
    with StatlineServer(printed_tables()) as server:
        yield server


@pytest.fixture
def in_pages() -> Iterator[StatlineServer]:
    with StatlineServer(printed_tables(), page_size=7) as server:
        yield server


def printed_figures(table_id: str) -> dict[tuple[str, ...], float | None]:
    """Label, categories, region and period to the most final figure printed, read without the code under test."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["table_id"] == table_id]
    return {
        (
            row["measure"].removesuffix(OLDER),
            *(row[f"dim{n}_value"] for n in (1, 2) if row[f"dim{n}_name"]),
            row["region_name"],
            row["period"],
        ): float(row["value"]) if row["value"] else None
        for row in sorted(rows, key=lambda row: (not row["measure"].endswith(OLDER), row["status"] != "voorlopig"))
    }


def labelled(meta: dict[str, Any], rows: list[dict[str, Any]]) -> dict[tuple[str, ...], float | None]:
    """The same from what the v4 service gives, by its own labels."""
    groups = {group["Id"]: group for group in meta["MeasureGroups"]}

    def label(measure: dict[str, Any]) -> str:
        parts, above = [measure["Title"]], measure["MeasureGroupId"]
        while above:
            parts.insert(0, groups[above]["Title"])
            above = groups[above]["ParentId"]
        return ": ".join(parts)

    labels = {measure["Identifier"]: label(measure) for measure in meta["MeasureCodes"]}
    names = [dimension["Identifier"] for dimension in meta["Dimensions"]]
    titles = {name: {code["Identifier"]: code["Title"] for code in meta[f"{name}Codes"]} for name in names}
    found: dict[tuple[str, ...], float | None] = {}
    for row in rows:
        keys = [titles[name][row[name]] for name in names[:-1]] + [from_statline(row["Perioden"]).code]
        value = None if row["Value"] is None or row["Value"] != row["Value"] else row["Value"]
        assert (value is None) == (row["ValueAttribute"] == "NotAvailable")
        found[labels[row["Measure"]], *keys] = value
    assert len(found) == len(rows)
    return found


def observed_figures(server: StatlineServer, table_id: str, folder: Path) -> dict[tuple[str, ...], float | None]:
    """Those of one table, fetched by the v4 client."""
    observations = cbsodata4.get_observations(table_id, download_dir=folder / table_id, base_url=server.root_v4)
    return labelled(observations.attrs["meta"].meta_dict, observations.to_dict("records"))


def test_every_printed_figure_is_served_and_nothing_else(statline: StatlineServer) -> None:
    with httpx.Client(base_url=statline.base_v4) as client:
        for table in printed_tables():
            names = [row["name"] for row in client.get(f"/{table.id}").json()["value"]]
            lists = {name: client.get(f"/{table.id}/{name}").json().get("value") for name in names}
            assert labelled(lists, lists["Observations"]) == printed_figures(table.id), table.id


def test_figures_that_anyone_can_look_up_through_the_v4_client(statline: StatlineServer, tmp_path: Path) -> None:
    safety = observed_figures(statline, "84852NED", tmp_path)
    assert safety["Ontvangen meldingen", "Totaal", "Totaal", "Nederland", "2020"] == 127_410
    assert safety["Ontvangen meldingen", "Totaal", "Totaal", "Nederland", "2020H1"] == 64_505
    assert safety == printed_figures("84852NED")
    youth = observed_figures(statline, "85098NED", tmp_path)
    assert youth["Jongeren met jeugdhulp in natura", "Nederland", "2023"] == 13.9
    assert youth == printed_figures("85098NED")


def test_v4_client_lists_and_describes(statline: StatlineServer) -> None:
    listed = cbsodata4.get_datasets(base_url=statline.root_v4)
    assert set(listed["Identifier"]) == {table.id for table in printed_tables()}
    assert {"Title", "Catalog", "Modified", "ObservationsModified", "Status", "Version"} <= set(listed.columns)
    assert listed["Modified"].notna().all()
    meta = cbsodata4.get_metadata("84852NED", base_url=statline.root_v4)
    assert meta.dimension_identifiers == ["Veiligheidstaxatie", "Veiligheidsbeoordeling", "RegioS", "Perioden"]
    assert meta.time_dimension_identifiers == ["Perioden"]
    assert meta.title.startswith("Huiselijk geweld; veiligheidsbeoordeling")
    periods = {code["Identifier"]: (code["Title"], code["Status"]) for code in meta.meta_dict["PeriodenCodes"]}
    assert periods["2020HJ01"] == ("2020 1e halfjaar", "Definitief")
    assert periods["2023JJ00"] == ("2023*", "Voorlopig")
    assert cbsodata4.get_catalogs(base_url=statline.root_v4)["value"][0]["Identifier"] == "CBS"


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # cbsodata4 in get_wide_data
def test_v4_client_filters_selects_and_makes_wide(statline: StatlineServer, tmp_path: Path) -> None:
    where = {"RegioS": ["NL01", "PV22"], "Perioden": "2020HJ01"}
    found = cbsodata4.get_observations("84852NED", download_dir=tmp_path / "a", base_url=statline.root_v4, **where)
    assert set(found["RegioS"]) <= {"NL01", "PV22"}
    assert set(found["Perioden"]) == {"2020HJ01"}
    query = "$filter=contains(Perioden,'HJ') and Value gt 60000&$select=RegioS,Perioden,Value"
    found = cbsodata4.get_observations("84852NED", download_dir=tmp_path / "b", base_url=statline.root_v4, query=query)
    assert list(found.columns) == ["RegioS", "Perioden", "Value"]
    assert sorted(found["Value"]) == [62_910, 64_505]
    wide = cbsodata4.get_wide_data("84852NED", download_dir=tmp_path / "c", base_url=statline.root_v4)
    assert "Ontvangen meldingen" in wide.columns


def test_v3_client_lists_and_describes(statline: StatlineServer) -> None:
    listed = cbsodata.get_table_list(
        select=["Identifier", "Title"], filters="Identifier eq '84852NED'", catalog_url=statline.host
    )
    assert listed == [{"Identifier": "84852NED", "Title": printed_table("84852NED").title}]
    info = cbsodata.get_info("84852NED", catalog_url=statline.host)
    assert (info["Identifier"], info["Modified"]) == ("84852NED", "2024-05-31T02:00:00")
    rows = cbsodata.get_meta("85361NED", "DataProperties", catalog_url=statline.host)
    kinds = [row["Type"] for row in rows]
    assert kinds[:3] == ["GeoDimension", "TimeDimension", "TopicGroup"]
    by_id = {row["ID"]: row for row in rows}
    first = next(row for row in rows if row["Title"] == "Tijdens veiligheidsbeoordeling" and row["Unit"] == "aantal")
    above = by_id[first["ParentID"]]
    assert (above["Title"], above["Type"]) == ("Vervolgmelding tijdens betrokkenheid VT", "TopicGroup")
    assert by_id[above["ParentID"]]["Title"] == "Ontvangen meldingen"
    assert re.fullmatch(r"TijdensVeiligheidsbeoordeling_\d+", first["Key"])
    assert all(re.fullmatch(r"[A-Za-z]\w*", row["Key"]) for row in rows if row["Type"] == "Topic")


@pytest.mark.parametrize("typed", [False, True])
def test_v3_client_gets_every_printed_figure(statline: StatlineServer, typed: bool) -> None:
    """`typed=False` fetches the typed set and the other way round: that is how the client is."""
    data = cbsodata.get_data("84849NED", typed=typed, catalog_url=statline.host)
    properties = cbsodata.get_meta("84849NED", "DataProperties", catalog_url=statline.host)
    topics = {row["Key"]: row["Title"] for row in properties if row["Type"] == "Topic"}
    found: dict[tuple[str, ...], float | None] = {}
    for row in data:
        period = row["Perioden"].rstrip("*")
        for key, title in topics.items():
            value = row[key]
            if typed and value is not None:
                assert value.rjust(12) == value
                value = None if value.strip() == "." else float(value)
            found[title, row["KenmerkenAdviezenMeldingen"], row["RegioS"], period] = value
    expected = printed_figures("84849NED")
    assert {key: value for key, value in found.items() if key in expected} == expected
    assert {value for key, value in found.items() if key not in expected} <= {None}


def test_v3_client_filters_and_selects(statline: StatlineServer) -> None:
    filters = "(RegioS eq 'NL01  ') and substringof('HJ',Perioden)"
    data = cbsodata.get_data("84852NED", filters=filters, select=["RegioS", "Perioden"], catalog_url=statline.host)
    assert data
    assert {(row["RegioS"], row["Perioden"]) for row in data} <= {
        ("Nederland", "2020 1e halfjaar"),
        ("Nederland", "2020 2e halfjaar"),
    }
    reversed_order = cbsodata.get_data("84852NED", filters="startswith('2020HJ',Perioden)", catalog_url=statline.host)
    usual_order = cbsodata.get_data("84852NED", filters="startswith(Perioden,'2020HJ')", catalog_url=statline.host)
    assert reversed_order == usual_order != []


def test_region_keys_are_padded_alike_or_not_at_all() -> None:
    table = printed_table("84852NED")
    for pad, expected in ((True, "NL01  "), (False, "NL01")):
        with StatlineServer([table], pad=pad, pad_v4=pad) as server:
            assert httpx.get(f"{server.base_v3}/84852NED/RegioS").json()["value"][0]["Key"] == expected
            assert httpx.get(f"{server.base_v3}/84852NED/TypedDataSet").json()["value"][0]["RegioS"] == expected
            assert httpx.get(f"{server.base_v4}/84852NED/RegioSCodes").json()["value"][0]["Identifier"] == expected
            assert httpx.get(f"{server.base_v4}/84852NED/Observations").json()["value"][0]["RegioS"] == expected


def test_pages_together_are_the_whole(in_pages: StatlineServer, statline: StatlineServer, tmp_path: Path) -> None:
    paged = observed_figures(in_pages, "84852NED", tmp_path / "paged")
    assert paged == observed_figures(statline, "84852NED", tmp_path / "whole")
    asked = [query for path, query in in_pages.requests if path.endswith("/Observations")]
    assert asked == ["", *(f"$skip={n}" for n in range(7, 62, 7))]
    filters = "Perioden ne '2020JJ00'"
    rows = cbsodata.get_data("84852NED", filters=filters, catalog_url=in_pages.host)
    assert rows == cbsodata.get_data("84852NED", filters=filters, catalog_url=statline.host)
    asked = [query for path, query in in_pages.requests if path.endswith("/TypedDataSet")]
    assert len(asked) == -(-len(rows) // 7)
    assert all(filters in query and "$format=json" in query for query in asked)
