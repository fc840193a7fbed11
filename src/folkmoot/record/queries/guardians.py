"""Who the guardians of a log are, and for whose new key a collective is to vouch."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from folkmoot.engines.tlog import (
    Checkpoint,
    Guardians,
    Rekey,
    VerifierKey,
    counting,
    parse_rekey,
)
from folkmoot.record.models import Disclosure, Entry, Key, Log, Rekeying, Vouching
from folkmoot.record.queries.own import receipt_maker

TELLS = ("kind", "at", "continues", "key")  # of a voucher: nobody's name


def guardians_of(log: Log) -> tuple[Guardians, ...]:
    """Return the guardians of a log: those that count, and others that will."""
    return tuple(map(_read, log.guardians))


def guardians_at(log: Log, at: datetime) -> Guardians:
    """Return the guardians whose word counts; of a log without any, nobody's."""
    return counting(guardians_of(log), at)


def _read(row: Mapping[str, Any]) -> Guardians:
    since = datetime.fromisoformat(row["since"]) if row["since"] else None
    return Guardians(row["needed"], tuple(row["keys"]), since)


def names_of(log: Log) -> dict[str, str]:
    """Return what each guardian is called here, by the key of its log."""
    return {
        key: name
        for row in log.guardians
        for key, name in zip(row["keys"], row["names"], strict=True)
    }


def rekey_of(row: Rekeying) -> Rekey:
    """Return what the guardians of a log are asked to vouch for."""
    return Rekey(Checkpoint(row.origin, row.size, bytes(row.root)), row.public)


def own_key(collective_id: UUID) -> str:
    """Return the key by which a collective is named as a guardian, or nothing."""
    log = Log.objects.filter(collective_id=collective_id).first()
    keys = Key.objects.filter(
        collective_id=collective_id, use=Key.Use.LOG, until=None
    ).order_by("-since")
    publics = keys.values_list("public", flat=True)
    own = (key for key in publics if log and VerifierKey.parse(key).name == log.origin)
    return next(own, "")


def requests_to(collective_id: UUID, now: datetime) -> list[Rekeying]:
    """Return the logs on this server whose members ask this collective to vouch."""
    keys = Key.objects.filter(collective_id=collective_id, use=Key.Use.LOG)
    own = set(keys.values_list("public", flat=True))
    rows = list(Rekeying.objects.exclude(collective_id=collective_id).order_by("at"))
    logs = Log.objects.in_bulk([row.collective_id for row in rows])
    return [
        row
        for row in rows
        if own & set(guardians_at(logs[row.collective_id], now).keys)
    ]


def make_voucher(row: Vouching) -> str:
    """Return the receipt that a guardian gives, once its signed log holds the entry.

    Nothing until then.
    """
    if row.entry_id is None:
        return ""
    entry = Entry.objects.get(id=row.entry_id)
    log = Log.objects.filter(
        collective_id=row.collective_id, signed_size__gt=entry.index
    )
    found = log.exclude(checkpoint="").first()
    if found is None:
        return ""
    told = Disclosure.objects.filter(entry=entry, name__in=TELLS)
    return receipt_maker(found)(entry, told).decode()


def list_vouchings(collective_id: UUID) -> Sequence[Vouching]:
    """Return for what a collective vouches, or is asked to; the latest first."""
    return list(Vouching.objects.filter(collective_id=collective_id).order_by("-at"))


def rekey_in(row: Vouching) -> Rekey:
    """Return the old end and the new key."""
    return parse_rekey(row.request)
