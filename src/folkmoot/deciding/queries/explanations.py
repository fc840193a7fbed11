"""How others said a question back."""

from django.db.models import QuerySet

from folkmoot.deciding.models import ExplainBack, Question


def explanations_of(question: Question) -> QuerySet[ExplainBack]:
    """Return what was said back, oldest first."""
    rows = question.explanations.select_related("member")
    return rows.order_by("created_at", "id")
