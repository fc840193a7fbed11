"""What a member's browser does, to sign what they say."""

from base64 import b64encode
from typing import Self

from tests.cast import NOW

from folkmoot.engines.tlog import (
    Disclosure,
    KeyKind,
    SigningKey,
    Value,
    digest,
    statement_bytes,
)
from folkmoot.home.operations import sign_with_device
from folkmoot.people.models import Membership
from folkmoot.record.keys.signatures import device_name, origin_of
from folkmoot.record.operations import Signed

SALT = "AAAAAAAAAAAAAAAAAAAAAA"


class Device:
    """What a member's browser does."""

    def __init__(self, own: Membership) -> None:
        self.member = own
        self.origin = origin_of(own.collective_id)
        name = device_name(own.collective_id, own.id)
        self.key = SigningKey(name, KeyKind.NOTE, bytes(range(32)))

    def set(self) -> Self:
        public = str(self.key.verifier)
        sign_with_device(member=self.member, public=public, now=NOW)
        return self

    def sign(self, **said: Value) -> Signed:
        told = tuple(
            Disclosure(SALT, name, value).encoded for name, value in said.items()
        )
        message = statement_bytes(self.origin, map(digest, told))
        signature = b64encode(self.key.sign(message)).decode()
        return Signed(str(self.key.verifier), signature, told)
