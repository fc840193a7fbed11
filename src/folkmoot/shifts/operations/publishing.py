"""From a draft to turns: what people took or gave up meanwhile stands."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from folkmoot.record.operations import append_entry
from folkmoot.shifts.models import Cell, Rota, Shift, Turn
from folkmoot.shifts.operations.letters import tell_published
from folkmoot.shifts.operations.rights import lock_shifts

Taken = Turn.State.TAKEN


def publish(rota: Rota, now: datetime) -> None:
    """Make a draft's cells turns. The caller holds the collective's lock.

    Who signed up for a place since the draft was made keeps it; who said since then
    that they cannot come is not put back.
    """
    rota.state, rota.ended_at = Rota.State.PUBLISHED, now
    rota.save()
    cells: dict[UUID, list[Cell]] = defaultdict(list)
    for cell in rota.cells.filter(member__ended_at=None).order_by("id"):
        cells[cell.shift_id].append(cell)
    in_days = Shift.objects.filter(
        collective=rota.collective_id,
        cancelled_at=None,
        day__gte=rota.first_day,
        day__lte=rota.last_day,
    )
    shifts = lock_shifts(in_days.values_list("id", flat=True))
    turns: dict[UUID, list[Turn]] = defaultdict(list)
    for turn in Turn.objects.filter(shift__in=shifts).select_related("member"):
        turns[turn.shift_id].append(turn)
    gone: list[Turn] = []
    new: list[Turn] = []
    for shift in shifts:
        left, came = _change(rota, shift, cells[shift.id], turns[shift.id], now)
        gone += left
        new += came
    Turn.objects.bulk_update(gone, ["state", "ended_at"])
    Turn.objects.bulk_create(new)
    append_entry(
        collective_id=rota.collective_id,
        kind="rota.published",
        details={
            "rota": str(rota.id),
            "version": rota.version,
            "first_day": rota.first_day.isoformat(),
            "last_day": rota.last_day.isoformat(),
            "turns": [[str(t.shift_id), str(t.member_id)] for t in new],
            "moved": [[str(t.shift_id), str(t.member_id)] for t in gone],
        },
        now=now,
    )
    tell_published(rota=rota, new=new, gone=gone, now=now)


def _change(
    rota: Rota, shift: Shift, cells: list[Cell], turns: Iterable[Turn], now: datetime
) -> tuple[list[Turn], list[Turn]]:
    """Return the turns of one shift that end, and those that begin."""
    rows = list(turns)
    wanted = {cell.member_id for cell in cells}
    cannot = {
        turn.member_id
        for turn in rows
        if turn.state == Turn.State.RELEASED
        and turn.ended_at is not None
        and turn.ended_at > rota.drafted_at
    }
    held = [turn for turn in rows if turn.state == Taken]
    gone = [turn for turn in held if not _stays(turn, wanted, rota)]
    for turn in gone:
        turn.state, turn.ended_at = Turn.State.MOVED, now
    stays = [turn for turn in held if turn not in gone]
    here = {turn.member_id for turn in stays}
    seats = [n for n in range(shift.people) if n not in {turn.seat for turn in stays}]
    coming = [c for c in cells if c.member_id not in here | cannot]
    new = [
        Turn(
            collective_id=rota.collective_id,
            shift=shift,
            member_id=cell.member_id,
            seat=seat,
            came_by=Turn.By.ROTA,
            is_learner=cell.is_learner,
            taken_at=now,
        )
        for seat, cell in zip(seats, coming, strict=False)
    ]
    return gone, new


def _stays(turn: Turn, wanted: set[UUID], rota: Rota) -> bool:
    if not turn.member.is_open:
        return False
    return turn.member_id in wanted or turn.taken_at > rota.drafted_at
