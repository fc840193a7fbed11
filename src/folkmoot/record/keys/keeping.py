"""The keys that this server holds: making them and signing with them."""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from folkmoot.engines.tlog import KeyKind, SigningKey, VerifierKey
from folkmoot.record.keys.sealing import SealedError, seal, unseal
from folkmoot.record.models import Key

SEED_BYTES = 32
KINDS = {
    Key.Use.LOG: KeyKind.NOTE,
    Key.Use.MEMBER: KeyKind.NOTE,
    Key.Use.WITNESS: KeyKind.COSIGNATURE,
}


def place_of(path: str) -> str:
    """Return ``path`` on this server as a name: its address without the scheme."""
    address: str = settings.CONFIG.public_url
    return f"{address.partition('://')[2]}/{path}"


def new_seed() -> bytes:
    """Return what a new key is made of."""
    return secrets.token_bytes(SEED_BYTES)


def make_key(
    *,
    use: Key.Use,
    name: str,
    collective_id: UUID | None,
    now: datetime,
    seed: bytes = b"",
    member_id: UUID | None = None,
) -> Key:
    """Write a key that this server holds, with a new seed where none is given."""
    seed = seed or new_seed()
    signing = SigningKey(name, KINDS[use], seed)
    return Key.objects.create(
        collective_id=collective_id,
        member_id=member_id,
        use=use,
        public=str(signing.verifier),
        sealed=seal(seed),
        since=now,
    )


def open_key(key: Key) -> SigningKey:
    """Return the private key behind a row; `SealedError` if it cannot be opened here."""
    public = VerifierKey.parse(key.public)
    return SigningKey(public.name, KeyKind(public.kind), unseal(key.sealed or b""))


def open_ours(keys: Iterable[Key]) -> list[SigningKey]:
    """Return the private keys of those that were sealed under this server's secret."""
    opened = []
    for key in keys:
        with suppress(SealedError):
            opened.append(open_key(key))
    return opened


def is_ours(key: Key) -> bool:
    """Say whether this server can sign with a key."""
    return bool(open_ours([key]))


def current_keys(collective_id: UUID | None, use: Key.Use) -> list[Key]:
    """Return the keys in use, the newest first."""
    keys = Key.objects.filter(
        collective_id=collective_id, use=use, until=None, sealed__isnull=False
    )
    return list(keys.order_by("-since"))


def signing_keys(collective_id: UUID, now: datetime) -> list[Key]:
    """Return the keys that sign a log at present, the newest first."""
    keys = Key.objects.filter(
        Q(until=None) | Q(until__gt=now),
        collective_id=collective_id,
        use=Key.Use.LOG,
        sealed__isnull=False,
    )
    return list(keys.order_by("-since", "-id"))
