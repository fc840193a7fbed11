"""The standing signatures of a question, as the engine counts them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from folkmoot.deciding.models import Call, Question
from folkmoot.deciding.queries import asked
from folkmoot.engines.consensus import signatures_needed
from folkmoot.people.models import Term
from folkmoot.people.queries import count_members

BY_HOSTS = (Call.Kind.FORWARD, Call.Kind.EXTEND_HEARING)


def signed_for(question: Question) -> list[tuple[str, datetime]]:
    """Return the standing signatures that the engine reads, the oldest first."""
    signed = asked.signed.list(question)
    is_asked = any(kind in BY_HOSTS for kind, _at, _member in signed)
    hosts = _hosts_of(question) if is_asked else []
    # A host may ask for these alone, so that one signature is as good as all.
    k = signatures_needed(count_members(question.collective)) if hosts else 1
    return [
        (kind, at)
        for kind, at, member_id in signed
        for _time in range(k if _is_by_host(kind, at, member_id, hosts) else 1)
    ]


def _is_by_host(
    kind: str, at: datetime, member_id: UUID, hosts: Sequence[Term]
) -> bool:
    return kind in BY_HOSTS and any(
        term.member_id == member_id and term.starts_at <= at < term.ends_at
        for term in hosts
    )


def _hosts_of(question: Question) -> list[Term]:
    """Return the terms of who hosts the question, or the whole collective."""
    terms = Term.objects.filter(
        Q(about_id=question.id) | Q(about_id=None),
        collective_id=question.collective_id,
        role=Term.Role.HOST,
        ends_at__gt=question.since,
    )
    return list(terms)
