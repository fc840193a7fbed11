"""Questions that a federation asks: opened and moved in many collectives at once.

A led question takes no step of its own before it is decided. Its state is its leader's
state, so that stages, rounds and the names of askings are the same everywhere. What is
written here is written for hundreds of collectives in a few statements.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, When
from django.db.models import Value as Constant
from django.db.models.functions import Greatest

from folkmoot.deciding.models import (
    Decision,
    Objection,
    Panel,
    Proposal,
    Question,
    Seat,
    Transition,
)
from folkmoot.deciding.operations.lateness import reopen_decisions
from folkmoot.deciding.operations.led_texts import LedDraft, LedMove, LedText
from folkmoot.deciding.operations.led_versions import let_one_lead, write_versions
from folkmoot.deciding.queries.facts import asking_key
from folkmoot.deciding.queries.stages import NOT_HEARD_OUT
from folkmoot.deciding.states import write_state
from folkmoot.doing.operations import agree_tasks
from folkmoot.engines.consensus import (
    BEFORE_DECIDED,
    RULES_VERSION,
    Outcome,
    Stage,
    State,
    led,
)
from folkmoot.listening.models import Hearing
from folkmoot.messaging.models import Delivery
from folkmoot.messaging.operations import ask
from folkmoot.people.models import Collective, Membership
from folkmoot.record.operations import append_entries

__all__ = ["LedDraft", "LedMove", "LedText", "move_led", "open_led"]

BATCH = 2000
EARLY_LOOK_BACK = timedelta(days=30)  # where a group as a whole said stop


@transaction.atomic
def open_led(
    *, collectives: Collection[UUID], text: LedText, move: LedMove, now: datetime
) -> dict[UUID, UUID]:
    """Open a federation's question in these collectives; return their questions' ids.

    Locks the collectives, because each question takes its next number.
    """
    locked = Collective.objects.select_for_update(no_key=True).filter(
        id__in=collectives
    )
    rows = list(locked.order_by("id"))
    questions = [_led_question(row, text, move, now) for row in rows]
    Question.objects.bulk_create(questions, batch_size=BATCH)
    Collective.objects.filter(id__in=collectives).update(
        next_number=F("next_number") + 1
    )
    Hearing.objects.bulk_create(
        (
            Hearing(
                collective_id=question.collective_id,
                question_id=question.id,
                title=question.title,
                opened_at=move.at,
            )
            for question in questions
        ),
        batch_size=BATCH,
    )
    _write_moves(questions, dict.fromkeys((q.id for q in questions), ""), move, now)
    _ask(questions, move, now)
    return {question.collective_id: question.id for question in questions}


def _led_question(
    collective: Collective, text: LedText, move: LedMove, now: datetime
) -> Question:
    question = Question(
        collective=collective,
        number=collective.next_number,
        title=text.title,
        klass=text.klass,
        short_text=text.short_text,
        why_now=text.why_now,
        affected=text.affected,
        facts=text.facts,
        led_by_id=text.leader_id,
        created_at=now,
        last_event_at=now,
        settled_at=now,
    )
    write_state(question, led(move.state))
    return question


@transaction.atomic
def move_led(*, questions: Collection[UUID], move: LedMove, now: datetime) -> None:
    """Let these questions take one step of their leader; locks them.

    A question that is gone on its own way (decided before) is moved all the same:
    the leader's step is the later word.
    """
    locked = Question.objects.select_for_update(of=("self",)).filter(id__in=questions)
    rows = list(locked.select_related("collective").order_by("id"))
    before = {row.id: row.stage for row in rows}
    if move.goes_on is not None:
        let_one_lead(rows, move.goes_on, move.state.stage, move.at)
    for is_bound in (True, False):
        same = [row for row in rows if _is_bound(row, move) is is_bound]
        _write_states(same, move, now)
    _write_moves(rows, before, move, now)
    action = _ACTIONS.get(move.state.stage)
    if action is not None:
        action(rows, move, now)
    is_open = move.state.stage.value in NOT_HEARD_OUT
    Hearing.objects.filter(question_id__in=questions).update(
        closes_at=None if is_open else move.at
    )


def _write_states(rows: Sequence[Question], move: LedMove, now: datetime) -> None:
    """Put the leader's state into rows that all take the same one."""
    if not rows:
        return
    for row in rows:
        write_state(row, _state_for(row, move))
    same = rows[0]
    if move.drafts:
        several = len(move.drafts) if len(move.drafts) > 1 else 0
        Question.objects.filter(id__in=[row.id for row in rows]).update(
            variants=several
        )
    Question.objects.filter(id__in=[row.id for row in rows]).update(
        state=same.state,
        stage=same.stage,
        since=same.since,
        closes_at=same.closes_at,
        round=same.round,
        last_event_at=Greatest(F("last_event_at"), Constant(move.at)),
        settled_at=now,
        look_at=_look_at(Stage(same.stage), now),
    )


def _look_at(stage: Stage, now: datetime) -> Case | datetime:
    """Return when to look again: soon where stops, panels or a decision have timers.

    The others, thousands perhaps, wait for their leader.
    """
    if stage not in BEFORE_DECIDED:
        return now
    stops = Objection.objects.filter(question=OuterRef("id"))
    panels = Panel.objects.filter(question=OuterRef("id"), ruling="")
    return Case(When(Exists(stops) | Exists(panels), then=Constant(now)), default=None)


