"""Stops of all groups, and answering several with one text."""

from datetime import date, datetime
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from folkmoot.deciding.models import Objection
from folkmoot.deciding.operations import AnswerText
from folkmoot.federating import operations
from folkmoot.federating.api.places import ONE, settled
from folkmoot.federating.queries.standing import standing_of
from folkmoot.federating.queries.stops import visible_stops
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, Day, FullText, Limit, Line, Sent

router = Router()
AT_MOST = 100


class FederatedStopShown(Schema):
    """A stop with its group and its answer, without a name."""

    id: UUID
    group_id: UUID
    group: str
    number: int
    harm: str
    to_whom: str
    fix: str
    state: Objection.State
    late: bool
    raised_at: datetime
    answer_kind: str
    answer: str = Field(description="Once two people stand by it.")
    trial_until: date | None
    waits_for_second_name: bool


class FederatedStopPart(Part):
    """A part of the stops of all groups, oldest first."""

    stops: list[FederatedStopShown]


class AnsweringStops(Sent):
    """One text for several stops."""

    stops: list[UUID] = Field(min_length=1, max_length=AT_MOST)
    kind: Objection.AnswerKind
    text: FullText
    trial_until: Day | None = None
    trial_sign: Line = ""


class Seconding(Sent):
    """Stops whose answers one stands by."""

    stops: list[UUID] = Field(min_length=1, max_length=AT_MOST)


def _stop(row: Objection) -> FederatedStopShown:
    is_answered = row.answered_at is not None
    return FederatedStopShown(
        id=row.id,
        group_id=row.collective_id,
        group=row.question.collective.name,
        number=row.number,
        harm=row.harm,
        to_whom=row.to_whom,
        fix=row.fix,
        state=Objection.State(row.state),
        late=row.late,
        raised_at=row.raised_at,
        answer_kind=row.answer_kind if is_answered else "",
        answer=row.answer if is_answered else "",
        trial_until=row.trial_until,
        waits_for_second_name=bool(row.answer) and not is_answered,
    )


@router.get(f"{ONE}/stops", response=FederatedStopPart)
def get_federated_stops(
    request: PersonRequest,
    slug: str,
    number: int,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> FederatedStopPart:
    """List the stops of all groups; those of a running check after one's own answer."""
    place = settled(request, slug, number)
    rows = visible_stops(place.question, standing_of(place.question, place.member))
    part = cut(rows, ("raised_at", "id"), cursor, limit)
    return FederatedStopPart(stops=[_stop(row) for row in part.rows], next=part.next)


@router.post(f"{ONE}/stops/answers", response=list[FederatedStopShown])
def answer_federated_stops(
    request: PersonRequest, slug: str, number: int, data: AnsweringStops
) -> list[FederatedStopShown]:
    """Answer stops of several groups with one text, as a delegate."""
    place = settled(request, slug, number)
    said = data.dict(exclude={"stops"})
    rows = operations.answer_stops(
        member=place.member,
        question=place.question,
        stops=data.stops,
        answer=AnswerText(**said),
        now=request.now,
    )
    return [_stop(row) for row in rows]


@router.post(f"{ONE}/stops/second-names", response=list[FederatedStopShown])
def second_federated_answers(
    request: PersonRequest, slug: str, number: int, data: Seconding
) -> list[FederatedStopShown]:
    """Stand by answers of a delegate from another group."""
    place = settled(request, slug, number)
    rows = operations.second_answers(
        member=place.member,
        question=place.question,
        stops=data.stops,
        now=request.now,
    )
    return [_stop(row) for row in rows]
