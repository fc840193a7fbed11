"""Taking a mandate back: anybody at home may ask; at enough signatures it pauses.

Lock order: the membership, the delegates of the pair, the recall, mandates. Whoever
speaks in a council locks the delegate too, so that nothing is counted after it. Answers
lock neither: they hold the recall together, and whoever counts them locks it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from folkmoot.engines.consensus import (
    COOL_DOWN,
    recall_signatures,
)
from folkmoot.federating.models import (
    Delegate,
    Mandate,
    Recall,
    RecallAnswer,
    RecallSignature,
    Undoing,
)
from folkmoot.federating.operations.taking_back import (
    settle_locked,
    steps_in,
    tell_home,
    write_both,
)
from folkmoot.federating.queries.at_home import is_at_home, members_at_home
from folkmoot.federating.queries.pairs import seats_below
from folkmoot.federating.queries.recalls import (
    has_live_mismatch,
    is_asked,
    may_ask_recall,
    running_recall,
    takes_answers,
)
from folkmoot.messaging.operations import mark_seen
from folkmoot.people.models import Membership
from folkmoot.people.operations import lock_member
from folkmoot.people.queries import get_settings
from folkmoot.record.operations import append_entry
from folkmoot.web.holding import hold

log = logging.getLogger(__name__)
SIDE_WORDS_AT_MOST = 200
State = Recall.State


class RecallRefusedError(Exception):
    """It is over, it was asked for lately, or it is for the members at home."""


@dataclass
class _Held:
    """The rows that are locked: the delegate, the other of the pair, a recall."""

    delegate: Delegate
    recall: Recall | None
    member: Membership


@contextmanager
def _hold(
    member: Membership, delegate: Delegate, now: datetime, recall: Recall | None = None
) -> Iterator[_Held]:
    """Lock in order, let time settle what is over, and require a member at home."""
    person = lock_member(member)
    row = lock_pair(delegate, now)
    held = None
    if recall is not None:
        held = Recall.objects.select_for_update().get(id=recall.id)
        held.delegate, held.collective = row, row.collective
        settle_locked(held, now)
    if not is_at_home(person, row.collective):
        raise RecallRefusedError(_("Only members at home can do this."))
    yield _Held(row, held, person)


def lock_pair(delegate: Delegate, now: datetime) -> Delegate:
    """Lock everybody whom a collective sends to a council; return ``delegate``.

    A pause holds for the pair, so the other one's entry must not slip past it. Nor may
    one that is said for a council pass a pause of the seats below that carry it.
    """
    below = [one.id for one in seats_below(delegate, now)]
    rows = Delegate.objects.select_for_update(of=("self",)).filter(
        Q(
            Q(ends_at__gt=now) | Q(id=delegate.id),
            collective=delegate.collective_id,
            council=delegate.council_id,
        )
        | Q(id__in=below)
    )
    related = rows.select_related("collective", "council", "member")
    pair = {row.id: row for row in related.order_by("id")}
    return pair[delegate.id]


@transaction.atomic
def ask_recall(
    *, member: Membership, delegate: Delegate, reason: str, now: datetime
) -> Recall:
    """Ask to take a delegate's mandate back; sign where somebody asks already.

    Raises
    ------
    RecallRefusedError
        If the term is over, there is no reason, or the same was asked lately.
    NotAMemberError
        If a friend asks.
    """
    with _hold(member, delegate, now) as held:
        row = held.delegate
        recall = running_recall(row.id)
        if recall is not None:
            recall = Recall.objects.select_for_update().get(id=recall.id)
            recall.delegate, recall.collective = row, row.collective
            settle_locked(recall, now)
        if recall is None or recall.settled_at is not None:
            recall = _begin(held, reason, now)
        if recall.state == State.SIGNING:
            _sign(recall, held.member, now)
    return recall


def _begin(held: _Held, reason: str, now: datetime) -> Recall:
    delegate = held.delegate
    if delegate.ends_at <= now:
        raise RecallRefusedError(_("This term is over already."))
    if not reason.strip():
        raise RecallRefusedError(_("Please say why in a line."))
    if not may_ask_recall(delegate, reason, now):
        raise RecallRefusedError(
            _("This was answered less than 30 days ago, for the same reason.")
        )
    needed = _needed(delegate, now)
    recall = Recall.objects.create(
        collective_id=delegate.collective_id,
        delegate=delegate,
        reason=reason,
        needed=needed,
        asked_at=now,
    )
    append_entry(
        collective_id=delegate.collective_id,
        kind="recall.asked",
        details={"council": delegate.council.name, "needed": needed},
        now=now,
        about_id=recall.id,
    )
    return recall


def _needed(delegate: Delegate, now: datetime) -> int:
    """Return how many signatures pause it now, by the home collective's numbers."""
    return recall_signatures(
        members_at_home(delegate.collective).count(),
        has_mismatch=has_live_mismatch(delegate.id, now),
        percent=get_settings(delegate.collective)["recall_signatures"],
    )


