"""The programs that are measured: how each is started, where its region page is, and when that is complete."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from webbench.figures import CHARTS, Exported

ROOT = Path(__file__).resolve().parents[2]
RIVALS = ROOT / "benchmarks" / "rivals"
LOCK = ROOT / "requirements" / "bench.txt"
THERE = ROOT / ".venv-bench"
BIN = THERE / "bin"
OURS = "impactmonitor"
WORKERS = "2"
LISTENING_WITHIN = 60.0
TILES = 25


@dataclass(frozen=True)
class Part:
    """A document that a visitor opens: its address, with `{region}`, and when it stands, as the browser says it."""

    path: str
    complete: str


@dataclass(frozen=True)
class Program:
    """How it is started, `{port}` filled in; and the parts that are one region page together."""

    name: str
    command: list[str]
    parts: tuple[Part, ...]
    environment: dict[str, str] = field(default_factory=dict)
    session: bool = False
    """Whether a page is a session over a websocket rather than requests."""

    def paths(self, region: str) -> list[str]:
        """Addresses of the page of a region, from the root of the server."""
        return [part.path.format(region=region) for part in self.parts]


@dataclass
class Running:
    """A started program."""

    program: Program
    process: subprocess.Popen[str]
    port: int
    began: float
    """Moment of the start, in seconds since 1970."""

    @property
    def host(self) -> str:
        """`127.0.0.1:port`."""
        return f"127.0.0.1:{self.port}"

    def memory(self) -> float:
        """Resident memory of all its processes together, in MB."""
        parent = psutil.Process(self.process.pid)
        return sum(p.memory_info().rss for p in [parent, *parent.children(recursive=True)]) / 2**20


def install() -> None:
    """Put the other programs into `.venv-bench`, as locked; nothing when they are there already."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    stamp = THERE / "installed"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest:
        return
    print("Installing the programs beside which we measure in .venv-bench ...", file=sys.stderr)
    uv = [sys.executable, "-m", "uv", "--quiet"]
    subprocess.run([*uv, "venv", "--clear", "--python", sys.executable, str(THERE)], check=True)
    subprocess.run(
        [*uv, "pip", "install", "--python", str(BIN / "python"), "--require-hashes", "-r", str(LOCK)], check=True
    )
    stamp.write_text(digest, encoding="utf-8")


def ours(home: Path, map_of: str) -> Program:
    """Impactmonitor on demonstration figures, as `impactmonitor serve` starts it."""
    command = [str(Path(sys.executable).parent / "impactmonitor"), "serve", "--port", "{port}", "--workers", WORKERS]
    return Program(
        OURS,
        command,
        (
            Part("/demo/regio/{region}/", _many("main svg.spark", CHARTS)),
            Part(f"/demo/vergelijk/{map_of}/?vorm=kaart&mijn={{region}}", _many("svg.tilemap a", TILES)),
        ),
        {"IMPACTMONITOR_HOME": str(home)},
    )


def rivals(exported: Exported) -> list[Program]:
    """The others, each as its own documentation says that it is put into production."""
    figures = {"FIGURES": str(exported.folder)}
    subprocess.run([str(BIN / "python"), str(RIVALS / "datasette_app.py"), str(exported.folder)], check=True)
    streamlit = ["streamlit", "run", str(RIVALS / "streamlit_app.py"), "--server.port", "{port}",
                 "--server.address", "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none",
                 "--browser.gatherUsageStats", "false"]  # fmt: skip
    dash = ["gunicorn", "--workers", WORKERS, "--bind", "127.0.0.1:{port}", "--chdir", str(RIVALS), "dash_app:server"]
    datasette = ["datasette", "serve", "-i", str(exported.folder / "figures.db"),
                 "-m", str(exported.folder / "metadata.json"), "--port", "{port}"]  # fmt: skip
    vega = ":is(canvas.marks, svg.marks)"
    drawn = CHARTS + 1
    return [
        Program(
            "Streamlit",
            _there(streamlit),
            (Part("/?regio={region}", _many(f"[data-testid=stVegaLiteChart] {vega}", drawn)),),
            figures,
            session=True,
        ),
        Program(
            "Dash",
            _there(dash),
            (Part("/?regio={region}", _many(".js-plotly-plot .scatterlayer .trace:first-of-type", drawn)),),
            figures,
        ),
        Program(
            "Datasette",
            _there(datasette),
            (Part("/-/dashboards/regio?regio={region}", _many(f".dashboard-card-chart {vega}", drawn)),),
        ),
    ]


def _there(command: list[str]) -> list[str]:
    return [str(BIN / command[0]), *command[1:]]


def _many(selector: str, number: int) -> str:
    return f"document.querySelectorAll('{selector}').length >= {number}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(program: Program, until: str = "") -> Iterator[Running]:
    """Start the program, wait until it listens (or has said `until`), and stop it with all its processes."""
    port = _free_port()
    command = [part.format(port=port) for part in program.command]
    environment = os.environ | program.environment | {"PYTHONUNBUFFERED": "1"}
    out = subprocess.PIPE if until else subprocess.DEVNULL
    began = time.time()
    with subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            if process.stdout:
                next((line for line in process.stdout if until in line), None)
            _listening(process, port)
            yield Running(program, process, port, began)
        finally:
            _stop(process)


def _listening(process: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + LISTENING_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise SystemExit(f"{json.dumps(process.args)} does not listen")


def _stop(process: subprocess.Popen[str]) -> None:
    if process.poll() is not None:
        return
    children = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    _, left = psutil.wait_procs([psutil.Process(process.pid), *children], timeout=10)
    for one in left:
        one.kill()
