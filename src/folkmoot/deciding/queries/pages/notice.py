"""A small matter on notice: its text, who does it, who may not know of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.deciding.models import Proposal, Question
from folkmoot.deciding.queries.facts import latest_proposal
from folkmoot.deciding.queries.pages.hearing import list_not_reached
from folkmoot.doing.models import Commitment
from folkmoot.doing.queries import tasks_of
from folkmoot.people.models import Membership


@dataclass(frozen=True)
class ShownNotice:
    """What the page of a small matter shows."""

    proposal: Proposal | None
    tasks: Sequence[Commitment]
    not_reached: Sequence[Membership]


def notice_of(question: Question, member: Membership) -> ShownNotice:
    """Return the page; a fixed number of queries."""
    return ShownNotice(
        proposal=latest_proposal(question),
        tasks=tasks_of(question.id),
        not_reached=list_not_reached(question, member),
    )
