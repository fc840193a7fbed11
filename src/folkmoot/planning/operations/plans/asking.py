"""Bringing plans before the members: each a version of the draft of one question."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import (
    DraftText,
    Shape,
    add_statement,
    raise_question,
)
from folkmoot.deciding.queries.rules import rules_for
from folkmoot.deciding.queries.variants import MOST
from folkmoot.doing.days import today_in
from folkmoot.doing.operations import Task
from folkmoot.engines.consensus import Stage
from folkmoot.needs.operations.rights import lock_part
from folkmoot.people.models import Collective, Membership
from folkmoot.planning.models import Alternative, Planning
from folkmoot.planning.operations.plans.errors import AskedAlreadyError, NoPlanError
from folkmoot.planning.queries.plans.classes import class_names
from folkmoot.planning.words.asking import draft_words, plan_words, task_words, work_of
from folkmoot.planning.words.periods import first_day, say_question
from folkmoot.planning.words.plans import say_aim
from folkmoot.record.operations import append_entry

HEARD_IN = (Stage.NOTICE, Stage.HEARING, Stage.CHECKING)
MOST_TASKS = 12  # as many as a draft's page has rows
LOOK_BACK = timedelta(weeks=1)  # after the end of a plan
LABEL = 60  # letters of a version's short name


@transaction.atomic
def ask_about_plans(
    *, member: Membership, planning: Planning, now: datetime
) -> Question:
    """Raise a question that carries the plans; who asks is its proposer.

    Each plan that differs stands as a version in its check, up to seven: its six
    figures are the text and its work the tasks, and the one that goes on is taken up.
    Each becomes a short statement of the hearing too, now or once the hearing opens.
    Locks the membership and the planning.

    Raises
    ------
    NoPlanError
        If no plans were made.
    AskedAlreadyError
        If there is a question about them already.
    """
    held = lock_part(member)
    row = Planning.objects.select_for_update(of=("self",)).get(id=planning.id)
    if row.state != Planning.State.MADE or row.collective_id != held.collective_id:
        raise NoPlanError(_("There are no plans to ask about."))
    if row.question_id:
        raise AskedAlreadyError(_("There is a question about these plans already."))
    told = row.alternatives.filter(same_as=None).select_related("planning")
    plans = list(told.order_by("number")[:MOST])
    with override(held.collective.language):
        question = raise_question(
            member=held,
            title=say_question(row.length, row.weeks),
            shape=_shape(row, plans, held),
            draft=_draft(plans, held, now),
            now=now,
        )
    row.question_id = question.id
    row.save(update_fields=["question_id"])
    versions = question.proposals.order_by("version").values_list("version", flat=True)
    for place, (plan, version) in enumerate(zip(plans, versions, strict=True), 1):
        plan.variant, plan.version = place, version
    Alternative.objects.bulk_update(plans, ["variant", "version"])
    append_entry(
        collective_id=row.collective_id,
        kind="plans.asked_about",
        details={"plans": [str(plan.id) for plan in plans]},
        now=now,
        about_id=question.id,
        member_id=held.id,
    )
    put_statements(planning=row, now=now)
    return question


@transaction.atomic
def put_statements(*, planning: Planning, now: datetime) -> bool:
    """Make each plan a short statement of its question's hearing, once it is open.

    Locks the planning and the question.
    """
    row = Planning.objects.select_for_update(of=("self",)).get(id=planning.id)
    question = _question_of(row.question_id)
    is_open = question is not None and question.stage in HEARD_IN
    if row.heard_at or not is_open or question is None or question.proposer is None:
        return False
    if not question.proposer.is_open:
        return False
    plans = row.alternatives.exclude(variant=None).order_by("variant")
    with override(row.collective.language):
        for plan in plans:
            statement = add_statement(
                member=question.proposer,
                question=question,
                text=plan_words(plan),
                now=now,
            )
            plan.statement_id = statement.id
            plan.save(update_fields=["statement_id"])
    row.heard_at = now
    row.save(update_fields=["heard_at"])
    append_entry(
        collective_id=row.collective_id,
        kind="plans.heard",
        details={"plans": len(plans)},
        now=now,
        about_id=question.id,
    )
    return True


def put_due_statements(now: datetime) -> int:
    """Do so for every question whose hearing has opened; for the worker."""
    rows = Planning.objects.filter(heard_at=None).exclude(question_id=None)
    open_ones = Question.objects.filter(stage__in=HEARD_IN).values("id")
    waiting = rows.filter(question_id__in=open_ones).select_related("collective")
    return sum(put_statements(planning=row, now=now) for row in waiting)


def _question_of(question_id: UUID | None) -> Question | None:
    rows = Question.objects.select_related("proposer", "collective")
    return rows.filter(id=question_id).first() if question_id else None


def _shape(row: Planning, plans: list[Alternative], member: Membership) -> Shape:
    address = reverse("planning:planning", args=(member.collective.slug, row.id))
    lines = [plan_words(plan) for plan in plans]
    return Shape(
        why_now=_("The recipes and what is needed are written down; plans are made."),
        affected=_("Everybody here: those who need, and those who work."),
        short_text="\n\n".join([*lines, _("All figures:"), address]),
    )


def _draft(
    plans: Sequence[Alternative], member: Membership, now: datetime
) -> DraftText:
    """Return the first plan as the draft, with the others beside it."""
    first, *others = (_version(plan, member, now) for plan in plans)
    return replace(first, beside=others)


def _version(row: Alternative, member: Membership, now: datetime) -> DraftText:
    begins, latest = _expect(member.collective, now)
    end = first_day(begins, row.planning.length, row.planning.weeks + 1)
    address = reverse(
        "planning:alternative",
        args=(member.collective.slug, row.planning_id, row.number),
    )
    return DraftText(
        text=draft_words(row, address, class_names(member.collective)),
        look_back_date=min(end + LOOK_BACK, latest),
        tasks=_tasks(row, end),
        label=str(say_aim(row.aim))[:LABEL],
    )


def _expect(collective: Collective, now: datetime) -> tuple[date, date]:
    """Return when the plan may begin, once decided in the usual time.

    With it comes the day of the latest first look-back; later ones follow.
    """
    rules = rules_for(collective, Question.Class.ORDINARY)
    way = rules.check
    if collective.preset != Collective.Preset.HOME:
        way += rules.hearing + rules.drafting + rules.last_call
    begins = today_in(collective, now + way)
    return begins, begins + rules.look_back


def _tasks(row: Alternative, end: date) -> list[Task]:
    """Return the work of a plan, the most first; small ways together are the rest."""
    ways = [one for one in row.findings["ways"] if work_of(one) > 0]
    return [Task(task_words(one, row.planning), end) for one in ways[:MOST_TASKS]]
