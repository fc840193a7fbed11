"""Changing the rest of a plan: two names for what is small, everybody for the rest."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import DraftText, Shape, raise_question
from folkmoot.doing.days import today_in
from folkmoot.doing.operations import Task
from folkmoot.needs.operations.rights import lock_part
from folkmoot.people.models import Membership
from folkmoot.planning import tables as files
from folkmoot.planning.models import Following, Replanning
from folkmoot.planning.operations.plans.asking import LOOK_BACK
from folkmoot.planning.operations.plans.errors import (
    NoPlanError,
    PlanMovedOnError,
    TwoNamesError,
)
from folkmoot.planning.queries.plans.followed import (
    agreed_version,
    due_replannings,
    is_in_force,
    running_period,
    standing_decision,
)
from folkmoot.planning.queries.plans.resting import print_of, rest_now
from folkmoot.planning.words.files import say_why
from folkmoot.planning.words.following import replan_words
from folkmoot.planning.words.periods import first_day
from folkmoot.record.operations import append_entry

State = Replanning.State
HELD = (State.WAITING, State.OPEN, State.ASKED)
SMALL = 4_000  # cells, periods times (goods and ways): made while the page waits
log = logging.getLogger(__name__)


@transaction.atomic
def ask_for_replan(
    *, member: Membership, following: Following, now: datetime
) -> Replanning:
    """Ask how the rest of a plan would change; the same is not asked twice.

    An older one that nobody took up is put away. Locks the membership and what is
    followed.

    Raises
    ------
    NoPlanError
        If the plan is over, or its decision does not stand.
    """
    held, row = _lock(member, following)
    if not is_in_force(row):
        raise NoPlanError(_("The decision on this plan does not stand now."))
    found = rest_now(row, now)
    if found is None:
        raise NoPlanError(_("This plan is over."))
    _plan, rest = found
    digest = print_of(rest)
    open_ones = row.replannings.filter(state__in=HELD)
    same = open_ones.filter(input_sha256=digest).first()
    if same:
        return same
    open_ones.exclude(state=State.ASKED).update(state=State.DROPPED, ended_at=now)
    new = Replanning.objects.create(
        following=row,
        alternative_id=row.alternative_id,
        collective_id=row.collective_id,
        number=row.replannings.count() + 1,
        begins=rest.begins,
        tables=rest.tables,
        input_sha256=digest,
        member=held,
        made_at=now,
    )
    append_entry(
        collective_id=row.collective_id,
        kind="replan.asked_for",
        details={"number": new.number, "begins": new.begins, "input_sha256": digest},
        now=now,
        about_id=row.planning_id,
        member_id=held.id,
    )
    return new


def is_small_rest(row: Replanning) -> bool:
    """Say whether making it keeps nobody waiting."""
    things = sum(len(row.tables[name]) for name in (files.GOODS, files.WAYS))
    return things * (row.following.planning.weeks - row.begins + 1) <= SMALL


def make_replan(*, replanning: Replanning, now: datetime) -> Replanning:
    """Make the change outside of any lock, and keep it in one short transaction."""
    from folkmoot.engines import provision  # with all of SciPy
    from folkmoot.planning.computing_rest import compute_rest

    row = Replanning.objects.select_related(
        "following__planning", "following__alternative", "following__collective"
    ).get(id=replanning.id)
    found = rest_now(row.following, now)
    if found is None or print_of(found[1]) != row.input_sha256:
        problem = _("Something was written meanwhile. Make it again.")
        return _keep(replanning=row, found={}, problem=problem, now=now)
    plan, rest = found
    try:
        with override(row.following.collective.language):
            made = compute_rest(rest, plan, row.following.planning.people)
    except provision.REFUSALS as error:
        with override(row.following.collective.language):
            problem = say_why(error)
        return _keep(replanning=row, found={}, problem=problem, now=now)
    return _keep(replanning=row, found=made, problem="", now=now)


def make_due_replans(now: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Make the changes that wait, the oldest first; for the worker."""
    made = 0
    for row in Replanning.objects.filter(state=State.WAITING).order_by("made_at"):
        if not go_on():
            break
        try:
            make_replan(replanning=row, now=now)
            made += 1
        except (DatabaseError, ValueError):
            log.exception("replan_not_made", extra={"replanning": str(row.id)})
    return made


@transaction.atomic
def _keep(
    *, replanning: Replanning, found: dict[str, object], problem: str, now: datetime
) -> Replanning:
    """Write a change, unless somebody else did meanwhile; locks it."""
    row = Replanning.objects.select_for_update(of=("self",)).get(id=replanning.id)
    if row.state != State.WAITING:
        return row
    row.findings, row.problem = found, problem
    row.state = State.FAILED if problem else State.OPEN
    row.is_large = bool(found.get("is_large"))
    row.save()
    append_entry(
        collective_id=row.collective_id,
        kind="replan.made",
        details={"number": row.number, "is_large": row.is_large},
        now=now,
        about_id=row.following.planning_id,
    )
    return row


