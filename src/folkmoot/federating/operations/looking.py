"""Opening a page of a federated question: what fell due is done first."""

from datetime import datetime

from folkmoot.federating.models import FederatedQuestion
from folkmoot.federating.operations.settling import settle_question


def look_at_question(*, question: FederatedQuestion, now: datetime) -> None:
    """Take the steps that fell due; writes nothing when there is nothing to write."""
    if question.look_at is not None and question.look_at <= now:
        settle_question(question, now)
        question.refresh_from_db()