@transaction.atomic
def sign_recall(*, member: Membership, recall: Recall, now: datetime) -> Recall:
    """Ask for it too; nobody sees who did. At enough signatures it pauses at once.

    Raises
    ------
    RecallRefusedError
        If everybody is being asked already, or it is over.
    NotAMemberError
        If a friend signs.
    """
    with _hold(member, recall.delegate, now, recall) as held:
        if held.recall is None or held.recall.state != State.SIGNING:
            raise RecallRefusedError(_("Everybody is being asked already."))
        _sign(held.recall, held.member, now)
    return held.recall


def _sign(recall: Recall, member: Membership, now: datetime) -> None:
    _row, is_new = RecallSignature.objects.get_or_create(
        recall=recall,
        member=member,
        defaults={"collective_id": recall.collective_id, "at": now},
    )
    if is_new:
        append_entry(
            collective_id=recall.collective_id,
            kind="recall.signed",
            details={"council": recall.delegate.council.name},
            now=now,
            about_id=recall.id,
        )
    pause_if_due(recall, now)


def pause_if_due(recall: Recall, now: datetime) -> bool:
    """Pause a locked recall that has enough signatures; return whether it did.

    One is enough while something differs from the mandate. Whoever writes an entry
    that differs calls it too, with the pair locked.
    """
    if recall.state != State.SIGNING:
        return False
    delegate = recall.delegate
    members = members_at_home(delegate.collective)
    signed = RecallSignature.objects.filter(recall=recall, member__in=members).count()
    if signed < _needed(delegate, now):
        return False
    chosen = get_settings(delegate.collective)
    recall.state = State.OPEN
    recall.paused_at = now
    recall.closes_at = now + timedelta(hours=chosen["recall_hours"])
    recall.percent = chosen["recall_percent"]
    recall.members = members.count()
    recall.stepped_in = steps_in(delegate, now)
    recall.save()
    # They have done what they were for; who signed is kept by nobody.
    RecallSignature.objects.filter(recall=recall).delete()
    paused = Mandate.objects.filter(
        collective=delegate.collective_id,
        council=delegate.council_id,
        ends_at__gt=now,
        paused_at=None,
    )
    if delegate.question_id is not None:
        paused = paused.filter(question=delegate.question_id)
    paused.update(paused_at=now)
    write_both(
        recall,
        "recall.paused",
        now,
        closes_at=recall.closes_at.isoformat(),
        percent=recall.percent,
    )
    tell_home(recall, now)
    return True


