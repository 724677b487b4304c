"""The command line: a table of contents. A command lives in impactmonitor/commands/ and is imported when it is run."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from impactmonitor.exceptions import ImpactmonitorError, storage_error

COMMANDS = {
    "check": "Read the whole catalogue and the bundled figures; say what is wrong, where, and what to do.",
    "update": "Fetch what changed at the sources, make a release of it and put it in force.",
    "statline": "Show the labels of a StatLine table, and which of them the catalogue uses.",
    "build": "Make a release from the figures that are here and put it in force.",
    "release": "List, show, compare, verify, activate or roll back releases.",
    "figures": "Print released figures, all of them or a selection.",
    "local": "Add, list or remove figures that a region delivers itself, such as quarterly ones.",
    "demo": "Make the demonstration figures: invented, whole, under /demo/.",
    "report": "Write a region in one document (PDF), or all regions.",
    "serve": "Serve the monitor.",
    "export-site": "Write the public site as files, for any web server or CDN.",
}


class LazyGroup(click.Group):
    """Loads a command's module only when it runs, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        return getattr(importlib.import_module(f"impactmonitor.commands.{name}"), name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: impactmonitor build, then impactmonitor serve. "
    "Run-time data go to ./var (or IMPACTMONITOR_HOME); the catalogue is read from IMPACTMONITOR_CATALOGUE where set.",
)
@click.version_option(package_name="impactmonitor", message="impactmonitor %(version)s")
def cli() -> None:
    """Impactmonitor: figures on domestic violence and child abuse, per region, with their meaning and source."""


def main(args: list[str] | None = None) -> Any:
    """Run the command line; errors become one sentence on stderr and an exit code."""
    try:
        return cli.main(args=args, prog_name="impactmonitor")
    except ImpactmonitorError as error:
        click.echo(f"impactmonitor: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader of our output has seen enough, as in `impactmonitor figures | head`
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 (open until exit, so that nothing more is said)
        sys.exit(0)
    except OSError as error:
        click.echo(f"impactmonitor: {storage_error(error, 'the file')}", err=True)
        sys.exit(8)


if __name__ == "__main__":
    main()
