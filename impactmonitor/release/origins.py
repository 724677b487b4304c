"""Official, local and demonstration figures never meet in one release, and no release stands in for one of another.

A source says in the catalogue which releases may hold its figures. Demonstration figures moreover say in the title of
every publication that they are invented, and nothing else may say so.
"""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.exceptions import DeliveryError, ReleaseError
from impactmonitor.findings import Finding
from impactmonitor.release import names
from impactmonitor.tables import DEMO_TITLE, Origin

NAMES = {
    Origin.OFFICIAL: "official figures",
    Origin.LOCAL: "figures of regions themselves",
    Origin.DEMO: "demonstration figures",
}
MAKE = {
    Origin.OFFICIAL: "impactmonitor build",
    Origin.LOCAL: "impactmonitor local add FILE",
    Origin.DEMO: "impactmonitor demo build",
}
"""The command that makes a release of an origin."""
_TABLES = ("observations", "revisions", "publications")
_STRAY = "SELECT 1 FROM {} f WHERE NOT EXISTS (SELECT 1 FROM publications p WHERE p.id = f.publication) LIMIT 1"


def check(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, origin: Origin) -> None:
    """Look at every source and publication of a release that is being made; raises DeliveryError."""
    findings = []
    for table in _TABLES:
        for source, rows in con.execute(f"SELECT source, count(*) FROM {table} GROUP BY ALL ORDER BY ALL").fetchall():
            known = catalogue.sources.get(source)
            theirs = Origin(known.origin) if known else None
            if theirs is not origin:
                what = NAMES[theirs] if theirs else "not in the catalogue"
                message = f"{rows} rows of source '{source}' ({what}) cannot stand in a release of {NAMES[origin]}"
                remedy = "Figures of different origin are never combined: leave these out."
                findings.append(Finding(table, 0, message, remedy))
    for table in ("observations", "revisions"):
        if con.execute(_STRAY.format(table)).fetchall():
            findings.append(Finding(table, 0, "a figure names a publication that is not there", "Add the publication."))
    for name, title in con.execute("SELECT id, title FROM publications ORDER BY ALL").fetchall():
        invented = DEMO_TITLE.casefold() in title.casefold()
        if origin is Origin.DEMO and not title.startswith(DEMO_TITLE):
            message = f"publication '{name}' does not say that its figures are invented"
            findings.append(Finding("publications", 0, message, f"Let its title begin with: {DEMO_TITLE}"))
        elif origin is not Origin.DEMO and invented:
            message = f"publication '{name}' says that its figures are invented: '{title}'"
            findings.append(Finding("publications", 0, message, f"A release of {NAMES[origin]} cannot hold it."))
    if findings:
        raise DeliveryError(findings)


def of_folder(folder: Path) -> str:
    """What the release in a folder says of its origin; empty when it says nothing that can be read."""
    try:
        return str(json.loads((folder / names.MANIFEST).read_bytes())["origin"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def refuse_other(release: str, theirs: str, wanted: Origin) -> None:
    """Raise ReleaseError when a release is of another origin than it is asked for, wherever it lies."""
    if theirs != wanted:
        known = NAMES.get(Origin(theirs)) if theirs in set(Origin) else None
        raise ReleaseError(
            f"Release {release} holds {known or 'figures of unknown origin'}, and {NAMES[wanted]} were asked for. "
            f"It does not belong in the folder of {NAMES[wanted]}: remove it there, and make a release with: "
            f"{MAKE[wanted]}"
        )
