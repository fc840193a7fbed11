"""What the end of a vote that the law asks for brings; part of settling a question."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from folkmoot.deciding.models import Decision, LegalVote, Question, Voter
from folkmoot.deciding.operations.carrying_out import carry_out_change
from folkmoot.deciding.operations.outcomes import supersede_others
from folkmoot.deciding.queries.carrying import decision_in_force
from folkmoot.deciding.queries.votes import WAITED_FOR
from folkmoot.people.models import Collective

State = LegalVote.State
HELD = (State.OPEN, State.CARRIED)
NAMES_KEPT_FOR = timedelta(days=365)


def begin_after_vote(question: Question, at: datetime, now: datetime) -> None:
    """Let a decision begin that a vote has carried: what had waited for it is done."""
    carried = LegalVote.objects.filter(question=question, state=State.CARRIED)
    decision = decision_in_force(question)
    if decision is None or decision.by_vote or not carried.exists():
        return
    decision.by_vote = True
    # Who waited for the vote has as long until the look-back as they would have had.
    decision.look_back_date += at.date() - decision.decided_at.date()
    decision.save(update_fields=["by_vote", "look_back_date"])
    supersede_others(question, at)
    carry_out_change(question, now)


def end_without_vote(question: Question, at: datetime) -> None:
    """End a decision that its vote did not carry, or that nobody held a vote on."""
    held = Decision.objects.filter(
        question=question,
        state__in=(Decision.State.IN_FORCE, Decision.State.UNDER_REVIEW),
    )
    held.update(state=Decision.State.ENDED, ended_at=at)
    waiting = LegalVote.objects.filter(question=question, state__in=WAITED_FOR)
    waiting.update(state=State.LAPSED)


def renew_vote(question: Question, at: datetime) -> None:
    """Stop a vote on a text that is checked once more; it is due again afterwards."""
    _begin_anew(LegalVote.objects.filter(question=question, state__in=HELD), at)


@transaction.atomic
def renew_open_votes(*, collective: Collective, now: datetime) -> None:
    """Stop votes that were open where a copy was made: what was answered is in no copy.

    They are due again here.
    """
    rows = LegalVote.objects.filter(collective=collective, state=State.OPEN)
    _begin_anew(rows, now)


def _begin_anew(votes: QuerySet[LegalVote], at: datetime) -> None:
    for row in votes:
        row.state = State.STOPPED
        row.save()
        LegalVote.objects.create(
            question_id=row.question_id,
            collective_id=row.collective_id,
            state=State.DUE,
            law=row.law,
            who=row.who,
            rule=row.rule,
            asked_by_id=row.asked_by_id,
            asked_at=at,
            seconded_by_id=row.seconded_by_id,
        )


@transaction.atomic
def forget_names(*, now: datetime) -> int:
    """Erase names of people outside from rolls of long ago; return how many.

    For the worker.
    """
    old = LegalVote.objects.filter(opened_at__lte=now - NAMES_KEPT_FOR)
    over = old.exclude(state=State.OPEN)
    names = Voter.objects.filter(vote__in=over, member=None).exclude(name="")
    return names.update(name="")
