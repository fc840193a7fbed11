"""Passkeys, keys for programs, and the devices on which a person is signed in."""

from datetime import datetime, timedelta

from django.db import transaction

from folkmoot.people.models import ApiToken, Passkey, Person, Session
from folkmoot.web.chance import digest, new_token

SCOPES = ("read", "write")


@transaction.atomic
def add_passkey(
    *,
    person: Person,
    credential_id: bytes,
    public_key: bytes,
    sign_count: int,
    label: str,
    now: datetime,
) -> Passkey:
    """Keep a passkey that was proven just now."""
    return Passkey.objects.create(
        person=person,
        credential_id=credential_id,
        public_key=public_key,
        sign_count=sign_count,
        label=label,
        created_at=now,
    )


@transaction.atomic
def use_passkey(*, passkey: Passkey, sign_count: int) -> Person:
    """Note the passkey's own counter and return whose it is."""
    passkey.sign_count = sign_count
    passkey.save(update_fields=["sign_count"])
    return passkey.person


@transaction.atomic
def remove_passkey(*, passkey: Passkey) -> None:
    """Forget a passkey."""
    passkey.delete()


@transaction.atomic
def make_token(
    *, person: Person, label: str, scopes: list[str], days: int, now: datetime
) -> tuple[ApiToken, str]:
    """Make a key for programs; its secret is returned once and not kept."""
    secret = f"folkmoot_{new_token()}"
    token = ApiToken.objects.create(
        person=person,
        label=label,
        digest=digest(secret),
        scopes=sorted(set(scopes) & set(SCOPES)),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    return token, secret


@transaction.atomic
def end_token(*, token: ApiToken, now: datetime) -> None:
    """End a key for programs at once."""
    token.ended_at = now
    token.save(update_fields=["ended_at"])


@transaction.atomic
def end_session(*, session: Session) -> None:
    """Sign a device out at once."""
    session.delete()


@transaction.atomic
def end_other_sessions(*, person: Person, session_key: str) -> int:
    """Sign every other device out at once; return how many."""
    count, _rows = person.sessions.exclude(session_key=session_key).delete()
    return count
