"""Who signs what a member says: their own device, or the server in their place.

A device holds its private key where this server never sees it, draws the salts of what
it signs, and sends disclosures and signature along with the form. Where no device did,
the server signs with a key of its own for that member, and the entry says so: that is
worth no more than the server's word.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db.models import QuerySet

from folkmoot.engines.tlog import (
    KeyKind,
    SigningKey,
    TlogError,
    Value,
    digest,
    open_disclosure,
    sign_statement,
    verify_statement,
)
from folkmoot.engines.tlog.statements import NAME
from folkmoot.record.keys.keeping import place_of
from folkmoot.record.models import Key, Log
from folkmoot.record.queries.doubts import keys_in_doubt
from folkmoot.record.telling import tell
from folkmoot.web.prepared import prepared

PURPOSE = b"folkmoot members' keys on the server"
SEED_BYTES = 32
MOST = 16_000  # letters of what a device sends; what is longer is signed by the server
# What a device has to have signed where an entry holds it; the rest is the server's.
CORE = frozenset(
    {
        *("kind", "about", "value", "text", "kind_of_words", "people", "version"),
        *("entry", "leaf", "entries", "print", "file"),
    }
)
# Who signs for another says for whom as well.
FOR_ANOTHER = "member"


@dataclass(frozen=True)
class Signed:
    """What a device sent along: what it signed, as it was digested, and the signature."""

    key: str
    signature: str
    told: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "Signed | None":
        """Read what a form sent; None where it is nothing that could count."""
        if not text or len(text) > MOST:
            return None
        try:
            found = json.loads(text)
            key, signature, told = found["key"], found["signature"], found["told"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        is_list = isinstance(told, list) and all(isinstance(one, str) for one in told)
        if not is_list or not isinstance(key, str) or not isinstance(signature, str):
            return None
        return cls(key, signature, tuple(told))


def signed_as(*, fields: Mapping[str, object], **said: Value) -> str:
    """Return what a device signs of a form, for its page: JSON.

    Parameters
    ----------
    fields : mapping of str to object
        What the record calls it, and the form's field that holds it; or, where several
        fields may, ``by``, which of them says so, and the field for each of its values;
        or ``file``, the field of a file, whose SHA-256 is signed where one is chosen.
    **said : Value
        What the record will hold whatever the form does.
    """
    return json.dumps({"said": said, "fields": fields})


@prepared
def _logs(collective_id: UUID) -> QuerySet[Log]:
    return Log.objects.filter(collective_id=collective_id)


@prepared
def _device_keys(collective_id: UUID, member_id: UUID) -> QuerySet[Key]:
    return Key.objects.filter(
        collective_id=collective_id,
        member_id=member_id,
        use=Key.Use.MEMBER,
        until__isnull=True,
    )


def origin_of(collective_id: UUID) -> str:
    """Return the name of a collective's log, also before it is opened."""
    log = _logs.first(collective_id)
    return log.origin if log else place_of(f"log/{collective_id}")


def device_name(collective_id: UUID, member_id: UUID) -> str:
    """Return what the key of a member's device is called."""
    return f"{origin_of(collective_id)}/members/{member_id}/device"


def device_key(collective_id: UUID, member_id: UUID) -> str:
    """Return the public key of the device that signs for a member, or nothing.

    One that was named while the record's key was in other hands signs nothing until
    its owner says that it was them.
    """
    key = _device_keys.first(collective_id, member_id)
    return key.public if key and key.public not in keys_in_doubt(collective_id) else ""


def is_device_in_doubt(collective_id: UUID, member_id: UUID) -> bool:
    """Say whether a device would sign for a member, were its key not in doubt."""
    key = _device_keys.first(collective_id, member_id)
    return key is not None and key.public in keys_in_doubt(collective_id)


@dataclass(frozen=True)
class Words:
    """That an entry is what a member says themselves, with what their device sent.

    ``by`` is another member who enters it for them, and signs instead. ``unknown``
    names what a device cannot have signed, since it is made with the entry.
    """

    signed: Signed | None = None
    by: UUID | None = None
    unknown: frozenset[str] = frozenset()


def tell_signed(
    said: Mapping[str, Value], words: Words, collective_id: UUID, member_id: UUID
) -> dict[str, str]:
    """Return what an entry discloses, by name, with the signature of who says it."""
    signer = words.by or member_id
    known = {name: said[name] for name in said if name not in words.unknown}
    taken = words.signed and taken_from(words.signed, known, collective_id, signer)
    own, signature = taken or ({}, None)
    if words.by and FOR_ANOTHER not in own:
        own, signature = {}, None
    told = {name: own.get(name) or tell(name, value) for name, value in said.items()}
    signature = signature or sign_for(told, collective_id, signer)
    return {**told, NAME: tell(NAME, signature)}


def taken_from(
    signed: Signed, said: Mapping[str, Value], collective_id: UUID, member_id: UUID
) -> tuple[dict[str, str], Value] | None:
    """Return what a device told and its signature, if it signed what is recorded.

    Parameters
    ----------
    signed : Signed
        As the device sent it.
    said : mapping of str to Value
        What the entry will hold, by name.
    collective_id, member_id : UUID
        Whose log, and whose device.

    Returns
    -------
    tuple of dict and Value, or None
        The disclosures by name, and the value of the signature. None where the key is
        not this member's, or something else was signed than is recorded.
    """
    if signed.key != device_key(collective_id, member_id):
        return None
    try:
        told: dict[str, str] = {}
        for encoded in signed.told:
            _salt, name, value = open_disclosure(encoded)
            if name not in said or said[name] != value or name in told:
                return None
            told[name] = encoded
        signature: dict[str, Any] = {
            "by": "device",
            "key": signed.key,
            "origin": origin_of(collective_id),
            "sd": sorted(map(digest, told.values())),
            "signature": signed.signature,
        }
        verify_statement(signature, signature["sd"])
    except TlogError:
        return None
    return (told, signature) if CORE & set(said) <= set(told) else None


def sign_for(
    told: Mapping[str, str], collective_id: UUID, member_id: UUID
) -> dict[str, Value]:
    """Return the server's signature in the place of a member without a device."""
    origin = origin_of(collective_id)
    secret, whose = settings.SECRET_KEY.encode(), collective_id.bytes + member_id.bytes
    seed = HKDF(SHA256(), SEED_BYTES, salt=whose, info=PURPOSE).derive(secret)
    key = SigningKey(f"{origin}/members/{member_id}", KeyKind.NOTE, seed)
    return sign_statement(origin, map(digest, told.values()), key, "server")
