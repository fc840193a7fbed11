"""The page of a vote that the law asks for: where it stands, and what one can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.deciding.models import LegalVote, Question, Voter
from folkmoot.deciding.queries.votes import (
    counts_of,
    latest_vote,
    may_ask,
    may_count,
    voter_of,
)
from folkmoot.deciding.words.votes import (
    STATES,
    is_over,
    say_count,
    say_reasons,
    say_rule,
)
from folkmoot.engines.consensus import LegalCount, legal_rule_from_dict, legal_verdict
from folkmoot.people.models import Membership
from folkmoot.people.queries import all_fellows

State = LegalVote.State
ALIVE = (State.ASKED, State.DUE, State.OPEN)


@dataclass(frozen=True)
class VotePage:
    """A legal vote as one reader sees it; without one, whether they may ask for it.

    ``counters`` are names with whether they have entered a count; ``papers`` is how
    many people gave one.
    """

    vote: LegalVote | None = None
    state: str = ""
    rule: Sequence[str] = ()
    count: Sequence[str] = ()
    reasons: Sequence[str] = ()
    counters: Sequence[tuple[str, bool]] = ()
    may_ask: bool = False
    may_second: bool = False
    may_drop: bool = False
    may_open: bool = False
    may_cast: bool = False
    has_taken_part: bool = False
    may_count: bool = False
    is_over: bool = False
    papers: int = 0


def vote_page(question: Question, member: Membership, now: datetime) -> VotePage:
    """Return the page; a fixed number of queries."""
    vote, asks = latest_vote(question), may_ask(question, member)
    if vote is None or vote.state in (State.DROPPED, State.STOPPED):
        return VotePage(state=str(STATES[vote.state]) if vote else "", may_ask=asks)
    own, over = voter_of(vote, member), is_over(vote, now)
    counts = may_count(vote, member, now)
    is_decided = question.stage == Question.Stage.DECIDED
    took_part = own is not None and bool(own.way)
    is_open = vote.state == State.OPEN
    return VotePage(
        vote=vote,
        state=str(STATES[vote.state]),
        rule=say_rule(vote.rule),
        count=say_count(vote),
        reasons=say_reasons(reasons_of(vote)),
        counters=[(row.member.name, bool(row.entered_at)) for row in counts_of(vote)],
        may_second=asks and vote.state == State.ASKED and vote.asked_by_id != member.id,
        may_drop=asks and vote.state in ALIVE,
        may_open=asks and is_decided and vote.state == State.DUE,
        may_cast=is_open and not over and own is not None and not took_part,
        has_taken_part=took_part,
        may_count=counts,
        is_over=over,
        papers=count_papers(vote) if counts else 0,
    )


@dataclass(frozen=True)
class NoticedVote:
    """What a question's own page says of its legal vote, and whether one may ask."""

    words: str
    may_ask: bool


def notice_vote(question: Question, member: Membership) -> NoticedVote:
    """Return what a question's page says of its legal vote; one query."""
    rows = LegalVote.objects.filter(question=question).order_by("-asked_at", "-id")
    state = rows.values_list("state", flat=True).first()
    if state is None or state in (State.DROPPED, State.STOPPED):
        return NoticedVote("", may_ask(question, member))
    return NoticedVote(str(STATES[state]), may_ask=False)


def reasons_of(vote: LegalVote) -> list[str]:
    """Return the codes of what the law asked for and what was met or missed."""
    if vote.counted_at is None:
        return []
    count = LegalCount(
        roll=vote.roll,
        yes=vote.yes or 0,
        no=vote.no or 0,
        blank=vote.blank or 0,
        spoilt=vote.spoilt or 0,
    )
    _is_carried, codes = legal_verdict(legal_rule_from_dict(vote.rule), count)
    return list(codes)


def count_papers(vote: LegalVote) -> int:
    """Return how many people on the roll gave a paper."""
    return Voter.objects.filter(vote=vote, way=Voter.Way.PAPER).count()


def list_people(question: Question) -> list[Membership]:
    """Return who may be put on a roll: members and friends, by name."""
    return list(all_fellows(question.collective).order_by("name", "id"))
