"""Who hosts a question, and who was drawn to reply first or to call back."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.deciding.models import CallBack, FirstReply, Position, Question
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Membership, Term
from folkmoot.people.queries import holds_role
from folkmoot.web.prepared import prepared


def list_hosts(question: Question, now: datetime) -> list[Term]:
    """Return the terms of the pair that hosts this question now."""
    return _hosts.list(question.collective_id, question.id, now)


@prepared
def _hosts(collective_id: UUID, question_id: UUID, now: datetime) -> QuerySet[Term]:
    terms = Term.objects.filter(
        collective=collective_id, about_id=question_id, role=Term.Role.HOST
    )
    running = terms.filter(starts_at__lte=now, ends_at__gt=now)
    return running.select_related("member").order_by("member__name")


def is_host(question: Question, member: Membership, now: datetime) -> bool:
    """Say whether ``member`` hosts this question, or the whole collective."""
    return any(
        holds_role(member, Term.Role.HOST, now, about) for about in (question.id, None)
    )


def first_reply_of(question: Question) -> FirstReply | None:
    """Return who was drawn to reply first, while nobody has."""
    rows = question.first_replies.filter(ended_at=None)
    return rows.select_related("member").first()


def call_backs_of(entered: Position | Contribution) -> QuerySet[CallBack]:
    """Return who was drawn to call back about what was entered for somebody."""
    if isinstance(entered, Position):
        return CallBack.objects.filter(position=entered)
    return CallBack.objects.filter(contribution=entered)


def calls_back(entered: Position | Contribution, member: Membership) -> bool:
    """Say whether ``member`` is to ask now whether what was entered is right."""
    return call_backs_of(entered).filter(member=member, ended_at=None).exists()


def called_back(position: Position) -> CallBack | None:
    """Return who heard from the owner that an answer entered for them is right."""
    rows = position.call_backs.filter(result=CallBack.Result.RIGHT)
    return rows.select_related("member").first()


def told_not_right(question: Question, member: Membership) -> CallBack | None:
    """Return who told that an answer entered for ``member`` was not theirs, if any."""
    rows = CallBack.objects.filter(
        question=question,
        owner=member,
        position=None,
        contribution=None,
        result=CallBack.Result.NOT_RIGHT,
        drawn_at__gte=question.since,
    )
    return rows.select_related("member", "helper").order_by("-ended_at").first()
