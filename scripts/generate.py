#!/usr/bin/env python
"""Write the generated files, or with --check say which of them are out of date (exit code 1)."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from reference.combinations import combinations_page
from reference.commands import commands_page
from reference.fields import catalogue_page
from reference.figures import figures_page
from reference.line_stencil import stencil
from reference.schema import schema
from reference.translations import MO, PO, mo_bytes, po_text, translations

from impactmonitor.catalogue.load import load
from impactmonitor.deliveries.bundled import examine
from impactmonitor.exceptions import DeliveryError, ImpactmonitorError

ROOT = Path(__file__).resolve().parents[1]


def outputs(folder: Path = ROOT / "catalogue") -> dict[str, bytes]:
    """Content of every generated file, by its path from the root. `folder` is the catalogue to describe."""
    catalogue = load(folder)
    accepted, findings = examine(catalogue)
    if findings:
        raise DeliveryError(findings)
    texts = {
        "catalogue/schema.json": schema(),
        "docs/reference/catalogue.md": catalogue_page(catalogue),
        "docs/reference/published-figures.md": figures_page(catalogue, accepted),
        "docs/reference/commands.md": commands_page(),
        "docs/reference/combinations.md": combinations_page(),
        "impactmonitor/present/charts/line_chart.json": json.dumps(stencil(), indent=1, sort_keys=True) + "\n",
    }
    english = translations(ROOT)
    return {name: text.encode() for name, text in texts.items()} | {PO: po_text(english), MO: mo_bytes(english)}


def stale(files: dict[str, bytes], root: Path) -> list[str]:
    """Paths below `root` that are missing or differ from what they should be."""
    return [
        name for name, content in files.items() if not (root / name).is_file() or (root / name).read_bytes() != content
    ]


def write(files: dict[str, bytes], root: Path) -> list[str]:
    """Write what differs; returns the paths that changed."""
    changed = stale(files, root)
    for name in changed:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(files[name])
    return changed


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a file is out of date")
    check = parser.parse_args(arguments).check
    try:
        files = outputs()
    except ImpactmonitorError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if not check:
        for name in write(files, root):
            print(f"{name} is written.")
        return 0
    found = stale(files, root)
    for name in found:
        print(f"{name} is out of date. Run: make fix", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
