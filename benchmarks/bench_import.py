"""Import a table of 871,602 cells from a server on this machine (memory, time), then update everything from it.

An import is the whole way of one table: metadata, pages kept as received, cells, all checks, and observations ready
for a release. Baseline, in turns with it and from the same server: the public client `cbsodata4` reading the same rows
into a data frame. Targets: peak memory at most 300 MB; at most twice the time of the client.

Ours runs with what requirements/run.txt installs. The client brings pandas, which pyarrow would load of its own accord
(about 60 MB, 2 s). Nothing large is imported here: the memory of a process counts from what its parent had.
"""

from __future__ import annotations

import os
import pty
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve()
ID, CELLS = "84851NED", 871_602
RUNS, UPDATES = 5, 1
NOT_ALL = 11
"""Exit code of an update that lacks tables: of some tables nothing was ever printed, so the server has none."""
MEMORY, RATIO = 300, 2.0
FRAME = re.compile(rf"{ID} \(.*?cells [-:0-9]+")


@dataclass(frozen=True)
class Run:
    """What a whole process took: seconds by the clock and of the processor, peak memory in MB, and what it wrote."""

    seconds: float
    cpu: float
    peak: float
    out: str
    screen: str


def without_pandas(folder: Path) -> str:
    """A folder for PYTHONPATH that hides pandas."""
    folder.mkdir()
    (folder / "pandas.py").write_text('raise ImportError("not among the requirements")\n', encoding="utf-8")
    return str(folder)


def run(command: list[str], host: str, home: Path, pandas: bool = False) -> Run:
    """A process of its own, whose standard error is a terminal."""
    environment = os.environ | {
        "IMPACTMONITOR_STATLINE_V4": f"http://{host}/odata/v1/CBS",
        "IMPACTMONITOR_STATLINE_V3": f"http://{host}",
        "IMPACTMONITOR_PDOK": f"http://{host}/pdok",
        "IMPACTMONITOR_HOME": str(home),
        "NO_PROXY": "127.0.0.1",
        "TERM": "xterm",
        "COLUMNS": "100",
    }
    if not pandas:
        environment["PYTHONPATH"] = without_pandas(home / "hidden")
    screen = bytearray()
    ours, theirs = pty.openpty()
    start = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=theirs, text=True) as process:
        os.close(theirs)
        watching = threading.Thread(target=_watch, args=(ours, screen))
        watching.start()
        out = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watching.join()
    os.close(ours)
    shown = screen.decode(errors="replace")
    if process.returncode not in (0, NOT_ALL):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{out[-2000:]}")
    peak = used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    return Run(seconds, used.ru_utime + used.ru_stime, peak, out, shown)


def _watch(terminal: int, screen: bytearray) -> None:
    while True:
        try:
            text = os.read(terminal, 65_536)
        except OSError:  # Linux says so when the other side is closed
            return
        if not text:
            return
        screen += text


