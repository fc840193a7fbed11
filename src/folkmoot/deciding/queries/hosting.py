"""Who hosts a question, and who was drawn to reply first."""

from datetime import datetime

from folkmoot.deciding.models import FirstReply, Question
from folkmoot.people.models import Membership, Term
from folkmoot.people.queries import holds_role, list_roles


def list_hosts(question: Question, now: datetime) -> list[Term]:
    """Return the terms of the pair that hosts this question now."""
    rows = list_roles(question.collective, now, question.id)
    return list(rows.filter(role=Term.Role.HOST).order_by("member__name"))


def is_host(question: Question, member: Membership, now: datetime) -> bool:
    """Say whether ``member`` hosts this question, or the whole collective."""
    return any(
        holds_role(member, Term.Role.HOST, now, about) for about in (question.id, None)
    )


def first_reply_of(question: Question) -> FirstReply | None:
    """Return who was drawn to reply first, while nobody has."""
    rows = question.first_replies.filter(ended_at=None)
    return rows.select_related("member").first()
