"""The key of a log: the next one is promised on paper, and only it can follow.

Pre-rotation: the record holds the digest of the next key before it is needed, so that
a thief of the present key can sign with it but not put another in its place. One member
promises the first; a promise that stands is replaced by two members only, and both of
their acts are entries.
"""

from base64 import b64encode
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.engines.tlog import (
    KeyKind,
    SigningKey,
    key_print,
    succession_bytes,
)
from folkmoot.record.keys.keeping import SEED_BYTES, make_key, open_key
from folkmoot.record.memory import Signed, remember
from folkmoot.record.models import Key, Log, Rekeying
from folkmoot.record.operations.appending import append_entry
from folkmoot.record.operations.going_on import ask_guardians, begin_anew
from folkmoot.record.queries.guardians import guardians_at

BOTH_SIGN = timedelta(days=30)


class KeyRefusedError(Exception):
    """The key is not the one that was promised, or none was."""


class NothingToAgreeError(Exception):
    """Nobody asked, the log is signed, or this member has agreed already."""


def name_of(log: Log, seed: bytes) -> str:
    """Return the digest under which a key on paper is promised."""
    return key_print(SigningKey(log.origin, KeyKind.NOTE, seed).verifier)


@transaction.atomic
def promise_key(
    *, collective_id: UUID, seed: bytes, member_id: UUID, now: datetime
) -> Log:
    """Put the digest of the next key into the record; the key itself is not kept.

    Where a promise stands already, this asks for another one in its place: it counts
    once a second member agrees, or types the same key from the paper. Locks the log.

    Parameters
    ----------
    seed : bytes
        32 bytes, as they stand on the paper.

    Raises
    ------
    KeyRefusedError
        If this key is promised already.
    NothingToAgreeError
        If the same member asks for the same key again.
    """
    log = Log.objects.select_for_update().get(collective_id=collective_id)
    digest = name_of(log, seed)
    if log.next_digest == digest:
        raise KeyRefusedError(_("This key is on paper already, and counts."))
    if log.offered_digest == digest:
        return _replace(log, member_id, now)
    if log.next_digest:
        return _offer(log, digest, member_id, now)
    log.next_digest = digest
    log.save(update_fields=("next_digest",))
    append_entry(
        collective_id=collective_id,
        kind="log.key_promised",
        details={"next": digest},
        now=now,
        member_id=member_id,
    )
    return log


def _offer(log: Log, digest: str, member_id: UUID, now: datetime) -> Log:
    """Ask for another key in the place of the promised one; an earlier wish is gone."""
    log.offered_digest, log.offered_by = digest, member_id
    log.save(update_fields=("offered_digest", "offered_by"))
    append_entry(
        collective_id=log.collective_id,
        kind="log.key_replacement_asked",
        details={"next": digest, "before": log.next_digest},
        now=now,
        member_id=member_id,
    )
    return log


@transaction.atomic
def agree_to_key(
    *, collective_id: UUID, digest: str, member_id: UUID, now: datetime
) -> Log:
    """Agree as a second member that another key is promised in the place of one.

    Locks the log. ``digest`` is of the key that the member was shown.

    Raises
    ------
    NothingToAgreeError
        If nobody asks for this key, or the same member does.
    """
    log = Log.objects.select_for_update().get(collective_id=collective_id)
    _check_asked(log, digest)
    return _replace(log, member_id, now)


@transaction.atomic
def refuse_key(
    *, collective_id: UUID, digest: str, member_id: UUID, now: datetime
) -> Log:
    """Let the promise that stands count; who asked for another may say so too.

    Locks the log. ``digest`` is of the key that the member was shown.

    Raises
    ------
    NothingToAgreeError
        If nobody asks for this key.
    """
    log = Log.objects.select_for_update().get(collective_id=collective_id)
    _check_asked(log, digest)
    details = {"next": log.offered_digest, "first": str(log.offered_by)}
    log.offered_digest, log.offered_by = "", None
    log.save(update_fields=("offered_digest", "offered_by"))
    append_entry(
        collective_id=collective_id,
        kind="log.key_replacement_refused",
        details=details,
        now=now,
        member_id=member_id,
    )
    return log


def _check_asked(log: Log, digest: str) -> None:
    if not digest or log.offered_digest != digest:
        raise NothingToAgreeError(
            _("Nobody asks for this key any more. Please read the page again.")
        )


