"""The set of regions that are like my region, on a page: on what, how far to trust it, with which weights."""

from __future__ import annotations

from dataclasses import dataclass, replace

from impactmonitor.meaning import comparable as words
from impactmonitor.meaning.comparisons import Remark
from impactmonitor.present.comparable import Similar, similar
from impactmonitor.release.read import Release
from impactmonitor.web import access
from impactmonitor.web.addresses import comparable_path
from impactmonitor.web.weights import Weights
from impactmonitor.web.wishes import ALIKE, Wishes


@dataclass(frozen=True)
class Alike:
    """What `parts/alike.html` shows. `weighted` is empty with the usual weights.

    `change` is where weights are chosen, `usual` this page with the usual ones. `idle` tells that weights in the
    address do nothing, because this set was not chosen; then nothing else is there.
    """

    found: str = ""
    weighted: str = ""
    unused: tuple[str, ...] = ()
    cautions: tuple[Remark, ...] = ()
    change: str = ""
    usual: str = ""
    idle: bool = False


def _similar(opened: Release, wishes: Wishes) -> Similar | None:
    """The set as asked for; None without it."""
    if ALIKE not in wishes.sets or wishes.mine is None:
        return None
    return similar(opened, wishes.mine.code, dict(wishes.weights.own))


def alike(opened: Release, wishes: Wishes, usual: str) -> Alike | None:
    """What to say of the set on a page; None when neither the set nor weights for it were asked for."""
    if wishes.weights.idle:
        return Alike(idle=True)
    found = _similar(opened, wishes)
    if found is None:
        return None
    return Alike(
        found=f"{words.say(found)} {words.poor(found)}".strip(),
        weighted=words.weighted(found),
        unused=wishes.weights.unused,
        cautions=tuple(words.cautions(found)),
        change=f"{comparable_path(access.addresses(opened).slug(found.region))}{wishes.weights.query}#gewichten",
        usual=usual,
    )


def told(opened: Release, wishes: Wishes) -> list[str]:
    """The same in sentences for a file or a picture; none without the set."""
    found = _similar(opened, wishes)
    return words.whole(found) if found else []


def with_usual(wishes: Wishes) -> Wishes:
    """The same wishes with the usual weights."""
    return replace(wishes, weights=Weights())
