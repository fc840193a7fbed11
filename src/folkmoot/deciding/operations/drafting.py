"""Writing the draft, answering what was said, sending the draft to its check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

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
    """A version of the text with who does what, and when to look back.

    ``beside`` are other versions that go to the check with it. Without a ``label`` a
    draft keeps the short name it has; an empty one takes it away.
    """

    text: str
    look_back_date: date
    tasks: Sequence[Task] = ()
    what_changed: str = ""
    wording_only: bool = False
    start_date: date | None = None
    label: str | None = None
    beside: Sequence["DraftText"] = ()


def put_draft(
    *, question: Question, member: Membership, draft: DraftText, now: datetime
) -> Proposal:
    """Add the next version of a locked question's draft, with its tasks."""
    latest = latest_proposal(question)
    proposal = Proposal.objects.create(
        question=question,
        collective_id=question.collective_id,
        version=next_version(question),
        text=draft.text,
        what_changed=draft.what_changed,
        # Only where people have answered a version before is there a yes to keep.
        wording_only=draft.wording_only and question.stage == Stage.WORKING,
        same_text=latest is not None and latest.text == draft.text,
        look_back_date=draft.look_back_date,
        start_date=draft.start_date,
        minutes=minutes_for(draft.text),
        author=member,
        created_at=now,
        label=draft.label if draft.label is not None else _label_of(latest),
    )
    set_tasks(
        collective=question.collective,
        question_id=question.id,
        tasks=draft.tasks,
        now=now,
        member=member,
    )
    return proposal


def _label_of(latest: Proposal | None) -> str:
    return latest.label if latest else ""


def next_version(question: Question) -> int:
    """Return the number of a question's next version."""
    last = question.proposals.aggregate(last=Max("version"))["last"]
    return int(last or 0) + 1


def minutes_for(text: str) -> int:
    """Return how long it takes to read a version and to answer."""
    return max(2, round(len(text.split()) / 120))


def may_draft(question: Question, member: Membership) -> bool:
    """Say whether ``member`` writes the draft in the present stage."""
    state = state_of(question)
    is_proposer = member.id == question.proposer_id
    if is_proposer and (state.stage is Stage.SHAPING or state.is_one_page):
        return True
    return asked.drawn.first(question, member) is not None
