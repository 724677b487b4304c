"""Which releases visitors have seen, and what changed between one and the next."""

from __future__ import annotations

import datetime as dt
import functools
import logging
from dataclasses import dataclass
from pathlib import Path

from impactmonitor import settings
from impactmonitor.exceptions import ReleaseError
from impactmonitor.language import gettext as _
from impactmonitor.present import calendar, changes, numbers
from impactmonitor.release import compare
from impactmonitor.release.compare import Counts
from impactmonitor.release.read import Release
from impactmonitor.web import access, site

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Step:
    """A time in which a release was in force. `before` is the release ahead of it, `until` the moment of the next."""

    number: int
    release: str
    since: str
    before: str
    until: str

    @property
    def day(self) -> str:
        """The day on which it came into force, in words."""
        return day_of(self.since)

    @property
    def last_day(self) -> str:
        """The day on which the next one came into force, in words; empty for the one in force."""
        return day_of(self.until) if self.until else ""

    @property
    def moment(self) -> dt.datetime:
        """When it came into force."""
        found = dt.datetime.fromisoformat(self.since)
        return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def day_of(moment: str) -> str:
    """The day of an ISO moment, in words."""
    return numbers.day(dt.date.fromisoformat(moment[:10]))


def steps() -> list[Step]:
    """All times in which a release of this site was in force, the latest first; the first of them is in force now."""
    found: list[Step] = []
    for made in access.history():
        if found and found[-1].release == made.release:
            continue
        before = found[-1].release if found else ""
        if found:
            last = found.pop()
            found.append(Step(last.number, last.release, last.since, last.before, made.at))
        found.append(Step(len(found) + 1, made.release, made.at, before, ""))
    return found[::-1]


def outlook(opened: Release) -> calendar.Outlook:
    """What is expected after the release in force, seen from the month of the request, or from the release if later."""
    since = max(steps()[0].moment.date(), site.current().month)
    return calendar.whole_outlook(opened.catalogue, access.coverage(opened).span, since)


def latest_step(release: str) -> Step | None:
    """The last time that this release came into force."""
    return next((step for step in steps() if step.release == release), None)


def counts(step: Step) -> dict[str, Counts] | None:
    """Per indicator how many figures differ from the release before; None when there is none that can be read."""
    if not step.before:
        return None
    folder = settings.load().releases / site.current().origin
    try:
        return _counts(folder / step.before, folder / step.release)
    except ReleaseError as error:
        _LOG.error("Releases are not compared: %s", error)
        return None


@functools.lru_cache(maxsize=256)
def _counts(old: Path, new: Path) -> dict[str, Counts]:
    """Kept, because a release never changes."""
    return compare.counted(old, new)


def sentence(step: Step) -> str:
    """What changed with a release, in one sentence."""
    if not step.before:
        return _("De eerste uitgave op deze site.")
    found = counts(step)
    if found is None:
        return _("De uitgave ervoor is niet meer te lezen. Daarom is niet te zeggen wat er veranderde.")
    return changes.in_words(changes.together(found.values()))


def pairs(step: Step, limit: int | None = None) -> compare.Pairs:
    """Figures that differ from the release before, without the values of those that are hidden in the one in force.

    Raises ReleaseError, also later, when one of them is damaged.
    """
    folder = settings.load().releases / site.current().origin
    now = access.release().folder
    return compare.pairs(folder / step.before, folder / step.release, limit, now)
