"""Time and facts move questions; every operation and page settles a question first.

Nothing here depends on a job: whoever looks next takes the steps that fell due, each
dated with the instant at which it fell due.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.concluding import look_back_again
from folkmoot.deciding.operations.entering import enter_stage, repeat_look_back
from folkmoot.deciding.operations.lateness import (
    LateStep,
    end_late_stop,
    next_late_step,
    reopen_decision,
)
from folkmoot.deciding.operations.moving import record_step
from folkmoot.deciding.operations.panels import settle_panels
from folkmoot.deciding.operations.stops import StopStep, next_stop_step, take_stop_step
from folkmoot.deciding.operations.versions import choose_version
from folkmoot.deciding.queries.facts import facts_of
from folkmoot.deciding.queries.staleness import list_stale
from folkmoot.deciding.states import state_of
from folkmoot.doing.operations import lock_tasks
from folkmoot.engines.consensus import ObjectionStep, Stage, Step, upcoming
from folkmoot.people.models import Membership
from folkmoot.web.prepared import prepared
from folkmoot.web.writing import update

log = logging.getLogger(__name__)
STEPS_AT_MOST = 200  # far above any real chain; ends a loop that a fault would make


class QuestionMovedOnError(Exception):
    """The question is no longer in a stage that takes this."""


class NotProposerError(Exception):
    """Only the person who raised the question does this."""


class NotYoursError(Exception):
    """The membership ended, or is a friend's where a member's is needed."""


@prepared
def _locked(question_id: UUID) -> QuerySet[Question]:
    rows = Question.objects.select_for_update(of=("self",)).filter(id=question_id)
    return rows.select_related("collective")


def lock_question(question: Question) -> Question:
    """Return the question as it is, locked until commit."""
    [fresh] = _locked.list(question.id)
    return fresh


def lock_and_settle(question: Question, now: datetime) -> Question:
    """Lock the question, take the steps that fell due by ``now``, and return it."""
    fresh = lock_question(question)
    # What time alone could change is not due before `look_at`; what people changed
    # is settled when they changed it.
    if fresh.look_at is not None and fresh.look_at <= now:
        settle(fresh, now)
    return fresh


def settle(question: Question, now: datetime) -> None:
    """Take, in order of time, every step of a locked question due by ``now``."""
    for _step in range(STEPS_AT_MOST):
        ruled_by = settle_panels(question, now)
        if question.stage == Stage.LAST_CALL:
            # So that nobody withdraws between the count and the decision.
            lock_tasks(question_id=question.id)
        state = state_of(question)
        step = upcoming(state, facts_of(question, state)) or look_back_again(
            question, state
        )
        stop = next_stop_step(question)
        late = next_late_step(question)
        due = _first_due(now, step, stop, late)
        if due is None:
            break
        if due is step:
            _take(question, due, now)
        elif stop is not None and due is stop.step:
            take_stop_step(question, stop)
        elif late is not None:
            _take_late(question, late, now)
    else:
        log.error("question %s did not settle", question.id)
        return
    steps = [step, *(other.step for other in (stop, late) if other is not None)]
    _note_what_comes(question, now, step, [*steps, ruled_by])


def _note_what_comes(
    question: Question,
    now: datetime,
    step: Step | None,
    comes: Iterable[Step | ObjectionStep | datetime | None],
) -> None:
    """Write when to look again, and when the present window really ends."""
    known = [one for one in comes if one is not None]
    times = [one if isinstance(one, datetime) else one.at for one in known]
    question.look_at = max(now, min(times)) if times else None
    question.settled_at = now
    state = state_of(question)
    if step is not None and state.closes_at is not None and state.pause is None:
        # Late deliveries move the end of a window: lists show the real one.
        question.closes_at = step.at
    update(question)


def _first_due(
    now: datetime, step: Step | None, stop: StopStep | None, late: LateStep | None
) -> Step | ObjectionStep | None:
    """Return the earliest step due by ``now``; of equals the question's own first."""
    others = [other.step for other in (stop, late) if other is not None]
    due = [one for one in (step, *others) if one is not None and one.at <= now]
    return min(due, key=lambda one: one.at, default=None)


