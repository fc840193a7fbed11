"""The key of a log: the next one is promised on paper, and only it can follow.

Pre-rotation: the record holds the digest of the next key before it is needed, so that
a thief of the present key can sign with it but not put another in its place unseen:
to promise another one is an entry, and all members see it.
"""

from base64 import b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.engines.tlog import EMPTY_ROOT, KeyKind, SigningKey
from folkmoot.record.keeping import SEED_BYTES, make_key, open_key
from folkmoot.record.memory import Signed, next_name, remember
from folkmoot.record.models import Cosignature, Key, Log, Tile
from folkmoot.record.operations.appending import append_entry
from folkmoot.record.operations.opening import renew_witness

BOTH_SIGN = timedelta(days=30)
CHANGE = b"folkmoot/v1 key\n"


class KeyRefusedError(Exception):
    """The key is not the one that was promised, or none was."""


class NothingToAgreeError(Exception):
    """The log is signed, or this member has agreed already."""


def name_of(log: Log, seed: bytes) -> str:
    """Return the digest under which a key on paper is promised."""
    public = SigningKey(log.origin, KeyKind.NOTE, seed).verifier
    return sha256(str(public).encode()).hexdigest()


@transaction.atomic
def promise_key(
    *, collective_id: UUID, seed: bytes, member_id: UUID, now: datetime
) -> Log:
    """Put the digest of the next key into the record; the key itself is not kept.

    Parameters
    ----------
    seed : bytes
        32 bytes, as they stand on the paper.
    """
    log = Log.objects.select_for_update().get(collective_id=collective_id)
    log.next_digest = name_of(log, seed)
    log.save(update_fields=("next_digest",))
    append_entry(
        collective_id=collective_id,
        kind="log.key_promised",
        details={"next": log.next_digest},
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
    signed = CHANGE + "\n".join([*before, key.public]).encode()
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
    log.next_digest = ""
    if log.state in (Log.State.UNSURE, Log.State.KEYLESS):
        # Who holds the paper answers for what was signed elsewhere.
        remember(collective_id, Signed(log.origin, log.size, bytes(log.root)))
        log.state, log.trouble, log.agreed_by = Log.State.OPEN, "", None
    log.save()
    return log


@transaction.atomic
def agree_to_sign(*, collective_id: UUID, member_id: UUID, now: datetime) -> Log:
    """Say that a log whose signing has stopped goes on; it takes two members.

    Where nobody outside can tell whether later entries were signed, two members answer
    for it and the log goes on. Where others hold what this server does not, or it holds
    something else, the log is never signed again: it goes on under a new name, from its
    first entry, and its record says so.

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
    else:
        details |= {"before": log.origin, "seen": log.trouble}
        _begin_anew(log, now)
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


def _begin_anew(log: Log, now: datetime) -> None:
    """Give the log a new name and key; its tree is made again from its entries."""
    log.origin = next_name(log.collective_id, log.origin)
    Key.objects.filter(
        collective_id=log.collective_id, use=Key.Use.LOG, until=None
    ).update(until=now)
    key = make_key(
        use=Key.Use.LOG, name=log.origin, collective_id=log.collective_id, now=now
    )
    append_entry(
        collective_id=log.collective_id,
        kind="log.opened",
        details={
            "origin": log.origin,
            "key": key.public,
            "witness": renew_witness(collective_id=log.collective_id, now=now).public,
        },
        now=now,
    )
    Tile.objects.filter(collective_id=log.collective_id).delete()
    Cosignature.objects.filter(collective_id=log.collective_id).delete()
    log.size, log.root, log.edge, log.next_digest = 0, EMPTY_ROOT, b"", ""
    log.signed_size, log.signed_at, log.checkpoint = 0, None, ""
