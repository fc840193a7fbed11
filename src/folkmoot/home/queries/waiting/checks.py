"""Positions to take, and notices to see."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Call, CallBack, Position, Proposal, Question
from folkmoot.deciding.queries.recorders import SPOKEN_IN
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.listening.models import Contribution
from folkmoot.messaging.models import Delivery
from folkmoot.web.prepared import prepared

ANSWERING = {Question.Stage.CHECKING, Question.Stage.LAST_CALL}
RUNNING = {*ANSWERING, Question.Stage.WORKING}
LEAST_MINUTES = 2
CALL_MINUTES = 5


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield checks without the reader's answer, then notices not yet opened."""
    waiting = [q for q in reader.unanswered.values() if q.stage in ANSWERING]
    rows = Proposal.objects.filter(question__in=waiting).order_by()
    minutes = dict(rows.values_list("question").annotate(most=Max("minutes")))
    for question in waiting:
        act = (
            _("Last call: you can still answer")
            if question.stage == Question.Stage.LAST_CALL
            else _("Can we agree?")
        )
        yield reader.about(question, act, minutes.get(question.id, LEAST_MINUTES))
    yield from _notices(reader)
    yield from _heard(reader)
    yield from _call_backs(reader)
    yield from _goes(reader)


@prepared
def _unseen(members: Sequence[UUID]) -> QuerySet[Question]:
    asked = Delivery.objects.filter(member_id__in=[members], asking="notice")
    unseen = asked.exclude(way=Delivery.Way.PAGE).values("about_id")
    rows = Question.objects.filter(id__in=unseen, stage=Question.Stage.NOTICE)
    return rows.exclude(proposer__id__in=[members])


def _notices(reader: Reader) -> Iterator[Item]:
    for question in _unseen.list(reader.ids):
        yield reader.about(question, _("Please read this"), 1)


@prepared
def _said_heard(members: Sequence[UUID]) -> QuerySet[Position]:
    rows = Position.objects.filter(second__id__in=[members], seconded_at=None)
    running = rows.filter(question__stage__in=RUNNING, round=F("question__round"))
    return running.select_related("question__collective").order_by("at", "id")


def _heard(reader: Reader) -> Iterator[Item]:
    """Yield answers entered for others that the reader is said to have heard too."""
    for row in _said_heard.list(reader.ids):
        yield reader.about(
            row.question,
            _("Did you hear this answer?"),
            1,
            href=_slip(row.question, row.id),
        )
    yield from _heard_said(reader)


def _heard_said(reader: Reader) -> Iterator[Item]:
    """Yield the same of what was said in hearings that are open."""
    rows = Contribution.objects.filter(second__in=reader.ids, seconded_at=None)
    slips = dict(rows.order_by("-created_at").values_list("hearing__question_id", "id"))
    questions = Question.objects.filter(
        id__in=[*filter(None, slips)], stage__in=SPOKEN_IN
    )
    for question in questions.select_related("collective").order_by("since", "id"):
        yield reader.about(
            question,
            _("Did you hear what was entered?"),
            1,
            href=_slip(question, slips[question.id]),
        )


@prepared
def _to_call(members: Sequence[UUID], now: datetime) -> QuerySet[CallBack]:
    rows = CallBack.objects.filter(
        member__id__in=[members], owner__ended_at=None, ended_at=None, due_at__gt=now
    )
    return rows.select_related("question__collective", "owner").order_by("due_at", "id")


def _call_backs(reader: Reader) -> Iterator[Item]:
    """Yield answers entered for others whose owner the reader is to call."""
    for row in _to_call.list(reader.ids, reader.now):
        act = _("You were drawn by lot: call %(name)s back. Is it right?")
        yield reader.about(
            row.question,
            act % {"name": row.owner.name},
            CALL_MINUTES,
            href=_slip(row.question, row.position_id or row.contribution_id),
            until=row.due_at,
        )


@prepared
def _reaching_out(members: Sequence[UUID]) -> QuerySet[Call]:
    signed = Call.objects.filter(
        kind=Call.Kind.REACH_OUT,
        member__id__in=[members],
        withdrawn_at=None,
        round=F("question__round"),
        question__stage=Question.Stage.CHECKING,
    )
    return signed.select_related("question__collective").order_by("created_at")


def _goes(reader: Reader) -> Iterator[Item]:
    """Yield checks with more time whose silent people the reader goes to."""
    for row in _reaching_out.list(reader.ids):
        yield reader.about(
            row.question,
            _("Call or visit people who have not answered"),
            CALL_MINUTES,
        )


def _slip(question: Question, entered_id: UUID | None) -> str:
    parts = {"slug": question.collective.slug, "number": question.number}
    return reverse("deciding:receipt", kwargs=parts | {"entered_id": entered_id})
