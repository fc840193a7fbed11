"""A rota is drafted, looked at, changed by hand, drafted again, and published by two."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from folkmoot.doing.days import today_in
from folkmoot.engines.sharing import draft, improve, is_quick
from folkmoot.people.models import Collective, Membership, Term
from folkmoot.people.queries import holds_role
from folkmoot.record.operations import append_entry
from folkmoot.shifts.models import Cell, Confirmation, Rota, Shift, Turn
from folkmoot.shifts.operations.errors import ShiftError, ShiftIncompleteError
from folkmoot.shifts.operations.making import make_shifts
from folkmoot.shifts.operations.publishing import publish
from folkmoot.shifts.operations.rights import lock_collective, lock_planner
from folkmoot.shifts.queries.period import get_period, list_fixed
from folkmoot.shifts.queries.reasons import free_place_of, reason_of

LONGEST = 84  # days
FARTHEST = timedelta(days=366)  # every shift until then is made
YES = 2  # members publish


@transaction.atomic
def draft_rota(
    *,
    member: Membership,
    collective_id: UUID,
    first_day: date,
    last_day: date,
    now: datetime,
) -> Rota:
    """Draft who does what; a draft that is there is made anew, what was set stays.

    What is published changes little. Locks the collective.

    Raises
    ------
    ShiftIncompleteError
        If the days are in the past, too far ahead, out of order, or too many.
    ShiftError
        If there is nothing to do on them.
    """
    collective = lock_collective(collective_id)
    drafter = lock_planner(member, collective.id)
    _check_days(collective, first_day, last_day, now)
    make_shifts(collective=collective, until=last_day, now=now)
    shifts = list_open_shifts(collective, first_day, last_day)
    if not shifts:
        raise ShiftError(
            _("There is nothing to do on these days yet. Add a job first.")
        )
    rota = Rota.objects.filter(collective=collective, state=Rota.State.DRAFT).first()
    if rota is None:
        rota = Rota(collective=collective, version=0)
    rota.first_day, rota.last_day = first_day, last_day
    rota.drafted_by, rota.drafted_at = drafter, now
    rota.version += 1
    rota.save()
    _fill(rota, shifts)
    append_entry(
        collective_id=collective.id,
        kind="rota.drafted",
        details={
            "rota": str(rota.id),
            "version": rota.version,
            "first_day": first_day.isoformat(),
            "last_day": last_day.isoformat(),
        },
        now=now,
        member_id=drafter.id,
    )
    return rota


@transaction.atomic
def set_cell(
    *,
    member: Membership,
    rota: Rota,
    shift: Shift,
    leaves: Membership | None,
    comes: Membership | None,
    now: datetime,
) -> Rota:
    """Put somebody in a place of a draft, take somebody out, or both.

    Who is put there stays when it is drafted again. Locks the collective.

    Raises
    ------
    ShiftError
        If it is a draft no more, the place changed meanwhile, or the shift is full.
    """
    held, changer = _lock_draft(member, rota)
    if leaves == comes:
        return held
    cells = Cell.objects.filter(rota=held, shift=shift)
    if leaves is not None and not cells.filter(member=leaves).delete()[0]:
        raise ShiftError(_("This place changed a moment ago. Please look again."))
    if comes is not None:
        if not comes.is_open or comes.collective_id != held.collective_id:
            raise ShiftError(
                _("Somebody you named is not part of this group any more.")
            )
        if cells.filter(member=comes).exists():
            raise ShiftError(_("They are in this shift already."))
        if cells.count() >= shift.people:
            raise ShiftError(_("All places of this shift are taken."))
        Cell.objects.create(
            collective_id=held.collective_id,
            rota=held,
            shift=shift,
            member=comes,
            is_set=True,
        )
    _count_free(held, shift)
    held.version += 1
    held.save()
    append_entry(
        collective_id=held.collective_id,
        kind="rota.changed",
        details={
            "rota": str(held.id),
            "version": held.version,
            "shift": str(shift.id),
            "leaves": str(leaves.id) if leaves else None,
            "comes": str(comes.id) if comes else None,
        },
        now=now,
        member_id=changer.id,
    )
    return held


@transaction.atomic
def drop_draft(*, member: Membership, rota: Rota, now: datetime) -> Rota:
    """Put a draft away; what is published stays. Locks the collective."""
    held, dropper = _lock_draft(member, rota)
    held.state, held.ended_at = Rota.State.DROPPED, now
    held.save()
    append_entry(
        collective_id=held.collective_id,
        kind="rota.dropped",
        details={"rota": str(held.id)},
        now=now,
        member_id=dropper.id,
    )
    return held


@transaction.atomic
def confirm_rota(
    *, member: Membership, rota: Rota, version: int, now: datetime
) -> Rota:
    """Say yes to a version of a draft; the second member's yes publishes it.

    So does the first, where it is of somebody who holds the role for the rota. Locks the collective, then the shifts.

    Raises
    ------
    ShiftError
        If the draft changed since the page was shown, or is a draft no more.
    """
    held, confirmer = _lock_draft(member, rota)
    if held.version != version:
        message = _("The draft changed a moment ago. Please look at it again.")
        raise ShiftError(message)
    said = Confirmation.objects.filter(rota=held, version=version)
    if said.filter(member=confirmer).exists():
        return held
    Confirmation.objects.create(
        collective_id=held.collective_id,
        rota=held,
        member=confirmer,
        version=version,
        at=now,
    )
    append_entry(
        collective_id=held.collective_id,
        kind="rota.confirmed",
        details={"rota": str(held.id), "version": version},
        now=now,
        member_id=confirmer.id,
    )
    names = said.filter(member__ended_at=None).count()
    is_theirs = holds_role(confirmer, Term.Role.ROTA, now)
    if is_theirs or names >= needed_for(held.collective):
        publish(held, now)
    return held


def needed_for(collective: Collective) -> int:
    """Return how many members publish a rota: two, where there are two."""
    members = collective.memberships.filter(
        ended_at=None, standing=Membership.Standing.MEMBER
    )
    return min(YES, max(1, members.count()))


def list_open_shifts(
    collective: Collective, first_day: date, last_day: date
) -> list[Shift]:
    """Return the shifts of some days that are to be done, in order."""
    rows = Shift.objects.filter(
        collective=collective,
        cancelled_at=None,
        day__gte=first_day,
        day__lte=last_day,
    )
    return list(rows.select_related("job__ability").order_by("day", "starts_at", "id"))


def _lock_draft(member: Membership, rota: Rota) -> tuple[Rota, Membership]:
    collective = lock_collective(rota.collective_id)
    changer = lock_planner(member, collective.id)
    held = Rota.objects.select_related("collective").get(id=rota.id)
    if held.state == Rota.State.PUBLISHED:
        raise ShiftError(_("This rota was published a moment ago."))
    if held.state != Rota.State.DRAFT:
        raise ShiftError(_("This draft was put away."))
    return held, changer


def _fill(rota: Rota, shifts: list[Shift]) -> None:
    """Write the cells of a new draft."""
    set_now = Q(is_set=True, shift__in=shifts, member__ended_at=None)
    kept = set(rota.cells.filter(set_now).values_list("shift_id", "member_id"))
    fixed = [*kept, *list_fixed(shifts)]
    known = Turn.objects.filter(
        shift__in=shifts, state=Turn.State.TAKEN, member__ended_at=None
    ).values_list("shift_id", "member_id")
    period = get_period(rota.collective, shifts, published=list(known), fixed=fixed)
    # Who drafts waits for it; what would keep them longer stays as it is drafted.
    quick = is_quick(period)
    made = improve(period, looks_further=False) if quick else draft(period)
    rota.cells.all().delete()
    Cell.objects.bulk_create(
        Cell(
            collective_id=rota.collective_id,
            rota=rota,
            shift_id=UUID(cell.slot),
            member_id=UUID(cell.person),
            is_set=(UUID(cell.slot), UUID(cell.person)) in kept,
            is_learner=cell.why.is_learning,
            why=reason_of(cell.why),
        )
        for cell in made.cells
    )
    rota.free_places = [free_place_of(one) for one in made.shortages]
    rota.save(update_fields=["free_places"])


def _count_free(rota: Rota, shift: Shift) -> None:
    """Say how many places of one shift are free now; why is told by the next draft."""
    free = shift.people - Cell.objects.filter(rota=rota, shift=shift).count()
    others = [one for one in rota.free_places if one["shift"] != str(shift.id)]
    if free > 0:
        others.append({"shift": str(shift.id), "places": free, "lack": ""})
    rota.free_places = others


def _check_days(
    collective: Collective, first_day: date, last_day: date, now: datetime
) -> None:
    today = today_in(collective, now)
    if first_day <= today:
        raise ShiftIncompleteError(_("A draft begins tomorrow at the earliest."))
    if first_day > today + FARTHEST:
        raise ShiftIncompleteError(_("A draft begins within a year."))
    if not 0 <= (last_day - first_day).days < LONGEST:
        raise ShiftIncompleteError(_("A draft is for one day to twelve weeks."))
