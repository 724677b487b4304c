"""`impactmonitor serve` waits for the first page with patience, and leaves the figures to its workers."""

from __future__ import annotations

import http.client
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner

from impactmonitor.__main__ import cli
from impactmonitor.commands import serve as module


class Answers:
    """A server that answers with these statuses or errors in turn; the last one again and again."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, *_: Any, **__: Any) -> mock.Mock:
        connection = mock.Mock()
        connection.getresponse.side_effect = self._answer
        return connection

    def _answer(self) -> mock.Mock:
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return mock.Mock(status=answer)


def announce(monkeypatch: pytest.MonkeyPatch, answers: Answers) -> list[float]:
    """Run the announcement with a clock of its own; the pauses that it took."""
    pauses: list[float] = []
    monkeypatch.setattr(module.http.client, "HTTPConnection", answers)
    monkeypatch.setattr(module.time, "monotonic", lambda: sum(pauses))
    monkeypatch.setattr(module.time, "sleep", pauses.append)
    module._announce("127.0.0.1", 1)
    return pauses


@pytest.mark.parametrize(
    "answer", [503, 500, 404, ConnectionRefusedError(), TimeoutError(), http.client.BadStatusLine("x")]
)
def test_it_never_hammers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: int | Exception
) -> None:
    answers = Answers(answer)
    pauses = announce(monkeypatch, answers)
    assert answers.asked == len(pauses)
    assert answers.asked < 2 * module.READY_WITHIN
    assert "does not come" in capsys.readouterr().err


def test_it_says_so_once_the_page_comes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answers = Answers(ConnectionRefusedError(), http.client.RemoteDisconnected(), 503, 200)
    announce(monkeypatch, answers)
    assert answers.asked == 4
    said = capsys.readouterr().out
    assert said.startswith("Impactmonitor is ready: http://127.0.0.1:1/")
    assert "Set IMPACTMONITOR_ADDRESS to the address under which visitors find this site" in said


def test_the_parent_does_not_hold_the_figures(built_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An open file of figures in the parent would be inherited by every process."""
    opened = mock.Mock(side_effect=AssertionError("the parent opened the release"))
    server = mock.Mock()
    monkeypatch.setattr("impactmonitor.release.read.Release", opened)
    monkeypatch.setattr("impactmonitor.release.read._open", opened)
    monkeypatch.setattr(module.processes, "serve", server)
    monkeypatch.setattr(module, "collect", lambda folder: None)
    monkeypatch.setattr(module, "_announce", lambda host, port: None)
    monkeypatch.setenv("IMPACTMONITOR_ALLOWED_HOSTS", "")
    outcome = CliRunner().invoke(cli, ["serve", "--port", "8609"], catch_exceptions=False)
    assert outcome.exit_code == 0
    assert server.called
    assert not opened.called
