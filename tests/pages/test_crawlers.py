"""What search engines may find: official pages by a list, demonstration pages never."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.test import Client

from pages.conftest import Get

ADDRESS = "https://monitor.example.org"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture
def addressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The installation names its own address."""
    monkeypatch.setenv("IMPACTMONITOR_ADDRESS", ADDRESS)


def test_robots_name_a_list_only_when_there_is_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /en/zoek/\n" in text
    assert "Sitemap" not in text
    assert "demo" not in text, "a page that may not be read cannot say that it may not be found"
    response = client.get("/sitemap.xml")
    assert response.status_code == 404
    assert "IMPACTMONITOR_ADDRESS" in response.content.decode()


@pytest.mark.usefixtures("addressed")
def test_every_page_of_the_list_is_there_in_both_languages(client: Client) -> None:
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in client.get("/robots.txt").content.decode()
    root = ET.fromstring(client.get("/sitemap.xml").content)
    found = [str(loc.text) for loc in root.iter(LOC)]
    assert len(found) == len(set(found)) > 1000
    for path in ("/regio/drenthe/", "/en/gemeente/emmen/", "/indicatoren/meldingen/"):
        assert ADDRESS + path in found
    assert not [address for address in found if "demo" in address or "?" in address]
    assert {link.get("href") for link in root.iter(LINK)} == set(found)
    for address in found[::37]:
        response = client.get(address.removeprefix(ADDRESS))
        assert response.status_code == 200, address
        assert b"noindex" not in response.content


@pytest.mark.parametrize("path", ["/demo/", "/en/demo/regio/drenthe/", "/demo/download/regio/drenthe.csv"])
def test_demonstration_pages_and_files_are_not_to_be_found(demo_home: Path, path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex"
    if path.endswith("/"):
        assert b'<meta name="robots" content="noindex">' in response.content
    official = Client().get(path.replace("demo/", ""))
    assert "X-Robots-Tag" not in official.headers
    assert Client().get("/demo/robots.txt").status_code == 404


def test_a_line_to_embed_says_what_is_missing_before_it(get: Get) -> None:
    page = get("/regio/drenthe/2021H1/")
    assert "Zet er het adres van deze site voor" in page
    assert "IMPACTMONITOR_ADDRESS" in get("/uitgaven/")


@pytest.mark.usefixtures("addressed")
def test_an_agenda_can_be_subscribed_to_by_its_whole_address(get: Get) -> None:
    assert "webcal://monitor.example.org/agenda.ics" in get("/uitgaven/").links
    assert "webcal://monitor.example.org/en/agenda.ics" in get("/en/uitleg/kalender/").links
    page = get("/regio/drenthe/2021H1/")
    assert "Zet er het adres van deze site voor" not in page
    assert re.search(rf'src="{ADDRESS}/insluiten/regio/drenthe/', page.html)
