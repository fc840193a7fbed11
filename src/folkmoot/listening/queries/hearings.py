"""Hearings that no question leads to, and their numbers."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from folkmoot.listening.models import Hearing
from folkmoot.people.models import Collective


@dataclass(frozen=True)
class Numbers:
    """How large a hearing is. Nothing here says who answered what."""

    voices: int
    statements: int
    folded: int
    responses: int


def list_free_hearings(collective: Collective) -> QuerySet[Hearing]:
    """Return the hearings without a question, newest first, with ``n_statements``."""
    rows = Hearing.objects.filter(collective=collective, question_id=None)
    rows = rows.annotate(n_statements=Count("statements"))
    return rows.order_by("-opened_at", "id")


def has_free_hearings(collective: Collective) -> bool:
    """Whether a conversation was brought here."""
    return Hearing.objects.filter(collective=collective, question_id=None).exists()


def count_numbers(hearing: Hearing) -> Numbers:
    """Return the numbers of ``hearing``, in two queries."""
    total = F("agreed") + F("disagreed") + F("passed")
    found = hearing.statements.order_by().aggregate(
        n=Count("id"),
        folded=Count("id", Q(folded_at__isnull=False)),
        sum=Sum(total, filter=Q(folded_at=None)),
    )
    return Numbers(
        voices=hearing.voices.count(),
        statements=found["n"],
        folded=found["folded"],
        responses=found["sum"] or 0,
    )
