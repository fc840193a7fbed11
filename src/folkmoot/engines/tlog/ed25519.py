"""Ed25519 by one strict rule, so that a signature counts everywhere or nowhere."""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY_SIZE = 32
SIGNATURE_SIZE = 64

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
# The sign of a point, apart from its y.
SIGN = 1 << 255

_OF_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
# The y of all eight points whose order divides 8; with them anything can be signed.
SMALL_ORDER = frozenset({0, 1, PRIME - 1, _OF_ORDER_8, PRIME - _OF_ORDER_8})


def verify_strict(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether a signature is by this key, and can be by no other reading of it.

    Parameters
    ----------
    public_key : bytes
        32 bytes.
    signature : bytes
        64 bytes: the point R and the number S.
    message : bytes
        What was signed.

    Returns
    -------
    bool
        False also for lengths that cannot be.

    Notes
    -----
    Key and R must be written in their one way (y below 2**255 - 19) and not be of small
    order, S must be below the group's order; then the usual check. Without this rule
    widespread libraries disagree on signatures that were made for it, and a statement
    would count on one server and not on the other.

    References
    ----------
    RFC 8032, section 5.1.7; the cases of C2SP/CCTV, ed25519.
    """
    if len(public_key) != KEY_SIZE or len(signature) != SIGNATURE_SIZE:
        return False
    point, number = signature[:KEY_SIZE], int.from_bytes(signature[KEY_SIZE:], "little")
    if number >= ORDER or not (is_strict(public_key) and _is_strict(point)):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=1024)
def is_strict(public_key: bytes) -> bool:
    """Say whether 32 bytes may stand for a key.

    Parameters
    ----------
    public_key : bytes
        32 bytes.

    Returns
    -------
    bool
        False for another length, a spelling that is not the one, and small order.
    """
    return len(public_key) == KEY_SIZE and _is_strict(public_key)


def _is_strict(point: bytes) -> bool:
    y = int.from_bytes(point, "little") & (SIGN - 1)
    return y < PRIME and y not in SMALL_ORDER
