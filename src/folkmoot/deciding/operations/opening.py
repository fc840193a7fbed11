"""Making a question's row with its first state."""

from datetime import datetime
from typing import Any

from folkmoot.deciding.models import Question, Transition
from folkmoot.deciding.queries.rules import rules_for
from folkmoot.deciding.states import write_state
from folkmoot.engines.consensus import Stage, State
from folkmoot.people.models import Collective, Membership
from folkmoot.record.operations import append_entry


def create_question(
    *,
    collective: Collective,
    title: str,
    now: datetime,
    member: Membership | None = None,
    klass: str = "ordinary",
    from_question: Question | None = None,
    details: dict[str, Any] | None = None,
    why: str = "raised",
) -> Question:
    """Make the row, its first transition and its record entry; locks the collective.

    Without ``member`` nobody raised it: facts called for it.
    """
    collective = Collective.objects.select_for_update(no_key=True).get(id=collective.id)
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
        kind="question.raised" if member else "question.called_for",
        details={"number": question.number, "title": title, "class": klass, "why": why},
        now=now,
        about_id=question.id,
        member_id=member.id if member else None,
    )
    return question
