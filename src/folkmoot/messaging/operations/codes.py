"""One-time codes and links: each works once, for a while, and only digests are kept."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from folkmoot.messaging.models import OneTimeCode
from folkmoot.web.chance import digest, new_code, new_token

MAX_TRIES = 5


@dataclass(frozen=True)
class IssuedCode:
    """What is sent to the person and kept nowhere."""

    code: str = field(repr=False)
    link_token: str = field(repr=False)


@transaction.atomic
def issue_code(
    *,
    purpose: str,
    now: datetime,
    minutes: int,
    person_id: UUID | None = None,
    address: str = "",
) -> IssuedCode:
    """Make a code to type and a link to open, good once within ``minutes``."""
    issued = IssuedCode(code=new_code(), link_token=new_token())
    row = OneTimeCode(
        purpose=purpose,
        person_id=person_id,
        address=address,
        link_digest=digest(issued.link_token),
        created_at=now,
        expires_at=now + timedelta(minutes=minutes),
    )
    row.code_digest = _code_digest(row, issued.code)
    row.save()
    return issued


@transaction.atomic
def redeem_link(*, purpose: str, token: str, now: datetime) -> OneTimeCode | None:
    """Use up the link and return its row; None when it is unknown, used or too old."""
    row = _open_codes(purpose, now).filter(link_digest=digest(token)).first()
    return _use(row, now) if row is not None else None


@transaction.atomic
def redeem_code(
    *, purpose: str, address: str, code: str, now: datetime
) -> OneTimeCode | None:
    """Use up the code sent to ``address`` and return its row; None when it is wrong.

    A wrong code is counted, and after five a code works no more. The count is only
    kept if the transaction around this is committed: the page answers a wrong code
    with a redirect, never with 422, which rolls back.
    """
    rows = list(_open_codes(purpose, now).filter(address=address, tries__lt=MAX_TRIES))
    typed = "".join(code.split()).replace("-", "").upper()
    for row in rows:
        if constant_time_compare(row.code_digest, _code_digest(row, typed)):
            return _use(row, now)
    ids = [row.id for row in rows]
    OneTimeCode.objects.filter(id__in=ids).update(tries=F("tries") + 1)
    return None


def end_codes(*, purpose: str, now: datetime) -> int:
    """End every open code and link of one purpose; return how many."""
    return _open_codes(purpose, now).update(used_at=now)


def _open_codes(purpose: str, now: datetime) -> QuerySet[OneTimeCode]:
    """Return and lock what may still be used, so that two clicks get one of it."""
    codes = OneTimeCode.objects.select_for_update().order_by("-created_at", "id")
    return codes.filter(purpose=purpose, used_at=None, expires_at__gt=now)


def _use(row: OneTimeCode, now: datetime) -> OneTimeCode:
    row.used_at = now
    row.save(update_fields=["used_at"])
    return row


def _code_digest(row: OneTimeCode, code: str) -> str:
    """Return the digest of a short code; keyed, since it could be guessed offline."""
    text = f"{row.id}:{code}"
    return salted_hmac("one-time code", text, algorithm="sha256").hexdigest()
