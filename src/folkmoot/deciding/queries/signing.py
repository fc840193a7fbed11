"""The standing signatures of a question, as the engine counts them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from folkmoot.deciding.models import Call, Question
from folkmoot.engines.consensus import Call as EngineCall
from folkmoot.engines.consensus import signatures_needed
from folkmoot.people.models import Membership, Term

BY_HOSTS = (Call.Kind.FORWARD, Call.Kind.EXTEND_HEARING)
ENGINE_CALLS = tuple(call.value for call in EngineCall)


def signed_for(question: Question) -> list[tuple[str, datetime]]:
    """Return the standing signatures that the engine reads, the oldest first."""
    kinds = (*ENGINE_CALLS, Call.Kind.MORE_TIME)
    rows = Call.objects.filter(question=question, kind__in=kinds, withdrawn_at=None)
    signed = list(
        rows.order_by("created_at").values_list("kind", "created_at", "member_id")
    )
    is_asked = any(kind in BY_HOSTS for kind, _at, _member in signed)
    hosts = _hosts_of(question) if is_asked else []
    # A host may ask for these alone, so that one signature is as good as all.
    k = signatures_needed(_count_members(question)) if hosts else 1
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


def _count_members(question: Question) -> int:
    members = Membership.objects.filter(
        collective_id=question.collective_id, ended_at=None
    )
    return members.filter(standing=Membership.Standing.MEMBER).count()
