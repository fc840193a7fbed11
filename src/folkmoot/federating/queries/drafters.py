"""Who writes a federated draft, and who may answer stops for several groups."""

from datetime import datetime

from django.db.models import QuerySet

from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import (
    Delegate,
    FederatedDrafter,
    FederatedQuestion,
    Theme,
    Version,
)
from folkmoot.people.models import Membership

WRITTEN_IN = (Stage.DRAFTING.value, Stage.WORKING.value)
WORKED_IN = (
    Stage.CHECKING.value,
    Stage.WORKING.value,
    Stage.LAST_CALL.value,
    Stage.DECIDED.value,  # late stops
)


def drafters_of(question: FederatedQuestion) -> list[FederatedDrafter]:
    """Return who writes now, with their groups, by name."""
    rows = FederatedDrafter.objects.filter(question=question, ended_at=None)
    named = rows.select_related("member__collective")
    return list(named.order_by("member__name", "id"))


def may_write(question: FederatedQuestion, member: Membership) -> bool:
    """Say whether ``member`` writes the draft now."""
    if question.stage not in WRITTEN_IN or not member.is_open:
        return False
    return FederatedDrafter.objects.filter(
        question=question, member=member, ended_at=None
    ).exists()


def may_answer_stops(
    question: FederatedQuestion, member: Membership, now: datetime
) -> bool:
    """Say whether ``member`` is a delegate or drafter who may answer stops now."""
    if question.stage not in WORKED_IN or not member.takes_positions:
        return False
    drawn = FederatedDrafter.objects.filter(
        question=question, member=member, ended_at=None
    )
    sent = Delegate.objects.filter(
        council=question.collective_id,
        member=member,
        starts_at__lte=now,
        ends_at__gt=now,
    )
    return drawn.exists() or sent.exists()


def versions_of(question: FederatedQuestion) -> QuerySet[Version]:
    """Return the versions of the draft, oldest first."""
    return Version.objects.filter(question=question).order_by("number")


def themes_in(question: FederatedQuestion) -> QuerySet[Theme]:
    """Return the themes that the draft answers: none whose words went on further up."""
    rows = Theme.objects.filter(question=question, within=None)
    return rows.order_by("created_at", "title", "id")
