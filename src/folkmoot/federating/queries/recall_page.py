"""What the page of a recall shows, and to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.federating.models import (
    Delegate,
    Entry,
    Recall,
    RecallAnswer,
    RecallSignature,
    Undoing,
)
from folkmoot.federating.queries.council_pages import ShownEntry, show_entries
from folkmoot.federating.queries.recalls import (
    acts_of,
    has_live_mismatch,
    is_asked,
    recalls_in,
)
from folkmoot.people.models import Membership
from folkmoot.people.queries import get_settings

State = Recall.State


@dataclass(frozen=True)
class RecallPage:
    """A delegate, the latest recall if there is one, and what the reader may do."""

    delegate: Delegate
    recall: Recall | None
    mismatch: ShownEntry | None
    signed: int
    has_signed: bool
    own_answer: str
    may_ask: bool
    may_sign: bool
    may_answer: bool
    is_delegate: bool
    may_settle: bool
    acts: Sequence[Undoing]
    hours: int  # to answer
    percent: int  # of those with a view, who end it

    @property
    def state(self) -> str:
        """Where it stands; empty where nobody asks, or asking lapsed."""
        is_over = self.recall is None or self.recall.state == State.LAPSED
        return "" if is_over or self.recall is None else self.recall.state


def latest_recall(delegate: Delegate) -> Recall | None:
    """Return the newest recall of a delegate."""
    return recalls_in(delegate.collective_id).filter(delegate=delegate).first()


def recall_page(
    delegate: Delegate, member: Membership, now: datetime, *, asks_anew: bool = False
) -> RecallPage:
    """Return the page as ``member`` sees it; signatures and answers stay their own.

    ``asks_anew`` leaves out a recall that is over, to ask once more.
    """
    recall = latest_recall(delegate)
    if recall is not None and asks_anew and recall.settled_at is not None:
        recall = None
    state = recall.state if recall is not None else State.LAPSED
    signatures = RecallSignature.objects.filter(recall=recall, member__ended_at=None)
    answer = RecallAnswer.objects.filter(recall=recall, member=member).first()
    is_member = member.takes_positions
    chosen = get_settings(delegate.collective)
    is_delegate = delegate.member.person_id == member.person_id
    has_signed = recall is not None and signatures.filter(member=member).exists()
    return RecallPage(
        delegate=delegate,
        recall=recall,
        mismatch=_mismatch(delegate, now),
        signed=signatures.count() if recall is not None else 0,
        has_signed=has_signed,
        own_answer=answer.value if recall is not None and answer is not None else "",
        may_ask=is_member and state == State.LAPSED and delegate.ends_at > now,
        may_sign=is_member and state == State.SIGNING and not has_signed,
        may_answer=state == State.OPEN
        and recall is not None
        and is_asked(recall, member),
        is_delegate=is_delegate,
        may_settle=is_member and not is_delegate,
        acts=acts_of(recall) if recall is not None else (),
        hours=chosen["recall_hours"],
        percent=chosen["recall_percent"],
    )


def _mismatch(delegate: Delegate, now: datetime) -> ShownEntry | None:
    if not has_live_mismatch(delegate.id, now):
        return None
    rows = Entry.objects.filter(delegate=delegate, state=Entry.State.DIFFERS)
    related = rows.select_related("mandate", "delegate__member").order_by("-at")
    return next(iter(show_entries(list(related[:1]))), None)
