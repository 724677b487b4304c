"""`impactmonitor check`."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

import click

from impactmonitor import settings
from impactmonitor.catalogue.check import check as check_catalogue
from impactmonitor.catalogue.load import Catalogue, read
from impactmonitor.deliveries.bundled import Accepted, examine
from impactmonitor.exceptions import DeliveryError
from impactmonitor.findings import Finding
from impactmonitor.tables import to_arrow


def _computed(catalogue: Catalogue, accepted: Accepted) -> tuple[int, list[Finding]]:
    """How many figures a release of these adds that we compute, and what texts say that these figures do not.

    Raises DeliveryError when they cannot be loaded.
    """
    from impactmonitor.indicators.compute import compute
    from impactmonitor.release.proposed import proposed
    from impactmonitor.reports.year.agree import disagreements
    from impactmonitor.store import build, connect

    with tempfile.TemporaryDirectory() as work:
        con = connect.working(Path(work) / "check.duckdb")
        try:
            build.create_tables(con)
            build.load(con, "observations", [to_arrow(accepted.observations)])
            build.check(con, catalogue)
            build.add_periods(con)
            return compute(con, catalogue), disagreements(catalogue, proposed(con))
        finally:
            con.close()


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON, for a program.")
@click.option("--rows", is_flag=True, help="Also say of every printed row what became of it.")
def check(as_json: bool, rows: bool) -> None:
    """Read the whole catalogue and the bundled figures; say what is wrong, where, and what to do.

    Exit code 0: nothing wrong. 3: the catalogue or the figures have errors.
    """
    catalogue, findings = read(settings.load().catalogue)
    findings += check_catalogue(catalogue)
    found: list[Finding]
    accepted: Accepted | None
    lines: list[str] = []
    summary = f"{len(catalogue.indicators)} indicators"
    try:
        accepted, found = examine(catalogue) if not findings else (None, [])
    except DeliveryError as error:
        accepted, found = None, list(error.findings)
    findings += found
    if accepted is None:
        summary += "; the figures were not examined"
    else:
        shaped = accepted.shaped
        lines += [f"mapped\t{r.file}:{r.line}\t{'/'.join(o.key)}" for r, o in shaped.mapped]
        lines += [f"covered\t{r.file}:{r.line}\t{t.file}:{t.line}" for r, t in shaped.covered]
        lines += [f"not carried\t{r.file}:{r.line}\t{reason}" for r, reason in shaped.not_carried]
        status = Counter(i.status for i in catalogue.indicators.values())
        printed, computed = len(accepted.observations), 0
        if not findings:
            computed, disagreeing = _computed(catalogue, accepted)
            findings += disagreeing
        summary += (
            f" ({', '.join(f'{n} {s}' for s, n in sorted(status.items()))}). "
            f"The bundled figures: {printed} printed + {computed} computed from them = {printed + computed} in force; "
            f"{len(accepted.earlier)} earlier vintages, {len(shaped.covered)} rows covered by another file, "
            f"{len(shaped.not_carried)} not carried"
        )
    if as_json:
        click.echo(json.dumps({"findings": [f.as_dict() for f in findings], "summary": summary}, ensure_ascii=False))
    else:
        if rows:
            click.echo("\n".join(lines))
        for finding in findings:
            click.echo(str(finding), err=True)
        count = {0: "No findings", 1: "1 finding"}.get(len(findings), f"{len(findings)} findings")
        click.echo(f"{count}. {summary}")
    if any(f.level == "error" for f in findings):
        sys.exit(3)
