"""Counting a vote that the law asks for, and what its end brings."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import LegalVote, PaperCount, Voter
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.legal_asking import LegalVoteError
from folkmoot.deciding.operations.legal_voting import require_counter
from folkmoot.engines.consensus import (
    LegalCount,
    Stage,
    legal_rule_from_dict,
    legal_rule_to_dict,
    legal_verdict,
)
from folkmoot.people.models import Membership

State = LegalVote.State


@dataclass(frozen=True)
class Papers:
    """What one person counted: papers of each kind."""

    yes: int
    no: int
    blank: int
    spoilt: int

    @property
    def total(self) -> int:
        """How many papers there were."""
        return self.yes + self.no + self.blank + self.spoilt


@transaction.atomic
def enter_count(
    *, member: Membership, vote: LegalVote, papers: Papers, now: datetime
) -> LegalVote:
    """Enter what one counted on paper; two who counted the same end the vote.

    Locks the question. Whoever counted before may count again.

    Raises
    ------
    LegalVoteError
        If the time is not over, somebody else counts, or there are not as many papers
        as people who gave one.
    """
    with acting(member, vote.question, now, Stage.DECIDED) as act:
        row = require_counter(vote, act)
        if row.closes_at is None or now < row.closes_at:
            raise LegalVoteError(_("It is counted when its time is over."))
        given = Voter.objects.filter(vote=row, way=Voter.Way.PAPER).count()
        if papers.total != given:
            message = _("You counted %(papers)s papers; %(given)s people gave one.")
            raise LegalVoteError(message % {"papers": papers.total, "given": given})
        PaperCount.objects.update_or_create(
            vote=row,
            member=act.member,
            defaults={
                **asdict(papers),
                "collective_id": row.collective_id,
                "entered_at": now,
            },
        )
        # What it says stays unsaid: with few papers it would tell who said what.
        act.record("vote.count_entered", papers=papers.total)
        same = PaperCount.objects.filter(vote=row, **asdict(papers))
        if same.exclude(member=act.member).exists():
            _count(act, row, papers)
    return row


def _count(act: Act, vote: LegalVote, papers: Papers) -> None:
    rule = legal_rule_from_dict(vote.rule)
    count = LegalCount(
        roll=vote.roll,
        yes=vote.page_yes + papers.yes,
        no=vote.page_no + papers.no,
        blank=vote.page_blank + papers.blank,
        spoilt=papers.spoilt,
    )
    is_carried, reasons = legal_verdict(rule, count)
    vote.yes, vote.no, vote.blank, vote.spoilt = (
        *(count.yes, count.no, count.blank),
        count.spoilt,
    )
    vote.state = State.CARRIED if is_carried else State.NOT_CARRIED
    vote.counted_at = act.now
    vote.save()
    act.record(
        "vote.counted",
        rule=legal_rule_to_dict(rule),
        count=asdict(count),
        is_carried=is_carried,
        reasons=list(reasons),
    )
