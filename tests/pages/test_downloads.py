"""Files to download: what was asked for, under a name in which nothing can be smuggled."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.present.files import formats
from impactmonitor.release.read import open_release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Origin
from impactmonitor.web import downloads
from pages.conftest import Get

PATH = "/indicatoren/adviezen/cijfers.csv"


@pytest.mark.parametrize(
    "query",
    [
        "regio=onzin",
        "regio=a%0d%0aSet-Cookie:%20x=1",
        "regio=%0d%0a",
        "regio=%00",
        'regio=x";filename="y.exe',
        "regio=VT02&regio=onzin",
        "regio=../../etc",
        "periode=1999",
        "periode=2021H1%0d%0aX-Evil:%201",
        "periode=%00",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, query: str) -> None:
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 404
    assert "Content-Disposition" not in response.headers


@pytest.mark.parametrize(
    ("query", "name", "lines"),
    [
        ("regio=VT02&periode=2021H1", "adviezen-VT02-2021H1", 2),
        ("regio=drenthe&periode=2021H1", "adviezen-VT02-2021H1", 2),
        ("regio=vt02&regio=VT02&periode=2021h1", "adviezen-VT02-2021H1", 2),
        ("regio=&periode=", "adviezen", None),
        ("regio=assen", "adviezen-GM0106", None),
        ("&".join(f"regio=VT{n:02d}" for n in range(1, 8)), "adviezen-7-gebieden", None),
    ],
)
def test_a_choice_stands_in_the_name(client: Client, query: str, name: str, lines: int | None) -> None:
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 200
    disposition = response.headers["Content-Disposition"]
    assert re.fullmatch(rf'attachment; filename="impactmonitor-{name}-[0-9a-f]+\.csv"', disposition), disposition
    if lines is not None:
        assert len(response.content.decode().splitlines()) >= lines


def test_every_csv_of_a_page_is_found(get: Get) -> None:
    for link in get("/landelijk/").links + get("/regio/drenthe/2023/").links:
        if ".csv" in link:
            assert get(link).html.startswith("indicator,")


def test_a_large_file_of_an_indicator_is_sent_in_pieces(demo_home: Path, client: Client) -> None:
    answer = client.get("/demo/indicatoren/aard-bij-meldingen/cijfers.csv")
    assert answer.streaming
    pieces = list(answer.streaming_content)
    assert len(pieces) > 1
    whole = open_release(demo_home / "releases", Origin.DEMO).count(Selection(indicators=("aard-bij-meldingen",)))
    assert b"".join(pieces).decode().count("\n") == whole + 1


def test_readers_of_large_files_cannot_take_all_memory(
    demo_home: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each that is open takes a place until it is read or closed; who finds none is asked to come back."""
    monkeypatch.setattr(downloads, "_streams", threading.BoundedSemaphore(2))
    path = "/demo/indicatoren/aard-bij-meldingen/cijfers.csv"
    one, _ = client.get(path), client.get(path)
    refused = client.get(path)
    assert (refused.status_code, refused["Retry-After"]) == (503, "60")
    assert "Probeer het over een minuut opnieuw" in refused.content.decode()
    assert client.get(PATH).status_code == 200, "what is small needs no place"
    one.close()
    one.close()
    again = client.get(path)
    assert again.status_code == 200
    again.close()
    for _ in range(3):
        assert client.head("/demo/download/uitgave.csv").status_code == 200


def test_a_figure_of_a_region_offers_every_kind_of_file(get: Get) -> None:
    links = get("/regio/drenthe/2021H1/meldingen/").links
    assert {f"/regio/drenthe/2021H1/meldingen.{kind.extension}" for kind in formats.OF_VIEW} <= set(links)
