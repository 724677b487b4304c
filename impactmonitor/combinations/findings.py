"""What the rules find: a rule by name, how grave it is, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from impactmonitor.combinations.operands import Figure


class Verdict(IntEnum):
    """How grave: higher is graver."""

    ALLOW = 0
    WARN = 1
    BLOCK = 2


@dataclass(frozen=True)
class Found:
    """One rule that applies to one or two of the figures. `about` is what the sentence must name."""

    rule: str
    verdict: Verdict
    first: Figure | None = None
    second: Figure | None = None
    about: str = ""


def block(rule: str, first: Figure | None = None, second: Figure | None = None, about: str = "") -> Found:
    """A rule that forbids."""
    return Found(rule, Verdict.BLOCK, first, second, about)


def warn(rule: str, first: Figure | None = None, second: Figure | None = None, about: str = "") -> Found:
    """A rule that asks for a caution beside the outcome."""
    return Found(rule, Verdict.WARN, first, second, about)


def mark(rule: str, first: Figure | None = None, second: Figure | None = None, about: str = "") -> Found:
    """A rule that allows, with something that must be said."""
    return Found(rule, Verdict.ALLOW, first, second, about)
