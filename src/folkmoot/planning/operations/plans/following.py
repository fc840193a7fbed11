"""Following a plan that was decided, and writing what was done of it."""

import logging
import math
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.needs.operations.rights import lock_part
from folkmoot.people.models import Membership
from folkmoot.planning import tables as files
from folkmoot.planning.models import Following, Planning, WayReport
from folkmoot.planning.operations.plans.errors import NoPlanError, NotDoneError
from folkmoot.planning.queries.plans.followed import (
    decided_plan,
    due_plannings,
    plan_now,
    running_period,
    standing_decision,
)
from folkmoot.planning.rest import amounts_of, parts_of
from folkmoot.record.operations import append_entry

MOST = 1e9
log = logging.getLogger(__name__)


@transaction.atomic
def follow_plan(*, planning: Planning, now: datetime) -> Following | None:
    """Begin to follow the plan that was decided; again after it was decided anew.

    What was done already stays written, also where another plan was chosen. Nothing is
    followed where the decided text is none of the plans. Locks the planning.
    """
    row = Planning.objects.select_for_update(of=("self",)).get(id=planning.id)
    decision = standing_decision(row.question_id)
    plan = decided_plan(row, decision) if decision else None
    following = Following.objects.filter(planning=row).first()
    if decision is None or plan is None:
        return following
    if following and following.decision_id == decision.id:
        return following
    zone = ZoneInfo(decision.question.collective.time_zone)
    begins_on = decision.decided_at.astimezone(zone).date()
    if decision.proposal and decision.proposal.start_date:
        begins_on = decision.proposal.start_date
    following, is_new = Following.objects.get_or_create(
        planning=row,
        defaults={
            "collective_id": row.collective_id,
            "alternative": plan,
            "decision_id": decision.id,
            "begins_on": begins_on,
            "since": now,
        },
    )
    if not is_new:
        following.alternative, following.decision_id = plan, decision.id
        following.save()
    append_entry(
        collective_id=row.collective_id,
        kind="plan.followed",
        details={
            "plan": str(plan.id),
            "number": plan.number,
            "decision": str(decision.id),
            "begins_on": following.begins_on.isoformat(),
        },
        now=now,
        about_id=row.question_id,
    )
    return following


def follow_due_plans(now: datetime) -> int:
    """Follow every plan that was decided meanwhile; for the worker."""
    followed = 0
    for row in due_plannings():
        try:
            followed += follow_plan(planning=row, now=now) is not None
        except Exception:  # one that fails holds up none
            log.exception("plan_not_followed", extra={"planning": str(row.id)})
    return followed


@transaction.atomic
def report_way(
    *,
    member: Membership,
    following: Following,
    way: str,
    period: int,
    times: float,
    told: Mapping[str, float] | None = None,
    now: datetime,
) -> WayReport:
    """Write how often something was done, and what was used where somebody looked.

    What is not among ``told`` went as the recipe says. Who takes part may report; no
    second person is needed. Writing again corrects: what stood there before is kept.
    Locks the membership and what is followed.

    Raises
    ------
    NoPlanError
        If there is no such way of making in the plan.
    NotDoneError
        If the period has not begun, or a number is none.
    """
    held = lock_part(member, following.collective_id)
    rows = Following.objects.select_for_update(of=("self",))
    row = rows.select_related("collective", "planning", "alternative").get(
        id=following.id
    )
    if not 0 < period <= min(row.planning.weeks, running_period(row, now)):
        raise NotDoneError(_("That time has not begun yet."))
    tables = plan_now(row).tables
    if way not in files.names_in(tables, files.WAYS):
        raise NoPlanError(_("There is no such way of making here."))
    parts = parts_of(tables, way)
    seen = {part: float(value) for part, value in (told or {}).items() if part in parts}
    for value in (times, *seen.values()):
        if not (math.isfinite(value) and 0 <= value <= MOST):
            raise NotDoneError(_("Please write a number from 0."))
    before = row.reports.filter(way=way, period=period).order_by("-version").first()
    if before:
        row.reports.filter(id=before.id).update(corrected_at=now)
    report = WayReport.objects.create(
        following=row,
        collective_id=row.collective_id,
        way=way,
        period=period,
        version=before.version + 1 if before else 1,
        times=times,
        amounts={**amounts_of(parts, times), **seen},
        told=sorted(seen),
        member=held,
        at=now,
    )
    append_entry(
        collective_id=row.collective_id,
        kind="plan.done_told",
        details={
            "way": way,
            "period": period,
            "times": files.text_of(times),
            "told": {part: files.text_of(value) for part, value in seen.items()},
            "version": report.version,
        },
        now=now,
        about_id=row.planning_id,
        member_id=held.id,
    )
    return report
