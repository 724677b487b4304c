"""What other programs read: a feed of releases and corrections, and expected publications for an agenda."""

from __future__ import annotations

import datetime as dt
import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from impactmonitor import settings
from impactmonitor.language import gettext as _
from impactmonitor.present import changes
from impactmonitor.present.calendar import Moment
from impactmonitor.web import access, history, site
from impactmonitor.web.absolute import absolute
from impactmonitor.web.history import Step

MOST = 40
"""Most releases in the feed, the latest ones."""
_NAMES = uuid.UUID("6f4f6a36-2f0f-5d0e-9a53-4b1f2f6f8d11")
"""Name space of our identifiers. It never changes, so that a reader recognises what it has seen before."""


def identifier(*parts: str) -> str:
    """The same for the same parts, everywhere and always."""
    return str(uuid.uuid5(_NAMES, "\n".join((site.current().origin.value, *parts))))


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """`/uitgaven.atom`."""
    here = site.current()
    steps = history.steps()[:MOST]
    title = _("Impactmonitor: uitgaven en correcties")
    feed = Atom1Feed(
        title=_("{title} (fictieve cijfers)").format(title=title) if here.demo else title,
        link=absolute(reverse("releases")),
        description=_("Nieuwe uitgaven van de cijfers, met wat er veranderde."),
        language=here.language,
        author_name="Impactmonitor",
        feed_url=absolute(reverse("feed")),
        feed_guid=f"urn:uuid:{identifier('feed')}",
    )
    for step in steps:
        _add(feed, step)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add(feed: Atom1Feed, step: Step) -> None:
    found = changes.of_kind(changes.together((history.counts(step) or {}).values()))
    corrected = found[changes.OTHER_VALUE] + found[changes.GONE]
    title = _("Uitgave van {day}").format(day=step.day)
    title = _("{title}, met correcties").format(title=title) if corrected else title
    feed.add_item(
        title=_marked(title),
        link=absolute(reverse("release", args=[step.release])),
        description=history.sentence(step),
        unique_id=f"urn:uuid:{identifier('release', step.release, step.since)}",
        pubdate=step.moment,
        updateddate=step.moment,
        categories=[_("uitgave"), *([_("correctie")] if corrected else [])],
    )


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """`/agenda.ics`."""
    coming = history.outlook(access.release()).coming
    found = Calendar()
    found.add("prodid", "-//Impactmonitor//Impactmonitor//NL")
    found.add("version", "2.0")
    found.add("x-wr-calname", _marked(_("Impactmonitor: verwachte publicaties")))
    stamp = history.steps()[0].moment.astimezone(dt.UTC)
    for moment in coming:
        found.add_component(_event(moment, stamp))
    return HttpResponse(found.to_ical(), content_type="text/calendar; charset=utf-8")


def _marked(title: str) -> str:
    """A title that says so when it is about demonstration figures."""
    return _("{title} (fictief)").format(title=title) if site.current().demo else title


def _event(moment: Moment, stamp: dt.datetime) -> Event:
    """All days of the months in which the figures are expected; free, and not certain."""
    event = Event()
    title = _("Verwacht: {what}").format(what=moment.title)
    event.add("summary", _marked(title))
    event.add("dtstart", moment.first)
    event.add("dtend", moment.last + dt.timedelta(days=1))
    event.add("dtstamp", stamp)
    event.add("uid", f"{identifier('moment', moment.entry.id, moment.period)}@impactmonitor")
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("categories", [_("verwacht")])
    lines = [_("Verwacht in {months}. Dit is geen toezegging van de bron.").format(months=moment.months)]
    lines += [str(stated.text) for stated in moment.expected.stated]
    event.add("description", "\n".join(lines))
    if settings.load().address:
        event.add("url", absolute(reverse("explanation-page", args=["kalender"])))
    return event
