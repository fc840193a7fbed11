"""What members sign: the digests of what they said, by a key of their own."""

from collections.abc import Collection, Iterable, Mapping

from folkmoot.engines.tlog.encoding import decode64, encode64
from folkmoot.engines.tlog.faults import FormatError, SignatureError
from folkmoot.engines.tlog.keys import SigningKey, VerifierKey
from folkmoot.engines.tlog.leaves import Value, statement_bytes

NAME = "signature"  # of the disclosure that holds it
PARTS = frozenset({"by", "key", "origin", "sd", "signature"})


def sign_statement(
    origin: str, digests: Iterable[str], key: SigningKey, by: str
) -> dict[str, Value]:
    """Sign what somebody said.

    Parameters
    ----------
    origin : str
        Of the log that it is said in: the signature counts in no other.
    digests : iterable of str
        Of the disclosures that are signed.
    key : SigningKey
        Of kind ``NOTE``.
    by : str
        Who holds the key: ``device`` or ``server``.

    Returns
    -------
    dict
        The value of the disclosure `NAME`; it holds after all others are erased.

    Raises
    ------
    FormatError
        If there is no digest, or one is none or stands twice.
    """
    core = sorted(digests)
    return {
        "by": by,
        "key": str(key.verifier),
        "origin": origin,
        "sd": core,
        "signature": encode64(key.sign(statement_bytes(origin, core))),
    }


def verify_statement(
    signed: Value, leaf_digests: Collection[str]
) -> tuple[VerifierKey, str, str]:
    """Check a member's signature over an entry.

    Parameters
    ----------
    signed : Value
        The value of the disclosure `NAME`.
    leaf_digests : collection of str
        As `read_leaf` returns them.

    Returns
    -------
    tuple of VerifierKey, str and str
        The key, who holds it, and the origin that was signed for. Whether the key is
        that member's, and the origin this log's, the caller knows.

    Raises
    ------
    FormatError
        If it is no signature.
    SignatureError
        If the key did not sign these digests, or the leaf does not hold them.
    """
    if not isinstance(signed, Mapping) or set(signed) != PARTS:
        message = "a member's signature has other parts than it should"
        raise FormatError(message)
    by, public, origin, core, signature = (signed[name] for name in sorted(PARTS))
    texts = (by, public, origin, signature)
    if not isinstance(core, list) or not all(isinstance(one, str) for one in texts):
        message = "a member's signature has other parts than it should"
        raise FormatError(message)
    key = VerifierKey.parse(str(public))
    digests = [str(one) for one in core]
    if not set(digests) <= set(leaf_digests):
        message = "a member signed something that is not in the entry"
        raise SignatureError(message)
    raw = decode64(str(signature), "a member's signature")
    if not key.is_signed(statement_bytes(str(origin), digests), raw):
        message = "a member's signature is not by the key that it names"
        raise SignatureError(message)
    return key, str(by), str(origin)
