"""`impactmonitor demo …`."""

from __future__ import annotations

import datetime as dt
import json

import click
from rich.console import Console

from impactmonitor import settings
from impactmonitor.actors import COMMAND_LINE
from impactmonitor.commands.releasing import checked_catalogue
from impactmonitor.deliveries.demo import Demonstration
from impactmonitor.release import pointer
from impactmonitor.release.publish import Proposal, publish
from impactmonitor.tables import Origin


@click.group()
def demo() -> None:
    """Demonstration figures: invented, whole, and kept apart from official figures."""


@demo.command()
@click.option("--few-municipalities", "few", is_flag=True, help="Only the municipalities of two regions: quicker.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON, for a program.")
def build(few: bool, as_json: bool) -> None:
    """Make the release of demonstration figures and put it in force under /demo/."""
    config = settings.load()
    folder = config.releases / Origin.DEMO
    with Console(stderr=True).status("reading the catalogue") as status:
        made = Demonstration(checked_catalogue(config), few)
        before = pointer.active(folder)
        release = publish(
            Proposal(
                origin=Origin.DEMO,
                catalogue=made.catalogue,
                observations=made.observations(),
                publications=[made.publications()],
            ),
            folder,
            status.update,
        )
        if before != release:
            pointer.activate(folder, release, COMMAND_LINE, "built", dt.datetime.now(dt.UTC))
    if as_json:
        click.echo(json.dumps({"release": release, "previous": before}))
    else:
        click.echo(f"Demonstration release {release} is in force.")
