"""The API of taking a mandate back."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.federating import operations
from folkmoot.federating.access import Sent, get_act_for, get_delegate_for
from folkmoot.federating.models import Recall, RecallAnswer, Undoing
from folkmoot.federating.queries.recall_page import latest_recall, recall_page
from folkmoot.people.api.shapes import Fellow, fellow_of, fellow_or_none
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import Flag, FullLine, FullText
from folkmoot.web.wire.fields import Sent as Body

router = Router()
ONE = "/collectives/{slug:slug}/messengers/{uuid:delegate_id}/recall"


class ActShown(Schema):
    """Something the messenger said lately, to confirm or to undo."""

    id: UUID
    entry_id: UUID
    text: str
    at: datetime
    state: Undoing.State
    wanted: str = Field(description="What a first member said; a second settles it.")
    wanted_by: Fellow | None
    closes_at: datetime


class RecallShown(Schema):
    """Where it stands. Who signed and who answered what is told to nobody else."""

    id: UUID
    messenger: Fellow
    council: str
    reason: str
    side: str = Field(description="The messenger's own words.")
    state: Recall.State
    needed: int
    signed: int
    has_signed: bool
    own_answer: str
    stands_in: Fellow | None
    asked_at: datetime
    paused_at: datetime | None
    closes_at: datetime | None
    settled_at: datetime | None
    members: int
    keep: int = Field(description="Nought until the time is over, like the others.")
    take_back: int
    no_view: int
    acts: list[ActShown]


class RecallAsking(Body):
    """Why the mandate should be taken back."""

    reason: FullLine


class Answering(Body):
    """One's own answer, which is secret."""

    value: RecallAnswer.Value


class Side(Body):
    """The messenger's own side, in at most 200 words."""

    text: FullText


class Judging(Body):
    """Whether what was said is undone."""

    is_undone: Flag


def _show_act(row: Undoing) -> ActShown:
    return ActShown(
        id=row.id,
        entry_id=row.entry_id,
        text=row.entry.text,
        at=row.entry.at,
        state=Undoing.State(row.state),
        wanted=row.wanted,
        wanted_by=fellow_or_none(row.wanted_by),
        closes_at=row.closes_at,
    )


def _show(request: PersonRequest, sent: Sent) -> RecallShown:
    page = recall_page(sent.delegate, sent.member, request.now)
    row = page.recall
    if row is None:
        raise Http404
    stands_in = row.stepped_in.member if row.stepped_in else None
    return RecallShown(
        id=row.id,
        messenger=fellow_of(sent.delegate.member),
        council=sent.delegate.council.name,
        reason=row.reason,
        side=row.answer,
        state=Recall.State(row.state),
        needed=row.needed,
        signed=page.signed,
        has_signed=page.has_signed,
        own_answer=page.own_answer,
        stands_in=fellow_or_none(stands_in),
        asked_at=row.asked_at,
        paused_at=row.paused_at,
        closes_at=row.closes_at,
        settled_at=row.settled_at,
        members=row.members,
        keep=row.keep,
        take_back=row.take_back,
        no_view=row.no_view,
        acts=[_show_act(one) for one in page.acts],
    )


def _settled(request: PersonRequest, slug: str, delegate_id: UUID) -> Sent:
    sent = get_delegate_for(request.person, slug, delegate_id)
    operations.settle_recalls_of(sent.delegate.collective_id, request.now)
    return sent


def _act(
    request: PersonRequest,
    slug: str,
    delegate_id: UUID,
    act: Callable[[Sent, Recall], object],
) -> RecallShown:
    sent = _settled(request, slug, delegate_id)
    row = latest_recall(sent.delegate)
    if row is None:
        raise Http404
    act(sent, row)
    return _show(request, sent)


@router.get(ONE, response=RecallShown)
def get_recall(request: PersonRequest, slug: str, delegate_id: UUID) -> RecallShown:
    """Read the latest recall of a messenger; 404 where nobody ever asked."""
    return _show(request, _settled(request, slug, delegate_id))


@router.post(ONE, response={201: RecallShown})
def ask_recall(
    request: PersonRequest, slug: str, delegate_id: UUID, data: RecallAsking
) -> Status[RecallShown]:
    """Ask to take a messenger's mandate back; signs where others ask already."""
    sent = _settled(request, slug, delegate_id)
    operations.ask_recall(
        member=sent.member,
        delegate=sent.delegate,
        reason=data.reason,
        now=request.now,
    )
    return Status(201, _show(request, sent))


@router.put(f"{ONE}/signature", response=RecallShown)
def sign_recall(request: PersonRequest, slug: str, delegate_id: UUID) -> RecallShown:
    """Ask for it too; nobody sees who did."""

    def act(sent: Sent, row: Recall) -> Recall:
        return operations.sign_recall(member=sent.member, recall=row, now=request.now)

    return _act(request, slug, delegate_id, act)


@router.put(f"{ONE}/answer", response=RecallShown)
def answer_recall(
    request: PersonRequest, slug: str, delegate_id: UUID, data: Answering
) -> RecallShown:
    """Answer in secret; replaces an earlier answer."""

    def act(sent: Sent, row: Recall) -> RecallAnswer:
        return operations.answer_recall(
            member=sent.member, recall=row, value=data.value, now=request.now
        )

    return _act(request, slug, delegate_id, act)


@router.put(f"{ONE}/side", response=RecallShown)
def give_side(
    request: PersonRequest, slug: str, delegate_id: UUID, data: Side
) -> RecallShown:
    """Write the messenger's own side."""

    def act(sent: Sent, row: Recall) -> Recall:
        return operations.give_side(
            member=sent.member, recall=row, text=data.text, now=request.now
        )

    return _act(request, slug, delegate_id, act)


@router.put(f"{ONE}/acts/{{uuid:act_id}}", response=RecallShown)
def settle_act(
    request: PersonRequest,
    slug: str,
    delegate_id: UUID,
    act_id: UUID,
    data: Judging,
) -> RecallShown:
    """Confirm or undo one thing that was said; two who say the same settle it."""
    sent = _settled(request, slug, delegate_id)
    operations.settle_act(
        member=sent.member,
        act=get_act_for(sent, act_id),
        is_undone=data.is_undone,
        now=request.now,
    )
    return _show(request, sent)
