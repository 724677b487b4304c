"""Pages on live figures: dates of the source, and regions that only a live table names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from monitored import serve
from statline.printed import printed_table
from statline.server import StatlineServer

from impactmonitor.__main__ import cli


@pytest.fixture(scope="module")
def fetched_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home on the printed figures of two tables, fetched live."""
    home = tmp_path_factory.mktemp("pages") / "home"
    tables = [printed_table("85012NED"), printed_table("84849NED")]
    with pytest.MonkeyPatch.context() as patch, StatlineServer(tables) as server:
        serve(patch, server, home)
        asked = ["update", "--table", "85012NED", "--table", "84849NED"]
        outcome = CliRunner().invoke(cli, asked, catch_exceptions=False)
        assert outcome.exit_code == 0, outcome.output
    return home


@pytest.fixture
def live(fetched_home: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The site on that home."""
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(fetched_home))
    return Client()


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_live_figure_says_when_its_table_changed_and_when_it_was_fetched(live: Client) -> None:
    text = page(live, "/regio/drenthe/2023/")
    assert "bijgewerkt op 31 mei 2024 en opgehaald op " in text
    (release,) = set(re.findall(r'"(/uitgaven/[0-9a-f]+/)"', page(live, "/uitgaven/"))) & _in_force(text)
    assert "StatLine 84849NED: 145 rijen, opgehaald op " in page(live, release)


def _in_force(text: str) -> set[str]:
    """Address of the release that a page names."""
    return {f"/uitgaven/{found}/" for found in re.findall(r"Uitgave ([0-9a-f]+)<", text)}


def test_a_ggd_region_has_a_page_a_place_in_the_lists_and_a_csv(live: Client) -> None:
    text = page(live, "/regio/ggd-regio-ggd-drenthe/")
    assert "Volgens een steekproef ging het in het gebied van GGD Drenthe in 2020 om ongeveer 17,2" in text
    assert "/regio/ggd-regio-ggd-drenthe/" in page(live, "/regio/")
    assert "GGD Drenthe" in page(live, "/indicatoren/rokers/")
    found = live.get("/zoek/?q=ggd+twente")
    assert (found.status_code, found["Location"]) == (302, "/regio/ggd-regio-ggd-twente/")


def test_the_csv_names_both_dates(live: Client) -> None:
    response = live.get("/indicatoren/rokers/cijfers.csv?regio=GG0003&periode=2020")
    assert response.status_code == 200
    content = b"".join(response) if response.streaming else response.content
    head, row = content.decode("utf-8-sig").splitlines()[:2]
    assert "published" in head
    assert "retrieved" in head
    assert "2024-05-31" in row
