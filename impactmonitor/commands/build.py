"""`impactmonitor build`."""

from __future__ import annotations

import datetime as dt
import json

import click
from rich.console import Console

from impactmonitor import settings
from impactmonitor.actors import COMMAND_LINE
from impactmonitor.catalogue.check import check
from impactmonitor.catalogue.load import load
from impactmonitor.deliveries.bundled import accept
from impactmonitor.exceptions import CatalogueError
from impactmonitor.release import pointer
from impactmonitor.release.publish import ALREADY_THERE, Proposal, publish
from impactmonitor.tables import PUBLICATION_SCHEMA, Origin, to_arrow


@click.command()
@click.option("--no-activate", is_flag=True, help="Make the release, but leave the active one in force.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON, for a program.")
def build(no_activate: bool, as_json: bool) -> None:
    """Make a release from the bundled published figures and put it in force.

    Nothing changes when the catalogue or the figures have errors (exit code 3 or 4), when figures may not leave (5),
    when another build is running (7) or when the disk is full (8). The same figures always give the same release.
    """
    config = settings.load()
    folder = config.releases / Origin.OFFICIAL
    console = Console(stderr=True)
    steps: list[str] = []
    with console.status("reading the catalogue") as status:

        def step(name: str) -> None:
            steps.append(name)
            status.update(name)

        catalogue = load(config.catalogue)
        if findings := check(catalogue):
            raise CatalogueError(findings)
        accepted = accept(catalogue, config.deliveries)
        release = publish(
            Proposal(
                origin=Origin.OFFICIAL,
                catalogue=catalogue,
                observations=[to_arrow(accepted.observations)],
                revisions=[to_arrow(accepted.earlier)],
                publications=[to_arrow(accepted.publications, PUBLICATION_SCHEMA)],
                deliveries=accepted.deliveries,
                not_carried=[(row.file, row.line, reason) for row, reason in accepted.shaped.not_carried],
            ),
            folder,
            step,
        )
    before = pointer.active(folder)
    if not no_activate and before != release:
        pointer.activate(folder, release, COMMAND_LINE, "built", dt.datetime.now(dt.UTC))
    outcome = {
        "release": release,
        "active": pointer.active(folder),
        "previous": before,
        "figures": len(accepted.observations),
    }
    if as_json:
        click.echo(json.dumps(outcome))
    elif before == release and ALREADY_THERE not in steps:
        click.echo(f"Release {release} was damaged. It was made again and is in force.")
    elif before == release:
        click.echo(f"Release {release} is already in force; nothing changed.")
    elif no_activate:
        click.echo(f"Release {release} is made. Put it in force with: impactmonitor release activate {release}")
    else:
        click.echo(f"Release {release} is in force.")