def _take(question: Question, step: Step, now: datetime) -> None:
    before = Stage(question.stage)
    was_paused = state_of(question).pause is not None
    if question.variants and before is Stage.CHECKING and step.to is not before:
        step = choose_version(question, step)
    record_step(question, step, now)
    if step.to is not before or step.why in ("complaint_upheld", "drafters_redrawn"):
        enter_stage(question, step, now, is_repeat=step.to is before)
    elif not was_paused:
        enter_stage(question, step, now, is_repeat=True)
    if step.to is before is Stage.LOOKING_BACK:
        repeat_look_back(question, step, now)


def _take_late(question: Question, late: LateStep, now: datetime) -> None:
    end_late_stop(late)
    record_step(question, late.step, now)
    if late.step.to is Stage.CHECKING:
        reopen_decision(question, late.step.at)
        enter_stage(question, late.step, now, is_repeat=False)


@transaction.atomic
def settle_question(question: Question, now: datetime) -> Question:
    """Lock a question and take the steps that time or facts made due; return it."""
    fresh = lock_question(question)
    settle(fresh, now)
    return fresh


def settle_due(now: datetime, limit: int = 100) -> int:
    """Settle questions whose time has come; return how many. For the worker.

    One question that fails is logged and does not hold up the others.
    """
    due = Question.objects.filter(look_at__lte=now).order_by("look_at")
    ids = dict.fromkeys(due.values_list("id", flat=True)[:limit])
    ids |= dict.fromkeys(list_stale(now))
    return sum(_settle_alone(question_id, now) for question_id in ids)


def _settle_alone(question_id: UUID, now: datetime) -> bool:
    try:
        settle_question(Question(id=question_id), now)
    except Exception:
        log.exception("question %s could not be settled", question_id)
        return False
    return True


@prepared
def _locked_members(member_id: UUID) -> QuerySet[Membership]:
    # Rows that name a member, written meanwhile for others, need not wait for this.
    rows = Membership.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(id=member_id)


def lock_member(member: Membership, *, may_be_friend: bool = False) -> Membership:
    """Lock the membership that gives the right, and check that it still does.

    Raises
    ------
    NotYoursError
        If it ended, or a friend does what only members do.
    """
    [locked] = _locked_members.list(member.id)
    if not locked.is_open:
        raise NotYoursError(_("You are no longer part of this collective."))
    if not (may_be_friend or locked.takes_positions):
        raise NotYoursError(_("Friends can speak and propose; this is for members."))
    return locked


LED_WINDOWS = (Stage.HEARING, Stage.CHECKING, Stage.WORKING, Stage.LAST_CALL)


def refuse_after_window(question: Question, now: datetime) -> None:
    """Take nothing more in a led question once its window is over.

    Its leader counts all collectives at that instant and then moves them on.

    Raises
    ------
    QuestionMovedOnError
        If the federation's window is over.
    """
    is_over = question.closes_at is not None and now >= question.closes_at
    if question.led_by_id and is_over and question.stage in LED_WINDOWS:
        raise QuestionMovedOnError(
            _("All groups are being counted. What you wrote is still here to copy.")
        )


def require_stage(question: Question, *stages: Stage) -> None:
    """Refuse what the question's present stage does not take.

    Raises
    ------
    QuestionMovedOnError
        If the question is in another stage, or paused.
    """
    if Stage(question.stage) not in stages:
        raise QuestionMovedOnError(
            _("The question has moved on. What you wrote is still here to copy.")
        )
    if state_of(question).pause is not None:
        raise QuestionMovedOnError(
            _("The question is paused while a complaint is looked at.")
        )
