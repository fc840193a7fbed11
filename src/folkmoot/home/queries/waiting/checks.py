"""Positions to take, and notices to see."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import F, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Call, CallBack, Position, Proposal, Question
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.messaging.models import Delivery

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


def _notices(reader: Reader) -> Iterator[Item]:
    asked = Delivery.objects.filter(member_id__in=reader.ids, asking="notice")
    unseen = asked.exclude(way=Delivery.Way.PAGE).values("about_id")
    rows = Question.objects.filter(id__in=unseen, stage=Question.Stage.NOTICE)
    for question in rows.exclude(proposer__in=reader.ids):
        yield reader.about(question, _("Please read this"), 1)


def _heard(reader: Reader) -> Iterator[Item]:
    """Yield answers entered for others that the reader is said to have heard too."""
    rows = Position.objects.filter(second__in=reader.ids, seconded_at=None)
    running = rows.filter(
        question__stage__in=RUNNING, round=F("question__round")
    ).select_related("question__collective")
    for row in running.order_by("at", "id"):
        yield reader.about(
            row.question,
            _("Did you hear this answer?"),
            1,
            href=_slip(row.question, row.id),
        )


def _call_backs(reader: Reader) -> Iterator[Item]:
    """Yield answers entered for others whose owner the reader is to call."""
    rows = CallBack.objects.filter(
        member__in=reader.ids,
        owner__ended_at=None,
        ended_at=None,
        due_at__gt=reader.now,
    ).select_related("question__collective", "owner")
    for row in rows.order_by("due_at", "id"):
        act = _("You were drawn by lot: call %(name)s back. Is the answer right?")
        yield reader.about(
            row.question,
            act % {"name": row.owner.name},
            CALL_MINUTES,
            href=_slip(row.question, row.position_id),
            until=row.due_at,
        )


def _goes(reader: Reader) -> Iterator[Item]:
    """Yield checks with more time whose silent people the reader goes to."""
    signed = Call.objects.filter(
        kind=Call.Kind.REACH_OUT,
        member__in=reader.ids,
        withdrawn_at=None,
        round=F("question__round"),
        question__stage=Question.Stage.CHECKING,
    )
    for row in signed.select_related("question__collective").order_by("created_at"):
        yield reader.about(
            row.question,
            _("Call or visit people who have not answered"),
            CALL_MINUTES,
        )


def _slip(question: Question, position_id: UUID | None) -> str:
    parts = {"slug": question.collective.slug, "number": question.number}
    return reverse("deciding:receipt", kwargs=parts | {"position_id": position_id})
