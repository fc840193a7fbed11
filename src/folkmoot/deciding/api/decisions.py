"""What was decided, with everything it was computed from."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from folkmoot.deciding import operations
from folkmoot.deciding.access import get_decision_for
from folkmoot.deciding.models import Decision
from folkmoot.deciding.queries.lists import decisions_in, hurry_in
from folkmoot.deciding.queries.pages.results import compute_again
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, Limit

router = Router()
ALL = "/collectives/{slug:slug}/decisions"


class DecisionShown(Schema):
    """One decision; anyone can compute it again from `inputs`."""

    id: UUID
    question_id: UUID
    question_number: int
    title: str
    text: str
    version: int | None
    outcome: str
    badges: list[str]
    rules_version: str
    inputs: dict[str, Any] = Field(description="What `folkmoot outcome` reads.")
    reasons: list[Any]
    asked: int
    delivered: int
    decided_at: datetime
    late_until: datetime
    look_back_date: date
    state: Decision.State
    ended_at: datetime | None
    by_vote: bool = Field(
        description="A vote that the law asks for has carried it as well."
    )


class Computed(Schema):
    """A decision computed again from what was stored with it."""

    outcome: str
    stored: str
    agrees: bool = Field(description="By the rules of the present version.")
    reasons: list[str]
    line: str = Field(description="Computes it in any shell.")


class HurryShown(Schema):
    """How much was decided in a hurry in the last 90 days."""

    decisions: int
    urgent: int
    is_too_much: bool = Field(
        description="More than one in ten were urgent, and more than one was."
    )


class DecisionPart(Part):
    """A part of a list of decisions, newest first."""

    decisions: list[DecisionShown]


_SAME = (
    *("id", "question_id", "outcome", "badges", "rules_version", "inputs", "reasons"),
    *("asked", "delivered", "decided_at", "late_until", "look_back_date"),
    *("state", "ended_at", "by_vote"),
)


def _show(row: Decision) -> DecisionShown:
    return DecisionShown(
        **{name: getattr(row, name) for name in _SAME},
        question_number=row.question.number,
        title=row.question.title,
        text=row.proposal.text if row.proposal else "",
        version=row.proposal.version if row.proposal else None,
    )


@router.get(ALL, response=DecisionPart)
def list_decisions(
    request: PersonRequest,
    slug: str,
    state: list[Decision.State] = Query([]),  # type: ignore[type-arg]  # noqa: B008
    cursor: Cursor = "",
    limit: Limit = 50,
) -> DecisionPart:
    """List a collective's decisions."""
    collective = get_membership_for(request.person, slug).collective
    operations.settle_due_of(collective_ids=[collective.id], now=request.now)
    rows = decisions_in(collective, state)
    part = cut(rows, ("-decided_at", "-id"), cursor, limit)
    return DecisionPart(decisions=[_show(row) for row in part.rows], next=part.next)


@router.get("/collectives/{slug:slug}/hurry", response=HurryShown)
def get_hurry(request: PersonRequest, slug: str) -> HurryShown:
    """Read how many decisions of the last 90 days were urgent."""
    collective = get_membership_for(request.person, slug).collective
    return HurryShown.model_validate(
        hurry_in(collective, request.now), from_attributes=True
    )


@router.get(ALL + "/{uuid:decision_id}", response=DecisionShown)
def get_decision(request: PersonRequest, slug: str, decision_id: UUID) -> DecisionShown:
    """Read a decision."""
    member = get_membership_for(request.person, slug)
    return _show(get_decision_for(member, decision_id))


@router.get(ALL + "/{uuid:decision_id}/computation", response=Computed)
def compute_decision(request: PersonRequest, slug: str, decision_id: UUID) -> Computed:
    """Compute a decision again; nothing of it is there for a notice."""
    member = get_membership_for(request.person, slug)
    row = get_decision_for(member, decision_id)
    again = compute_again(row.question, row)
    if again is None:
        raise Http404
    return Computed(
        outcome=again.outcome,
        stored=row.outcome,
        agrees=again.agrees,
        reasons=list(again.reasons),
        line=again.line,
    )
