"""Who is sent to a council: by lot or by a decision, until a second that is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.federating.models import Delegate, FederatedQuestion
from folkmoot.federating.operations.mandating import catch_up
from folkmoot.federating.queries.pairs import TERM, pair_of, stays_long
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import TermLengthError, lock_member
from folkmoot.people.presets import LONGEST_TERM_DAYS
from folkmoot.people.queries import Pool
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import draw

Part = Delegate.Part


class DelegateError(Exception):
    """The person is not sent there now, or the pair is not one to change so."""


@dataclass(frozen=True)
class Sending:
    """From where to which council, until when, for all or for one question."""

    home: Collective
    council: Collective
    ends_at: datetime
    question: FederatedQuestion | None = None


def draw_pair(sending: Sending, pool: Pool, seed: str, now: datetime) -> list[Delegate]:
    """Draw who is missing of a pair; with nobody to draw from nothing is written.

    Anyone can draw again: one by `web.chance.draw` on the seed and the candidates in
    the order of the record; then, with the same seed, another from ``second_from``:
    those of another circle, or all others where there is none.
    """
    _check_length(now, sending.ends_at)
    stay = stays_long(pair_of(sending.home.id, sending.council.id, now), now)
    kept = [one.member for one in stay]
    willing, silent = _free(pool.willing, kept), _free(pool.silent, kept)
    candidates = willing or silent
    drawn = [] if kept else draw(seed, candidates, 1)
    first = next(iter([*kept, *drawn]), None)
    others = [row for row in candidates if row not in drawn] or [
        row for row in silent if row not in drawn
    ]
    apart = [row for row in others if first is not None and row.group != first.group]
    second_from = apart or others
    drawn += draw(seed, second_from, 1)
    if not drawn:
        return []
    missing = [part for part in Part if part not in {one.part for one in stay}]
    ready = {row.id for row in willing}
    pair = [
        _delegate(sending, member, part, now, is_ready=member.id in ready)
        for member, part in zip(drawn, missing, strict=False)
    ]
    for one in pair:
        one.seed, one.candidates = seed, [str(row.id) for row in candidates]
    _start(sending, pair, now)
    append_entry(
        collective_id=sending.home.id,
        kind="messengers.drawn",
        details={
            "council": sending.council.name,
            "seed": seed,
            "candidates": [str(row.id) for row in candidates],
            "second_from": [str(row.id) for row in second_from],
            "drawn": [str(one.member_id) for one in pair],
            "names": ", ".join(one.member.name for one in pair),
            "ends_at": sending.ends_at.isoformat(),
        },
        now=now,
        about_id=sending.council.id,
    )
    return pair


def _free(people: Sequence[Membership], kept: Sequence[Membership]) -> list[Membership]:
    """Lock and return those who are still there and not sent already, in order."""
    rows = Membership.objects.select_for_update(of=("self",)).filter(
        id__in={one.id for one in people} - {one.id for one in kept}, ended_at=None
    )
    return sorted(rows, key=lambda row: str(row.id))


def send_by_decision(
    *,
    sending: Sending,
    speaker: Membership,
    listener: Membership | None,
    decided_by: UUID,
    now: datetime,
) -> list[Delegate]:
    """Send those whom a decision names; whoever was sent before is free at once."""
    _check_length(now, sending.ends_at)
    for row in _lock_pair(sending, now):
        _end(row, now)
    named = [(speaker, Part.SPEAKER)]
    if listener is not None:
        named.append((listener, Part.LISTENER))
    pair = [
        _delegate(sending, member, part, now, is_ready=False) for member, part in named
    ]
    for one in pair:
        one.given_by_id = decided_by
    _start(sending, pair, now)
    append_entry(
        collective_id=sending.home.id,
        kind="messengers.sent",
        details={
            "council": sending.council.name,
            "names": ", ".join(one.member.name for one in pair),
            "ends_at": sending.ends_at.isoformat(),
            "decided_by": str(decided_by),
        },
        now=now,
        about_id=sending.council.id,
    )
    return pair


@transaction.atomic
def accept_sending(
    *, member: Membership, delegate: Delegate, now: datetime
) -> Delegate:
    """Accept to carry the word of one's collective; locks the delegate.

    Raises
    ------
    DelegateError
        If it is somebody else's, or its time is over.
    """
    row = lock_delegate(lock_member(member), delegate, now)
    if row.accepted_at is None:
        row.accepted_at = now
        row.save()
        _note(row, "messenger.accepted", now)
    return row


@transaction.atomic
def stop_carrying(*, member: Membership, delegate: Delegate, now: datetime) -> Delegate:
    """Lay it down, or say "not me"; the powers end at once. Locks the delegate.

    Raises
    ------
    DelegateError
        If it is somebody else's, or its time is over.
    """
    row = lock_delegate(lock_member(member), delegate, now)
    _end(row, now)
    _note(row, "messenger.laid_down", now)
    return row


@transaction.atomic
def swap_parts(
    *, member: Membership, delegate: Delegate, now: datetime
) -> list[Delegate]:
    """Let messenger and listener change places; locks both.

    Raises
    ------
    DelegateError
        If it is somebody else's, its time is over, or there is no second.
    """
    row = lock_delegate(lock_member(member), delegate, now)
    sending = Sending(row.collective, row.council, row.ends_at)
    pair = _lock_pair(sending, now)
    if len(pair) < len(Part):
        raise DelegateError(_("There is nobody to change places with."))
    return swap(pair, now)


def swap(pair: Sequence[Delegate], now: datetime) -> list[Delegate]:
    """Swap the parts of a locked pair; one entry says so."""
    changed = []
    for row in pair:
        is_speaker = row.part == Part.SPEAKER
        row.part = Part.LISTENER if is_speaker else Part.SPEAKER
        row.save()
        changed.append(row)
    _note(changed[0], "messengers.swapped", now)
    return changed


def lock_delegate(member: Membership, delegate: Delegate, now: datetime) -> Delegate:
    """Lock a delegate and require that it is the member's and in force at ``now``."""
    rows = Delegate.objects.select_for_update(of=("self",))
    row = rows.select_related("collective", "council", "member").get(id=delegate.id)
    if row.member_id != member.id:
        raise DelegateError(_("Somebody else was asked to carry this."))
    if not row.starts_at <= now < row.ends_at:
        raise DelegateError(_("Your time as messenger is over. This was not recorded."))
    return row


