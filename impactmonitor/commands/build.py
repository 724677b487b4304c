"""`impactmonitor build`."""

from __future__ import annotations

import json

import click
from rich.console import Console

from impactmonitor import settings
from impactmonitor.commands.drawing import draw_charts
from impactmonitor.commands.releasing import (
    checked_catalogue,
    hold_back,
    make_release,
    one_at_a_time,
    put_in_force,
)
from impactmonitor.release import pointer
from impactmonitor.tables import Origin


@click.command()
@click.option("--no-activate", is_flag=True, help="Make the release, but leave the active one in force.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON, for a program.")
def build(no_activate: bool, as_json: bool) -> None:
    """Make a release from the figures that are here and put it in force: the bundled ones, and what update fetched.

    Nothing changes when the catalogue or the figures have errors (exit code 3 or 4), when figures may not leave (5),
    when another build or update is running (7) or when the disk is full (8). The same figures always give the same
    release.
    """
    config = settings.load()
    with Console(stderr=True).status("reading the catalogue") as status:
        catalogue = checked_catalogue(config)
        with one_at_a_time(config, "build or update"):
            made = make_release(config, catalogue, status.update)
            if not no_activate:
                hold_back(config, made, only_same=True)
                put_in_force(config, made, "built")
        active = pointer.active(config.releases / Origin.OFFICIAL)
        if active:
            draw_charts(config, Origin.OFFICIAL, active, status.update)
    outcome = {
        "release": made.release,
        "active": active,
        "previous": made.before,
        "figures": made.figures,
    }
    if as_json:
        click.echo(json.dumps(outcome))
    elif made.repaired:
        click.echo(f"Release {made.release} was damaged. It was made again and is in force.")
    elif made.indexed_again:
        click.echo(f"Release {made.release} is already in force; its index was made again from its figures.")
    elif made.before == made.release:
        click.echo(f"Release {made.release} is already in force; nothing changed.")
    elif made.held_back:
        click.echo(made.waits)
    elif no_activate:
        click.echo(
            f"Release {made.release} is made. Put it in force with: impactmonitor release activate {made.release}"
        )
    else:
        click.echo(f"Release {made.release} is in force.")
