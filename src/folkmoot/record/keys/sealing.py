"""Private keys at rest: sealed under the server's secret, which is in no database.

Who has a copy of the database alone can sign nothing.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"folkmoot keys of the record"
KEY_BYTES = 32


class SealedError(Exception):
    """A key was sealed under another secret than this server's."""


def seal(seed: bytes) -> bytes:
    """Return ``seed`` so that only this server's secret opens it."""
    return _fernet().encrypt(seed)


def unseal(sealed: bytes | memoryview) -> bytes:
    """Return the seed.

    Raises
    ------
    SealedError
        If the secret key is not the one that it was sealed under.
    """
    try:
        return _fernet().decrypt(bytes(sealed))
    except InvalidToken as error:
        message = "the secret key of this server is not the one that sealed this key"
        raise SealedError(message) from error


def _fernet() -> Fernet:
    secret = settings.SECRET_KEY.encode()
    derived = HKDF(SHA256(), KEY_BYTES, salt=None, info=PURPOSE).derive(secret)
    return Fernet(urlsafe_b64encode(derived))
