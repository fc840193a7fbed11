"""Writing the draft, answering what was said, sending the draft to its check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from folkmoot.deciding.models import Proposal, Question
from folkmoot.deciding.queries import asked
from folkmoot.deciding.queries.facts import latest_proposal
from folkmoot.deciding.states import state_of
from folkmoot.doing.operations import Task, set_tasks
from folkmoot.engines.consensus import Stage
from folkmoot.people.models import Membership


class NotDrafterError(Exception):
    """Only those who write the draft do this."""


class IncompleteDraftError(Exception):
    """Something is missing before the draft can be checked."""


@dataclass(frozen=True)
class DraftText:
    """A version of the text with who does what, and when to look back."""

    text: str
    look_back_date: date
    tasks: Sequence[Task] = ()
    what_changed: str = ""
    wording_only: bool = False
    start_date: date | None = None


def put_draft(
    *, question: Question, member: Membership, draft: DraftText, now: datetime
) -> Proposal:
    """Add the next version of a locked question's draft, with its tasks."""
    latest = latest_proposal(question)
    words = len(draft.text.split())
    proposal = Proposal.objects.create(
        question=question,
        collective_id=question.collective_id,
        version=latest.version + 1 if latest else 1,
        text=draft.text,
        what_changed=draft.what_changed,
        # Only where people have answered a version before is there a yes to keep.
        wording_only=draft.wording_only and question.stage == Stage.WORKING,
        same_text=latest is not None and latest.text == draft.text,
        look_back_date=draft.look_back_date,
        start_date=draft.start_date,
        minutes=max(2, round(words / 120)),
        author=member,
        created_at=now,
    )
    set_tasks(
        collective=question.collective,
        question_id=question.id,
        tasks=draft.tasks,
        now=now,
        member=member,
    )
    return proposal


def may_draft(question: Question, member: Membership) -> bool:
    """Say whether ``member`` writes the draft in the present stage."""
    state = state_of(question)
    is_proposer = member.id == question.proposer_id
    if is_proposer and (state.stage is Stage.SHAPING or state.is_one_page):
        return True
    return asked.drawn.first(question, member) is not None
