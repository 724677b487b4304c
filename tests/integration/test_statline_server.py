"""The stand-in for StatLine against the unmodified public clients, the printed figures and its own faults."""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import cbsodata
import cbsodata4
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statline.conditions import COLUMNS, ROWS, Row, conditions
from statline.faults import Fault, FaultKind
from statline.filters import FilterError, parse_filter
from statline.printed import FIGURES, printed_table, printed_tables
from statline.server import StatlineServer
from statline.table import Cell, Table

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


def test_counting_top_and_skip(in_pages: StatlineServer) -> None:
    address = f"{in_pages.base_v4}/84852NED/Observations"
    where = {"$filter": "Perioden eq '2020HJ01'"}
    assert httpx.get(f"{address}/$count").text == "62"
    assert httpx.get(f"{address}/$count", params=where).text == "12"
    body = httpx.get(address, params=where | {"$count": "true", "$top": "9"}).json()
    assert (body["@odata.count"], len(body["value"])) == (12, 7)
    rest = httpx.get(body["@odata.nextLink"]).json()
    assert (len(rest["value"]), "@odata.nextLink" in rest) == (2, False)
    assert httpx.get(f"{in_pages.base_v3}/84852NED/TypedDataSet/$count").text == "62"
    assert len(httpx.get(f"{in_pages.api_v3}/84852NED/Perioden").json()["value"]) == 4
    assert len(httpx.get(in_pages.catalog_v3).json()["value"]) == len(printed_tables())
    ids = [row["Id"] for row in httpx.get(address, params={"$orderby": "Id desc"}).json()["value"]]
    assert ids == list(range(61, 54, -1))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/odata/v1/CBS/99999NED", 404),
        ("/odata/v1/CBS/84852NED/Nothing", 404),
        ("/odata/v1/Nothing", 404),
        ("/ODataFeed/odata/99999NED/", 404),
        ("/ODataApi/OData/84852NED/Nothing", 404),
        ("/elsewhere", 404),
        ("/odata/v1/CBS/84852NED/Observations?$filter=Perioden eq", 400),
        ("/odata/v1/CBS/84852NED/Observations?$filter=Nothing eq 'x'", 400),
        ("/odata/v1/CBS/84852NED/Observations?$filter=Value eq 'x'", 400),
        ("/odata/v1/CBS/84852NED/Observations?$filter=substringof('x',Perioden)", 400),
        ("/odata/v1/CBS/84852NED/Observations?$select=Nothing", 400),
        ("/odata/v1/CBS/84852NED/Observations?$top=-1", 400),
        ("/odata/v1/CBS/84852NED/Observations?$expand=x", 400),
        ("/ODataFeed/odata/84852NED/TypedDataSet?$filter=contains(Perioden,'x')", 400),
        ("/ODataFeed/OData/84852NED/TypedDataSet?$filter=substringof('JJ',Perioden)", 200),
        ("/ODataApi/odata/84852NED", 200),
        ("/odata/v1/CBS/Datasets", 200),
        ("/odata/v1/Catalogs", 200),
    ],
)
def test_addresses_and_their_answers(statline: StatlineServer, address: str, status: int) -> None:
    answer = httpx.get(f"http://{statline.host}{address}")
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/json")
    assert (status == 200) == ("value" in answer.json())


def test_why_a_figure_is_missing_differs_per_version() -> None:
    table = printed_table("84852NED")
    cell = next(cell for cell in table.cells if cell.value is not None)
    expected = {"NotAvailable": " " * 11 + ".", "Confidential": " " * 11 + "x", "Impossible": None}
    for attribute, text in expected.items():
        with StatlineServer([table.with_value(cell.measure, cell.keys, None, attribute)]) as server:
            row = httpx.get(f"{server.base_v4}/84852NED/Observations?$top=1").json()["value"][0]
            assert (row["Value"], row["ValueAttribute"]) == (None, attribute)
            for name, shown in (("UntypedDataSet", text), ("TypedDataSet", None)):
                row = httpx.get(f"{server.base_v3}/84852NED/{name}?$top=1").json()["value"][0]
                assert row["OntvangenMeldingen_1"] == shown


def test_altered_copies() -> None:
    table = printed_table("84852NED")
    assert table.relabel_measure("Ontvangen meldingen", "Meldingen").measures[0].title == "Meldingen"
    assert table.reunit("Ontvangen meldingen", "%").measures[0].unit == "%"
    swapped = {code.key: code.title for code in table.swap_region_titles("PV22", "PV20").regions.codes}
    assert (swapped["PV20"], swapped["PV22"]) == ("Drenthe (PV)", "Groningen (PV)")
    assert (table.without_cells().size, table.drop_rows(5).size) == (0, 57)
    first = next(iter(table.cells))
    changed = table.with_value(first.measure, first.keys, 10)
    assert next(iter(changed.cells)) == Cell(first.measure, first.keys, 10)
    assert changed.size == table.size
    assert table.modified_at("2025-01-01T00:00:00+01:00").modified.startswith("2025")


def test_tables_change_while_serving(statline: StatlineServer) -> None:
    statline.replace(printed_table("84852NED").without_cells())
    assert httpx.get(f"{statline.base_v4}/84852NED/Observations").json()["value"] == []
    statline.remove("84852NED")
    assert httpx.get(f"{statline.base_v4}/84852NED").status_code == 404
    assert "84852NED" not in httpx.get(f"{statline.root_v4}/Datasets").text


