"""`impactmonitor serve` as a program: it says when it is ready, or what is wrong."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest


def serve(home: Path, port: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "impactmonitor", "serve", "--port", str(port)]
    environment = {**os.environ, "IMPACTMONITOR_HOME": str(home)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_it_serves_hashed_files_that_a_browser_may_keep(site: str) -> None:
    with urlopen(site + "/") as answer:
        html = answer.read().decode()
    start = html.index("/static/impactmonitor/css/tokens.")
    address = html[start : html.index('"', start)]
    assert address != "/static/impactmonitor/css/tokens.css"
    with urlopen(site + address) as answer:
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(("length", "status"), [(65_534, 404), (65_535, 414)])
def test_the_longest_address_gets_a_page(site: str, length: int, status: int) -> None:
    """Thousands of regions in one address are a page with a sentence; the server refuses what is longer still."""
    start = "/vergelijk/?" + "&".join(f"regio=VT{number:04d}" for number in range(4_900))
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    with closing(connection):
        connection.request("GET", f"{start}&x=".ljust(length, "a"))
        answer = connection.getresponse()
        assert answer.status == status
        assert ("We kennen geen" in answer.read().decode()) == (status == 404)


def test_a_taken_port_is_one_sentence(built_home: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        outcome = serve(built_home, taken.getsockname()[1])
    assert outcome.returncode == 9
    assert "cannot be used" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_without_a_release_it_says_what_to_do(tmp_path: Path) -> None:
    outcome = serve(tmp_path, 1)
    assert outcome.returncode == 6
    assert "impactmonitor build" in outcome.stderr


def test_a_home_that_cannot_be_written_is_served_all_the_same(built_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(built_home, home, ignore=shutil.ignore_patterns("static"))
    (home / "static").write_text("no folder")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "impactmonitor", "serve", "--port", str(port), "--workers", "1"],
        env={**os.environ, "IMPACTMONITOR_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert "served as they are" in process.stderr.readline()  # type: ignore[union-attr]
            assert "is ready" in process.stdout.readline()  # type: ignore[union-attr]
            with urlopen(f"http://127.0.0.1:{port}/static/impactmonitor/css/tokens.css") as answer:
                assert answer.status == 200
        finally:
            process.terminate()
