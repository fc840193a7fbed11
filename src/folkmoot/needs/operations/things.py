"""Shared things: adding, changing, caring for them until a day, taking them out."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Decision
from folkmoot.doing.days import today_in
from folkmoot.needs.models import Thing
from folkmoot.needs.operations.errors import CareError, EndedError, RulesNotDecidedError
from folkmoot.needs.operations.rights import lock_part
from folkmoot.needs.queries.things import things_to_ask_about
from folkmoot.people.models import Membership
from folkmoot.people.operations import tell
from folkmoot.record.operations import append_entry

LONGEST_CARE = timedelta(days=366)


@dataclass(frozen=True)
class ThingText:
    """What is known of a thing."""

    name: str
    place: str
    about: str = ""
    rules: str = ""
    rules_question_id: UUID | None = None
    is_booked: bool = True


@transaction.atomic
def add_thing(
    *, member: Membership, text: ThingText, care_until: date, now: datetime
) -> Thing:
    """Share a thing; who adds it cares for it first, until a day.

    Raises
    ------
    CareError
        If the day has passed, or is more than a year away.
    RulesNotDecidedError
        If the question that is named decided nothing in this collective.
    """
    person = lock_part(member, is_full=True)
    _require_day(person, care_until, now)
    _require_decided(person, text)
    row = Thing.objects.create(
        collective=person.collective,
        carer=person,
        care_until=care_until,
        created_at=now,
        **asdict(text),
    )
    _record(row, "thing.added", person, now, until=care_until.isoformat())
    return row


@transaction.atomic
def change_thing(
    *, member: Membership, thing: Thing, text: ThingText, now: datetime
) -> Thing:
    """Say anew what is known of it; any member may, on record. Locks the thing.

    Raises
    ------
    EndedError
        If it is not shared any more.
    RulesNotDecidedError
        As `add_thing`.
    """
    held = lock_thing(thing)
    person = lock_part(member, held.collective_id, is_full=True)
    _require_decided(person, text)
    for name, value in asdict(text).items():
        setattr(held, name, value)
    held.save()
    _record(held, "thing.changed", person, now, place=held.place, rules=held.rules)
    return held


@transaction.atomic
def take_care(*, member: Membership, thing: Thing, until: date, now: datetime) -> Thing:
    """Care for a thing from now on, or next, once the present time is over.

    Who cares for it already goes on until the new day. Locks the thing.

    Raises
    ------
    CareError
        If somebody comes next already, or the day is not after the present end.
    """
    held = lock_thing(thing)
    person = lock_part(member, held.collective_id)
    _require_day(person, until, now)
    today = today_in(held.collective, now)
    _go_on(held, today)
    present = held.carer_on(today)
    if present is None or present.id == person.id:
        held.carer, held.care_until = person, until
        held.next_carer, held.next_until = None, None
    elif held.next_carer_id not in (None, person.id):
        raise CareError(_("Somebody else comes next already."))
    elif until <= held.care_until:
        raise CareError(_("Please choose a day after the present end."))
    else:
        held.next_carer, held.next_until = person, until
    held.save()
    _record(held, "thing.care_taken", person, now, until=until.isoformat())
    return held


@transaction.atomic
def give_up_care(*, member: Membership, thing: Thing, now: datetime) -> Thing:
    """Care for it no longer, or not next; who comes next begins at once. Locks it.

    Raises
    ------
    CareError
        If somebody else cares for it.
    """
    held = lock_thing(thing)
    person = lock_part(member, held.collective_id)
    today = today_in(held.collective, now)
    _go_on(held, today)
    if held.next_carer_id == person.id:
        held.next_carer, held.next_until = None, None
    elif held.carer_id == person.id and today <= held.care_until:
        held.care_until = today - timedelta(days=1)
        _go_on(held, today)
    else:
        raise CareError(_("Somebody else cares for it."))
    held.save()
    _record(held, "thing.care_ended", person, now)
    return held


@transaction.atomic
def end_thing(*, member: Membership, thing: Thing, now: datetime) -> Thing:
    """Take it out of what is shared; bookings to come are cancelled. Locks it."""
    held = lock_thing(thing)
    person = lock_part(member, held.collective_id, is_full=True)
    held.ended_at = now
    held.save()
    to_come = held.bookings.filter(cancelled_at=None, ends_at__gt=now)
    to_come.update(cancelled_at=now)
    _record(held, "thing.ended", person, now)
    return held


def ask_next_carers(*, now: datetime) -> int:
    """Ask carers who comes next, once before each end; return how many were asked.

    Each in its own transaction under the thing's lock. It is no act of anybody and
    leaves no entry in the record.
    """
    return sum(_ask(row, now) for row in things_to_ask_about(now))


@transaction.atomic
def _ask(found: Thing, now: datetime) -> bool:
    rows = Thing.objects.select_for_update(of=("self",))
    held = rows.select_related("collective", "carer").get(id=found.id)
    if held.asked_for == held.care_until or held.next_carer_id is not None:
        return False
    held.asked_for = held.care_until
    held.save()
    tell(
        memberships=[held.carer],
        kind="thing.care_ends",
        template="needs/mail/care_ends.txt",
        context={"thing": held},
        now=now,
        about_id=held.id,
        once=f"care of {held.id} until {held.care_until}",
    )
    return True


def lock_thing(thing: Thing) -> Thing:
    """Return the thing locked.

    Raises
    ------
    EndedError
        If it is not shared any more.
    """
    rows = Thing.objects.select_for_update(of=("self",))
    held = rows.select_related("collective", "carer", "next_carer").get(id=thing.id)
    if held.ended_at is not None:
        raise EndedError(_("This is not shared any more."))
    return held


def _go_on(held: Thing, today: date) -> None:
    """Let who comes next be the one who cares, once the time before is over."""
    who = held.carer_on(today)
    if who is not None and who.id != held.carer_id and held.next_until is not None:
        held.carer, held.care_until = who, held.next_until
        held.next_carer, held.next_until = None, None


def _require_day(person: Membership, until: date, now: datetime) -> None:
    today = today_in(person.collective, now)
    if until < today:
        message = _("This day has passed. Please choose a later one.")
        raise CareError(message)
    if until > today + LONGEST_CARE:
        raise CareError(_("At most a year. Then somebody is asked again."))


def _require_decided(person: Membership, text: ThingText) -> None:
    if text.rules_question_id is None:
        return
    rows = Decision.objects.filter(
        collective=person.collective_id, question=text.rules_question_id
    )
    if not rows.exists():
        raise RulesNotDecidedError(_("This question has not decided anything here."))


def _record(
    row: Thing, kind: str, person: Membership, now: datetime, **more: str
) -> None:
    append_entry(
        collective_id=row.collective_id,
        kind=kind,
        details={"thing": row.name, **more},
        now=now,
        about_id=row.id,
        member_id=person.id,
    )
