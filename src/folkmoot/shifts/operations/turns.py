"""Places in a shift: taking an open one, and saying that one cannot come."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.shifts.models import Asking, Shift, Skill, Swap, Turn
from folkmoot.shifts.operations.askings import ask_next
from folkmoot.shifts.operations.errors import NotTheirsError, ShiftError
from folkmoot.shifts.operations.rights import lock_helper, lock_shift
from folkmoot.shifts.queries.days import deadline_of

Taken = Turn.State.TAKEN


@transaction.atomic
def sign_up(
    *, member: Membership, shift: Shift, now: datetime, comment: str = ""
) -> Turn:
    """Take an open place: also one that somebody gave up. Locks the shift.

    Raises
    ------
    ShiftError
        If all places are taken, it is over, or one has to know something for it.
    NotTheirsError
        If the person is not part of the collective any more.
    """
    held = lock_shift(shift)
    helper = lock_helper(member, held.collective_id)
    check_not_over(held, now)
    own = held.turns.filter(member=helper, state=Taken).first()
    if own is not None:
        return own
    is_learner = check_able(helper, held)
    seat = free_seat(held, now)
    asked = Asking.objects.filter(
        turn__shift=held, member=helper, state=Asking.State.OPEN
    ).first()
    turn = Turn.objects.create(
        collective_id=held.collective_id,
        shift=held,
        member=helper,
        seat=seat,
        came_by=Turn.By.ASKED if asked else Turn.By.SIGN_UP,
        comment=" ".join(comment.split()),
        is_learner=is_learner,
        taken_at=now,
    )
    _end_asking(held, asked)
    append_entry(
        collective_id=held.collective_id,
        kind="turn.taken",
        details={
            "shift": str(held.id),
            "name": held.job.name,
            "day": held.day.isoformat(),
            "comment": turn.comment,
        },
        now=now,
        member_id=helper.id,
    )
    return turn


@transaction.atomic
def release_turn(*, member: Membership, turn: Turn, now: datetime) -> Turn:
    """Say that one cannot come; the fair next person is asked. Locks the shift.

    Nobody asks why.

    Raises
    ------
    NotTheirsError
        If it is somebody else's place.
    ShiftError
        If the shift is over, or the place is not theirs any more.
    """
    held = lock_shift(turn.shift)
    helper = lock_helper(member, held.collective_id)
    own = Turn.objects.select_related("shift", "member").get(id=turn.id)
    if own.member_id != helper.id:
        raise NotTheirsError(_("Only they can say that they cannot come."))
    if own.state == Turn.State.RELEASED:
        return own
    if own.state != Taken:
        raise ShiftError(_("This place is not yours any more."))
    check_not_over(held, now)
    own.state, own.ended_at = Turn.State.RELEASED, now
    own.save()
    for pair in ("turn", "for_turn"):
        open_ones = Swap.objects.filter(**{pair: own}, state=Swap.State.OPEN)
        open_ones.update(state=Swap.State.WITHDRAWN, ended_at=now)
    # Before the record, which is locked last: it may wait for somebody who leaves.
    ask_next(held, own, now)
    append_entry(
        collective_id=held.collective_id,
        kind="turn.released",
        details={
            "shift": str(held.id),
            "name": held.job.name,
            "day": held.day.isoformat(),
        },
        now=now,
        member_id=helper.id,
    )
    return own


def check_not_over(shift: Shift, now: datetime) -> None:
    """Refuse what comes too late.

    Raises
    ------
    ShiftError
        If the shift has begun, or its day is over.
    """
    if now >= deadline_of(shift, shift.collective):
        raise ShiftError(_("This shift has begun or is over."))


def free_seat(shift: Shift, now: datetime) -> int:
    """Return a free place of a locked shift; whoever left the group holds none.

    Raises
    ------
    ShiftError
        If all are taken.
    """
    left = shift.turns.filter(state=Taken, member__ended_at__isnull=False)
    left.update(state=Turn.State.RELEASED, ended_at=now)
    held = set(shift.turns.filter(state=Taken).values_list("seat", flat=True))
    free = [seat for seat in range(shift.people) if seat not in held]
    if not free:
        raise ShiftError(_("Somebody took this place a moment ago."))
    return free[0]


def check_able(member: Membership, shift: Shift) -> bool:
    """Return whether somebody comes to a locked shift to learn it.

    Raises
    ------
    ShiftError
        If they do not know what it needs, or nobody is there to learn it from.
    """
    ability = shift.job.ability
    if ability is None:
        return False
    skill = Skill.objects.filter(member=member, ability=ability).first()
    if skill is None:
        message = _(
            "This needs somebody who knows: %(ability)s. If you do, or want to learn "
            "it, say so under “My part” first."
        )
        raise ShiftError(message % {"ability": ability.name})
    if not skill.is_learning:
        return False
    knows = Turn.objects.filter(
        shift=shift, state=Taken, member__ended_at=None, is_learner=False
    ).exclude(member=member)
    if not knows.exists():
        raise ShiftError(_("Nobody is there yet from whom you could learn it."))
    return True


def _end_asking(shift: Shift, asked: Asking | None) -> None:
    """End one search for this shift: its place is taken."""
    if asked is not None:
        asked.state = Asking.State.YES
        asked.save(update_fields=["state"])
        return
    running = Asking.objects.filter(turn__shift=shift, state=Asking.State.OPEN)
    first = running.order_by("asked_at", "id").first()
    if first is not None:
        first.state = Asking.State.OVER
        first.save(update_fields=["state"])
