"""Opening a hearing for a question."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from folkmoot.listening.models import Hearing
from folkmoot.people.models import Collective, Membership
from folkmoot.record.operations import append_entry


@transaction.atomic
def open_hearing(
    *,
    collective: Collective,
    question_id: UUID,
    title: str,
    now: datetime,
    closes_at: datetime | None = None,
    language: str = "",
    member: Membership | None = None,
) -> Hearing:
    """Open the hearing of a question, or open it again for a second reading.

    The caller holds the lock of the question.
    """
    hearing, is_new = Hearing.objects.get_or_create(
        question_id=question_id,
        defaults={"collective": collective, "title": title, "opened_at": now},
    )
    hearing.closes_at = closes_at
    hearing.language = language or hearing.language
    hearing.save(update_fields=("closes_at", "language"))
    append_entry(
        collective_id=collective.id,
        kind="hearing.opened" if is_new else "hearing.reopened",
        details={"hearing": str(hearing.id), "title": title},
        now=now,
        about_id=question_id,
        member_id=member.id if member else None,
    )
    return hearing


@transaction.atomic
def set_heard_out(*, question_id: UUID, at: datetime | None) -> None:
    """Keep since when the answers of a question's hearing stand, or that they go on.

    The caller holds the lock of the question and appends the entry of its move.
    """
    rows = Hearing.objects.filter(question_id=question_id)
    if at is None:
        rows.exclude(closes_at=None).update(closes_at=None)
    else:
        rows.filter(closes_at=None).update(closes_at=at)
