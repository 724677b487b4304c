"""Who does something, as a plain value, so that lower layers need no accounts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A name and the roles that it has."""

    name: str
    roles: frozenset[str] = frozenset()


COMMAND_LINE = Actor("command line", frozenset({"publisher"}))
