"""Requests through a proxy: one that is configured, one of the environment, and none that is no proxy."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from impactmonitor.exceptions import SettingsError, SourceError
from impactmonitor.outgoing import Limits, Outgoing

AT_ONCE = Limits(pause=0, first_wait=0, longest_wait=0, attempts=2, total=60, silence=20)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@contextlib.contextmanager
def proxy(answer: bytes) -> Iterator[tuple[str, list[str]]]:
    """A proxy that answers everything itself, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        log_message: Callable[..., None] = lambda *_: None

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_address[1]}", asked
        finally:
            running.shutdown()
            thread.join()


def test_a_configured_proxy_is_used() -> None:
    with proxy(b'{"value": []}') as (address, asked), Outgoing(["http://figures.example"], proxy=address) as out:
        assert out.json("http://figures.example/x?y=1")[1] == {"value": []}
        with pytest.raises(SourceError, match="not on the list"):
            out.get(f"{address}/x")
    assert asked == ["http://figures.example/x?y=1"]


def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with proxy(b"{}") as (address, asked):
        monkeypatch.setenv("HTTP_PROXY", address)
        with Outgoing(["http://figures.example"], limits=AT_ONCE) as out:
            out.get("http://figures.example/x")
    assert asked == ["http://figures.example/x"]


@pytest.mark.parametrize("address", ["ftp://proxy.example", "socks5://proxy.example:1", "http://[::", "nonsense", "::"])
def test_a_proxy_that_is_none(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="IMPACTMONITOR_PROXY"):
        Outgoing(["https://opendata.cbs.nl"], proxy=address)
    if "/" in address:  # without a scheme, the environment means http://
        monkeypatch.setenv("HTTPS_PROXY", address)
        with pytest.raises(SettingsError, match="HTTPS_PROXY"):
            Outgoing(["https://opendata.cbs.nl"])
