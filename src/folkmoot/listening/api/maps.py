"""The map of opinion of any hearing, as numbers."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from folkmoot.listening import queries
from folkmoot.listening.access import get_hearing_for
from folkmoot.listening.api.shapes import BEFORE, Said
from folkmoot.listening.models import Hearing, OpinionMap, Response
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.problems import WireError

router = Router()


class MapGroup(Schema):
    """A group of people who answered alike; who they are is not told."""

    name: str
    size: int
    is_own: bool = Field(description="Whether the reader stands nearest to it.")


class MapStatement(Schema):
    """What each group answered to a statement, in the order of the groups."""

    id: UUID
    number: int
    text: str
    own_answer: Said | None
    is_heard: bool = Field(description="Whether enough of every group answered it.")
    agreed: list[int] | None = Field(description=BEFORE)
    disagreed: list[int] | None = Field(description=BEFORE)
    passed: list[int] | None = Field(description=BEFORE)
    shared: float | None = Field(
        description="A cautious share of agreement of the group that agrees least."
    )
    rejected: float | None = Field(description="The same of disagreement.")
    needed: int | None = Field(
        description="How many accounts, answering as one, it would take to make what all"
        " groups agree or disagree with; 0 for what they do not."
    )
    division: float | None = Field(description="How far apart the groups are, 0 to 1.")
    matters: float | None = Field(
        description="How often it was said to matter, 1 being the mean of all."
    )


class OpinionMapShown(Schema):
    """The newest map of a hearing."""

    made_at: datetime
    is_last: bool
    people: int
    answers: int
    seed: int
    input_sha256: str
    stability: float | None
    groups: list[MapGroup]
    statements: list[MapStatement]
    svg: str = Field(description="The drawing, with the reader's own place.")


@router.get(
    "/collectives/{slug:slug}/hearings/{uuid:hearing_id}/map", response=OpinionMapShown
)
def get_map(request: PersonRequest, slug: str, hearing_id: UUID) -> OpinionMapShown:
    """Show the newest map of opinion of a hearing, once it would not sway the reader."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    is_over = hearing.is_over(request.now)
    row = readable_map(member, hearing, is_over=is_over)
    shown = queries.show_map(row, member, is_over=is_over, each=0)
    items, _total = queries.list_map_statements(
        row, member, kind="all", is_over=is_over, first=0, count=None
    )
    return OpinionMapShown(
        made_at=row.made_at,
        is_last=row.is_last,
        people=row.people,
        answers=row.answers,
        seed=row.seed,
        input_sha256=row.input_sha256,
        stability=shown.stability,
        groups=[
            MapGroup(name=group.name, size=group.size, is_own=group.is_own)
            for group in shown.groups
        ],
        statements=[_statement(item) for item in items],
        svg=shown.svg,
    )


def readable_map(member: Membership, hearing: Hearing, *, is_over: bool) -> OpinionMap:
    """Return the newest map, or say why it cannot be read."""
    row = queries.latest_map(hearing)
    if row is None:
        message = _("There is no map yet. It is drawn once eight people have answered.")
        raise WireError(404, "no_map_yet", message)
    if not queries.may_see_map(member, hearing, is_over=is_over):
        message = _("You see the map once you have answered a few statements yourself.")
        raise WireError(403, "not_before_answering", message)
    return row


def _statement(item: queries.MapStatement) -> MapStatement:
    own, found = item.own_answer, item.found
    return MapStatement(
        id=item.statement.id,
        number=item.statement.number,
        text=item.statement.text,
        own_answer=None if own is None else Said[Response.Answer(own).name],
        is_heard=found.is_heard,
        agreed=list(found.agrees) if item.is_shown else None,
        disagreed=list(found.disagrees) if item.is_shown else None,
        passed=list(found.passes) if item.is_shown else None,
        shared=found.shared if item.is_shown else None,
        rejected=found.rejected if item.is_shown else None,
        needed=item.needed if item.is_shown else None,
        division=found.division if item.is_shown else None,
        matters=found.matters if item.is_shown else None,
    )
