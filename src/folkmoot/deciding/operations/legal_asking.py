"""Saying that the law asks for a vote, or that it does not: two names for either."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import LegalVote, Question
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.queries.votes import ASKABLE, LIVING, may_ask
from folkmoot.engines.consensus import LegalRule, legal_rule_to_dict
from folkmoot.people.models import Membership
from folkmoot.record.operations import Value

State = LegalVote.State
DROPPABLE = (State.ASKED, State.DUE, State.OPEN)


class LegalVoteError(Exception):
    """A legal vote does not take this now, or not from this person."""


@dataclass(frozen=True)
class LawText:
    """What asks for the vote, and who may take part, as it says."""

    law: str
    who: str


@transaction.atomic
def ask_for_vote(
    *,
    member: Membership,
    question: Question,
    text: LawText,
    rule: LegalRule,
    now: datetime,
) -> LegalVote:
    """Say which law asks for a vote after the decision; locks the question.

    It holds once a second member has put their name to it.

    Raises
    ------
    LegalVoteError
        If one is asked for already, or it is too late or not here.
    """
    with acting(member, question, now, *ASKABLE) as act:
        if not may_ask(act.question, act.member):
            raise LegalVoteError(_("The groups are asked together. Ask it there."))
        held = LegalVote.objects.filter(question=act.question, state__in=LIVING)
        if held.exists():
            raise LegalVoteError(_("Somebody has said so already. Please look."))
        vote = LegalVote.objects.create(
            question=act.question,
            collective_id=act.question.collective_id,
            law=text.law,
            who=text.who,
            rule=legal_rule_to_dict(rule),
            asked_by=act.member,
            asked_at=now,
        )
        act.record(
            "vote.asked_for",
            law=text.law,
            who=text.who,
            rule=cast("Value", vote.rule),
        )
    return vote


@transaction.atomic
def second_vote(*, member: Membership, vote: LegalVote, now: datetime) -> LegalVote:
    """Put a second name to it: from now on the vote comes before anything begins.

    Locks the question.

    Raises
    ------
    LegalVoteError
        If it has two names already, or it is one's own.
    """
    with acting(member, vote.question, now, *ASKABLE) as act:
        row = locked(vote, act, State.ASKED)
        if row.asked_by_id == act.member.id:
            raise LegalVoteError(_("A second person puts their name to it."))
        row.state, row.seconded_by = State.DUE, act.member
        row.save()
        act.record("vote.seconded", law=row.law)
    return row


@transaction.atomic
def drop_vote(
    *, member: Membership, vote: LegalVote, reason: str, now: datetime
) -> LegalVote:
    """Say that the law does not ask for it; with a second name it is dropped.

    What was answered in it so far is not counted. Locks the question.

    Raises
    ------
    LegalVoteError
        If it was counted, or no reason is given.
    """
    with acting(member, vote.question, now, *ASKABLE) as act:
        row = locked(vote, act, *DROPPABLE)
        if not reason.strip() and row.dropped_by_id in (None, act.member.id):
            raise LegalVoteError(_("Please say why in a line. Everybody reads it."))
        if row.dropped_by_id in (None, act.member.id):
            row.dropped_by, row.drop_reason = act.member, reason
            row.save()
            act.record("vote.called_needless", reason=reason)
            return row
        row.state = State.DROPPED
        row.save()
        act.record("vote.dropped", reason=row.drop_reason)
    return row


def locked(vote: LegalVote, act: Act | None, *states: LegalVote.State) -> LegalVote:
    """Return the vote as it is, locked.

    Raises
    ------
    LegalVoteError
        If it is in none of ``states``, or of another question than the act is on.
    """
    row = LegalVote.objects.select_for_update().get(id=vote.id)
    is_of_it = act is None or row.question_id == act.question.id
    if row.state not in states or not is_of_it:
        raise LegalVoteError(_("The legal vote has moved on. Please look again."))
    return row
