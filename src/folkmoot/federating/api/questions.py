"""Asking all groups, reading where a question stands, tasks on offer."""

from datetime import datetime
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.engines.consensus import Stage
from folkmoot.federating import operations
from folkmoot.federating.access import (
    Place,
    get_federation_for,
    get_question_by_id,
    get_task_of,
)
from folkmoot.federating.api.places import ALL, ONE, settled
from folkmoot.federating.api.shapes import (
    FederatedQuestionShown,
    FederatedTaskShown,
    show_question,
)
from folkmoot.federating.models import FederatedQuestion
from folkmoot.federating.queries.pages.frame import frame_of
from folkmoot.federating.queries.pages.raising import find_source
from folkmoot.federating.queries.pages.results import compute_again
from folkmoot.federating.queries.pages.sums import root_row
from folkmoot.federating.queries.pages.whole import tasks_of
from folkmoot.federating.queries.structure import questions_of
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, FullText, Limit, Line, Sent, Text, Title

router = Router()


class FederatedLine(Schema):
    """A question to all groups, in a list."""

    id: UUID
    number: int
    title: str
    question_class: FederatedQuestion.Class
    scope: FederatedQuestion.Scope
    stage: Stage
    since: datetime
    closes_at: datetime | None


class FederatedPart(Part):
    """A part of the questions of a federation, newest first."""

    questions: list[FederatedLine]


class Asking(Sent):
    """A question to all groups."""

    title: Title
    short_text: FullText
    question_class: FederatedQuestion.Class = FederatedQuestion.Class.ORDINARY
    scope: FederatedQuestion.Scope = FederatedQuestion.Scope.OPTIONAL
    scope_reason: Line = Field(
        default="", description="Why all groups need one answer; for shared."
    )
    why_now: Text = ""
    affected: Text = ""
    facts: Text = ""
    affected_groups: list[UUID] = Field(default=[], max_length=1000)
    from_question: UUID | None = Field(
        default=None, description="A question of one's own group."
    )

    def read(self) -> operations.RaiseText:
        """Return the texts for the operation."""
        said = self.dict(exclude={"question_class", "from_question"})
        return operations.RaiseText(klass=self.question_class.value, **said)


class FederatedComputed(Schema):
    """A result computed again from what was stored with it."""

    outcome: str
    stored: str
    agrees: bool
    reasons: list[str]


def _show(place: Place) -> FederatedQuestionShown:
    frame = frame_of(place.question, place.member)
    return show_question(frame, root_row(place.question), tasks_of(place.question))


@router.get(ALL, response=FederatedPart)
def list_federated_questions(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> FederatedPart:
    """List the questions of a federation."""
    standpoint = get_federation_for(request.person, slug)
    part = cut(questions_of(standpoint.federation), ("-number",), cursor, limit)
    return FederatedPart(questions=[_line(row) for row in part.rows], next=part.next)


def _line(row: FederatedQuestion) -> FederatedLine:
    same = ("id", "number", "title", "scope", "stage", "since", "closes_at")
    return FederatedLine(
        **{name: getattr(row, name) for name in same},
        question_class=FederatedQuestion.Class(row.klass),
    )


@router.post(ALL, response={201: FederatedQuestionShown})
def raise_federated_question(
    request: PersonRequest, slug: str, data: Asking
) -> Status[FederatedQuestionShown]:
    """Ask that all groups be asked."""
    standpoint = get_federation_for(request.person, slug)
    source = None
    if data.from_question is not None:
        source = find_source(request.person, str(data.from_question))
        if source is None:
            raise Http404
    made = operations.raise_up(
        member=standpoint.member,
        federation=standpoint.federation,
        text=data.read(),
        from_question_id=source.id if source else None,
        now=request.now,
    )
    operations.look_at_question(question=made, now=request.now)
    return Status(201, _show(Place(made, standpoint.member)))


@router.get(ONE, response=FederatedQuestionShown)
def get_federated_question(
    request: PersonRequest, slug: str, number: int
) -> FederatedQuestionShown:
    """Read where a question to all groups stands."""
    return _show(settled(request, slug, number))


@router.get("/federated-questions/{uuid:question_id}", response=FederatedQuestionShown)
def find_federated_question(
    request: PersonRequest, question_id: UUID
) -> FederatedQuestionShown:
    """Read a question to all groups by what a group's own question calls `led_by`."""
    return _show(get_question_by_id(request.person, question_id))


@router.put(f"{ONE}/backing", response=FederatedQuestionShown)
def back_federated_question(
    request: PersonRequest, slug: str, number: int
) -> FederatedQuestionShown:
    """Ask too that all groups be asked."""
    place = settled(request, slug, number)
    operations.back(member=place.member, question=place.question, now=request.now)
    place.question.refresh_from_db()
    operations.look_at_question(question=place.question, now=request.now)
    return _show(place)


@router.get(f"{ONE}/computation", response=FederatedComputed)
def compute_federated_result(
    request: PersonRequest, slug: str, number: int
) -> FederatedComputed:
    """Compute the result again, by both keys."""
    place = settled(request, slug, number)
    again = compute_again(place.question)
    if again is None:
        raise Http404
    return FederatedComputed(
        outcome=again.outcome,
        stored=place.question.result["outcome"],
        agrees=again.agrees,
        reasons=list(again.reasons),
    )


@router.put(ONE + "/tasks/{uuid:task_id}/carrier", response=FederatedTaskShown)
def take_federated_task(
    request: PersonRequest, slug: str, number: int, task_id: UUID
) -> FederatedTaskShown:
    """Take on a task that is on offer to all groups."""
    place = settled(request, slug, number)
    task = get_task_of(place, task_id)
    row = operations.take_task(member=place.member, task=task, now=request.now)
    return FederatedTaskShown.of(row)


@router.delete(ONE + "/tasks/{uuid:task_id}/carrier", response=FederatedTaskShown)
def give_federated_task_back(
    request: PersonRequest, slug: str, number: int, task_id: UUID
) -> FederatedTaskShown:
    """Offer a task to all groups again, before the decision."""
    place = settled(request, slug, number)
    task = get_task_of(place, task_id)
    row = operations.give_task_back(member=place.member, task=task, now=request.now)
    return FederatedTaskShown.of(row)
