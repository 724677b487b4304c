"""docs/reference/commands.md: every command's own help, and the exit codes."""

from __future__ import annotations

from collections.abc import Iterator

import click

from impactmonitor import exceptions
from impactmonitor.__main__ import cli
from reference.markdown import page, table

WIDTH = 80

INTRO = """\
The command is `.venv/bin/impactmonitor`, or `impactmonitor` in an activated environment. Figures and findings go to
standard output where they are the answer, everything else to standard error; `--json` is meant for programs."""


def commands_page() -> str:
    """The whole page."""
    return page(
        "Commands",
        INTRO,
        *_help(cli, "impactmonitor", None),
        "## Exit codes",
        table(["Code", "When"], exit_codes()),
    )


def _help(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(
        command,
        parent=parent,
        info_name=name,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        **command.context_settings,
    )
    yield f"## {context.command_path}"
    yield f"```text\n{command.get_help(context).rstrip()}\n```"
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            assert found is not None, f"{sub} is listed but cannot be found"
            yield from _help(found, sub, context)


def exit_codes() -> Iterator[list[object]]:
    """Code and meaning of success, of wrong use and of every class of error, by code."""
    found: list[list[object]] = [[0, "Done."], [2, "The command was called in a way that it does not know."]]
    for item in vars(exceptions).values():
        if isinstance(item, type) and issubclass(item, exceptions.ImpactmonitorError):
            meaning = (item.__doc__ or "").split("\n\n")[0]
            found.append([item.exit_code, "Any other error." if item is exceptions.ImpactmonitorError else meaning])
    yield from sorted(found, key=lambda row: int(str(row[0])))