def _replace(log: Log, member_id: UUID, now: datetime) -> Log:
    if log.offered_by == member_id:
        raise NothingToAgreeError(_("You said so already. A second member is needed."))
    before, first = log.next_digest, log.offered_by
    log.next_digest = log.offered_digest
    log.offered_digest, log.offered_by = "", None
    log.save(update_fields=("next_digest", "offered_digest", "offered_by"))
    append_entry(
        collective_id=log.collective_id,
        kind="log.key_promised",
        details={"next": log.next_digest, "before": before, "first": str(first)},
        now=now,
        member_id=member_id,
    )
    return log


@transaction.atomic
def change_key(
    *, collective_id: UUID, seed: bytes, member_id: UUID, now: datetime
) -> Log:
    """Let the promised key follow; for 30 days both sign.

    Raises
    ------
    KeyRefusedError
        If it is not the key whose digest is in the record.
    """
    log = Log.objects.select_for_update().get(collective_id=collective_id)
    if not log.next_digest:
        raise KeyRefusedError(_("No key was promised yet. Put one on paper first."))
    if len(seed) != SEED_BYTES or name_of(log, seed) != log.next_digest:
        raise KeyRefusedError(_("This is not the key that was put on paper last."))
    present = Key.objects.filter(
        collective_id=collective_id, use=Key.Use.LOG, until=None
    )
    before = list(present.values_list("public", flat=True))
    present.update(until=now + BOTH_SIGN)
    key = make_key(
        use=Key.Use.LOG,
        name=log.origin,
        collective_id=collective_id,
        now=now,
        seed=seed,
    )
    signed = succession_bytes(before, key.public)
    append_entry(
        collective_id=collective_id,
        kind="log.key_changed",
        details={
            "key": key.public,
            "before": before,
            "proof": b64encode(open_key(key).sign(signed)).decode(),
        },
        now=now,
        member_id=member_id,
    )
    log.next_digest, log.offered_digest, log.offered_by = "", "", None
    if log.state in (Log.State.UNSURE, Log.State.KEYLESS):
        # Who holds the paper answers for what was signed elsewhere.
        remember(collective_id, Signed(log.origin, log.size, bytes(log.root)))
        log.state, log.trouble, log.agreed_by = Log.State.OPEN, "", None
    log.save()
    # Nobody need vouch for another one any more.
    Rekeying.objects.filter(collective_id=collective_id).delete()
    return log


@transaction.atomic
def agree_to_sign(*, collective_id: UUID, member_id: UUID, now: datetime) -> Log:
    """Say that a log whose signing has stopped goes on; it takes two members.

    Where nobody outside can tell whether later entries were signed, two members answer
    for it and the log goes on. Where others hold what this server does not, or it holds
    something else, the log is never signed again: it goes on under a new name, from its
    first entry, and its record says so. Where it has guardians, two members ask them
    for that, and it goes on once enough of them vouch.

    Raises
    ------
    NothingToAgreeError
        If it is signed as it should be, or the same member agrees twice.
    """
    log = Log.objects.select_for_update().get(collective_id=collective_id)
    if log.state == Log.State.OPEN:
        raise NothingToAgreeError(_("The record is signed as it should be."))
    if log.agreed_by == member_id:
        raise NothingToAgreeError(_("You said so already. A second member is needed."))
    if log.agreed_by is None:
        log.agreed_by = member_id
        log.save(update_fields=("agreed_by",))
        append_entry(
            collective_id=collective_id,
            kind="log.agreement_asked",
            details={"state": log.state},
            now=now,
            member_id=member_id,
        )
        return log
    first, state = log.agreed_by, log.state
    details: dict[str, str] = {"first": str(first), "state": state}
    if state == Log.State.UNSURE:
        remember(collective_id, Signed(log.origin, log.size, bytes(log.root)))
    elif guardians_at(log, now).needed:
        return ask_guardians(log, first=first, member_id=member_id, now=now)
    else:
        details |= {"before": log.origin, "seen": log.trouble}
        begin_anew(log, now)
        details["origin"] = log.origin
    log.state, log.trouble, log.agreed_by = Log.State.OPEN, "", None
    log.save()
    append_entry(
        collective_id=collective_id,
        kind="log.agreed",
        details=details,
        now=now,
        member_id=member_id,
    )
    return log
