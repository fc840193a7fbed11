"""Who is asked what was done: the people of a way, when a period of its plan is over."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from folkmoot.deciding.models import Decision
from folkmoot.fund.queries.agreed import STANDING
from folkmoot.planning.models import Following, Replanning, WayPart, WayReport
from folkmoot.planning.queries.plans.followed import plan_with, running_period
from folkmoot.planning.queries.plans.recipes import id_of_way


@dataclass(frozen=True)
class Due:
    """What nobody wrote down of one way, in the period that ended last."""

    following: Following
    way: str
    way_id: UUID
    period: int


def list_due_reports(member_ids: Collection[UUID], now: datetime) -> list[Due]:
    """Return what memberships are asked to write down, in six queries at most.

    Until the next period ends; what is older waits on the page of the plan.
    """
    parts = WayPart.objects.filter(member_id__in=member_ids, until=None)
    mine = set(parts.values_list("collective_id", "unit__way"))
    if not mine:
        return []
    ended = _ended({collective_id for collective_id, _way in mine}, now)
    written = set(
        WayReport.objects.filter(following__in=ended).values_list(
            "following_id", "way", "period"
        )
    )
    asked = [
        Due(following, way, id_of_way(following.collective, way), period)
        for following, period in ended.items()
        for collective_id, way in sorted(mine)
        if collective_id == following.collective_id
        and (following.id, way, period) not in written
    ]
    return list(_planned(asked))


def _ended(collective_ids: Collection[UUID], now: datetime) -> dict[Following, int]:
    """Return plans in force, each with the period that ended last; without numbers."""
    rows = Following.objects.filter(
        collective_id__in=collective_ids,
        decision_id__in=Decision.objects.filter(state__in=STANDING).values("id"),
    ).select_related("planning", "collective")
    light = rows.order_by("since").only(
        *("collective__time_zone", "begins_on", "planning__length", "planning__weeks")
    )
    periods = {row: running_period(row, now) - 1 for row in light}
    return {
        row: period
        for row, period in periods.items()
        if 1 <= period <= row.planning.weeks
    }


def _planned(asked: Sequence[Due]) -> Iterable[Due]:
    """Yield those of which something was planned, with all changes since."""
    if not asked:
        return
    ids = {one.following.id for one in asked}
    whole = Following.objects.select_related("planning", "alternative", "collective")
    loaded = whole.in_bulk(ids)
    rows = Replanning.objects.filter(following__in=ids, state=Replanning.State.TAKEN)
    taken: dict[UUID, list[Replanning]] = {}
    for row in rows.order_by("ended_at", "number"):
        taken.setdefault(row.following_id, []).append(row)
    plans = {
        key: plan_with(following, taken.get(key, ()))
        for key, following in loaded.items()
    }
    for one in asked:
        if plans[one.following.id].planned(one.way, one.period) > 0:
            yield replace(one, following=loaded[one.following.id])
