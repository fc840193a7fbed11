"""Which statement a person is shown next."""

from hashlib import sha256
from uuid import UUID

from django.db.models import F, QuerySet

from folkmoot.listening.models import Hearing, Response, Statement
from folkmoot.people.models import Membership


def open_to(member: Membership, hearing: Hearing) -> QuerySet[Statement]:
    """Return the statements that ``member`` may still answer: open, not their own."""
    answered = Response.objects.filter(member=member, statement__hearing=hearing)
    rows = Statement.objects.filter(hearing=hearing, folded_at=None)
    return rows.exclude(member=member).exclude(id__in=answered.values("statement_id"))


def next_statement(
    member: Membership, hearing: Hearing, first: UUID | None = None
) -> Statement | None:
    """Return the next statement to answer: those with fewest answers come first.

    Among equals the order differs from person to person and stays the same for
    each. ``first`` is taken before all others when it can still be answered. No
    count is loaded with it.
    """
    answers = F("agreed") + F("disagreed") + F("passed")
    rows = open_to(member, hearing).annotate(answers=answers)
    ranked = rows.order_by().values_list("id", "answers")
    best = min(
        ranked,
        key=lambda row: (row[0] != first, row[1], _lot(member, row[0])),
        default=None,
    )
    if best is None:
        return None
    hidden = ("agreed", "disagreed", "passed")
    voices = tuple(f"voices_{name}" for name in hidden)
    return Statement.objects.defer(*hidden, *voices).get(id=best[0])


def _lot(member: Membership, statement_id: UUID) -> bytes:
    return sha256(member.id.bytes + statement_id.bytes).digest()
