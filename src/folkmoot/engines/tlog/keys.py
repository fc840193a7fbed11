"""The keys of logs and witnesses: a name, what it signs, and the key itself."""

from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from hashlib import sha256
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from folkmoot.engines.tlog.ed25519 import is_strict, verify_strict
from folkmoot.engines.tlog.encoding import decode64, encode64
from folkmoot.engines.tlog.faults import FormatError

ID_SIZE = 4
SEED_SIZE = 32
BYTE = 0xFF


class KeyKind(IntEnum):
    """What a key of ours signs; other kinds can be read but not checked.

    NOTE: the text of a note, as a log does.
    COSIGNATURE: a checkpoint together with the time, as a witness does.
    """

    NOTE = 0x01
    COSIGNATURE = 0x04


def is_key_name(name: str) -> bool:
    """Say whether a key may have this name: no space of any script, no plus."""
    return bool(name) and not any(
        one.isspace() or one == "+" or one < " " or "\ud800" <= one <= "\udfff"
        for one in name
    )


def make_key_id(name: str, kind: int, public: bytes) -> bytes:
    """Return the four bytes that stand for a key in a signature line."""
    start = name.encode() + b"\n"
    return sha256(start + bytes([kind]) + public).digest()[:ID_SIZE]


@dataclass(frozen=True)
class VerifierKey:
    """A public key with its name, as people hand it on: ``name+id+key``.

    Attributes
    ----------
    name : str
        Whose; for a log its origin.
    kind : int
        A `KeyKind`, or another byte that is not verifiable here.
    public : bytes
        The key; 32 bytes for both kinds of ours.
    key_id : bytes
        Four bytes; made from the others where it is not given.
    """

    name: str
    kind: int
    public: bytes
    key_id: bytes = b""

    def __post_init__(self) -> None:
        """Refuse a name that cannot be written, and keys that many could sign for."""
        if not is_key_name(self.name) or not 0 <= self.kind <= BYTE or not self.public:
            message = f"a key of kind {self.kind} cannot be called {self.name[:80]!r}"
            raise FormatError(message)
        made = make_key_id(self.name, self.kind, self.public)
        if not self.key_id:
            object.__setattr__(self, "key_id", made)
        if self.is_verifiable and self.key_id != made:
            message = f"the key id of {self.name} is {made.hex()}"
            raise FormatError(message)
        if self.is_verifiable and not is_strict(self.public):
            message = f"the key of {self.name} is no Ed25519 key that can be trusted"
            raise FormatError(message)

    @property
    def is_verifiable(self) -> bool:
        """Whether its signatures can be checked here."""
        return self.kind in tuple(KeyKind)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``name+id+key``; refuse another spelling or an id that does not fit."""
        # Base64 has plus signs of its own: the first two alone divide.
        name, _, rest = text.partition("+")
        key_id, _, key = rest.partition("+")
        raw = decode64(key, "the key")
        is_id = len(key_id) == 2 * ID_SIZE and set(key_id) <= set("0123456789abcdef")
        if not is_id or not raw:
            message = f"{text[:80]!r} is no key; expected name+id+key"
            raise FormatError(message)
        return cls(name, raw[0], raw[1:], bytes.fromhex(key_id))

    def __str__(self) -> str:
        key = encode64(bytes([self.kind]) + self.public)
        return f"{self.name}+{self.key_id.hex()}+{key}"

    def is_signed(self, message: bytes, signature: bytes) -> bool:
        """Say whether 64 bytes are this key's signature of a message."""
        return self.is_verifiable and verify_strict(self.public, signature, message)


@dataclass(frozen=True)
class SigningKey:
    """A private key with its name. Its seed is in no text that a program prints.

    Attributes
    ----------
    name : str
        Whose; for a log its origin.
    kind : KeyKind
        What it signs. One seed is for one kind and one name.
    seed : bytes
        32 secret bytes.
    """

    name: str
    kind: KeyKind
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a seed of another length."""
        if len(self.seed) != SEED_SIZE:
            message = f"a seed has {len(self.seed)} bytes; expected {SEED_SIZE}"
            raise FormatError(message)
        object.__setattr__(self, "kind", KeyKind(self.kind))

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def verifier(self) -> VerifierKey:
        """The public key that goes with it."""
        public = self._private.public_key().public_bytes_raw()
        return VerifierKey(self.name, self.kind, public)

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of its signature."""
        return self._private.sign(message)
