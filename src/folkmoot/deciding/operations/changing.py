"""Writing anew what a question would change of itself, before its check."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Proposal, Question
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.drafting import NotDrafterError, may_draft
from folkmoot.deciding.queries.changes import with_present
from folkmoot.deciding.queries.facts import latest_proposal
from folkmoot.engines.consensus import Stage
from folkmoot.people.models import Membership

ABOUT_OTHERS = (Question.Topic.MANDATE,)
BY_PROPOSER = (Stage.IDEA, Stage.SHAPING)
CHANGEABLE = (*BY_PROPOSER, Stage.DRAFTING, Stage.WORKING)


@transaction.atomic
def write_change(
    *,
    member: Membership,
    question: Question,
    change: dict[str, Any],
    now: datetime,
) -> Question:
    """Write anew what the question would change; locks the question.

    Its proposer does while it is made clear, its drafters while they write. In a
    working round it makes a new version, so that everybody is asked again.

    Raises
    ------
    NotDrafterError
        If it is for others to write now, or the question changes nothing of itself.
    """
    with acting(member, question, now, *CHANGEABLE, may_be_friend=True) as act:
        row = act.question
        if not (row.topic and may_write_change(row, act.member)):
            raise NotDrafterError(_("Others write this now."))
        row.change = with_present(row.collective, row.topic, change)
        row.save()
        if row.stage == Question.Stage.WORKING:
            _renew_draft(act)
        act.record("question.change_written", change=row.change)
    return question


def may_write_change(question: Question, member: Membership) -> bool:
    """Say whether ``member`` writes what the question would change, now.

    What concerns other collectives is asked anew instead.
    """
    if question.topic in ABOUT_OTHERS:
        return False
    stage = Stage(question.stage)
    if stage in BY_PROPOSER:
        return member.id == question.proposer_id
    return stage in CHANGEABLE and may_draft(question, member)


def _renew_draft(act: Act) -> None:
    latest = latest_proposal(act.question)
    if latest is None:
        return
    Proposal.objects.create(
        question=latest.question,
        collective_id=latest.collective_id,
        version=latest.version + 1,
        text=latest.text,
        what_changed=_("What it would change is written anew."),
        look_back_date=latest.look_back_date,
        start_date=latest.start_date,
        minutes=latest.minutes,
        author=act.member,
        created_at=act.now,
    )
