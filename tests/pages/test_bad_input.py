"""Whatever is typed gets an answer in Dutch; nothing becomes an error page of the machine."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from django.test import Client

from pages.conftest import Get, read

ODD = [
    "%00",
    "'%20OR%201=1",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "..%2F..%2Fetc",
    "%F0%9F%92%A9",
    "a" * 500,
    "%E2%80%8B",
]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "pattern", ["/regio/{}/", "/regio/drenthe/{}/", "/gemeente/{}/2023/", "/landelijk/{}/", "/indicatoren/{}/"]
)
def test_odd_addresses_are_not_found(client: Client, pattern: str, odd: str) -> None:
    response = client.get(pattern.format(odd))
    assert response.status_code == 404
    assert "<script>alert" not in response.content.decode()
    assert "\0" not in response.content.decode()


@pytest.mark.parametrize("odd", ODD)
def test_odd_searches_find_nothing(client: Client, odd: str) -> None:
    response = client.get(f"/zoek/?q={odd}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert "\0" not in response.content.decode()


@pytest.mark.parametrize(
    "query",
    ["periode=1999", "periode=abc", "meting=onzin", "categorie=onzin", "periode=%00", "volgorde=onzin", "kaart=onzin"],
)
def test_unknown_choices_of_an_indicator(get: Get, query: str) -> None:
    page = get(f"/indicatoren/adviezen/?{query}", 404)
    assert "/indicatoren/adviezen/" in page.links


@pytest.mark.parametrize("query", ["regio=onzin", "regio=VT99&periode=2023", "regio=VT02&periode=onzin", "regio="])
def test_unknown_choices_of_a_region(client: Client, query: str) -> None:
    assert client.get(f"/regio/?{query}").status_code == 404


@pytest.mark.parametrize("query", ["thema=onzin", "bron=onzin", "status=onzin", "heeft=onzin", "q=xyzzyx"])
def test_filters_without_answer_say_so(get: Get, query: str) -> None:
    page = get(f"/indicatoren/?{query}")
    assert "Bij deze keuze hoort geen indicator." in page


def test_an_unknown_period_names_those_that_exist(get: Get) -> None:
    page = get("/regio/drenthe/1999/", 404)
    assert "/regio/drenthe/2021H1/" in page.links


def test_an_unknown_region_names_what_is_near(get: Get) -> None:
    assert "/regio/drenthe/" in get("/regio/drente/", 404).links


def test_an_unknown_indicator_names_what_is_near(get: Get) -> None:
    assert "/indicatoren/meldingen/" in get("/indicatoren/melding/", 404).links


def test_an_unknown_page_is_a_page_of_the_site(get: Get) -> None:
    page = get("/bestaat-niet/", 404)
    assert page.h1 == "Deze pagina bestaat niet"
    assert "0800-2000" in page


def test_without_a_release_the_site_says_what_to_do(
    built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(tmp_path / "empty"))
    response = Client().get("/")
    page = read("/", response.status_code, response.content.decode(), response.headers)
    assert page.status == 503
    assert "impactmonitor build" in page
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(built_home))
    assert Client().get("/").status_code == 200  # without a restart


def test_an_error_of_ours_is_a_page_of_the_site(built_home: Path) -> None:
    visitor = Client(raise_request_exception=False)
    with (
        mock.patch("impactmonitor.web.views.home.typed_names", side_effect=RuntimeError("boom")),
        mock.patch("logging.Logger.error"),
    ):
        response = visitor.get("/")
    page = read("/", response.status_code, response.content.decode(), response.headers)
    assert page.status == 500
    assert "Er ging iets mis" in page
    assert "boom" not in page


def test_another_host_is_refused_in_dutch(built_home: Path) -> None:
    with mock.patch("logging.Logger.error"):
        response = Client().get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Deze vraag kan de site niet lezen" in response.content.decode()


def test_nothing_but_reading_is_possible(client: Client) -> None:
    with mock.patch("logging.Logger.warning"):
        for method in (client.post, client.put, client.delete):
            assert method("/").status_code == 405


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("/gemeente/den-haag/", "/gemeente/s-gravenhage/"),
        ("/regio/VT02/", "/regio/drenthe/"),
        ("/regio/emmen/", "/gemeente/emmen/"),
    ],
)
def test_another_name_or_a_code_leads_on(client: Client, address: str, way: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert f'href="{way}"' in response.content.decode()


def test_a_figure_on_later_boundaries_has_its_page(client: Client) -> None:
    assert client.get("/gemeente/voorne-aan-zee/2022-01-01/inwoners/").status_code == 200
    assert client.get("/gemeente/voorne-aan-zee/2022-01-01/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/vragen/", "/regio/drenthe/", "/en/vragen/", "/zoek/?q=veilig"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_host_that_is_not_ours_gets_nothing_kept(client: Client, path: str, method: str) -> None:
    for _time in range(2):
        assert client.get(path).status_code == 200
        answer = getattr(client, method)(path, headers={"host": "evil.example"})
        assert answer.status_code == 400
        assert answer["X-Content-Type-Options"] == "nosniff"
