"""No cookie, no script, no request to elsewhere; headers that hold the browser to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

STATIC = Path(__file__).resolve().parents[2] / "impactmonitor" / "web" / "static"
PATHS = [
    "/",
    "/regio/drenthe/2021H1/",
    "/indicatoren/",
    "/uitleg/",
    "/zoek/?q=x",
    "/regio/onzin/",
    "/regio/drenthe/2021H1/cijfers.csv",
]


@pytest.mark.parametrize("path", PATHS)
def test_headers(client: Client, path: str) -> None:
    response = client.get(path)
    assert not response.cookies
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("address", "header"), [("https://own.example", "max-age=31536000"), ("http://own.example", None), ("", None)]
)
def test_a_site_on_https_asks_for_https(
    built_home: Path, monkeypatch: pytest.MonkeyPatch, address: str, header: str | None
) -> None:
    monkeypatch.setenv("IMPACTMONITOR_ADDRESS", address)
    visitor = Client()
    for path in ("/", "/regio/onzin/", "/en/demo/", "/download/codeboek.csv"):
        assert visitor.get(path).headers.get("Strict-Transport-Security") == header, path


def test_static_files_ask_nothing_from_elsewhere() -> None:
    for path in STATIC.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"@import|https?://|url\((?!\"\.\./)", text), path.name


def test_every_static_file_of_a_page_is_served(client: Client) -> None:
    html = client.get("/").content.decode()
    files = re.findall(r'"(/static/[^"]+)"', html)
    assert len(files) > 5
    for file in files:
        response = client.get(file)
        assert response.status_code == 200, file
        assert b"".join(response.streaming_content)
        response.close()


def test_a_page_that_did_not_change_is_not_sent_again(client: Client) -> None:
    first = client.get("/uitleg/")
    again = client.get("/uitleg/", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
