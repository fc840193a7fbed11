"""Votes that the law asks for: to be opened, answered or counted."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from folkmoot.deciding.models import LegalVote, PaperCount, Question, Voter
from folkmoot.home.queries.waiting.item import Item, Reader

State = LegalVote.State


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield legal votes to answer, then to count, then to open or to put a name to."""
    open_now = Q(vote__state=State.OPEN)
    own = Voter.objects.filter(
        open_now, member__in=reader.ids, way="", vote__closes_at__gt=reader.now
    )
    for voter in own.select_related("vote__question").order_by("id"):
        act = _("Answer in the legal vote")
        yield reader.about(voter.vote.question, act, 1, until=voter.vote.closes_at)
    counts = PaperCount.objects.filter(
        open_now,
        member__in=reader.ids,
        entered_at=None,
        vote__closes_at__lte=reader.now,
    )
    for count in counts.select_related("vote__question").order_by("id"):
        yield reader.about(count.vote.question, _("Count the papers"), 10, until=None)
    rows = LegalVote.objects.filter(
        Q(state=State.DUE, question__stage=Question.Stage.DECIDED)
        | Q(state=State.ASKED) & ~Q(asked_by__in=reader.ids),
        collective__in=reader.full_collective_ids,
    )
    for vote in rows.select_related("question").order_by("asked_at", "id"):
        is_due = vote.state == State.DUE
        act = _("Open the legal vote") if is_due else _("Does the law ask for it?")
        yield reader.about(vote.question, act, 2)
