"""Finding somebody for a role: others name, people are willing, then a lot."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.people.models import Collective, Filling, Membership, Willing
from folkmoot.people.operations.joining import lock_member
from folkmoot.people.operations.telling import tell
from folkmoot.people.operations.terms import draw_by_lot
from folkmoot.people.queries import (
    is_free,
    list_members,
    list_rested,
    pool_of,
    term_days,
)
from folkmoot.people.words import ROLES
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import new_seed

FOUND_WITHIN = timedelta(days=14)


class RoleTakenError(Exception):
    """Somebody holds the role for longer, or it is already being looked for."""


class FillingOverError(Exception):
    """The lot has been drawn, or the person is not one to name."""


@transaction.atomic
def ask_for_role(*, member: Membership, role: str, now: datetime) -> Filling:
    """Ask everybody who is willing to take a role; locks the collective.

    When all members have answered, or after 14 days, a lot is drawn among the
    willing; with none, among all who have not said no.

    Raises
    ------
    RoleTakenError
        If the role is not free soon.
    NotAMemberError
        If a friend asks.
    """
    member = lock_member(member)
    collective = Collective.objects.select_for_update(no_key=True).get(
        id=member.collective_id
    )
    if not is_free(collective, role, now):
        raise RoleTakenError(_("Somebody holds this role, or is being looked for."))
    filling = Filling.objects.create(
        collective=collective,
        role=role,
        asked_by=member,
        opened_at=now,
        closes_at=now + FOUND_WITHIN,
    )
    append_entry(
        collective_id=collective.id,
        kind="role.asked_for",
        details={"role": str(role), "closes_at": filling.closes_at.isoformat()},
        now=now,
        about_id=filling.id,
        member_id=member.id,
    )
    _tell(filling, list(list_members(collective)), "role_wanted", now)
    return filling


@transaction.atomic
def answer_filling(
    *, member: Membership, filling: Filling, is_willing: bool, now: datetime
) -> Willing:
    """Say "I am willing" or "not now", replacing an earlier answer; locks the filling.

    Raises
    ------
    FillingOverError
        If the lot has been drawn.
    NotAMemberError
        If a friend answers.
    """
    filling = _lock(filling, now)
    member = lock_member(member)
    answer, _made = Willing.objects.update_or_create(
        filling=filling,
        member=member,
        defaults={
            "collective_id": filling.collective_id,
            "is_willing": is_willing,
            "at": now,
        },
    )
    # Who is not willing keeps that to themselves: the entry names nobody.
    append_entry(
        collective_id=filling.collective_id,
        kind="role.offered" if is_willing else "role.declined",
        details={"role": filling.role},
        now=now,
        about_id=filling.id,
        member_id=member.id if is_willing else None,
    )
    _settle(filling, now)
    return answer


@transaction.atomic
def name_for_role(
    *, member: Membership, filling: Filling, fellow: Membership, now: datetime
) -> Willing:
    """Name somebody else for a role; they are asked. Locks the filling.

    Raises
    ------
    FillingOverError
        If the lot has been drawn, or it is oneself or no member.
    NotAMemberError
        If a friend does it.
    """
    filling = _lock(filling, now)
    member = lock_member(member)
    is_other = fellow.id != member.id and fellow.collective_id == member.collective_id
    if not (is_other and fellow.takes_positions):
        raise FillingOverError(_("Please name another member."))
    named, is_new = Willing.objects.get_or_create(
        filling=filling,
        member=fellow,
        defaults={
            "collective_id": filling.collective_id,
            "named_by": member,
            "at": now,
        },
    )
    if is_new:
        append_entry(
            collective_id=filling.collective_id,
            kind="role.named",
            details={"role": filling.role, "named": str(fellow.id)},
            now=now,
            about_id=filling.id,
            member_id=member.id,
        )
        _tell(filling, [fellow], "role_named", now)
    return named


@transaction.atomic
def settle_fillings(*, collective: Collective, now: datetime) -> int:
    """Draw every lot of a collective whose time has come; return how many."""
    due = Filling.objects.select_for_update().filter(
        collective=collective, ended_at=None, closes_at__lte=now
    )
    rows = list(due.order_by("closes_at"))
    for filling in rows:
        _settle(filling, now)
    return len(rows)


def fill_due(now: datetime) -> int:
    """Draw the lots for roles whose time has come, anywhere; return how many."""
    due = Filling.objects.filter(ended_at=None, closes_at__lte=now)
    rows = Collective.objects.filter(id__in=due.values("collective"))
    return sum(settle_fillings(collective=row, now=now) for row in rows)


def _lock(filling: Filling, now: datetime) -> Filling:
    locked = Filling.objects.select_for_update().get(id=filling.id)
    _settle(locked, now)
    if locked.ended_at is not None:
        raise FillingOverError(_("The lot for this role has been drawn."))
    return locked


def _settle(filling: Filling, now: datetime) -> None:
    """Draw when all have answered or the time is over, dated with that instant."""
    if filling.ended_at is not None:
        return
    is_over = now >= filling.closes_at
    pool = pool_of(
        list(list_members(filling.collective)),
        list_rested(filling.collective, filling.role, now),
        dict(filling.answers.values_list("member_id", "is_willing")),
        is_over=is_over,
    )
    if pool is None:
        return
    filling.ended_at = filling.closes_at if is_over else now
    filling.save(update_fields=["ended_at"])
    _draw(filling, pool.willing or pool.silent, now)


def _draw(filling: Filling, candidates: Sequence[Membership], now: datetime) -> None:
    collective, role = filling.collective, filling.role
    terms = draw_by_lot(
        collective=collective,
        role=role,
        candidates=candidates,
        seed=new_seed(),
        ends_at=now + timedelta(days=term_days(collective, role)),
        now=now,
    )
    if not terms:
        append_entry(
            collective_id=collective.id,
            kind="role.left_open",
            details={"role": role},
            now=now,
            about_id=filling.id,
        )
    _tell(filling, [term.member for term in terms], "role_drawn", now)


def _tell(
    filling: Filling, members: list[Membership], template: str, now: datetime
) -> None:
    tell(
        memberships=members,
        kind=f"collective.{template}",
        template=f"people/mail/{template}.txt",
        context={
            "collective": filling.collective,
            "role": ROLES[filling.role],
            "closes_at": filling.closes_at,
        },
        now=now,
        about_id=filling.id,
        once=f"{template} {filling.id}",
        drop_at=filling.closes_at if template != "role_drawn" else None,
    )
