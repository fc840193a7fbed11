"""Two members change places, once both said yes."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from folkmoot.people.models import Membership
from folkmoot.record.operations import Value, append_entry
from folkmoot.shifts.models import Shift, Swap, Turn
from folkmoot.shifts.operations.errors import NotTheirsError, ShiftError
from folkmoot.shifts.operations.letters import tell_swap
from folkmoot.shifts.operations.rights import lock_helper, lock_shifts
from folkmoot.shifts.operations.turns import check_able, check_not_over

Taken = Turn.State.TAKEN


@transaction.atomic
def offer_swap(
    *, member: Membership, turn: Turn, for_turn: Turn, now: datetime
) -> Swap:
    """Offer one's place for somebody else's. Locks both shifts.

    Raises
    ------
    NotTheirsError
        If the place that is offered is not one's own.
    ShiftError
        If one of the places is over or changed, or both are one's own.
    """
    shifts = _lock(turn, for_turn)
    helper = lock_helper(member, turn.collective_id)
    mine, theirs = _fresh(turn), _fresh(for_turn)
    if mine.member_id != helper.id:
        raise NotTheirsError(_("Only they can offer their place."))
    _check(mine, theirs, shifts, now)
    swap, is_new = Swap.objects.get_or_create(
        turn=mine,
        for_turn=theirs,
        state=Swap.State.OPEN,
        defaults={"collective_id": mine.collective_id, "offered_at": now},
    )
    if is_new:
        append_entry(
            collective_id=mine.collective_id,
            kind="swap.offered",
            details=_told(swap, mine, theirs),
            now=now,
            member_id=helper.id,
        )
        tell_swap(swap=swap, to=theirs.member, now=now)
    return swap


@transaction.atomic
def agree_swap(*, member: Membership, swap: Swap, now: datetime) -> Swap:
    """Say yes to a swap: both change places. Locks both shifts, then both people.

    Raises
    ------
    NotTheirsError
        If somebody else was asked.
    ShiftError
        If one of the places is over or changed, or somebody cannot do the other's.
    """
    shifts = _lock(swap.turn, swap.for_turn)
    held = Swap.objects.select_related("turn", "for_turn").get(id=swap.id)
    mine, theirs = _fresh(held.for_turn), _fresh(held.turn)
    # In one order for everybody, whoever agrees.
    people = sorted((mine.member, theirs.member), key=lambda one: one.id)
    for one in people:
        lock_helper(one, held.collective_id)
    if mine.member_id != member.id:
        raise NotTheirsError(_("Somebody else was asked."))
    if held.state != Swap.State.OPEN:
        raise ShiftError(_("This swap is settled already."))
    _check(theirs, mine, shifts, now)
    _change(mine, theirs, now)
    held.state, held.ended_at = Swap.State.AGREED, now
    held.save()
    others = Swap.objects.filter(
        Q(turn__in=(mine, theirs)) | Q(for_turn__in=(mine, theirs)),
        state=Swap.State.OPEN,
    )
    others.update(state=Swap.State.WITHDRAWN, ended_at=now)
    append_entry(
        collective_id=held.collective_id,
        kind="swap.agreed",
        details=_told(held, theirs, mine),
        now=now,
        member_id=member.id,
    )
    tell_swap(swap=held, to=theirs.member, now=now)
    return held


@transaction.atomic
def end_swap(*, member: Membership, swap: Swap, now: datetime) -> Swap:
    """Take an offered swap back, or say no to it. Locks both shifts.

    Raises
    ------
    NotTheirsError
        If it is between two others.
    ShiftError
        If they changed places already.
    """
    _lock(swap.turn, swap.for_turn)
    helper = lock_helper(member, swap.collective_id)
    held = Swap.objects.select_related("turn", "for_turn").get(id=swap.id)
    is_offer = held.turn.member_id == helper.id
    if not is_offer and held.for_turn.member_id != helper.id:
        raise NotTheirsError(_("This swap is between two others."))
    if held.state == Swap.State.AGREED:
        raise ShiftError(_("You changed places already."))
    if held.state != Swap.State.OPEN:
        return held
    held.state = Swap.State.WITHDRAWN if is_offer else Swap.State.DECLINED
    held.ended_at = now
    held.save()
    append_entry(
        collective_id=held.collective_id,
        kind="swap.ended",
        details={"swap": str(held.id)},
        now=now,
        member_id=helper.id,
    )
    return held


def _lock(*turns: Turn) -> dict[object, Shift]:
    held = lock_shifts({turn.shift_id for turn in turns})
    return {shift.id: shift for shift in held}


def _fresh(turn: Turn) -> Turn:
    return Turn.objects.select_related("shift__job", "member").get(id=turn.id)


def _check(
    offered: Turn, wanted: Turn, shifts: dict[object, Shift], now: datetime
) -> None:
    for turn in (offered, wanted):
        if turn.state != Taken or not turn.member.is_open:
            raise ShiftError(_("One of these places changed hands a moment ago."))
        shift = shifts[turn.shift_id]
        if shift.cancelled_at is not None:
            raise ShiftError(_("This shift was taken out. Nobody needs to come."))
        check_not_over(shift, now)
    if offered.member_id == wanted.member_id or offered.shift_id == wanted.shift_id:
        raise ShiftError(_("A swap is between two people and two shifts."))
    for turn, to in ((offered, wanted), (wanted, offered)):
        shift = shifts[to.shift_id]
        if shift.turns.filter(state=Taken, member_id=turn.member_id).exists():
            raise ShiftError(_("One of you is in both shifts already."))
        check_able(turn.member, shift)


def _change(mine: Turn, theirs: Turn, now: datetime) -> None:
    new = [
        Turn(
            collective_id=one.collective_id,
            shift_id=one.shift_id,
            seat=one.seat,
            member_id=other.member_id,
            came_by=Turn.By.SWAP,
            taken_at=now,
        )
        for one, other in ((mine, theirs), (theirs, mine))
    ]
    for turn in (mine, theirs):
        turn.state, turn.ended_at = Turn.State.SWAPPED, now
        turn.save()
    Turn.objects.bulk_create(new)


def _told(swap: Swap, offered: Turn, wanted: Turn) -> dict[str, Value]:
    return {
        "swap": str(swap.id),
        "name": offered.shift.job.name,
        "day": offered.shift.day.isoformat(),
        "for_name": wanted.shift.job.name,
        "for_day": wanted.shift.day.isoformat(),
        "other": str(wanted.member_id),
    }
