"""A page is made from one release, and a damaged release is told in Dutch."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from django.test import Client

from impactmonitor.release.read import open_release
from pages.conftest import read

PATHS = [
    "/",
    "/regio/",
    "/regio/drenthe/",
    "/regio/drenthe/2023/",
    "/regio/drenthe/2023/cijfers.csv",
    "/regio/kennemerland/",
    "/regio/?regio=VT02&periode=2023",
    "/regio/drente/",
    "/gemeente/assen/",
    "/landelijk/",
    "/zoek/?q=utrecht",
    "/indicatoren/",
    "/indicatoren/indicatoren.csv",
    "/indicatoren/meldingen/",
    "/indicatoren/meldingen/cijfers.csv",
    "/uitleg/",
]


@pytest.mark.parametrize("path", PATHS)
def test_one_request_opens_the_release_once(client: Client, path: str) -> None:
    """A release that comes into force meanwhile does not mix with the one that is shown."""
    with mock.patch("impactmonitor.web.access.open_release", side_effect=open_release) as opening:
        client.get(path)
    assert opening.call_count == 1


@pytest.mark.parametrize("file", ["catalogue.json", "manifest.json", "figures-*.duckdb"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\x00 damaged"])
def test_a_damaged_release_is_one_sentence(home: Path, file: str, content: bytes) -> None:
    (found,) = (home / "releases" / "official").glob(f"*/{file}")
    found.chmod(0o644)
    found.write_bytes(content)
    response = Client().get("/")
    page = read("/", response.status_code, response.content.decode(), response.headers)
    assert page.status == 503
    assert page.h1 == "De cijfers zijn er even niet"
    assert "Er is nu geen uitgave met cijfers die te lezen is." in page
    assert response.headers["Retry-After"] == "300"
    assert str(home) not in page.html
