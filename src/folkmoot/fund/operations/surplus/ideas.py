"""Ideas for what is left over, their costs, and the marks of each member."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.fund.models import Marking, Surplus, SurplusIdea
from folkmoot.fund.operations.errors import NotOfFundError
from folkmoot.fund.operations.locking import erasable_by, lock_member, signed_by
from folkmoot.fund.operations.surplus.errors import (
    NotOfSurplusError,
    SurplusClosedError,
    SurplusIncompleteError,
)
from folkmoot.fund.queries.surplus.questions import asked_of, takes_marks
from folkmoot.fund.words.money import LIMIT, plain_amount
from folkmoot.people.models import Membership
from folkmoot.record.operations import Value, append_entry

IDEAS_AT_MOST = 100


@dataclass(frozen=True)
class IdeaText:
    """An idea, its cost and who would carry it out."""

    title: str
    cost: int
    why: str = ""
    carrier_id: UUID | None = None


@transaction.atomic
def add_surplus_idea(
    *, member: Membership, surplus: Surplus, idea: IdeaText, now: datetime
) -> SurplusIdea:
    """Add an idea; locks the surplus.

    Raises
    ------
    SurplusClosedError
        If the marks are counted already.
    SurplusIncompleteError
        If it has no words, costs nothing, or there are too many ideas.
    """
    held, person = lock_marking(surplus, member)
    if held.ideas.filter(dropped_at=None).count() >= IDEAS_AT_MOST:
        raise SurplusIncompleteError(_("There are 100 ideas already."))
    row = SurplusIdea(
        collective=held.collective, surplus=held, member=person, created_at=now
    )
    _write(row, idea)
    _record(held, row, person, "surplus.idea_added", now)
    return row


@transaction.atomic
def change_surplus_idea(
    *, member: Membership, idea: SurplusIdea, text: IdeaText, now: datetime
) -> SurplusIdea:
    """Change one's own idea, or one that one carries; its cost is looked at anew.

    Locks the surplus.

    Raises
    ------
    NotOfSurplusError
        If it is somebody else's.
    SurplusClosedError
        If the marks are counted already, or it was taken back.
    """
    held, person = lock_marking(idea.surplus, member)
    row = _own(held, idea, person)
    if row.cost != text.cost:
        row.checked_by = None
    _write(row, text)
    _record(held, row, person, "surplus.idea_changed", now)
    return row


@transaction.atomic
def drop_surplus_idea(
    *, member: Membership, idea: SurplusIdea, now: datetime
) -> SurplusIdea:
    """Take one's own idea back; locks the surplus.

    Raises
    ------
    NotOfSurplusError, SurplusClosedError
        As `change_surplus_idea`.
    """
    held, person = lock_marking(idea.surplus, member)
    row = _own(held, idea, person)
    row.dropped_at = now
    row.save(update_fields=["dropped_at"])
    _record(held, row, person, "surplus.idea_dropped", now)
    return row


@transaction.atomic
def agree_with_cost(
    *, member: Membership, idea: SurplusIdea, now: datetime
) -> SurplusIdea:
    """Say, as one of those drawn by lot, that a cost is about right.

    Locks the surplus.

    Raises
    ------
    NotOfSurplusError
        If somebody else was drawn, or it is one's own idea.
    SurplusClosedError
        If the marks are counted already, or it was taken back.
    """
    held, person = lock_marking(idea.surplus, member)
    row = _lock(held, idea)
    if str(person.id) not in held.checkers or row.member_id == person.id:
        raise NotOfSurplusError(_("People drawn by lot look at this cost."))
    row.checked_by = person
    row.save(update_fields=["checked_by"])
    _record(held, row, person, "surplus.cost_checked", now)
    return row


@transaction.atomic
def mark_ideas(
    *,
    member: Membership,
    surplus: Surplus,
    ideas: Collection[UUID],
    now: datetime,
) -> Marking:
    """Mark the ideas one finds worth funding, in place of earlier marks; none counts too.

    Nobody else reads them. Locks the surplus.

    Raises
    ------
    SurplusClosedError
        If the marks are counted already.
    SurplusIncompleteError
        If an idea is none of these.
    """
    held, person = lock_marking(surplus, member)
    chosen = sorted({str(one) for one in ideas})
    known = held.ideas.filter(dropped_at=None, id__in=chosen).count()
    if known != len(chosen):
        raise SurplusIncompleteError(
            _("An idea you marked was taken back. Look again.")
        )
    row, is_new = Marking.objects.update_or_create(
        surplus=held,
        member=person,
        defaults={"collective_id": held.collective_id, "ideas": chosen, "at": now},
    )
    if is_new:
        # That somebody took part, and not what they marked.
        append_entry(
            collective_id=held.collective_id,
            kind="surplus.marked",
            details={"what": held.what},
            now=now,
            about_id=held.question_id,
        )
    return row


def lock_marking(surplus: Surplus, member: Membership) -> tuple[Surplus, Membership]:
    """Return both locked, while ideas and marks are taken.

    Raises
    ------
    NotOfSurplusError
        If the person is no member here.
    SurplusClosedError
        If the marks are counted already, or the question went on.
    """
    rows = Surplus.objects.select_for_update(of=("self",)).select_related("collective")
    held = rows.get(id=surplus.id)
    try:
        person = lock_member(member, held.collective)
    except NotOfFundError as error:
        raise NotOfSurplusError(str(error)) from error
    if not takes_marks(held, asked_of(held)):
        raise SurplusClosedError(
            _("The marks are counted already, or the question went on.")
        )
    return held, person


def _lock(surplus: Surplus, idea: SurplusIdea) -> SurplusIdea:
    row = SurplusIdea.objects.select_for_update(of=("self",)).get(
        id=idea.id, surplus=surplus
    )
    if row.dropped_at is not None:
        raise SurplusClosedError(_("This idea was taken back."))
    return row


def _own(surplus: Surplus, idea: SurplusIdea, member: Membership) -> SurplusIdea:
    row = _lock(surplus, idea)
    if member.id not in (row.member_id, row.carrier_id):
        raise NotOfSurplusError(_("Who had the idea or carries it changes it."))
    return row


def _write(row: SurplusIdea, text: IdeaText) -> None:
    title = " ".join(text.title.split())
    if not title or not 0 < text.cost <= LIMIT:
        raise SurplusIncompleteError(_("Please say what it is, and what it costs."))
    carrier = None
    if text.carrier_id is not None:
        carrier = Membership.objects.filter(id=text.carrier_id, ended_at=None).first()
        if carrier is None:
            raise SurplusIncompleteError(
                _("Somebody you named is not part of this group any more.")
            )
        lock_member(carrier, row.collective)
    row.title, row.why, row.cost, row.carrier = title, text.why, text.cost, carrier
    row.save()


def _record(
    surplus: Surplus, row: SurplusIdea, member: Membership, kind: str, now: datetime
) -> None:
    details: dict[str, Value] = {
        "idea": row.title,
        "cost": plain_amount(row.cost, surplus.digits),
        "unit": surplus.counted_in,
        "carrier": row.carrier.name if row.carrier else None,
        **signed_by(member, surplus.collective),
    }
    append_entry(
        collective_id=surplus.collective_id,
        kind=kind,
        details=details,
        now=now,
        about_id=surplus.question_id,
        member_id=erasable_by(member, surplus.collective),
    )
