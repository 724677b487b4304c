"""What every test stands on: no network, no real run-time data, and one release built from the bundled figures."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis_settings

from impactmonitor.__main__ import main
from impactmonitor.catalogue.load import Catalogue, load
from impactmonitor.deliveries.bundled import Accepted, examine
from impactmonitor.findings import Finding
from impactmonitor.release import pointer
from impactmonitor.settings import default_catalogue

if TYPE_CHECKING:
    from monitored import Monitor

# Before any fixture runs: a place that cannot exist, so that nothing ever reaches the real ./var.
os.environ["IMPACTMONITOR_HOME"] = "/dev/null/impactmonitor-tests"
os.environ.pop("IMPACTMONITOR_CATALOGUE", None)
os.environ["IMPACTMONITOR_DRAW_CHARTS"] = "0"  # a release of a test is looked at on few pages

# The same examples at every run; `--hypothesis-profile=explore` looks further.
hypothesis_settings.register_profile("steady", deadline=None, derandomize=True, database=None)
hypothesis_settings.register_profile("explore", deadline=None, max_examples=5_000, database=None)
hypothesis_settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--whole`, of `make walk`."""
    parser.addoption("--whole", action="store_true", help="walk over every page, not over some of each kind")


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether to walk over every page. Otherwise a few of each kind, which one template makes, tell as much."""
    return bool(request.config.getoption("--whole"))


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


def _refuse(address: object) -> None:
    host = address[0] if isinstance(address, tuple) else "localhost"
    if host not in ("localhost", "127.0.0.1", "::1", "0.0.0.0", ""):
        raise RuntimeError(f"A test tried to reach {host}. Tests use no network: give the test its own answer.")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """A connection to anything but this machine raises."""
    real_connect, real_connect_ex = socket.socket.connect, socket.socket.connect_ex

    def connect(self: socket.socket, address: object) -> object:
        _refuse(address)
        return real_connect(self, address)  # type: ignore[arg-type]

    def connect_ex(self: socket.socket, address: object) -> int:
        _refuse(address)
        return real_connect_ex(self, address)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect_ex)
        yield


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with the release of the bundled figures in force, built once per process. Read it, never change it."""
    from click.testing import CliRunner

    from impactmonitor.__main__ import cli

    home = tmp_path_factory.mktemp("built") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMPACTMONITOR_HOME", str(home))
        outcome = CliRunner().invoke(cli, ["build"], catch_exceptions=False)
        assert outcome.exit_code == 0, outcome.output
        yield home


@pytest.fixture(scope="session")
def demo_home(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with official and demonstration figures in force, made once per process. Read it, never change it.

    Of two regions (Drenthe, and Brabant Noordoost with what became of it) the municipalities have figures too.
    """
    from click.testing import CliRunner

    from impactmonitor.__main__ import cli

    home = shutil.copytree(built_home, tmp_path_factory.mktemp("demo") / "home")
    outcome = CliRunner().invoke(
        cli,
        ["demo", "build", "--few-municipalities"],
        env={"IMPACTMONITOR_HOME": str(home)},
        catch_exceptions=False,
    )
    assert outcome.exit_code == 0, outcome.output
    return home


@pytest.fixture(autouse=True)
def own_home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every test has an empty home of its own, unless it asks for `demo_home` or `built_home`.

    The order of tests cannot matter.
    """
    if "demo_home" in request.fixturenames:
        home = request.getfixturevalue("demo_home")
    elif "built_home" in request.fixturenames:
        home = request.getfixturevalue("built_home")
    else:
        home = tmp_path_factory.getbasetemp() / "empty-homes" / f"{abs(hash(request.node.nodeid))}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMPACTMONITOR_HOME", str(home))
        patch.delenv("IMPACTMONITOR_CATALOGUE", raising=False)
        patch.delenv("IMPACTMONITOR_DEBUG", raising=False)
        if kept := sys.modules.get("impactmonitor.web.kept"):  # answers of an earlier test are not those of this one
            kept.clear()
        yield


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real catalogue."""
    return load(default_catalogue())


@pytest.fixture(scope="session")
def examined(catalogue: Catalogue) -> tuple[Accepted, list[Finding]]:
    """The bundled figures, shaped by the real catalogue, and the findings."""
    return examine(catalogue)


@pytest.fixture
def catalogue_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real catalogue that the program reads; change it as you like."""
    copy = shutil.copytree(default_catalogue(), tmp_path / "catalogue")
    monkeypatch.setenv("IMPACTMONITOR_CATALOGUE", str(copy))
    return copy


@pytest.fixture
def home(built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own with the bundled release in force, and nothing that others asked for; change it as you like."""
    own = shutil.copytree(built_home, tmp_path / "home", ignore=shutil.ignore_patterns("reports"))
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(own))
    return own


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line as a user would: `run("build", "--json")` gives exit code, stdout and stderr."""

    def command(*args: str) -> Outcome:
        capsys.readouterr()
        code = 0
        try:
            main(list(args))
        except SystemExit as end:
            code = int(end.code or 0)
        text = capsys.readouterr()
        return Outcome(code, text.out, text.err)

    return command


@pytest.fixture
def two_releases(home: Path, catalogue_copy: Path, run: Run) -> dict[str, str]:
    """Two releases in `home`, the later one in force: id to the share of citizens in Drenthe, 2021H1, that it shows.

    The first holds it as printed (56,2), the second after a correction (57,3).
    """
    releases = home / "releases" / "official"
    before = pointer.active(releases)
    path = catalogue_copy / "published" / "national_published_figures.csv"
    text = path.read_text(encoding="utf-8")
    row = "type adviesvrager,Burger,%,Drenthe (VT),2021H1,56.2,"
    assert text.count(row) == 1
    path.write_text(text.replace(row, row.replace("56.2", "57.3")), encoding="utf-8")
    assert run("build").code == 0
    after = pointer.active(releases)
    assert before is not None
    assert after is not None
    return {before: "56,2", after: "57,3"}


@pytest.fixture(scope="session")
def live_home(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which figures of two live tables are in force, made once per process. Read it, never change it."""
    from monitored import make_live_home

    return make_live_home(built_home, tmp_path_factory.mktemp("live"))


@pytest.fixture
def monitor(live_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Iterator[Monitor]:
    """A copy of that home with the source of its figures; change both as you like."""
    from monitored import monitored

    with monitored(live_home, tmp_path, monkeypatch, run) as found:
        yield found
