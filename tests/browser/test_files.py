"""The site as files, behind a plain web server: the same pages, no form, the same accessibility."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.axe import findings

PARTS = ("/regio/drenthe/2021H1/", "/indicatoren/meldingen/", "/uitleg/", "/download/regio/drenthe/", "/vergelijk/")
PAGES = ("/", "/regio/drenthe/2021H1/", "/indicatoren/meldingen/", "/vergelijk/", "/en/regio/drenthe/2021H1/")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture(scope="module")
def files(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a web server that only has the exported files."""
    folder = tmp_path_factory.mktemp("files") / "site"
    only = [word for part in PARTS for word in ("--only", part)]
    subprocess.run(
        [sys.executable, "-m", "impactmonitor", "export-site", str(folder), *only],
        env={**os.environ, "IMPACTMONITOR_HOME": str(built_home)},
        check=True,
        capture_output=True,
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(params=[1280, 375])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800}, locale="nl-NL")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(files: str, page: Page, path: str) -> None:
    page.goto(files + path)
    assert findings(page) == []
    assert page.locator("form").count() == 0


def test_the_share_of_police_reports_by_links_alone(files: str, page: Page) -> None:
    page.goto(f"{files}/regio/drenthe/2021H1/")
    page.get_by_role("link", name="Bereik Veilig Thuis", exact=True).first.click()
    block = page.get_by_role("region", name="Type melder bij Veilig Thuis")
    row = block.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Politie", exact=True)).first
    expect(row).to_contain_text("54,6")
    expect(row).to_contain_text("64,2")


def test_pictures_and_figures_are_files_too(files: str, page: Page) -> None:
    page.goto(f"{files}/regio/drenthe/2021H1/")
    for name, begin in (("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"indicator,")):
        address = page.get_by_role("link", name=re.compile(f"^{name}")).first.get_attribute("href")
        answer = page.request.get(files + str(address))
        assert answer.ok, address
        assert answer.body().lstrip(b"\xef\xbb\xbf").startswith(begin), address


def test_what_a_file_cannot_do_is_said(files: str, page: Page) -> None:
    page.goto(f"{files}/vergelijk/")
    expect(page.get_by_role("main")).to_contain_text("Zelf kiezen en zoeken kan hier niet")
