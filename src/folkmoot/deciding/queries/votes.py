"""The vote that the law asks for after a decision: where it stands, who takes part."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from folkmoot.deciding.models import Decision, LegalVote, PaperCount, Question, Voter
from folkmoot.engines.consensus import AFTER_DECIDED, ENDED, Stage
from folkmoot.engines.consensus import Vote as VoteFacts
from folkmoot.people.models import Membership

State = LegalVote.State
HELD_WITHIN = timedelta(days=180)
STEPS_IN_AFTER = timedelta(days=3)  # then any member counts in the place of the drawn
WAITED_FOR = (State.DUE, State.OPEN)
LIVING = (State.ASKED, *WAITED_FOR, State.CARRIED)
# Before anything begins; an idea is no question yet.
ASKABLE = frozenset(Stage) - ENDED - AFTER_DECIDED - {Stage.IDEA, Stage.PARKED} | {
    Stage.DECIDED
}


def latest_vote(question: Question) -> LegalVote | None:
    """Return the vote that was asked for last, whatever became of it."""
    rows = LegalVote.objects.filter(question=question)
    return rows.select_related(*NAMES).order_by("-asked_at", "-id").first()


NAMES = ("asked_by", "seconded_by", "dropped_by", "opened_by")


def is_vote_due(question: Question) -> bool:
    """Say whether two names hold that the law asks for a vote."""
    rows = LegalVote.objects.filter(question=question, state__in=WAITED_FOR)
    return rows.exists()


def vote_before(question: Question, decision: Decision | None) -> VoteFacts | None:
    """Return the vote that comes before a decision begins, as the engine asks."""
    if question.stage != Question.Stage.DECIDED or decision is None:
        return None
    rows = LegalVote.objects.filter(question=question).exclude(
        state__in=(State.ASKED, State.DROPPED, State.STOPPED, State.LAPSED)
    )
    vote = rows.order_by("-asked_at", "-id").first()
    if vote is None:
        return None
    if vote.counted_at is None:
        return VoteFacts(held_until(decision))
    return VoteFacts(vote.counted_at, vote.state == State.CARRIED)


def held_until(decision: Decision) -> datetime:
    """Return until when the vote on a decision has to be counted."""
    return decision.decided_at + HELD_WITHIN


def may_ask(question: Question, member: Membership) -> bool:
    """Say whether ``member`` may say now that the law asks for a vote."""
    is_here = question.led_by_id is None and Stage(question.stage) in ASKABLE
    return is_here and member.takes_positions


def voter_of(vote: LegalVote, member: Membership) -> Voter | None:
    """Return the member's line on the roll."""
    return Voter.objects.filter(vote=vote, member=member).first()


def counts_of(vote: LegalVote) -> QuerySet[PaperCount]:
    """Return who counts, by name, with what they entered."""
    rows = PaperCount.objects.filter(vote=vote).select_related("member")
    return rows.order_by("member__name", "id")


def may_count(vote: LegalVote, member: Membership, now: datetime) -> bool:
    """Say whether ``member`` counts: drawn for it, or late enough in their place."""
    if vote.state != State.OPEN or not member.takes_positions:
        return False
    if PaperCount.objects.filter(vote=vote, member=member).exists():
        return True
    return vote.closes_at is not None and now >= vote.closes_at + STEPS_IN_AFTER


def roll_of(vote: LegalVote) -> QuerySet[Voter]:
    """Return everybody on the roll, members by name, then the others."""
    rows = Voter.objects.filter(vote=vote).select_related("member")
    return rows.order_by("name", "member__name", "id")
