"""The only ways to jobs, shifts and rotas; absent and not yours look the same."""

from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from folkmoot.needs.access import get_planner_for
from folkmoot.needs.models import Feed
from folkmoot.people.models import Membership, Person
from folkmoot.shifts.models import (
    Ability,
    Asking,
    Away,
    FixedPlace,
    Job,
    Rota,
    Shift,
    Skill,
    Swap,
    Turn,
    Work,
)
from folkmoot.web.chance import digest


def get_member_planner_for(person: Person | None, slug: str) -> Membership:
    """Return the open membership of a member, not a friend, likewise."""
    member = get_planner_for(person, slug)
    if not member.takes_positions:
        raise Http404
    return member


def get_job_for(member: Membership, job_id: UUID) -> Job:
    """Return a job of the member's collective that has not ended."""
    rows = Job.objects.filter(ended_at=None).select_related("ability", "collective")
    return _own(rows, member, job_id)


def get_shift_for(member: Membership, shift_id: UUID) -> Shift:
    """Return a shift of the member's collective that was not taken out."""
    rows = Shift.objects.filter(cancelled_at=None)
    return _own(rows.select_related("job__ability", "collective"), member, shift_id)


def get_rota_for(member: Membership, rota_id: UUID) -> Rota:
    """Return a rota of the member's collective, a draft or an earlier one."""
    return _own(Rota.objects.select_related("collective"), member, rota_id)


def get_ability_for(member: Membership, ability_id: UUID) -> Ability:
    """Return an ability that the member's collective knows of."""
    return _own(Ability.objects.all(), member, ability_id)


def get_skill_for(member: Membership, skill_id: UUID) -> Skill:
    """Return what somebody of the member's collective said they know."""
    rows = Skill.objects.select_related("ability", "member")
    return _own(rows, member, skill_id)


def get_turn_for(member: Membership, turn_id: UUID) -> Turn:
    """Return somebody's place in a shift of the member's collective."""
    rows = Turn.objects.select_related("shift__job", "member", "collective")
    return _own(rows, member, turn_id)


def get_swap_for(member: Membership, swap_id: UUID) -> Swap:
    """Return a swap that the member offered or was asked for."""
    rows = Swap.objects.select_related("turn", "for_turn")
    row = _own(rows, member, swap_id)
    if member.id not in {row.turn.member_id, row.for_turn.member_id}:
        raise Http404
    return row


def get_asking_for(member: Membership, asking_id: UUID) -> Asking:
    """Return for what the member was asked to come instead."""
    rows = Asking.objects.filter(member=member).select_related("turn__shift")
    return _own(rows, member, asking_id)


def get_fixed_place_for(member: Membership, place_id: UUID) -> FixedPlace:
    """Return a place that the member has for good."""
    rows = FixedPlace.objects.filter(member=member, ended_at=None)
    return _own(rows, member, place_id)


def get_away_for(member: Membership, away_id: UUID) -> Away:
    """Return days on which the member is away."""
    return _own(Away.objects.filter(member=member), member, away_id)


def get_work_for(member: Membership, work_id: UUID) -> Work:
    """Return what the member wrote down themselves."""
    return _own(Work.objects.filter(member=member), member, work_id)


def get_feed(token: str) -> Feed:
    """Return the calendar that a secret address opens."""
    rows = Feed.objects.filter(
        digest=digest(token), ended_at=None, member__ended_at=None
    )
    row = rows.select_related("member__collective", "member__person", "thing").first()
    if row is None:
        raise Http404
    return row


def _own[M: Model](rows: QuerySet[M], member: Membership, row_id: UUID) -> M:
    wanted: dict[str, Any] = {"collective_id": member.collective_id, "id": row_id}
    row = rows.filter(**wanted).first()
    if row is None:
        raise Http404
    return row
