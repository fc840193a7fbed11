"""Guardians of a record's log: naming them, vouching for others, and going on by it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.engines.tlog import (
    Guardians,
    Rekey,
    TlogError,
    check_voucher,
    name_next,
)
from folkmoot.record.keys.sealing import SealedError, unseal
from folkmoot.record.models import Log, Rekeying, Vouching
from folkmoot.record.operations.appending import append_entry
from folkmoot.record.operations.going_on import begin_anew
from folkmoot.record.queries.guardians import (
    guardians_at,
    guardians_of,
    make_voucher,
    names_of,
    own_key,
    rekey_of,
)
from folkmoot.record.tiles import root_at


class VoucherRefusedError(Exception):
    """It vouches for something else, nobody asked for it, or it cannot be used."""


@dataclass(frozen=True)
class NamedGuardian:
    """A guardian as it is named: what people call it, and the key of its log."""

    name: str
    key: str


@transaction.atomic
def name_guardians(
    *,
    collective_id: UUID,
    needed: int,
    guardians: Sequence[NamedGuardian],
    question_id: UUID | None,
    now: datetime,
) -> Log:
    """Let other logs be the guardians of this one; none ends it. Locks the log.

    The first ones count at once, others in their place after 14 days.

    Raises
    ------
    FormatError
        If they cannot be guardians of this log.
    """
    log = Log.objects.select_for_update().get(collective_id=collective_id)
    keys = [one.key for one in guardians]
    names = names_of(log) | {one.key: one.name for one in guardians}
    new = Guardians(needed, tuple(keys))
    new.check(log.origin)
    log.guardians = rows_of(name_next(guardians_of(log), new, now), names)
    log.save(update_fields=("guardians",))
    append_entry(
        collective_id=collective_id,
        kind="log.guardians_named",
        details={
            "needed": needed,
            "guardians": keys,
            "names": [names[key] for key in keys],
        },
        now=now,
        about_id=question_id,
    )
    return log


@transaction.atomic
def vouch(
    *,
    collective_id: UUID,
    rekey: Rekey,
    now: datetime,
    member_id: UUID | None = None,
    first_id: UUID | None = None,
    question_id: UUID | None = None,
) -> Vouching:
    """Say in a guardian's record that another log goes on with this key.

    Its members decided so, by a question or by two names. To say it again changes
    nothing. Locks what was asked.
    """
    row = asked_to_vouch(collective_id=collective_id, rekey=rekey, now=now)
    if row.entry_id is not None:
        return row
    entry = append_entry(
        collective_id=collective_id,
        kind="log.vouched",
        details={**rekey.says(), "first": str(first_id) if first_id else None},
        now=now,
        about_id=question_id,
        member_id=member_id,
    )
    row.entry_id, row.at = entry.id, now
    row.save(update_fields=("entry_id", "at"))
    return row


@transaction.atomic
def asked_to_vouch(*, collective_id: UUID, rekey: Rekey, now: datetime) -> Vouching:
    """Return the locked row of what a collective is asked for."""
    rows = Vouching.objects.select_for_update()
    row, _is_new = rows.get_or_create(
        collective_id=collective_id, request=rekey.format(), defaults={"at": now}
    )
    return row


@transaction.atomic
def take_voucher(*, collective_id: UUID, voucher: str, now: datetime) -> Log:
    """Take the word of a guardian; with the last one needed, the log goes on anew.

    Locks the log. Each guardian counts once.

    Raises
    ------
    VoucherRefusedError
        If nobody was asked, or this is not what a guardian was asked for.
    """
    log = Log.objects.select_for_update().get(collective_id=collective_id)
    row = Rekeying.objects.select_for_update().filter(pk=collective_id).first()
    if row is None or log.state == Log.State.OPEN:
        raise VoucherRefusedError(_("Nobody was asked to vouch for this record."))
    guardians = guardians_at(log, now)
    try:
        key = check_voucher(_clean(voucher), rekey_of(row), guardians.keys)
    except TlogError as error:
        message = _("This is not the word of one of your guardians for this key.")
        raise VoucherRefusedError(message) from error
    row.vouchers[key] = _clean(voucher).decode()
    row.save(update_fields=("vouchers",))
    usable = [text for one, text in row.vouchers.items() if one in guardians.keys]
    if guardians.needed and len(usable) >= guardians.needed:
        _go_on(log, row, usable, now)
    return log


def _clean(voucher: str) -> bytes:
    """Return a receipt as it was made, after it went through somebody's mail."""
    lines = [line.rstrip() for line in voucher.strip().splitlines()]
    return "".join(f"{line}\n" for line in lines).encode()


def _go_on(log: Log, row: Rekeying, vouchers: Sequence[str], now: datetime) -> None:
    rekey = rekey_of(row)
    try:
        seed = unseal(row.sealed)
    except SealedError as error:
        message = _("This server lost its secret since. Please ask the guardians anew.")
        raise VoucherRefusedError(message) from error
    if root_at(log.collective_id, rekey.end.size) != rekey.end.root:
        message = _("The record is another one since. Please ask the guardians anew.")
        raise VoucherRefusedError(message)
    details = {"before": log.origin, "state": log.state, "seen": log.trouble}
    begin_anew(log, now, seed, {**rekey.says(), "vouchers": list(vouchers)})
    details["origin"] = log.origin
    log.state, log.trouble, log.agreed_by = Log.State.OPEN, "", None
    log.save()
    append_entry(
        collective_id=log.collective_id,
        kind="log.vouched_for",
        details=details,
        now=now,
    )
    row.delete()


def gather_vouchers(*, now: datetime) -> int:
    """Take what guardians on this server say; return how many vouchers were taken."""
    taken = 0
    for row in Rekeying.objects.order_by("at"):
        said = Vouching.objects.filter(
            request=rekey_of(row).format(), entry_id__isnull=False
        )
        for one in said.exclude(collective_id=row.collective_id):
            voucher = make_voucher(one)
            if not voucher or own_key(one.collective_id) in row.vouchers:
                continue
            with suppress(VoucherRefusedError):  # it was no guardian, or it went on
                take_voucher(collective_id=row.collective_id, voucher=voucher, now=now)
                taken += 1
    return taken


def rows_of(
    guardians: Iterable[Guardians], names: Mapping[str, str]
) -> list[dict[str, object]]:
    """Return guardians as a log keeps them, with what people call each."""
    return [
        {
            "needed": one.needed,
            "keys": list(one.keys),
            "names": [names[key] for key in one.keys],
            "since": one.since.isoformat() if one.since else "",
        }
        for one in guardians
    ]
