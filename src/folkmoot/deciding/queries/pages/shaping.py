"""Making it clear: how plainly it is written, who said it back, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.deciding.models import ExplainBack, Proposal, Question
from folkmoot.deciding.plain import Reading, read
from folkmoot.deciding.queries.calls import list_unclear_words
from folkmoot.deciding.queries.facts import latest_proposal
from folkmoot.doing.models import Commitment
from folkmoot.doing.queries import tasks_of


@dataclass(frozen=True)
class Shaping:
    """What the page of a question that is made clear shows."""

    reading: Reading
    replies: Sequence[ExplainBack]  # to the idea, before it was made clear
    explanations: Sequence[ExplainBack]
    unclear_words: Sequence[tuple[str, int]]
    proposal: Proposal | None
    tasks: Sequence[Commitment]


def shaping_of(
    question: Question, began_at: datetime, proposal: Proposal | None
) -> Shaping:
    """Return how clear the question is, with its newest draft; few queries."""
    said = question.explanations.select_related("member").order_by("created_at")
    return Shaping(
        reading=_read(question, proposal),
        replies=[row for row in said if row.created_at < began_at],
        explanations=[row for row in said if row.created_at >= began_at],
        unclear_words=list_unclear_words(question),
        proposal=proposal,
        tasks=tasks_of(question.id),
    )


def reading_of(question: Question) -> Reading:
    """Return how plainly a question is written."""
    return _read(question, latest_proposal(question))


def _read(question: Question, proposal: Proposal | None) -> Reading:
    # What people will read first: the short text, else the draft.
    text = question.short_text or (proposal.text if proposal else "")
    return read(text, question.collective.language)