def _delegate(
    sending: Sending, member: Membership, part: Part, now: datetime, *, is_ready: bool
) -> Delegate:
    return Delegate(
        collective=sending.home,
        council=sending.council,
        member=member,
        part=part,
        question=sending.question,
        accepted_at=now if is_ready else None,
        starts_at=now,
        ends_at=sending.ends_at,
    )


def _start(sending: Sending, pair: Sequence[Delegate], now: datetime) -> None:
    Delegate.objects.bulk_create(pair)
    catch_up(sending.home, sending.council, now)


def _lock_pair(sending: Sending, now: datetime) -> list[Delegate]:
    ids = [one.id for one in pair_of(sending.home.id, sending.council.id, now)]
    rows = Delegate.objects.select_for_update(of=("self",)).filter(id__in=ids)
    return list(rows.select_related("collective", "council", "member").order_by("id"))


def _end(row: Delegate, now: datetime) -> None:
    row.ends_at = now
    row.save()


def _note(row: Delegate, kind: str, now: datetime) -> None:
    append_entry(
        collective_id=row.collective_id,
        kind=kind,
        details={"council": row.council.name, "name": row.member.name},
        now=now,
        about_id=row.council_id,
        member_id=row.member_id,
    )


def _check_length(now: datetime, ends_at: datetime) -> None:
    if not now < ends_at <= now + timedelta(days=LONGEST_TERM_DAYS):
        raise TermLengthError(_("A messenger's time ends within one year."))


def term_end(now: datetime, days: int | None = None) -> datetime:
    """Return when a term that begins now ends: after three months if nobody says."""
    return now + (TERM if days is None else timedelta(days=days))
