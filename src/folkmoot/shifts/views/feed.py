"""The calendar behind a secret address: for a program, without signing in."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.needs.models import Booking, Thing
from folkmoot.needs.queries.things import own_bookings, recent_bookings
from folkmoot.needs.words.calendar import Event, write_calendar
from folkmoot.people.models import Membership
from folkmoot.people.requests import VisitorRequest
from folkmoot.shifts.access import get_feed
from folkmoot.shifts.models import Turn
from folkmoot.shifts.queries.feed import list_calendar

TYPE = "text/calendar; charset=utf-8"


@require_safe
def calendar(request: VisitorRequest, *, token: str) -> HttpResponse:
    """Answer with one's own shifts and bookings, or with the bookings of a thing."""
    feed = get_feed(token)
    member = feed.member
    with translation.override(member.person.language):
        if feed.thing is None:
            text = _text(member, request.now)
        else:
            text = _text_of(feed.thing, member, request.now)
    answer = HttpResponse(text, content_type=TYPE)
    # The address is a secret: nothing between here and the calendar keeps the answer.
    answer["Cache-Control"] = "private, no-store"
    return answer


def _text(member: Membership, now: datetime) -> str:
    site = settings.CONFIG.public_url.rstrip("/")
    name = _("Shifts in %(collective)s") % {"collective": member.collective.name}
    events = [_event(turn, member, site) for turn in list_calendar(member, now)]
    events += [_booked(row, member, site) for row in own_bookings(member, now)]
    return write_calendar(name, events, now)


def _text_of(thing: Thing, member: Membership, now: datetime) -> str:
    """Return who has a thing when."""
    site = settings.CONFIG.public_url.rstrip("/")
    events = [
        replace(
            _booked(row, member, site),
            title=f"{thing.name}: {row.member.name}",
            text=row.note,
        )
        for row in recent_bookings(thing, now)
    ]
    return write_calendar(thing.name, events, now)


def _event(turn: Turn, member: Membership, site: str) -> Event:
    shift = turn.shift
    url = site + reverse("shifts:shift", args=(member.collective.slug, shift.id))
    return Event(
        uid=f"{turn.id}@folkmoot",
        title=shift.job.name,
        day=shift.day,
        last_day=shift.last_day,
        starts_at=shift.starts_at,
        minutes=shift.minutes,
        text=_("If you cannot come, say so here: %(address)s") % {"address": url},
        url=url,
    )


def _booked(row: Booking, member: Membership, site: str) -> Event:
    url = site + reverse("needs:thing", args=(member.collective.slug, row.thing_id))
    return Event(
        uid=f"{row.id}@folkmoot",
        title=row.thing.name,
        day=row.starts_at.date(),
        last_day=row.ends_at.date(),
        starts_at=row.starts_at,
        minutes=int((row.ends_at - row.starts_at).total_seconds() // 60),
        text=_("If you do not need it, give it back here: %(address)s")
        % {"address": url},
        url=url,
    )