@transaction.atomic
def answer_recall(
    *, member: Membership, recall: Recall, value: RecallAnswer.Value, now: datetime
) -> RecallAnswer:
    """Answer in secret: keep, take back, or no view; replaces an earlier answer.

    Locks nothing but one's own membership: thousands may answer at once. What is
    written in time is counted, because whoever counts waits for it.

    Raises
    ------
    RecallRefusedError
        If it is not open, or the member joined after the pause.
    NotAMemberError
        If a friend answers.
    """
    person, row = lock_member(member), hold(recall)
    if not takes_answers(row, now):
        raise RecallRefusedError(_("The time to answer is over."))
    if not is_asked(row, person):
        raise RecallRefusedError(_("Those who were here at the pause answer."))
    answer, _made = RecallAnswer.objects.update_or_create(
        recall=row,
        member=person,
        defaults={
            "collective_id": row.collective_id,
            "value": RecallAnswer.Value(value),
            "at": now,
        },
    )
    append_entry(
        collective_id=person.collective_id,
        kind="recall.answered",
        details={"council": row.delegate.council.name},
        now=now,
        about_id=row.id,
    )
    return answer


@transaction.atomic
def give_side(
    *, member: Membership, recall: Recall, text: str, now: datetime
) -> Recall:
    """Write the delegate's own side, in at most 200 words, while all are asked.

    Raises
    ------
    RecallRefusedError
        If it is somebody else's to write, too long, or the time is over.
    """
    with _hold(member, recall.delegate, now, recall) as held:
        row = held.recall
        if row is None or held.delegate.member.person_id != held.member.person_id:
            raise RecallRefusedError(_("It is for the messenger to write."))
        if row.state != State.OPEN:
            raise RecallRefusedError(_("The time to answer is over."))
        if len(text.split()) > SIDE_WORDS_AT_MOST:
            raise RecallRefusedError(_("Please say it in 200 words."))
        row.answer = text
        row.save()
        append_entry(
            collective_id=row.collective_id,
            kind="recall.side_given",
            details={"council": held.delegate.council.name},
            now=now,
            about_id=row.id,
            member_id=held.member.id,
        )
    return row


@transaction.atomic
def settle_recall(*, recall: Recall, now: datetime) -> Recall:
    """Let time settle a recall and what is to confirm; locks the pair and the recall."""
    delegate = lock_pair(recall.delegate, now)
    row = Recall.objects.select_for_update().get(id=recall.id)
    row.delegate, row.collective = delegate, delegate.collective
    settle_locked(row, now)
    return row


def look_at_recall(*, member: Membership, recall: Recall, now: datetime) -> None:
    """Take opening the page as having been asked."""
    mark_seen(about_id=recall.id, member_id=member.id, now=now)


def settle_recalls_due(now: datetime, limit: int = 100) -> int:
    """Settle the recalls whose time is over, and what is to confirm; for the worker."""
    signing = Q(state=State.SIGNING) & (
        Q(asked_at__lte=now - COOL_DOWN) | Q(delegate__ends_at__lte=now)
    )
    acts = Undoing.objects.filter(state=Undoing.State.OPEN, closes_at__lte=now)
    due = Recall.objects.filter(
        signing
        | Q(state=State.OPEN, closes_at__lte=now)
        | Q(id__in=acts.values("recall"))
    )
    ids = list(due.order_by("asked_at").values_list("id", flat=True)[:limit])
    return sum(_settle_alone(one, now) for one in ids)


def settle_recalls_of(collective_id: UUID, now: datetime) -> None:
    """Settle what is due in one collective before a page of it is shown."""
    due = Recall.objects.filter(
        Q(state=State.OPEN, closes_at__lte=now)
        | Q(acts__state=Undoing.State.OPEN, acts__closes_at__lte=now),
        collective=collective_id,
    )
    for one in set(due.values_list("id", flat=True)):
        _settle_alone(one, now)


def _settle_alone(recall_id: UUID, now: datetime) -> bool:
    try:
        recall = Recall.objects.select_related("delegate").get(id=recall_id)
        settle_recall(recall=recall, now=now)
    except Exception:
        log.exception("recall %s could not be settled", recall_id)
        return False
    return True
