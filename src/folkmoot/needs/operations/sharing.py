"""Showing sister collectives what goes out: two members say so, any one ends it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.needs.models import Sharing
from folkmoot.needs.operations.errors import SharingError
from folkmoot.needs.operations.rights import lock_part
from folkmoot.needs.queries.neighbours import sharing_of, sisters_of
from folkmoot.people.models import Collective, Membership
from folkmoot.record.operations import append_entry


@transaction.atomic
def begin_sharing(*, member: Membership, now: datetime) -> Sharing:
    """Say as the first that what goes out may be shown; locks the collective.

    Raises
    ------
    SharingError
        If there is no sister collective, or somebody began it already.
    """
    person = lock_part(member, is_full=True)
    Collective.objects.select_for_update(no_key=True).get(id=person.collective_id)
    if sharing_of(person.collective) is not None:
        raise SharingError(_("Somebody began this a moment ago. You can confirm it."))
    if not sisters_of(person.collective):
        raise SharingError(_("This group is in no federation with others."))
    row = Sharing.objects.create(
        collective=person.collective, begun_by=person, begun_at=now
    )
    _record(row, "sharing.begun", person, now)
    return row


@transaction.atomic
def confirm_sharing(*, member: Membership, now: datetime) -> Sharing:
    """Say as the second that it may be shown; locks it.

    Raises
    ------
    SharingError
        If nobody began it, or the same person did.
    """
    person = lock_part(member, is_full=True)
    row = _lock(person)
    if row.confirmed_at is not None:
        return row
    if row.begun_by_id == person.id:
        raise SharingError(_("Somebody else confirms it."))
    row.confirmed_by, row.confirmed_at = person, now
    row.save()
    _record(row, "sharing.confirmed", person, now)
    return row


@transaction.atomic
def end_sharing(*, member: Membership, now: datetime) -> Sharing:
    """End it at once; what both sides agreed on stays theirs. Locks it.

    Raises
    ------
    SharingError
        If nobody began it.
    """
    person = lock_part(member, is_full=True)
    row = _lock(person)
    row.ended_by, row.ended_at = person, now
    row.save()
    _record(row, "sharing.ended", person, now)
    return row


def _lock(person: Membership) -> Sharing:
    rows = Sharing.objects.select_for_update().filter(
        collective=person.collective_id, ended_at=None
    )
    row = rows.first()
    if row is None:
        raise SharingError(_("Nothing is shown to sister groups now."))
    return row


def _record(row: Sharing, kind: str, person: Membership, now: datetime) -> None:
    append_entry(
        collective_id=row.collective_id,
        kind=kind,
        details={},
        now=now,
        about_id=row.id,
        member_id=person.id,
    )
