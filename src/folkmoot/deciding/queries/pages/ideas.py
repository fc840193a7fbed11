"""A new idea: its place in the queue, what it could join, what others say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.deciding.models import Call, ExplainBack, Question
from folkmoot.deciding.queries.calls import signed_calls
from folkmoot.deciding.queries.queue import Waiting, waiting_of
from folkmoot.engines.consensus import OPEN

OTHERS_AT_MOST = 100


@dataclass(frozen=True)
class Idea:
    """What the page of an idea shows."""

    waiting: Waiting
    replies: Sequence[ExplainBack]
    others: Sequence[Question]
    merging: Sequence[tuple[Question, int]]  # asked to be joined to, and by how many


def idea_of(question: Question, now: datetime) -> Idea:
    """Return what was said to an idea, and which questions it could join."""
    replies = question.explanations.select_related("member").order_by("created_at")
    others = list_others(question)
    asked = signed_calls(question).filter(kind=Call.Kind.MERGE)
    counts = Counter(asked.values_list("text", flat=True))
    return Idea(
        waiting=waiting_of(question, now),
        replies=list(replies),
        others=others,
        merging=[(o, counts[str(o.number)]) for o in others if counts[str(o.number)]],
    )


def list_others(question: Question) -> list[Question]:
    """Return the open questions that an idea could be joined to, newest first."""
    rows = Question.objects.filter(collective_id=question.collective_id)
    others = rows.filter(stage__in=OPEN).exclude(id=question.id)
    return list(others.order_by("-number")[:OTHERS_AT_MOST])
