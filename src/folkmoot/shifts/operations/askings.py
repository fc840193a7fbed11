"""Who is asked to come instead: one after the other, who is furthest behind first."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.engines.sharing import next_to_ask
from folkmoot.people.models import Collective, Membership
from folkmoot.shifts.models import Asking, Shift, Turn
from folkmoot.shifts.operations.errors import NotTheirsError, ShiftError
from folkmoot.shifts.operations.letters import tell_asked
from folkmoot.shifts.operations.rights import lock_helper, lock_shift
from folkmoot.shifts.queries.days import DAY, deadline_of
from folkmoot.shifts.queries.period import get_period

LONGEST = timedelta(hours=24)
SHORTEST = timedelta(hours=1)
PART = 4  # near a shift: at least so many can be asked before it
Open = Asking.State.OPEN


def ask_next(shift: Shift, turn: Turn, now: datetime) -> Asking | None:
    """Ask the next person for a place that was given up; the caller holds the shift.

    With nobody left to ask the place stays open for all.
    """
    deadline = deadline_of(shift, shift.collective)
    if now >= deadline or not _is_lacking(shift):
        return None
    chosen = _next_of(shift, turn)
    if chosen is None:
        return None
    wait = min(LONGEST, max(SHORTEST, (deadline - now) / PART))
    asking = Asking.objects.create(
        collective_id=shift.collective_id,
        turn=turn,
        member_id=chosen,
        asked_at=now,
        until=min(now + wait, deadline),
    )
    tell_asked(asking=asking, shift=shift, now=now)
    return asking


@transaction.atomic
def decline_asking(*, member: Membership, asking: Asking, now: datetime) -> Asking:
    """Say that one cannot come instead; the next is asked. Locks the shift.

    A no stands in no record.

    Raises
    ------
    NotTheirsError
        If somebody else was asked.
    ShiftError
        If the time to answer is over.
    """
    shift = lock_shift(asking.turn.shift)
    helper = lock_helper(member, shift.collective_id)
    held = Asking.objects.select_related("turn").get(id=asking.id)
    if held.member_id != helper.id:
        raise NotTheirsError(_("Somebody else was asked."))
    if held.state == Asking.State.NO:
        return held
    if held.state != Open:
        raise ShiftError(_("This is settled already. Thank you."))
    held.state = Asking.State.NO
    held.save(update_fields=["state"])
    ask_next(shift, held.turn, now)
    return held


def ask_due(*, now: datetime, collective: Collective | None = None) -> int:
    """Ask the next person wherever one's time is over; return how many were late.

    Each under its shift's lock and in its own transaction: two workers ask one person.
    """
    late = Asking.objects.filter(state=Open, until__lte=now)
    if collective is not None:
        late = late.filter(collective=collective)
    ids = late.order_by("until", "id").values_list("id", flat=True)
    return sum(_pass_on(asking_id, now) for asking_id in list(ids))


@transaction.atomic
def _pass_on(asking_id: UUID, now: datetime) -> bool:
    found = Asking.objects.select_related("turn__shift").get(id=asking_id)
    try:
        shift = lock_shift(found.turn.shift)
    except ShiftError:
        Asking.objects.filter(id=asking_id).update(state=Asking.State.OVER)
        return False
    held = Asking.objects.select_related("turn").get(id=asking_id)
    if held.state != Open or held.until > now:
        return False
    held.state = Asking.State.LATE
    held.save(update_fields=["state"])
    ask_next(shift, held.turn, now)
    return True


def _is_lacking(shift: Shift) -> bool:
    here = shift.turns.filter(state=Turn.State.TAKEN, member__ended_at=None)
    running = Asking.objects.filter(turn__shift=shift, state=Open)
    return here.count() + running.count() < shift.people


def _next_of(shift: Shift, turn: Turn) -> UUID | None:
    near = _shifts_near(shift)
    taken = Turn.objects.filter(
        shift__in=near, state=Turn.State.TAKEN, member__ended_at=None
    ).values_list("shift_id", "member_id")
    but_not = _asked_for(turn) | _gave_up(shift)
    period = get_period(shift.collective, near)
    found = next_to_ask(
        period,
        [(str(s), str(m)) for s, m in taken],
        str(shift.id),
        but_not=frozenset(str(one) for one in but_not),
    )
    return UUID(found[0].person) if found else None


def _shifts_near(shift: Shift) -> list[Shift]:
    rows = Shift.objects.filter(
        collective_id=shift.collective_id,
        cancelled_at=None,
        day__gte=shift.day - DAY,
        day__lte=shift.last_day + DAY,
    )
    return list(rows.select_related("job__ability").order_by("day", "starts_at", "id"))


def _asked_for(turn: Turn) -> set[UUID]:
    return _ids(turn.askings.values_list("member_id", flat=True))


def _gave_up(shift: Shift) -> set[UUID]:
    given = shift.turns.filter(state=Turn.State.RELEASED)
    return _ids(given.values_list("member_id", flat=True))


def _ids(found: Iterable[UUID]) -> set[UUID]:
    return set(found)
