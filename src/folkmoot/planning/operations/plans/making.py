"""Asking for plans and having them made: at once where they are small."""

import logging
from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import Any

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from folkmoot.doing.days import today_in
from folkmoot.needs.operations.rights import lock_part
from folkmoot.people.models import Membership
from folkmoot.planning import tables as files
from folkmoot.planning.models import Alternative, Book, Planning
from folkmoot.planning.operations.plans.errors import NoPlanError
from folkmoot.planning.queries.exchanges.promises import count_with, promises_from
from folkmoot.planning.queries.plans.fitting import asked_by_others
from folkmoot.planning.words.files import say_why
from folkmoot.planning.words.periods import say_many
from folkmoot.record.operations import append_entry

SMALL = 4_000  # cells, weeks times (goods and ways): made while the page waits
STEPS = 3
MOST_WEEKS = 104
log = logging.getLogger(__name__)
State = Planning.State


@transaction.atomic
def ask_for_plans(
    *, member: Membership, weeks: int, people: int, now: datetime
) -> Planning:
    """Ask for plans from the recipes as they are; the same ones are not made twice.

    Locks the membership.

    Raises
    ------
    NoPlanError
        If nothing is needed, there is no way of making anything, or the recipes name a
        week that is later.
    """
    held = lock_part(member)
    book = Book.objects.filter(collective_id=held.collective_id).first()
    if book is None or not (book.tables[files.NEEDS] and book.tables[files.WAYS]):
        raise NoPlanError(_("Say first what is needed, and one way of making it."))
    last = files.last_week(book.tables)
    if weeks < last:
        message = _("The recipes name number %(last)s: plan at least for %(time)s.")
        time = say_many(book.length, last)
        raise NoPlanError(message % {"last": last, "time": time})
    today = today_in(held.collective, now)
    promises = promises_from(held.collective, book.length, today)
    tables = count_with(held.collective, book.tables, promises, weeks)
    digest = files.digest_of(tables, weeks, people, book.length)
    rows = Planning.objects.filter(
        collective_id=held.collective_id, input_sha256=digest
    )
    earlier = rows.exclude(state=State.FAILED).filter(question_id=None).first()
    if earlier:
        return earlier
    planning = Planning.objects.create(
        collective_id=held.collective_id,
        member=held,
        asked_at=now,
        weeks=weeks,
        length=book.length,
        people=people,
        tables=tables,
        promises=[one.as_data() for one in promises],
        input_sha256=digest,
    )
    record_asking(planning, held, now)
    return planning


def record_asking(planning: Planning, member: Membership, now: datetime) -> None:
    """Write that plans were asked for, and from what."""
    append_entry(
        collective_id=planning.collective_id,
        kind="plans.asked_for",
        details={
            "weeks": planning.weeks,
            "length": planning.length,
            "people": planning.people,
            "input_sha256": planning.input_sha256,
        },
        now=now,
        about_id=planning.id,
        member_id=member.id,
    )


def is_small(planning: Planning) -> bool:
    """Say whether making it keeps nobody waiting."""
    things = sum(len(planning.tables[name]) for name in (files.GOODS, files.WAYS))
    return things * planning.weeks <= SMALL


def make_plans_of(*, planning: Planning, now: datetime) -> Planning:
    """Make the plans outside of any lock, and keep them in one short transaction."""
    from folkmoot.engines import provision  # with all of SciPy
    from folkmoot.planning.computing import compute

    began = perf_counter()
    asked = asked_by_others(planning.collective, planning.tables)

    def tell(step: int) -> None:
        Planning.objects.filter(id=planning.id).update(step=step)

    try:
        with override(planning.collective.language):
            found = compute(planning, tell, asked)
    except provision.REFUSALS as error:
        with override(planning.collective.language):
            problem = say_why(error)
        return _fail(planning=planning, problem=problem, now=now)
    took = int((perf_counter() - began) * 1000)
    return _keep(planning=planning, found=found, took_ms=took, now=now)


def make_due_plans(now: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Make the plans that wait, the oldest first; for the worker."""
    made = 0
    rows = Planning.objects.filter(state=State.WAITING).order_by("asked_at", "id")
    for planning in rows.select_related("collective"):
        if not go_on():
            break
        try:
            make_plans_of(planning=planning, now=now)
            made += 1
        except (DatabaseError, ValueError):
            log.exception("plans not made: planning %s", planning.id)
    return made


@transaction.atomic
def _keep(
    *, planning: Planning, found: dict[str, Any], took_ms: int, now: datetime
) -> Planning:
    """Write the plans, unless somebody else did meanwhile; locks the planning."""
    held = Planning.objects.select_for_update().get(id=planning.id)
    if held.state != State.WAITING:
        return held
    plans = found.pop("alternatives")
    held.findings, held.took_ms = found, took_ms
    held.state, held.step, held.made_at = State.MADE, STEPS, now
    held.save()
    Alternative.objects.bulk_create(
        Alternative(
            planning=held,
            collective_id=held.collective_id,
            number=number,
            aim=one.pop("aim"),
            same_as=one.pop("same_as"),
            findings=one,
        )
        for number, one in enumerate(plans, start=1)
    )
    append_entry(
        collective_id=held.collective_id,
        kind="plans.made",
        details={"plans": len(plans), "input_sha256": held.input_sha256},
        now=now,
        about_id=held.id,
    )
    return held


@transaction.atomic
def _fail(*, planning: Planning, problem: str, now: datetime) -> Planning:
    """Keep why no plan could be made; locks the planning."""
    held = Planning.objects.select_for_update().get(id=planning.id)
    if held.state == State.WAITING:
        held.state, held.problem, held.made_at = State.FAILED, problem, now
        held.save()
        append_entry(
            collective_id=held.collective_id,
            kind="plans.failed",
            details={"input_sha256": held.input_sha256},
            now=now,
            about_id=held.id,
        )
    return held