@contextmanager
def server() -> Iterator[str]:
    """Host of a server in a process of its own, with pages made beforehand."""
    command = [sys.executable, str(HERE.with_name("big_table.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        host = process.stdout.readline().strip() if process.stdout else ""
        if not host:
            raise SystemExit("the server did not start")
        yield host
        process.communicate()


def import_one(home: Path, base: str) -> None:
    """Fetch the table, check it, and make observations of it."""
    import datetime as dt

    from impactmonitor.catalogue.load import load
    from impactmonitor.deliveries.bundled import Accepted
    from impactmonitor.deliveries.ledger import Ledger
    from impactmonitor.deliveries.shape import Shaped
    from impactmonitor.deliveries.sources.statline.fetch import Folders
    from impactmonitor.deliveries.statline import Updater, Wishes, services
    from impactmonitor.outgoing import Outgoing
    from impactmonitor.settings import default_catalogue
    from impactmonitor.store import connect
    from impactmonitor.store.assemble import assembled

    marks = [time.perf_counter()]
    catalogue, offered, ledger = load(default_catalogue()), services(base, base), Ledger(home / "statline")
    folders = Folders(home / "raw", home / "cells")
    marks.append(time.perf_counter())
    with Outgoing([base]) as outgoing:
        chosen, now = [offered["v4"]], lambda: dt.datetime.now(dt.UTC)
        (report,) = Updater(outgoing, chosen, catalogue, ledger, folders, Wishes((ID,)), now).run()
    if (report.state, report.rows, report.findings) != ("fetched", CELLS, []):
        raise SystemExit(f"not as it should be: {report}")
    marks.append(time.perf_counter())
    con = connect.working(home / "figures.duckdb", connect.ASSEMBLING)
    assembled(catalogue, Accepted([], [], [], [], Shaped()), ledger, folders, offered, con)
    figures = con.execute("SELECT count(*) FROM in_force").fetchall()[0][0]
    con.close()
    marks.append(time.perf_counter())
    print(figures, *(f"{after - before:.2f}" for before, after in pairwise(marks)))


def read_by_client(home: Path, root: str) -> None:
    """The same rows by the public client."""
    import cbsodata4

    found = cbsodata4.get_observations(ID, download_dir=home / ID, base_url=root)
    if len(found) != CELLS:
        raise SystemExit(f"{len(found)} rows")


def middle(runs: list[Run], of: Callable[[Run], float]) -> float:
    return statistics.median(of(one) for one in runs)


def imports(host: str) -> bool:
    """Import and baseline in turns; whether both targets were met."""
    ours: list[Run] = []
    theirs: list[Run] = []
    asks = [(ours, ["import", f"http://{host}/odata/v1/CBS"]), (theirs, ["client", f"http://{host}/odata/v1"])]
    for number in range(RUNS):
        for runs, (name, address) in asks if number % 2 else reversed(asks):
            with tempfile.TemporaryDirectory() as home:
                command = [sys.executable, str(HERE), name, home, address]
                runs.append(run(command, host, Path(home), pandas=name == "client"))
    figures = ours[0].out.split()[0]
    parts = [statistics.median(float(one.out.split()[place]) for one in ours) for place in (1, 2, 3)]
    ratio = middle(ours, lambda r: r.seconds) / middle(theirs, lambda r: r.seconds)
    of_cpu = middle(ours, lambda r: r.cpu) / middle(theirs, lambda r: r.cpu)
    peak = max(one.peak for one in ours)
    print(
        f"import of {CELLS:,} cells to {int(figures):,} figures, n={RUNS}: median "
        f"{middle(ours, lambda r: r.seconds):.2f} s (catalogue {parts[0]:.2f}, fetch and checks {parts[1]:.2f}, "
        f"observations {parts[2]:.2f}), highest peak memory {peak:.0f} MB (target {MEMORY} MB)"
    )
    print(
        f"  cbsodata4 for the same rows: median {middle(theirs, lambda r: r.seconds):.2f} s, peak memory "
        f"{max(one.peak for one in theirs):.0f} MB; ratio {ratio:.2f}, of processor time {of_cpu:.2f} "
        f"(target at most {RATIO:.0f})"
    )
    return peak <= MEMORY and ratio <= RATIO


def updates(host: str) -> bool:
    """Full updates into empty homes; whether the progress of the large table was shown."""
    command = [str(Path(sys.executable).parent / "impactmonitor"), "update", "--no-maps"]
    runs = []
    for _ in range(UPDATES):
        with tempfile.TemporaryDirectory() as home:
            runs.append(run(command, host, Path(home)))
    cells = [int(count.replace(",", "")) for count in re.findall(r"^\S+  ([\d,]+) cells, changed", runs[0].out, re.M)]
    seconds = middle(runs, lambda r: r.seconds)
    print(
        f"full update of {len(cells)} tables with {sum(cells):,} cells, n={UPDATES}: median {seconds:.1f} s, "
        f"processor {middle(runs, lambda r: r.cpu):.1f} s, highest peak memory {max(r.peak for r in runs):.0f} MB, "
        f"{sum(cells) / seconds:,.0f} cells per second"
    )
    frames = [re.findall(FRAME, re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", one.screen)) for one in runs]
    distinct = list(dict.fromkeys(frames[0]))
    for shown in distinct[:: max(1, len(distinct) // 3)][:4]:
        print(f"  progress: {shown}")
    return all(frames)


def main() -> None:
    if len(sys.argv) > 3:
        {"import": import_one, "client": read_by_client}[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])
        return
    with server() as host:
        met = [imports(host), updates(host)]
    if not all(met):
        raise SystemExit("a target was missed")


if __name__ == "__main__":
    main()
