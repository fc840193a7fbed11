"""A member's signature holds after the words are erased, and for nothing else."""

import pytest

from folkmoot.engines.tlog import (
    Disclosure,
    FormatError,
    KeyKind,
    SignatureError,
    SigningKey,
    digest,
    make_leaf,
    read_leaf,
    sign_statement,
    verify_statement,
)

ORIGIN = "moot.example/log/elm"
KEY = SigningKey(f"{ORIGIN}/ann", KeyKind.NOTE, bytes(range(32)))
SALTS = ("AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAQ", "AAAAAAAAAAAAAAAAAAAAAg")
SAID = [
    digest(Disclosure(salt, name, "yes").encoded)
    for salt, name in zip(SALTS, ("kind", "about", "value"), strict=True)
]
SIGNED = sign_statement(ORIGIN, SAID, KEY, "device")
DECOYS = ["A" * 42 + letter for letter in "AEIMQUYcg"]
LEAF = read_leaf(make_leaf(SAID, DECOYS))


def test_holds_by_the_digests_alone():
    key, by, origin = verify_statement(SIGNED, LEAF)
    assert (key, by, origin) == (KEY.verifier, "device", ORIGIN)


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "moot.example/log/oak"},
        {"sd": SAID[:2]},
        {"sd": [*SAID, DECOYS[0]]},
        {"key": str(SigningKey("x", KeyKind.NOTE, bytes(32)).verifier)},
    ],
)
def test_is_for_nothing_else(change):
    with pytest.raises(SignatureError):
        verify_statement({**SIGNED, **change}, LEAF)


def test_what_was_signed_is_in_the_entry():
    other = read_leaf(make_leaf(SAID[:2], [*DECOYS, "B" * 42 + "A"]))
    with pytest.raises(SignatureError, match="not in the entry"):
        verify_statement(SIGNED, other)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "x",
        [],
        {},
        {**SIGNED, "more": 1},
        {**SIGNED, "sd": "x"},
        {**SIGNED, "by": 1},
    ],
)
def test_what_is_no_signature(value):
    with pytest.raises(FormatError):
        verify_statement(value, LEAF)
