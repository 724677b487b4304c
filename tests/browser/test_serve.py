"""`impactmonitor serve` as a program: it says when it is ready, or what is wrong."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import psutil
import pytest


def serve(home: Path, port: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "impactmonitor", "serve", "--port", str(port)]
    environment = {**os.environ, "IMPACTMONITOR_HOME": str(home)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@contextmanager
def started(home: Path, workers: int, host: str = "127.0.0.1") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program on a free port, once it says that it is ready, and its address; stopped afterwards."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "impactmonitor",
            "serve",
            "--host",
            host,
            "--port",
            str(port),
            "--workers",
            str(workers),
        ],
        env={**os.environ, "IMPACTMONITOR_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # as a terminal would have it
    ) as process:
        try:
            assert "is ready" in process.stdout.readline()  # type: ignore[union-attr]
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def servers(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """The processes that answer visitors."""
    return [child for child in psutil.Process(process.pid).children() if "spawn_main" in " ".join(child.cmdline())]


def test_it_serves_hashed_files_that_a_browser_may_keep(site: str) -> None:
    with urlopen(site + "/") as answer:
        html = answer.read().decode()
    start = html.index("/static/impactmonitor/css/tokens.")
    address = html[start : html.index('"', start)]
    assert address != "/static/impactmonitor/css/tokens.css"
    with urlopen(site + address) as answer:
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(("number", "status"), [(10_000, 404), (200_000, 431)])
def test_thousands_of_regions_get_a_page(site: str, number: int, status: int) -> None:
    """What the longest of our own forms would send is a page with a sentence, and a megabyte is refused as such."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    with closing(connection):
        connection.request("GET", "/vergelijk/?" + "&".join(f"regio=VT{count:04d}" for count in range(number)))
        answer = connection.getresponse()
        assert answer.status == status
        assert ("We kennen geen" in answer.read().decode()) == (status == 404)


def test_nobody_can_send_a_lot(site: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    with closing(connection):
        connection.request("POST", "/", headers={"Content-Length": str(10**9)})
        assert connection.getresponse().status == 413


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
    with started(home, workers=1) as (process, address):
        assert "served as they are" in process.stderr.readline()  # type: ignore[union-attr]
        with urlopen(f"{address}/static/impactmonitor/css/tokens.css") as answer:
            assert answer.status == 200


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no addresses of both kinds")
def test_all_addresses_are_those_of_both_kinds(built_home: Path) -> None:
    with started(built_home, workers=1, host="::") as (_, address):
        for reached in (address, address.replace("127.0.0.1", "[::1]")):
            with urlopen(reached) as answer:
                assert answer.status == 200


def test_a_process_that_ends_is_followed_up(built_home: Path) -> None:
    with started(built_home, workers=1) as (process, address):
        [first] = servers(process)
        first.kill()
        assert "another one takes its place" in process.stderr.readline()  # type: ignore[union-attr]
        with urlopen(address, timeout=60) as answer:  # waits at the socket until the next process takes it
            assert answer.status == 200
        assert [second.pid for second in servers(process)] != [first.pid]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_stays_behind(built_home: Path, sign: signal.Signals) -> None:
    with started(built_home, workers=2) as (process, _):
        children = servers(process)
        assert len(children) == 2
        process.send_signal(sign)
        _, alive = psutil.wait_procs(children, timeout=30)
        assert not alive
        said, errors = process.communicate(timeout=30)
        assert (process.returncode, errors) == (-sign if sign is signal.SIGKILL else 0, "")
        assert said.endswith("Stopped.\n") == (sign is not signal.SIGKILL)
