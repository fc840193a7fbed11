"""The end of what was sent and asked: with a question, or when a collective leaves."""

from datetime import datetime
from uuid import UUID

from folkmoot.federating.models import Delegate, FederatedQuestion, Mandate


def end_all(home_id: UUID, council_id: UUID, at: datetime) -> None:
    """End all that was sent from a collective to a council, which it has left."""
    for model in (Delegate, Mandate):
        rows = model.objects.filter(collective=home_id, council=council_id)
        rows.filter(ends_at__gt=at).update(ends_at=at)


def end_with(question: FederatedQuestion, at: datetime) -> None:
    """End what was sent and asked for one question, with that question."""
    for model in (Delegate, Mandate):
        model.objects.filter(question=question, ends_at__gt=at).update(ends_at=at)
