"""Making a question's row with its first state, and letting ideas in."""

from datetime import datetime, timedelta
from math import log
from typing import Any

from django.db.models import Count, Q

from folkmoot.deciding.models import Call, Question, Transition
from folkmoot.deciding.states import write_state
from folkmoot.engines.consensus import (
    DEFAULTS,
    QuestionClass,
    Rules,
    Stage,
    State,
    rules_from_dict,
    rules_to_dict,
)
from folkmoot.people.models import Collective, Membership
from folkmoot.record.operations import append_entry

BUSY = (
    Stage.HEARING,
    Stage.DRAFTING,
    Stage.CHECKING,
    Stage.WORKING,
    Stage.LAST_CALL,
)
OPEN_AT_ONCE = 5
FIRST_WAITS_AT_MOST = timedelta(days=14)


def rules_for(collective: Collective, klass: str) -> Rules:
    """Return the numbers in force now for one class in ``collective``."""
    default = DEFAULTS[QuestionClass(klass)]
    chosen = collective.settings.get("rules", {}).get(klass)
    return rules_from_dict({**rules_to_dict(default), **chosen}) if chosen else default


def create_question(
    *,
    member: Membership,
    title: str,
    now: datetime,
    klass: str = "ordinary",
    from_question: Question | None = None,
    details: dict[str, Any] | None = None,
    why: str = "raised",
) -> Question:
    """Make the row, its first transition and its record entry; locks the collective."""
    collective = Collective.objects.select_for_update().get(id=member.collective_id)
    state = State(
        Stage.IDEA,
        now,
        rules_for(collective, klass),
        is_home=collective.preset == Collective.Preset.HOME,
    )
    question = Question(
        collective=collective,
        number=collective.next_number,
        title=title,
        proposer=member,
        klass=klass,
        from_question=from_question,
        created_at=now,
        last_event_at=now,
        settled_at=now,
        **(details or {}),
    )
    write_state(question, state)
    question.look_at = now
    question.save()
    collective.next_number += 1
    collective.save()
    Transition.objects.create(
        question=question,
        collective=collective,
        order=0,
        to_stage=Stage.IDEA.value,
        at=now,
        member=member,
        why=why,
    )
    append_entry(
        collective_id=collective.id,
        kind="question.raised",
        details={"number": question.number, "title": title, "class": klass, "why": why},
        now=now,
        about_id=question.id,
        member_id=member.id,
    )
    return question


def has_room(collective: Collective) -> bool:
    """Say whether one more question may open: a limit on everybody's attention."""
    limit = int(collective.settings.get("open_questions", OPEN_AT_ONCE))
    busy = Question.objects.filter(collective=collective, stage__in=BUSY)
    return busy.count() < limit


def queue_of(collective: Collective, now: datetime) -> list[Question]:
    """Return waiting ideas in the published order; nobody sorts them by hand.

    ``days_waiting + 7 ln(1 + supporters) + 14 [first question of this person]
    - 14 (questions of this person opened in the last 90 days)
    + 30 [legal or safety date within 30 days]``.
    """
    ideas = Question.objects.filter(collective=collective, stage=Question.Stage.IDEA)
    supported = ideas.filter(place_reached_at=None).annotate(
        supporters=Count(
            "calls",
            filter=Q(calls__kind=Call.Kind.SUPPORT, calls__withdrawn_at=None),
        )
    )
    recent = now - timedelta(days=90)
    opened = dict(
        Question.objects.filter(collective=collective, created_at__gte=recent)
        .exclude(stage=Question.Stage.IDEA)
        .values_list("proposer")
        .annotate(number=Count("id"))
        .order_by()
    )
    older = set(
        Question.objects.filter(collective=collective)
        .exclude(stage=Question.Stage.IDEA)
        .values_list("proposer", flat=True)
    )

    def score(question: Question) -> float:
        waiting = (now - question.created_at) / timedelta(days=1)
        supporters = question.supporters  # type: ignore[attr-defined]
        is_first = question.proposer_id not in older
        date = question.legal_date
        is_pressing = date is not None and date < (now + timedelta(days=30)).date()
        return float(
            waiting
            + 7 * log(1 + supporters)
            + 14 * is_first
            - 14 * opened.get(question.proposer_id, 0)
            + 30 * is_pressing
        )

    return sorted(supported, key=lambda q: (-score(q), q.number))
