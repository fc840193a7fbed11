"""Questions and decisions of a collective, to be cut into parts."""

from collections.abc import Collection

from django.db.models import QuerySet

from folkmoot.deciding.models import Decision, Question
from folkmoot.people.models import Collective


def questions_at(collective: Collective, stages: Collection[str]) -> QuerySet[Question]:
    """Return the questions at one of ``stages``, or all without any; no order."""
    rows = Question.objects.filter(collective=collective)
    rows = rows.filter(stage__in=stages) if stages else rows
    return rows.select_related("proposer")


def decisions_in(collective: Collective, states: Collection[str]) -> QuerySet[Decision]:
    """Return the decisions in one of ``states``, or all without any; no order."""
    rows = Decision.objects.filter(collective=collective)
    rows = rows.filter(state__in=states) if states else rows
    return rows.select_related("question", "proposal")
