"""What time does to shifts: they are made, the next is asked, free places are told.

The worker does it; so does whoever opens the page of shifts.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from folkmoot.doing.days import today_in
from folkmoot.people.models import Collective
from folkmoot.shifts.models import Asking, Job, Rota, Shift, Turn
from folkmoot.shifts.operations.askings import ask_due
from folkmoot.shifts.operations.letters import tell_free
from folkmoot.shifts.operations.making import make_shifts
from folkmoot.shifts.operations.rights import lock_collective
from folkmoot.shifts.queries.ahead import list_missing

WARN_DAYS = timedelta(days=3)


def tend_shifts_of(*, collective: Collective, now: datetime) -> None:
    """Bring one collective's shifts to ``now``: looks first, writes where needed."""
    if list_missing(collective, None, now):
        make_shifts(collective=collective, now=now)
    ask_due(now=now, collective=collective)
    if _lacking(collective, now).exists():
        warn_free(collective=collective, now=now)


def tend_shifts(*, now: datetime) -> None:
    """Bring the shifts of every collective that has jobs to ``now``."""
    with_jobs = Collective.objects.filter(
        id__in=Job.objects.filter(ended_at=None).values("collective_id")
    )
    for collective in with_jobs.order_by("id"):
        tend_shifts_of(collective=collective, now=now)


@transaction.atomic
def warn_free(*, collective: Collective, now: datetime) -> int:
    """Tell everybody once of required shifts that lack people; return how many.

    Locks the collective. A mail is no act of anybody and leaves no entry.
    """
    held = lock_collective(collective.id)
    rows = _lacking(held, now).values_list("id", flat=True)
    ids: list[UUID] = list(rows)
    shifts = list(
        Shift.objects.filter(id__in=ids)
        .select_related("job")
        .order_by("day", "starts_at", "id")
    )
    if shifts:
        Shift.objects.filter(id__in=ids).update(warned_at=now)
        tell_free(collective=held, shifts=shifts, now=now)
    return len(shifts)


def _lacking(collective: Collective, now: datetime) -> QuerySet[Shift]:
    """Return required shifts of the next days with free places that nobody was told of.

    Where somebody is being asked, there is still hope.
    """
    today = today_in(collective, now)
    taken = Q(turns__state=Turn.State.TAKEN, turns__member__ended_at=None)
    asked = Asking.objects.filter(state=Asking.State.OPEN).values("turn__shift_id")
    # Before the first rota nobody is expected to come.
    planned = collective.rotas.filter(
        state=Rota.State.PUBLISHED,
        first_day__lte=OuterRef("day"),
        last_day__gte=OuterRef("day"),
    )
    return (
        Shift.objects.filter(
            collective=collective,
            job__is_required=True,
            cancelled_at=None,
            warned_at=None,
            day__gt=today,
            day__lte=today + WARN_DAYS,
        )
        .filter(Exists(planned))
        .exclude(id__in=asked)
        .annotate(here=Count("turns", filter=taken))
        .filter(here__lt=F("people"))
    )
