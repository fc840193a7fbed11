"""A new idea: its place in the queue, what it could join, what others say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.deciding.models import ExplainBack, Question
from folkmoot.deciding.queries.queue import Waiting, waiting_of
from folkmoot.engines.consensus import OPEN

OTHERS_AT_MOST = 100


@dataclass(frozen=True)
class Idea:
    """What the page of an idea shows."""

    waiting: Waiting
    replies: Sequence[ExplainBack]
    others: Sequence[Question]


def idea_of(question: Question, now: datetime) -> Idea:
    """Return what was said to an idea, and which questions it could join."""
    replies = question.explanations.select_related("member").order_by("created_at")
    return Idea(waiting_of(question, now), list(replies), list_others(question))


def list_others(question: Question) -> list[Question]:
    """Return the open questions that an idea could be joined to, newest first."""
    rows = Question.objects.filter(collective_id=question.collective_id)
    others = rows.filter(stage__in=OPEN).exclude(id=question.id)
    return list(others.order_by("-number")[:OTHERS_AT_MOST])
