"""How often the door may be tried, per thing tried and on the whole server."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from folkmoot.people.models import Attempt
from folkmoot.web.chance import digest


class TooManyError(Exception):
    """Tried too often; ``seconds`` says when it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too often; again in {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Limit:
    """At most so many tries within a window."""

    per_key: int
    per_server: int
    window: timedelta


# Per server: a whole branch may sign in at the start of one meeting.
LIMITS = {
    "sign_in": Limit(5, 600, timedelta(minutes=15)),
    "code": Limit(20, 3000, timedelta(minutes=15)),
    "verify": Limit(5, 600, timedelta(hours=1)),
    "recover": Limit(5, 60, timedelta(hours=1)),
    "start": Limit(20, 20, timedelta(hours=1)),
}


@transaction.atomic
def count_attempt(*, kind: str, key: str, now: datetime) -> None:
    """Count one try of ``key`` and forget those out of the window.

    The count stays only if the transaction around it is committed. Raises
    `TooManyError`.
    """
    limit = LIMITS[kind]
    begins_at = now - limit.window
    Attempt.objects.filter(kind=kind, at__lte=begins_at).delete()
    tries = Attempt.objects.filter(kind=kind).order_by("at")
    own = tries.filter(key=digest(key))
    for rows, most in ((own, limit.per_key), (tries, limit.per_server)):
        if rows.count() >= most:
            oldest = rows.values_list("at", flat=True)[0]
            wait = oldest - begins_at
            raise TooManyError(max(1, int(wait.total_seconds())))
    Attempt.objects.create(kind=kind, key=digest(key), at=now)
