"""Ed25519 by the strict rule: everybody agrees on every signature, whatever its maker."""

import json
from hashlib import sha512

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from tests.engines.tlog.logs import key_of, vectors

from folkmoot.engines.tlog import FormatError, VerifierKey, is_strict, verify_strict
from folkmoot.engines.tlog.ed25519 import ORDER, PRIME, SMALL_ORDER

# RFC 8032, section 7.1: secret key, public key, message, signature.
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
            "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
            "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
]


def multiples_of_small_order() -> set[int]:
    """Return the y of all points whose order divides 8, by the curve's own law."""
    d = -121665 * pow(121666, -1, PRIME) % PRIME

    def add(one, other):
        (x1, y1), (x2, y2) = one, other
        t = d * x1 * x2 * y1 * y2 % PRIME
        x = (x1 * y2 + x2 * y1) * pow(1 + t, -1, PRIME)
        y = (y1 * y2 + x1 * x2) * pow(1 - t, -1, PRIME)
        return x % PRIME, y % PRIME

    def points():
        for y in range(2, 100):
            square = (y * y - 1) * pow(d * y * y + 1, -1, PRIME) % PRIME
            x = pow(square, (PRIME + 3) // 8, PRIME)
            for root in (x, x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME):
                if root * root % PRIME == square:
                    yield root, y

    found = set()
    for point in points():
        # ORDER times any point leaves its part of small order alone.
        rest, bits, doubled = (0, 1), ORDER, point
        while bits:
            rest = add(rest, doubled) if bits & 1 else rest
            doubled, bits = add(doubled, doubled), bits >> 1
        found.add(rest[1])
    return found


@pytest.mark.sweep
def test_points_of_small_order_are_all_of_them():
    assert multiples_of_small_order() == SMALL_ORDER


@pytest.mark.parametrize(("seed", "public", "message", "signature"), RFC_8032)
def test_worked_examples(seed, public, message, signature):
    message, signature = bytes.fromhex(message), bytes.fromhex(signature)
    key = key_of()
    key = type(key)(key.name, key.kind, bytes.fromhex(seed))

    assert key.verifier.public.hex() == public
    assert key.sign(message) == signature
    assert verify_strict(key.verifier.public, signature, message)
    assert not verify_strict(key.verifier.public, signature, message + b"!")


@pytest.mark.parametrize("bit", range(0, 512, 7))
def test_any_bit_counts(bit):
    key = key_of()
    signature = bytearray(key.sign(b"word"))
    signature[bit // 8] ^= 1 << bit % 8
    assert not verify_strict(key.verifier.public, bytes(signature), b"word")


def test_a_number_above_the_order_is_refused():
    """The same signature with ORDER added would be a second spelling of it."""
    key = key_of()
    signature = key.sign(b"word")
    number = int.from_bytes(signature[32:], "little") + ORDER
    other = signature[:32] + number.to_bytes(32, "little")
    assert not verify_strict(key.verifier.public, other, b"word")


@pytest.mark.parametrize("y", sorted(SMALL_ORDER))
@pytest.mark.parametrize("sign", [0, 1])
def test_keys_and_points_of_small_order_are_refused(y, sign):
    point = (y | sign << 255).to_bytes(32, "little")
    assert not is_strict(point)
    assert not verify_strict(point, point + bytes(32), b"word")
    signature = point + bytes(32)
    assert not verify_strict(key_of().verifier.public, signature, b"word")
    with pytest.raises(FormatError, match="no Ed25519 key that can be trusted"):
        VerifierKey("elm.example", 1, point)


def test_a_signature_that_fits_everything_is_refused():
    """With a key of order 1 and R = S·B, the plain rule takes any message."""
    point = (1).to_bytes(32, "little")
    number = int.from_bytes(sha512(b"any").digest()[:31], "little")
    key = key_of()
    signature = point + number.to_bytes(32, "little")
    assert not verify_strict(point, signature, b"word")
    assert not verify_strict(key.verifier.public, signature, b"word")


@pytest.mark.parametrize("above", range(19))
def test_a_y_above_the_prime_is_refused(above):
    assert not is_strict((PRIME + above).to_bytes(32, "little"))
    assert not is_strict((PRIME + above | 1 << 255).to_bytes(32, "little"))


@pytest.mark.parametrize(("key", "signature"), [(31, 64), (33, 64), (32, 63), (32, 65)])
def test_other_lengths_are_refused(key, signature):
    assert not verify_strict(b"\5" * key, b"\5" * signature, b"")


def test_edge_cases_of_others():
    """All 914 of CCTV: we take those alone that hold and are strict in key and R."""
    cases = json.loads(vectors("C2SP_CCTV/ed25519/ed25519vectors.json").read_text())
    strict = {"low_order_R", "low_order_A", "non_canonical_A", "non_canonical_R"}
    taken = 0
    for case in cases:
        key, signature = bytes.fromhex(case["key"]), bytes.fromhex(case["sig"])
        message, flags = case["msg"].encode(), set(case["flags"] or ())
        found = verify_strict(key, signature, message)
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        except InvalidSignature:
            holds = False
        else:
            holds = True
        assert found == (holds and not flags & strict), case["number"]
        taken += found
    assert len(cases) == 914
    assert 0 < taken < 914