@transaction.atomic
def name_replan(
    *, member: Membership, replanning: Replanning, now: datetime
) -> Replanning:
    """Say yes to a small change; with a second member's yes it counts.

    Locks the membership and what is followed.

    Raises
    ------
    TwoNamesError
        If it is for everybody to decide, or one said yes already.
    PlanMovedOnError
        If it is not open any more, or something was written since it was made.
    """
    held, following, row = _lock_open(member, replanning, now)
    if row.is_large:
        raise TwoNamesError(_("This changes much. Ask everybody."))
    if row.named_by_id == held.id:
        raise TwoNamesError(_("Your yes is noted. Another member's yes takes it up."))
    if row.named_by_id is None:
        row.named_by, row.named_at = held, now
        row.save()
    else:
        row.seconded_by = held
        _take(row, following, now)
    append_entry(
        collective_id=row.collective_id,
        kind="replan.named",
        details={"number": row.number, "is_taken": row.state == State.TAKEN},
        now=now,
        about_id=following.planning_id,
        member_id=held.id,
    )
    return row


@transaction.atomic
def drop_replan(
    *, member: Membership, replanning: Replanning, now: datetime
) -> Replanning:
    """Put a change away that nobody took up; locks the membership and the plan."""
    held, following = _lock(member, replanning.following)
    row = following.replannings.select_for_update().get(id=replanning.id)
    if row.state not in {State.WAITING, State.OPEN, State.FAILED}:
        raise PlanMovedOnError(_("This change is not open any more."))
    row.state, row.ended_at = State.DROPPED, now
    row.save()
    append_entry(
        collective_id=row.collective_id,
        kind="replan.dropped",
        details={"number": row.number},
        now=now,
        about_id=following.planning_id,
        member_id=held.id,
    )
    return row


@transaction.atomic
def ask_about_replan(
    *, member: Membership, replanning: Replanning, now: datetime
) -> Question:
    """Raise a question about a change; its draft says what changes for whom.

    Locks the membership and what is followed.

    Raises
    ------
    PlanMovedOnError
        As `name_replan`.
    """
    held, following, row = _lock_open(member, replanning, now)
    planning = following.planning
    address = reverse(
        "planning:replan", args=(held.collective.slug, planning.id, row.number)
    )
    end = first_day(following.begins_on, planning.length, planning.weeks + 1)
    latest = today_in(following.collective, now) + timedelta(days=364)
    with override(held.collective.language):
        text = replan_words(row, planning.length)
        question = raise_question(
            member=held,
            title=_("Do we change the rest of our plan?"),
            shape=Shape(
                why_now=_("It went differently from what was planned."),
                affected=_("Everybody here: those who need, and those who work."),
                short_text=f"{text}\n\n{address}",
            ),
            draft=DraftText(
                text=f"{text}\n\n{address}",
                look_back_date=min(end + LOOK_BACK, latest),
                tasks=[Task(_("Tell those whose work changes"), end)],
            ),
            now=now,
        )
    draft = question.proposals.order_by("-version").first()
    row.state, row.question_id = State.ASKED, question.id
    row.version = draft.version if draft else None
    row.save()
    append_entry(
        collective_id=row.collective_id,
        kind="replan.asked_about",
        details={"number": row.number},
        now=now,
        about_id=question.id,
        member_id=held.id,
    )
    return question


@transaction.atomic
def settle_replan(*, replanning: Replanning, now: datetime) -> bool:
    """Take up what everybody agreed to, or put it away; locks what is followed."""
    following = _followed(replanning.following_id)
    row = following.replannings.select_for_update().get(id=replanning.id)
    if row.state != State.ASKED:
        return False
    decision = standing_decision(row.question_id)
    known = {row.version} if row.version is not None else set()
    if decision and agreed_version(decision, known) and is_in_force(following):
        _take(row, following, now)
    else:
        row.state, row.ended_at = State.DROPPED, now
        row.save()
    append_entry(
        collective_id=row.collective_id,
        kind="replan.settled",
        details={"number": row.number, "is_taken": row.state == State.TAKEN},
        now=now,
        about_id=row.question_id,
    )
    return True


def settle_due_replans(now: datetime) -> int:
    """Settle every change that everybody was asked about; for the worker."""
    settled = 0
    for row in due_replannings():
        try:
            settled += settle_replan(replanning=row, now=now)
        except Exception:  # one that fails holds up none
            log.exception("replan_not_settled", extra={"replanning": str(row.id)})
    return settled


def _take(row: Replanning, following: Following, now: datetime) -> None:
    """Let a change count, from the period after the one that runs now on.

    Who was asked for weeks finds those weeks done: they stay as they were.
    """
    row.begins = max(row.begins, running_period(following, now) + 1)
    row.state, row.ended_at = State.TAKEN, now
    row.save()


def _lock(member: Membership, following: Following) -> tuple[Membership, Following]:
    held = lock_part(member, following.collective_id, is_full=True)
    return held, _followed(following.id)


def _followed(following_id: UUID) -> Following:
    rows = Following.objects.select_for_update(of=("self",))
    return rows.select_related("collective", "planning", "alternative").get(
        id=following_id
    )


def _lock_open(
    member: Membership, replanning: Replanning, now: datetime
) -> tuple[Membership, Following, Replanning]:
    held, following = _lock(member, replanning.following)
    row = following.replannings.select_for_update().get(id=replanning.id)
    if row.state != State.OPEN:
        raise PlanMovedOnError(_("This change is not open any more."))
    found = rest_now(following, now)
    is_same = found is not None and print_of(found[1]) == row.input_sha256
    if not is_same or row.alternative_id != following.alternative_id:
        message = _("Something was written since. See again what would change.")
        raise PlanMovedOnError(message)
    if not is_in_force(following):
        raise PlanMovedOnError(_("The decision on this plan does not stand now."))
    return held, following, row
