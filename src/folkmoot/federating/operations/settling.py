"""Time and sums move a federated question; its leaves follow."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.db import transaction
from django.db.models import F

from folkmoot.deciding.states import plain_state, state_of, write_state
from folkmoot.engines.consensus import (
    AFTER_DECIDED,
    BEFORE_DECIDED,
    ENDED,
    RULES_VERSION,
    Stage,
    State,
    Step,
    rules_to_dict,
    take,
    upcoming,
)
from folkmoot.federating.models import (
    FederatedDrafter,
    FederatedQuestion,
    FederatedStep,
    Node,
)
from folkmoot.federating.operations.asking import follow, plant_tree
from folkmoot.federating.operations.counting import COLUMNS, recount
from folkmoot.federating.operations.drawing import (
    draw_drafters,
    gather_themes,
    replace_gone,
)
from folkmoot.federating.operations.lateness import (
    late_window_ends,
    next_late_step,
    print_late,
)
from folkmoot.federating.operations.locking import lock_question
from folkmoot.federating.operations.mandating import mandates_arise
from folkmoot.federating.operations.panels import settle_panels
from folkmoot.federating.operations.sent import end_with
from folkmoot.federating.operations.structure import carry_out_in_federation
from folkmoot.federating.operations.trying import (
    WAITS_FOR_WORD,
    ask_about_tries,
    prolong,
)
from folkmoot.federating.operations.versions import choose_version, open_versions
from folkmoot.federating.queries.facts import facts_of, inputs_of, root_of
from folkmoot.federating.queries.panels import next_ruling
from folkmoot.record.operations import Value, append_entry

log = logging.getLogger(__name__)
STEPS_AT_MOST = 100
WINDOWS = (Stage.HEARING, Stage.CHECKING, Stage.WORKING, Stage.LAST_CALL)
# Whoever heard late has at least this long: the shortest window a federation may have.
LEAST_TIME = timedelta(days=7)


def replace_drafters_due(now: datetime, limit: int = 100) -> int:
    """Draw drafters anew where all of them are gone; for the worker."""
    writing = FederatedQuestion.objects.filter(
        stage__in=(Stage.DRAFTING.value, Stage.WORKING.value)
    )
    there = FederatedDrafter.objects.filter(ended_at=None, member__ended_at=None)
    gone = writing.exclude(id__in=there.values("question"))
    return sum(_replace(one, now) for one in gone.values_list("id", flat=True)[:limit])


@transaction.atomic
def _replace(question_id: UUID, now: datetime) -> bool:
    return replace_gone(lock_question(question_id), now)


def settle_due(now: datetime, limit: int = 100) -> int:
    """Settle federated questions whose time has come; for the worker."""
    due = FederatedQuestion.objects.filter(look_at__lte=now).order_by("look_at")
    ids = list(due.values_list("id", flat=True)[:limit])
    return sum(_settle_alone(one, now) for one in ids)


def _settle_alone(question_id: UUID, now: datetime) -> bool:
    try:
        settle_question(FederatedQuestion(id=question_id), now)
    except Exception:
        log.exception("federated question %s could not be settled", question_id)
        return False
    return True


def settle_question(question: FederatedQuestion, now: datetime) -> FederatedQuestion:
    """Take the steps that fell due, and let the first leaves follow; return the row."""
    fresh = _settle_locked(question.id, now)
    follow(question_id=fresh.id, now=now)
    return fresh


@transaction.atomic
def _settle_locked(question_id: UUID, now: datetime) -> FederatedQuestion:
    row = lock_question(question_id)
    settle(row, now)
    return row


def settle(question: FederatedQuestion, now: datetime) -> None:
    """Take, in order of time, every step of a locked question due by ``now``."""
    for _step in range(STEPS_AT_MOST):
        state = state_of(question)
        is_moved = (
            _settle_open(question, state, now)
            if state.stage in BEFORE_DECIDED
            else _settle_over(question, state, now)
        )
        if not is_moved:
            break
    else:
        log.error("federated question %s did not settle", question.id)
    times = (question.look_at, next_ruling(question))
    question.look_at = min((at for at in times if at is not None), default=None)
    question.save()


def _settle_over(question: FederatedQuestion, state: State, now: datetime) -> bool:
    """Count late stops; each leaf carries out and looks back by its own times."""
    settle_panels(question, now, now)
    if state.stage not in AFTER_DECIDED:
        question.look_at = None
        return False
    return _settle_late(question, state, now)


def _settle_open(question: FederatedQuestion, state: State, now: datetime) -> bool:
    """Take the next ruling or step that is due; say whether there was any."""
    if _is_over(state, now):
        recount(question, now)
    step = upcoming(state, facts_of(question, state))
    if step is not None and step.why == WAITS_FOR_WORD:
        step = ask_about_tries(question, state, step, now)
    elif step is not None and step.at > now and _is_over(state, now):
        step = prolong(state, step.at)
    # What people drawn by lot found comes first where it was due first.
    if settle_panels(question, min(now, step.at) if step else now, now):
        if _is_nobodys(question):
            _take(question, take(state, Stage.WITHDRAWN, now, "all_alone"), now)
        return True
    if step is None or step.at > now:
        question.look_at = step.at if step is not None else None
        return False
    _take(question, step, now)
    return True


def _is_nobodys(question: FederatedQuestion) -> bool:
    """Say whether every part that was asked decides it alone."""
    root = root_of(question)
    return root is not None and root.leaves == 0


def _settle_late(question: FederatedQuestion, state: State, now: datetime) -> bool:
    """Count late stops whose time is over; say whether the question moved by one."""
    ends = late_window_ends(state)
    if ends is None or ends > now:
        question.look_at = ends
        return False
    late = next_late_step(question, state, ends)
    if late is None or late.step.at > now:
        question.look_at = late.step.at if late else None
        return False
    if late.step.to is Stage.CHECKING:
        question.result = {}
        _take(question, late.step, now)
    else:
        print_late(question, late, now)
    return True


def _is_over(state: State, now: datetime) -> bool:
    is_window = state.stage in WINDOWS and state.pause is None
    return is_window and state.closes_at is not None and state.closes_at <= now


def _take(question: FederatedQuestion, step: Step, now: datetime) -> None:
    before = question.stage
    after = step.after
    if after.window > LEAST_TIME:
        after = replace(after, window=LEAST_TIME)
    write_state(question, after)
    question.last_event_at = max(step.at, question.last_event_at)
    is_new = step.to.value != before or step.why == "drafters_redrawn"
    version = None
    if question.variants and before == Stage.CHECKING and is_new:
        version, step = choose_version(question, step)
    elif step.to is Stage.CHECKING and is_new:
        opened = open_versions(question, before, step)
        version = opened.main.number if opened.main else None
        step = opened.step
    if is_new:
        _enter(question, step, now)
    question.steps += 1
    question.save()
    facts = cast("dict[str, Value]", dict(step.data))
    taken = FederatedStep.objects.create(
        question=question,
        collective_id=question.collective_id,
        order=question.steps,
        from_stage=before,
        to_stage=step.to.value,
        at=step.at,
        why=step.why,
        version=version,
        facts=facts,
        state=plain_state(after),
    )
    councils = Node.objects.filter(
        question=question, is_leaf=False, parent__isnull=False
    )
    mandates_arise(question, list(councils), taken, now)
    if step.to in AFTER_DECIDED | ENDED:
        end_with(question, step.at)
    append_entry(
        collective_id=question.collective_id,
        kind="federated.moved",
        details={
            "question": question.title,
            "from": before,
            "to": step.to.value,
            "at_instant": step.at.isoformat(),
            "why": step.why,
            "facts": facts,
        },
        now=now,
        about_id=question.id,
    )


def _enter(question: FederatedQuestion, step: Step, now: datetime) -> None:
    """Do what entering a stage brings with it."""
    if step.to is Stage.HEARING and root_of(question) is None:
        plant_tree(question)
    elif step.to in (Stage.DRAFTING, Stage.WORKING):
        gather_themes(question, step.at)
        draw_drafters(question, step, now)
    elif step.to is Stage.CHECKING:
        question.answered_at = None
        kept = {"heard", "members", "not_heard"}
        Node.objects.filter(question=question).update(
            **dict.fromkeys(set(COLUMNS) - kept, 0),
            not_heard=F("leaves"),
            position=Node.Position.NOT_HEARD,
            released_at=None,
            round=question.round,
        )
    elif step.to in (Stage.DECIDED, Stage.NO_DECISION):
        _keep_result(question, step)
        if step.to is Stage.DECIDED and question.topic:
            carry_out_in_federation(
                question.topic,
                question.change,
                question.collective,
                question.id,
                now,
            )


def _keep_result(question: FederatedQuestion, step: Step) -> None:
    """Keep the outcome with everything it was computed from."""
    root, state = root_of(question), step.after
    whole = {name: getattr(root, name) for name in COLUMNS} if root else {}
    question.result = {
        "outcome": state.outcome.value if state.outcome else "",
        "reasons": step.data.get("reasons", []),
        "badges": sorted(state.badges),
        "rules_version": RULES_VERSION,
        "rules": rules_to_dict(state.rules),
        "whole": whole,
        "inputs": inputs_of(question, state) if root else {},
    }
