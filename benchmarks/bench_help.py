"""`impactmonitor --help`: target at most 0.5 s. Baseline: Python that only imports click."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 11


def median(command: list[str]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    ours = median([str(Path(sys.executable).parent / "impactmonitor"), "--help"])
    bare = median([sys.executable, "-c", "import click"])
    print(
        f"impactmonitor --help, n={RUNS}: median {ours:.3f} s (target 0.5 s), {ours / bare:.1f} x importing click alone"
    )


if __name__ == "__main__":
    main()
