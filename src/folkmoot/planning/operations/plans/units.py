"""The people of one way of making: who works there, and what they decide to tell."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.needs.operations.rights import lock_part
from folkmoot.people.models import Membership
from folkmoot.planning import tables as files
from folkmoot.planning.models import Book, WayPart, WayUnit
from folkmoot.planning.operations.plans.errors import NoPlanError, NotOfUnitError
from folkmoot.record.operations import append_entry


@transaction.atomic
def join_way(*, member: Membership, way: str, now: datetime) -> WayPart:
    """Say that one works here; locks the membership.

    Raises
    ------
    NoPlanError
        If there is no such way of making.
    """
    held = lock_part(member)
    book = Book.objects.filter(collective_id=held.collective_id).first()
    if book is None or way not in files.names_in(book.tables, files.WAYS):
        raise NoPlanError(_("There is no such way of making here."))
    unit, _made = WayUnit.objects.get_or_create(
        collective_id=held.collective_id, way=way
    )
    part, is_new = WayPart.objects.get_or_create(
        unit=unit,
        member=held,
        until=None,
        defaults={"collective_id": held.collective_id, "since": now},
    )
    if is_new:
        _record(unit, held, "way.joined", now)
    return part


@transaction.atomic
def leave_way(*, member: Membership, way: str, now: datetime) -> None:
    """Say that one does not work here any more; locks the membership."""
    held = lock_part(member)
    unit = WayUnit.objects.filter(collective_id=held.collective_id, way=way).first()
    if unit is None:
        return
    gone = WayPart.objects.filter(unit=unit, member=held, until=None).update(until=now)
    if gone:
        _record(unit, held, "way.left", now)


@transaction.atomic
def set_telling(
    *, member: Membership, way: str, days: int, percent: int, now: datetime
) -> WayUnit:
    """Decide how long differences stay with the people of a way; locks the unit.

    Raises
    ------
    NotOfUnitError
        If the member does not work there.
    """
    unit = lock_unit(member, way)
    unit.days, unit.percent = days, percent
    unit.save()
    append_entry(
        collective_id=unit.collective_id,
        kind="way.telling_set",
        details={"way": way, "days": days, "percent": percent},
        now=now,
        about_id=unit.id,
        member_id=member.id,
    )
    return unit


def lock_unit(member: Membership, way: str) -> WayUnit:
    """Return the unit of a way, locked, for one of its people.

    Raises
    ------
    NotOfUnitError
        If the member does not work there.
    """
    held = lock_part(member)
    units = WayUnit.objects.select_for_update()
    unit = units.filter(collective_id=held.collective_id, way=way).first()
    if unit is None or not unit.parts.filter(member=held, until=None).exists():
        raise NotOfUnitError(_("The people who work there do this."))
    return unit


def _record(unit: WayUnit, member: Membership, kind: str, now: datetime) -> None:
    append_entry(
        collective_id=unit.collective_id,
        kind=kind,
        details={"way": unit.way},
        now=now,
        about_id=unit.id,
        member_id=member.id,
    )