def _state_for(question: Question, move: LedMove) -> State:
    """Return the leader's state; where the decision does not bind, that of no decision."""
    state = led(move.state)
    if state.stage is Stage.DECIDED and not _is_bound(question, move):
        outcome = Outcome.NO_DECISION
        return replace(state, stage=Stage.NO_DECISION, outcome=outcome, closes_at=None)
    return state


def _is_bound(question: Question, move: LedMove) -> bool:
    return move.binds is None or question.id in move.binds


def _write_moves(
    questions: Sequence[Question],
    before: Mapping[UUID, str],
    move: LedMove,
    now: datetime,
) -> None:
    """Write each question's history and its entry in the record."""
    known = Transition.objects.filter(question__in=[q.id for q in questions])
    orders = dict(known.values_list("question").annotate(last=Max("order")).order_by())
    Transition.objects.bulk_create(
        (
            Transition(
                question=question,
                collective_id=question.collective_id,
                order=orders.get(question.id, -1) + 1,
                from_stage=before[question.id],
                to_stage=question.stage,
                at=move.at,
                why=move.why,
                facts=dict(move.facts),
            )
            for question in questions
        ),
        batch_size=BATCH,
    )
    append_entries(
        kind="question.led",
        entries={
            question.collective_id: (
                question.id,
                {
                    "question": question.title,
                    "leader": str(question.led_by_id),
                    "from": before[question.id],
                    "to": question.stage,
                    "at_instant": move.at.isoformat(),
                    "why": move.why,
                },
            )
            for question in questions
        },
        now=now,
    )


def _members_of(
    questions: Sequence[Question], move: LedMove
) -> list[tuple[UUID, UUID]]:
    """Return who answers for the federation here: membership and collective."""
    rows = Membership.objects.filter(
        collective__in=[question.collective_id for question in questions],
        standing=Membership.Standing.MEMBER,
        ended_at=None,
    )
    pairs = rows.order_by("collective_id", "name").values_list("id", "collective_id")
    return [pair for pair in pairs if pair[0] not in move.away]


def _ask(questions: Sequence[Question], move: LedMove, now: datetime) -> None:
    """Write who is asked; the mail follows by `mail_led`."""
    Question.objects.filter(id__in=[question.id for question in questions]).update(
        mail_due_at=now
    )
    of = {question.collective_id: question.id for question in questions}
    key = asking_key(move.state)
    ask(
        Delivery(
            collective_id=collective_id,
            about_id=of[collective_id],
            asking=key,
            member_id=member_id,
            asked_at=now,
        )
        for member_id, collective_id in _members_of(questions, move)
    )


def _check(questions: Sequence[Question], move: LedMove, now: datetime) -> None:
    """Write the same text and a seat for each member; one check has one snapshot.

    What was decided before does not hold any more: a late stop took it back.
    """
    reopen_decisions(questions, move.at)
    write_versions(questions, move.drafts, move, now)
    of = {question.collective_id: question for question in questions}
    Seat.objects.bulk_create(
        (
            Seat(
                question=of[collective_id],
                collective_id=collective_id,
                member_id=member_id,
                round=of[collective_id].round,
            )
            for member_id, collective_id in _members_of(questions, move)
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    _ask(questions, move, now)


def _decide(questions: Sequence[Question], move: LedMove, now: datetime) -> None:
    """Write the decision where it binds, with what it was computed from."""
    bound = [question for question in questions if _is_bound(question, move)]
    drafts = Proposal.objects.filter(question__in=bound, beside=False)
    drafts = drafts.order_by("version")
    proposals = {draft.question_id: draft for draft in drafts}
    asked = _count_asked(bound)
    state = move.state
    Decision.objects.bulk_create(
        (
            Decision(
                collective_id=question.collective_id,
                question=question,
                proposal=proposals.get(question.id),
                outcome=(state.outcome or Outcome.CONSENSUS).value,
                badges=sorted(state.badges),
                rules_version=RULES_VERSION,
                inputs=dict(move.inputs),
                reasons=move.facts.get("reasons", []),
                asked=asked.get(question.id, (0, 0))[0],
                delivered=asked.get(question.id, (0, 0))[1],
                decided_at=move.at,
                late_until=move.at + state.rules.late_objection,
                look_back_date=_look_back_date(question, move, proposals),
            )
            for question in bound
        ),
        batch_size=BATCH,
    )
    for question in bound:
        agree_tasks(
            collective=question.collective, question_id=question.id, now=move.at
        )


def _look_back_date(
    question: Question, move: LedMove, proposals: Mapping[UUID, Proposal]
) -> date:
    """Return the draft's day; where a group said stop no later than in 30 days."""
    day = (move.at + move.state.rules.look_back).date()
    if question.id in proposals:
        day = proposals[question.id].look_back_date
    soon = (move.at + EARLY_LOOK_BACK).date()
    return min(day, soon) if question.id in move.early else day


def _count_asked(questions: Sequence[Question]) -> dict[UUID, tuple[int, int]]:
    """Return how many members were asked and reached, per question."""
    rows = Delivery.objects.filter(about_id__in=[q.id for q in questions])
    counted = rows.values_list("about_id").annotate(
        asked=Count("member_id", distinct=True),
        told=Count("member_id", distinct=True, filter=Q(delivered_at__isnull=False)),
    )
    return {about: (asked, told) for about, asked, told in counted.order_by()}


_ACTIONS: dict[Stage, Callable[[Sequence[Question], LedMove, datetime], None]] = {
    Stage.HEARING: _ask,
    Stage.CHECKING: _check,
    Stage.LAST_CALL: _ask,
    Stage.DECIDED: _decide,
}
