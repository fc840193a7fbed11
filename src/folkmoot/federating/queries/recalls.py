"""What is known of a recall: who may ask, who waits, what differs now."""

import re
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from folkmoot.engines.consensus import may_ask_again
from folkmoot.federating.models import Delegate, Entry, Recall, Undoing
from folkmoot.federating.queries.at_home import members_at_home, was_at_home
from folkmoot.people.models import Membership

State = Recall.State
RUNNING = (State.SIGNING, State.OPEN)
PAUSED = (State.OPEN, State.TOO_FEW)
WORD = re.compile(r"\w+")


def running_recall(delegate_id: UUID) -> Recall | None:
    """Return the recall of a delegate that is being signed or answered."""
    rows = Recall.objects.filter(delegate=delegate_id, state__in=RUNNING)
    return rows.select_related("delegate__member", "delegate__council").first()


def has_live_mismatch(delegate_id: UUID, now: datetime) -> bool:
    """Say whether something the delegate said differs and still waits for home."""
    rows = Entry.objects.filter(delegate=delegate_id, state=Entry.State.DIFFERS)
    return rows.filter(Q(closes_at=None) | Q(closes_at__gt=now)).exists()


def may_ask_recall(delegate: Delegate, reason: str, now: datetime) -> bool:
    """Say whether a recall may be asked for: not again for the same reason in 30 days.

    A new difference from the mandate opens the way at once.
    """
    asked = Recall.objects.filter(
        delegate__member=delegate.member_id,
        delegate__council=delegate.council_id,
        settled_at__isnull=False,
    ).exclude(state=State.LAPSED)
    words = _words(reason)
    same = [one.settled_at for one in asked if _words(one.reason) == words]
    last = max((at for at in same if at is not None), default=None)
    differs_since = Entry.objects.filter(
        delegate__member=delegate.member_id, at__gt=last or now
    ).exclude(differences=[])
    return may_ask_again(
        last,
        now,
        is_same_reason=last is not None,
        has_new_mismatch=differs_since.exists(),
    )


def _words(reason: str) -> list[str]:
    return WORD.findall(reason.casefold())


def asked_in(recall: Recall, at: datetime) -> QuerySet[Membership]:
    """Return the members who answer a recall: there at the pause, and still at ``at``."""
    rows = members_at_home(recall.collective, left_after=at)
    return rows.filter(joined_at__lte=recall.paused_at or at)


def is_asked(recall: Recall, member: Membership) -> bool:
    """Say whether ``member`` answers a recall."""
    at = recall.paused_at
    return at is not None and was_at_home(member, recall.collective, at)


def takes_answers(recall: Recall, now: datetime) -> bool:
    """Say whether those at home answer it now."""
    return (
        recall.state == State.OPEN
        and recall.closes_at is not None
        and now < recall.closes_at
    )


def is_settled_by_time(recall: Recall, now: datetime, lapse: datetime) -> bool:
    """Say whether time has ended it; ``lapse`` is when signing would lapse."""
    if recall.state == State.SIGNING:
        return now >= min(lapse, recall.delegate.ends_at)
    is_open = recall.state == State.OPEN and recall.closes_at is not None
    return is_open and recall.closes_at is not None and now >= recall.closes_at


def recalls_in(collective_id: UUID) -> QuerySet[Recall]:
    """Return a collective's recalls, the newest first."""
    rows = Recall.objects.filter(collective=collective_id)
    related = (
        "collective",
        "delegate__member",
        "delegate__council",
        "stepped_in__member",
    )
    return rows.select_related(*related).order_by("-asked_at", "-id")


def acts_of(recall: Recall) -> list[Undoing]:
    """Return what is to confirm or to undo after a recall, the newest first."""
    rows = Undoing.objects.filter(recall=recall)
    related = ("entry__question", "entry__collective", "wanted_by", "settled_by")
    return list(rows.select_related(*related).order_by("-entry__at", "id"))
