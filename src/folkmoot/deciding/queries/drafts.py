"""Who writes a draft, its versions, and what it did with what was said."""

from django.db.models import QuerySet

from folkmoot.deciding.models import Drafter, Heard, Proposal, Question


def drafters_of(question: Question) -> QuerySet[Drafter]:
    """Return who is willing to write, in the order they offered."""
    rows = Drafter.objects.filter(question=question).select_related("member")
    return rows.order_by("willing_at", "id")


def versions_of(question: Question) -> QuerySet[Proposal]:
    """Return every version of the draft, oldest first."""
    rows = Proposal.objects.filter(question=question).select_related("author")
    return rows.order_by("version")


def heard_on(question: Question) -> QuerySet[Heard]:
    """Return what the draft did with contributions."""
    rows = Heard.objects.filter(question=question).select_related("member")
    return rows.order_by("updated_at", "id")
