"""Questions and decisions of a collective, to be cut into parts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from folkmoot.deciding.models import Decision, Question
from folkmoot.people.models import Collective

QUARTER = timedelta(days=90)


@dataclass(frozen=True)
class Hurry:
    """How many decisions of a quarter were made in a hurry.

    Parameters
    ----------
    decisions, urgent : int
        All of the last 90 days, and those on the urgent path.
    """

    decisions: int
    urgent: int

    @property
    def is_too_much(self) -> bool:
        """Whether more than one in ten was urgent; a single one never is too much."""
        return self.urgent > 1 and 10 * self.urgent > self.decisions


def hurry_in(collective: Collective, now: datetime) -> Hurry:
    """Return how many decisions of the last 90 days were urgent."""
    rows = Decision.objects.filter(
        collective=collective, decided_at__gt=now - QUARTER, decided_at__lte=now
    )
    urgent = Count("id", filter=Q(question__urgent=True))
    return Hurry(**rows.aggregate(decisions=Count("id"), urgent=urgent))


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
