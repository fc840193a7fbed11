"""Answering a statement, and taking the answer back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from folkmoot.listening.models import Response, Statement
from folkmoot.listening.operations.rights import lock_speaker
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.web.prepared import prepared
from folkmoot.web.writing import insert, update

COUNTS = {
    Response.Answer.AGREE: "agreed",
    Response.Answer.DISAGREE: "disagreed",
    Response.Answer.PASS: "passed",
}


@transaction.atomic
def respond(
    *,
    member: Membership,
    statement: Statement,
    answer: Response.Answer,
    now: datetime,
    matters: bool = False,
) -> Response:
    """Record what ``member`` answers, replacing an earlier answer; locks the statement.

    The record says that somebody answered, never what, and never whether it
    ``matters`` to them: answers are their own.

    Raises
    ------
    NotPartError
        If the membership has ended.
    """
    statement = _lock(statement)
    member = lock_speaker(member, statement.collective_id)
    response = _given.first(statement, member)
    if response is not None:
        _count(statement, response.answer, -1)
        response.answer, response.matters, response.at = answer, matters, now
        update(response, "answer", "matters", "at")
    else:
        response = Response(
            statement=statement,
            collective_id=statement.collective_id,
            member=member,
            answer=answer,
            matters=matters,
            at=now,
        )
        insert(response)
    _count(statement, answer, 1)
    update(statement, *COUNTS.values())
    _append(statement, "response.given", member, now)
    return response


@transaction.atomic
def withdraw_response(
    *, member: Membership, statement: Statement, now: datetime
) -> bool:
    """Take back an answer; return whether there was one. Locks the statement.

    Raises
    ------
    NotPartError
        If the membership has ended.
    """
    statement = _lock(statement)
    member = lock_speaker(member, statement.collective_id)
    response = _given.first(statement, member)
    if response is None:
        return False
    _count(statement, response.answer, -1)
    statement.save(update_fields=tuple(COUNTS.values()))
    response.delete()
    _append(statement, "response.withdrawn", member, now)
    return True


@prepared
def _given(statement: Statement, member: Membership) -> QuerySet[Response]:
    return Response.objects.filter(statement=statement, member=member)


@prepared
def _locked(statement_id: UUID) -> QuerySet[Statement]:
    rows = Statement.objects.select_for_update(of=("self",)).filter(id=statement_id)
    return rows.select_related("hearing")


def _lock(statement: Statement) -> Statement:
    [locked] = _locked.list(statement.id)
    return locked


def _count(statement: Statement, answer: int, change: int) -> None:
    name = COUNTS[Response.Answer(answer)]
    setattr(statement, name, getattr(statement, name) + change)


def _append(statement: Statement, kind: str, member: Membership, now: datetime) -> None:
    append_entry(
        collective_id=statement.collective_id,
        kind=kind,
        details={"statement": str(statement.id), "number": statement.number},
        now=now,
        about_id=statement.hearing.about_id,
        member_id=member.id,
    )
