"""The link at the end of each mail with which a person stops all mail, once tapped.

Its token says who, and is good for stopping mail only: somebody who gets hold of a
mail can do nothing else with it.
"""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

SALT = "stop-mail"


def make_stop_token(person_id: UUID) -> str:
    """Return the signed id of the person for the path ``/mail/stop/<token>/``."""
    return Signer(salt=SALT).sign(str(person_id))


def read_stop_token(token: str) -> UUID | None:
    """Return whose mail the token stops, or None when we did not sign it."""
    try:
        return UUID(Signer(salt=SALT).unsign(token))
    except BadSignature:
        return None


def make_stop_link(person_id: UUID) -> str:
    """Return the whole address of the page."""
    base: str = settings.CONFIG.public_url
    return f"{base.rstrip('/')}/mail/stop/{make_stop_token(person_id)}/"
