"""The stand-in for StatLine: its pages, addresses, changing tables and faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from statline.faults import Fault, FaultKind
from statline.printed import printed_table, printed_tables
from statline.server import StatlineServer
from statline.table import Cell, Table


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on this machine needs no proxy of the environment."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def statline() -> Iterator[StatlineServer]:
    with StatlineServer(printed_tables()) as server:
        yield server


@pytest.fixture
def in_pages() -> Iterator[StatlineServer]:
    with StatlineServer(printed_tables(), page_size=7) as server:
        yield server


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
