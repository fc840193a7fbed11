"""Guardians with logs of one entry each, and the vouchers they give."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta

from folkmoot.engines.tlog import (
    EMPTY_ROOT,
    Checkpoint,
    Disclosure,
    KeyKind,
    Receipt,
    Rekey,
    SigningKey,
    digest,
    hash_leaf,
    make_leaf,
    sign_checkpoint,
)

AT = datetime(2027, 3, 1, 18, 0, tzinfo=UTC)
SALT = "A" * 22
OLD = SigningKey("log.example/elm", KeyKind.NOTE, bytes([99]) * 32)
NEW = SigningKey("log.example/elm/again/2", KeyKind.NOTE, bytes([98]) * 32)
THIEF = SigningKey("log.example/elm/again/2", KeyKind.NOTE, bytes([97]) * 32)
END = Checkpoint(OLD.name, 0, EMPTY_ROOT)
REKEY = Rekey(END, str(NEW.verifier))


def guardian(number: int, seed: int = 0) -> SigningKey:
    name = f"guard.example/{number}"
    return SigningKey(name, KeyKind.NOTE, bytes([number + 1 + seed]) * 32)


def key_of(number: int) -> str:
    return str(guardian(number).verifier)


def voucher(
    number: int, rekey: Rekey = REKEY, *, seed: int = 0, kind: str = "log.vouched"
) -> str:
    """Return what a guardian gives: the receipt of the only entry in its log."""
    said = {"kind": kind, "at": AT.isoformat(), **rekey.says()}
    told = [Disclosure(SALT, name, value).encoded for name, value in said.items()]
    leaf = make_leaf([digest(one) for one in told], [])
    signer = guardian(number, seed)
    head = Checkpoint(signer.name, 1, hash_leaf(leaf))
    extra = json.dumps({"leaf": leaf.decode(), "disclosures": told}).encode()
    return Receipt(0, (), sign_checkpoint(head, signer), extra).format().decode()


def opened() -> tuple[str, dict]:
    return "log.opened", {"key": str(OLD.verifier), "at": AT.isoformat()}


def named(needed: int, *numbers: int, days: int = 0) -> tuple[str, dict]:
    at = (AT + timedelta(days=days)).isoformat()
    keys = [key_of(number) for number in numbers]
    return "log.guardians_named", {"needed": needed, "guardians": keys, "at": at}


def anew(vouchers: list[str], rekey: Rekey = REKEY, days: int = 1) -> tuple[str, dict]:
    at = (AT + timedelta(days=days)).isoformat()
    return "log.opened", {**rekey.says(), "vouchers": vouchers, "at": at}


def end_of(origin: str, size: int, root: bytes) -> dict:
    return {"origin": origin, "size": size, "root": b64encode(root).decode()}
