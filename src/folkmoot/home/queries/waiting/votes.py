"""Votes that the law asks for: to be opened, answered or counted."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from folkmoot.deciding.models import LegalVote, PaperCount, Question, Voter
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.web.prepared import prepared

State = LegalVote.State


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield legal votes to answer, then to count, then to open or to put a name to."""
    for voter in _to_answer.list(reader.ids, reader.now):
        act = _("Answer in the legal vote")
        yield reader.about(voter.vote.question, act, 1, until=voter.vote.closes_at)
    for count in _to_count.list(reader.ids, reader.now):
        yield reader.about(count.vote.question, _("Count the papers"), 10, until=None)
    groups = reader.full_collective_ids
    for vote in _to_open.list(groups, reader.ids) if groups else ():
        is_due = vote.state == State.DUE
        act = _("Open the legal vote") if is_due else _("Does the law ask for it?")
        yield reader.about(vote.question, act, 2)


@prepared
def _to_answer(members: Sequence[UUID], now: datetime) -> QuerySet[Voter]:
    own = Voter.objects.filter(
        member__id__in=[members],
        way="",
        vote__state=State.OPEN,
        vote__closes_at__gt=now,
    )
    return own.select_related("vote__question").order_by("id")


@prepared
def _to_count(members: Sequence[UUID], now: datetime) -> QuerySet[PaperCount]:
    counts = PaperCount.objects.filter(
        member__id__in=[members],
        entered_at=None,
        vote__state=State.OPEN,
        vote__closes_at__lte=now,
    )
    return counts.select_related("vote__question").order_by("id")


@prepared
def _to_open(groups: Sequence[UUID], members: Sequence[UUID]) -> QuerySet[LegalVote]:
    rows = LegalVote.objects.filter(
        Q(state=State.DUE, question__stage=Question.Stage.DECIDED)
        | Q(state=State.ASKED) & ~Q(asked_by__id__in=[members]),
        collective__id__in=[groups],
    )
    return rows.select_related("question").order_by("asked_at", "id")
