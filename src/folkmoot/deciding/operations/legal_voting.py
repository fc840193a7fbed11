"""Holding a vote that the law asks for: the roll, answers on the page and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from folkmoot.deciding.models import LegalVote, PaperCount, Question, Voter
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.legal_asking import LegalVoteError, locked
from folkmoot.deciding.operations.settling import lock_member
from folkmoot.deciding.queries.carrying import decision_in_force
from folkmoot.deciding.queries.votes import held_until, may_count, voter_of
from folkmoot.engines.consensus import Stage
from folkmoot.people.models import Membership
from folkmoot.people.operations import tell
from folkmoot.people.queries import all_fellows, list_for_lots, list_members
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import draw, new_seed

State, Way = LegalVote.State, Voter.Way
COUNTERS = 2
DAYS = (1, 60)
OTHERS_AT_MOST = 5000
ANSWERS = {"yes": "page_yes", "no": "page_no", "blank": "page_blank"}


@dataclass(frozen=True)
class Roll:
    """Who may take part: people of the collective, and names of others."""

    member_ids: Sequence[UUID]
    others: Sequence[str] = ()


@transaction.atomic
def open_vote(
    *, member: Membership, vote: LegalVote, roll: Roll, days: int, now: datetime
) -> LegalVote:
    """Open a vote for ``days`` on a roll that stays as it is; locks the question.

    Two members who count are drawn by lot, not who raised the question if there is a
    choice. Everybody on the roll who is here is told.

    Raises
    ------
    LegalVoteError
        If the question is not decided, the roll is empty, nobody else could count, or
        the time is out of range.
    """
    with acting(member, vote.question, now, Stage.DECIDED) as act:
        row = locked(vote, act, State.DUE)
        row.closes_at = _closes_at(act.question, days, now)
        members = _on_roll(act.question, roll)
        others = list(
            dict.fromkeys(name.strip() for name in roll.others if name.strip())
        )
        if not members and not others:
            raise LegalVoteError(_("Somebody has to be on the roll."))
        row.seed = new_seed()
        candidates, counters = _draw_counters(act.question, row.seed)
        row.state, row.opened_by, row.opened_at = State.OPEN, act.member, now
        row.roll = len(members) + len(others)
        row.save()
        _write_roll(row, members, others, counters)
        act.record(
            "vote.opened",
            roll=row.roll,
            closes_at=row.closes_at.isoformat(),
            seed=row.seed,
            candidates=[str(one.id) for one in candidates],
            drawn=[str(one.id) for one in counters],
        )
        _tell(row, members, "vote_open", now)
        _tell(row, counters, "vote_count", now)
    return row


def _closes_at(question: Question, days: int, now: datetime) -> datetime:
    """Return when the vote closes, in time to be counted.

    Raises
    ------
    LegalVoteError
        If that is too short or too long.
    """
    least, most = DAYS
    decision = decision_in_force(question)
    # The length first: a date far beyond what there is cannot be added up.
    closes_at = now + timedelta(days=min(max(days, least), most))
    is_in_time = decision is not None and closes_at < held_until(decision)
    if not least <= days <= most or not is_in_time:
        message = _("Please choose from %(least)s to %(most)s days.")
        raise LegalVoteError(message % {"least": least, "most": most})
    return closes_at


def _on_roll(question: Question, roll: Roll) -> list[Membership]:
    here = all_fellows(question.collective).filter(id__in=roll.member_ids)
    return list(here.select_related("person", "collective").order_by("id"))


def _draw_counters(
    question: Question, seed: str
) -> tuple[list[Membership], list[Membership]]:
    """Return who could count, in a stated order, and the two who were drawn.

    Raises
    ------
    LegalVoteError
        If there are no two people.
    """
    willing = list_for_lots(question.collective)
    others = [one for one in willing if one.id != question.proposer_id]
    rows = others if len(others) >= COUNTERS else list_members(question.collective)
    candidates = sorted(rows, key=lambda one: str(one.id))
    if len(candidates) < COUNTERS:
        raise LegalVoteError(_("Two people have to count."))
    return candidates, draw(seed, candidates, COUNTERS)


def _write_roll(
    vote: LegalVote,
    members: Sequence[Membership],
    others: Sequence[str],
    counters: Sequence[Membership],
) -> None:
    place = {"vote": vote, "collective_id": vote.collective_id}
    Voter.objects.bulk_create(
        [
            *(Voter(**place, member=one) for one in members),
            *(Voter(**place, name=name) for name in others),
        ]
    )
    PaperCount.objects.bulk_create(
        PaperCount(**place, member=member) for member in counters
    )


@transaction.atomic
def cast_vote(
    *, member: Membership, vote: LegalVote, answer: str, now: datetime
) -> LegalVote:
    """Answer on the page, once and for all; locks the membership, then the vote.

    That the person took part is kept on the roll; what they said goes into the sum and
    nowhere else. So nobody can change it afterwards, or take it back.

    Raises
    ------
    LegalVoteError
        If the vote is closed, the person is not on its roll, or took part already.
    NotYoursError
        If the membership ended.
    """
    member = lock_member(member, may_be_friend=True)
    row = locked(vote, None, State.OPEN)
    if row.closes_at is None or now >= row.closes_at:
        raise LegalVoteError(_("The time for the legal vote is over."))
    voter = voter_of(row, member)
    if voter is None:
        raise LegalVoteError(_("You are not on the roll of this legal vote."))
    if voter.way:
        raise LegalVoteError(_("Your part in it is kept already. It stays as it is."))
    column = ANSWERS[answer]
    voter.way = Way.PAGE
    voter.save()
    LegalVote.objects.filter(id=row.id).update(**{column: F(column) + 1})
    append_entry(
        collective_id=row.collective_id,
        kind="vote.cast",
        details={},
        now=now,
        about_id=row.question_id,
    )
    return row


@transaction.atomic
def note_paper(
    *, member: Membership, voter: Voter, has_given: bool, now: datetime
) -> Voter:
    """Note on the roll that somebody gave a paper, or did not; locks the question.

    Raises
    ------
    LegalVoteError
        If the member does not count, or the person took part on the page.
    """
    with acting(member, voter.vote.question, now, Stage.DECIDED) as act:
        require_counter(voter.vote, act)
        row = Voter.objects.select_for_update().get(id=voter.id)
        if row.way == Way.PAGE:
            raise LegalVoteError(_("This person took part on the page already."))
        row.way = Way.PAPER if has_given else Way.NONE
        row.save()
        act.record("vote.paper_noted", has_given=has_given)
    return row


def require_counter(vote: LegalVote, act: Act) -> LegalVote:
    """Return the open vote, locked, for somebody who counts in it.

    Raises
    ------
    LegalVoteError
        If it is not open, or somebody else counts.
    """
    row = locked(vote, act, State.OPEN)
    if not may_count(row, act.member, act.now):
        raise LegalVoteError(_("Two others count this legal vote."))
    return row


def _tell(
    vote: LegalVote, members: Sequence[Membership], template: str, now: datetime
) -> None:
    tell(
        memberships=members,
        kind=f"question.{template}",
        template=f"deciding/mail/{template}.txt",
        context={"question": vote.question, "vote": vote},
        now=now,
        about_id=vote.question_id,
        once=f"{template} {vote.id}",
    )