def test_a_lazy_table_and_prepared_pages() -> None:
    class Many(list[Cell]):
        """As long as a real table; its cells are made when asked for."""

        def __len__(self) -> int:
            return 870_000

        def __getitem__(self, at: Any) -> Any:
            return Cell("M690406", printed.keys, float(at))

    printed = next(iter(printed_table("84852NED").cells))
    table: Table = replace(printed_table("84852NED"), cells=Many())
    asked: list[tuple[str, int, str]] = []

    def prepared(table_id: str, start: int, following: str) -> bytes | None:
        asked.append((table_id, start, following))
        return b'{"value":[]}' if start else None

    with StatlineServer([table], page_size=3, prepared_pages=prepared) as server:
        address = f"{server.base_v4}/84852NED/Observations"
        body = httpx.get(address).json()
        assert [row["Value"] for row in body["value"]] == [0, 1, 2]
        assert httpx.get(body["@odata.nextLink"]).json() == {"value": []}
        assert httpx.get(f"{address}?$skip=869998&$top=9").json()["value"][-1]["Id"] == 869_999
        assert asked == [("84852NED", 0, f"{address}?$skip=3"), ("84852NED", 3, f"{address}?$skip=6")]


FAULTY: dict[FaultKind, Callable[[httpx.Response], bool]] = {
    "html": lambda answer: answer.status_code == 200 and answer.headers["content-type"].startswith("text/html"),
    "status": lambda answer: answer.status_code == 429 and answer.headers["retry-after"] == "7",
    "redirect": lambda answer: answer.status_code == 302 and answer.headers["location"] == "http://127.0.0.1:9/",
    "truncate_rows": lambda answer: len(answer.json()["value"]) == 3 and "@odata.nextLink" not in answer.json(),
    "next_link": lambda answer: answer.json()["@odata.nextLink"] == "http://127.0.0.1:9/",
    "not_json": lambda answer: answer.status_code == 200 and not answer.text.endswith("}"),
}


@pytest.mark.parametrize("kind", FAULTY)
def test_faults_with_a_whole_answer(in_pages: StatlineServer, kind: FaultKind) -> None:
    address = f"{in_pages.base_v4}/84852NED/Observations"
    location = "http://127.0.0.1:9/"
    in_pages.faults = [Fault("Observations", kind, times=1, code=429, retry_after="7", location=location)]
    assert httpx.get(f"{in_pages.base_v4}/84852NED").status_code == 200
    assert FAULTY[kind](httpx.get(address))
    assert len(httpx.get(address).json()["value"]) == 7, "the fault has happened as often as it should"


@pytest.mark.parametrize("kind", ["refuse", "half"])
def test_faults_of_the_connection(statline: StatlineServer, kind: FaultKind) -> None:
    statline.faults = [Fault("Datasets", kind)]
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"{statline.root_v4}/Datasets")


def test_a_slow_answer_ends_when_released_or_when_the_server_stops() -> None:
    slow = Fault("Datasets", "slow", pause=600)
    with StatlineServer(printed_tables()) as server:
        server.faults = [slow]
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{server.root_v4}/Datasets", timeout=httpx.Timeout(20, read=0.05))
        slow.release.set()
        assert len(httpx.get(f"{server.root_v4}/Datasets").json()["value"]) == len(printed_tables())
        server.faults = [Fault("Catalogs", "slow", pause=600)]
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{server.root_v4}/Catalogs", timeout=httpx.Timeout(20, read=0.05))


def test_a_body_without_end(statline: StatlineServer) -> None:
    statline.faults = [Fault("Observations", "huge")]
    seen = 0
    with httpx.stream("GET", f"{statline.base_v4}/84852NED/Observations") as answer:
        assert "content-length" not in answer.headers
        for chunk in answer.iter_bytes():
            seen += len(chunk)
            if seen > 5_000_000:
                break
    assert seen > 5_000_000
    assert httpx.get(f"{statline.root_v4}/Catalogs").status_code == 200


@given(version=st.sampled_from([3, 4]), data=st.data(), rows=st.lists(ROWS, min_size=1, max_size=5))
def test_a_filter_means_what_it_says(version: int, data: st.DataObject, rows: list[Row]) -> None:
    text, meaning = data.draw(conditions(version))
    predicate = parse_filter(text, COLUMNS, version)
    assert [predicate(row) for row in rows] == [meaning(row) for row in rows]


@given(st.text(alphabet="Text 'eqandornotin(),1.é$", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(FilterError):
        parse_filter(text, COLUMNS)({"Text": "x", "Other": None, "Number": 1})


def test_and_binds_before_or() -> None:
    row = {"Text": "x", "Other": "y", "Number": 1}
    assert parse_filter("Text eq 'x' or Text eq 'x' and Number eq 2", COLUMNS)(row)
    assert not parse_filter("(Text eq 'x' or Text eq 'x') and Number eq 2", COLUMNS)(row)
    assert parse_filter("substring(Text,0,1) eq 'x' and tolower(Other) ne 'Y' and Other ne null", COLUMNS, 3)(row)
