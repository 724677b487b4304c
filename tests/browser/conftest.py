"""A real server and a real browser: the site as a visitor has it. No network, no sleeping."""

from __future__ import annotations

import functools
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CANDIDATES = (
    os.environ.get("IMPACTMONITOR_CHROMIUM", ""),
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    """A port on which nothing listens now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Address of the site, served by `impactmonitor serve` on the releases in `home`."""
    command = [sys.executable, "-m", "impactmonitor", "serve", "--port", str(free_port()), "--workers", "1"]
    environment = {**os.environ, "IMPACTMONITOR_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        assert server.stdout is not None
        said = []
        for line in server.stdout:
            said.append(line)
            if found := re.search(r"http://\S+(?=/)", line):
                break
        else:
            pytest.fail(f"The server did not start: {''.join(said)}")
        yield found[0]
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def site(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site on a release of its own."""
    with served(shutil.copytree(built_home, tmp_path_factory.mktemp("served") / "home")) as address:
        yield address


@pytest.fixture(scope="session")
def demo_site(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site with official and demonstration figures."""
    with served(shutil.copytree(demo_home, tmp_path_factory.mktemp("served") / "home")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    path = next((found for name in CANDIDATES if name and (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("Chromium is not here. Run: make test, or set IMPACTMONITOR_CHROMIUM to its path.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


Visit = Callable[..., Page]
PARTS = (
    "/regio/drenthe/",
    "/regio/kennemerland/",
    "/indicatoren/adviezen/",
    "/indicatoren/meldingen/",
    "/uitleg/cijfers-lezen/",
    "/download/regio/drenthe/",
    "/download/regio/drenthe.xlsx",
    "/vergelijk/acuut-of-structureel-onveilig/",
    "/vragen/eerder-en-beter-in-beeld/drenthe/",
)
"""Of the site as files a part is made: pages of each kind, and what stands below them."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture(scope="session")
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
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def form(request: pytest.FixtureRequest) -> str:
    """Whether the site is served by the program, or stands in files (see `both`)."""
    return str(getattr(request, "param", SERVED))


SERVED, FILES = "served", "files"
both = pytest.mark.parametrize("form", [SERVED, FILES], indirect=True)
"""For tests of the site by the program as well as of the site in files."""


@pytest.fixture
def visit(request: pytest.FixtureRequest, browser: Browser, form: str) -> Iterator[Visit]:
    """`visit("/", width=320, scheme="dark")` opens a page; requests to elsewhere and its messages are errors.

    Pages below `/demo/` are those of the site that has demonstration figures.
    """
    contexts = []
    wrong: list[str] = []

    def go(path: str, width: int = 1280, scheme: str = "light") -> Page:
        name = FILES if form == FILES else "demo_site" if "demo" in path.split("/")[1:3] else "site"
        site: str = request.getfixturevalue(name)
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, locale="nl-NL", reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: None if r.url.startswith((site, "data:")) else wrong.append(f"request to {r.url}"))
        page.on("console", lambda m: None if "400" in m.text or "404" in m.text else wrong.append(m.text))
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.goto(site + path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert not wrong, wrong
