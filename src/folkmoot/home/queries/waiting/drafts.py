"""Writing: questions to make clear, drafts, answers that drafters owe."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.deciding.models import (
    Drafter,
    ExplainBack,
    FirstReply,
    Objection,
    Position,
    Question,
)
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.people.models import Term
from folkmoot.web.prepared import prepared

Stage = Question.Stage
SHAPING_MINUTES, DRAFT_MINUTES, ANSWER_MINUTES = 10, 20, 3
REPLY_MINUTES = 2
CHECKED = (Stage.CHECKING, Stage.WORKING, Stage.LAST_CALL)


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield what the person writes as proposer or drafter."""
    yield from _to_reply_to(reader)
    yield from _to_shape(reader)
    yield from _to_help(reader)
    yield from _to_nod_at(reader)
    drafted = {row.question_id for row in _drawn.list(reader.ids)}
    mine = _written_by.list(reader.ids)
    written = [q for q in mine if q.id in drafted or q.round > 0]
    for question in written:
        if question.id in drafted and _is_unwritten(question):
            yield reader.about(question, _("Write it down"), DRAFT_MINUTES)
    shown = [q for q in written if q.id not in reader.unanswered]
    yield from _to_answer(reader, shown)


@prepared
def _drawn(members: Sequence[UUID]) -> QuerySet[Drafter]:
    return Drafter.objects.filter(member__id__in=[members], drawn_at__isnull=False)


@prepared
def _written_by(members: Sequence[UUID]) -> QuerySet[Question]:
    drawn = Drafter.objects.filter(member__id__in=[members], drawn_at__isnull=False)
    return Question.objects.filter(
        Q(id__in=drawn.values("question")) | Q(proposer__id__in=[members]),
        stage__in=(Stage.DRAFTING, *CHECKED),
    )


def _is_unwritten(question: Question) -> bool:
    if question.stage not in (Stage.DRAFTING, Stage.WORKING):
        return False
    return question.submitted_at is None or question.submitted_at < question.since


@prepared
def _first_replies(members: Sequence[UUID], now: datetime) -> QuerySet[FirstReply]:
    rows = FirstReply.objects.filter(member__id__in=[members], ended_at=None)
    young = (Stage.IDEA, Stage.SHAPING)
    rows = rows.filter(question__stage__in=young, due_at__gt=now)
    return rows.select_related("question").order_by("due_at")


def _to_reply_to(reader: Reader) -> Iterator[Item]:
    for row in _first_replies.list(reader.ids, reader.now):
        act = _("You were drawn by lot: ask one question about this idea")
        yield reader.about(row.question, act, REPLY_MINUTES, until=row.due_at)


@prepared
def _unclear(members: Sequence[UUID]) -> QuerySet[Question]:
    return Question.objects.filter(
        proposer__id__in=[members], stage=Stage.SHAPING, forwarded_at=None
    )


def _to_shape(reader: Reader) -> Iterator[Item]:
    for question in _unclear.list(reader.ids):
        yield reader.about(question, _("Make it clear"), SHAPING_MINUTES)


@prepared
def _hosted(members: Sequence[UUID], now: datetime) -> QuerySet[Question]:
    held = Term.objects.filter(
        member__id__in=[members], role=Term.Role.HOST, ends_at__gt=now
    )
    return Question.objects.filter(
        id__in=held.values("about_id"), stage=Stage.SHAPING, state__is_helped=True
    )


def _to_help(reader: Reader) -> Iterator[Item]:
    """Yield what did not become clear in its time, for who was drawn to help."""
    for question in _hosted.list(reader.ids, reader.now):
        act = _("You were drawn by lot: help to make this clear")
        yield reader.about(question, act, SHAPING_MINUTES)


@prepared
def _said_back(members: Sequence[UUID]) -> QuerySet[ExplainBack]:
    said = ExplainBack.objects.filter(
        question__proposer__id__in=[members],
        question__stage=Stage.SHAPING,
        confirmed_at=None,
    )
    return said.select_related("question").order_by("created_at")


def _to_nod_at(reader: Reader) -> Iterator[Item]:
    for row in _said_back.list(reader.ids):
        yield reader.about(row.question, _("Did they understand you?"), 1)


def _to_answer(reader: Reader, questions: list[Question]) -> Iterator[Item]:
    """Yield worries and stops that want an answer from those who write the draft."""
    in_check = [question for question in questions if question.round]
    worries: Counter[UUID] = Counter(
        Position.objects.filter(
            question__in=in_check,
            value=Position.Value.CONCERN,
            answer="",
            round=F("question__round"),
        )
        .exclude(text="")
        .exclude(member__in=reader.ids)
        .values_list("question_id", flat=True)
    )
    stops: Counter[UUID] = Counter(
        Objection.objects.filter(
            question__in=in_check, state=Objection.State.UNDERSTOOD, answer=""
        )
        .exclude(owner__in=reader.ids)
        .values_list("question_id", flat=True)
    )
    for question in in_check:
        count = worries[question.id]
        if count:
            words = ngettext(
                "%(count)s worry to answer", "%(count)s worries to answer", count
            )
            yield reader.about(question, words % {"count": count}, count)
        count = stops[question.id]
        if count:
            words = ngettext(
                "%(count)s stop to answer", "%(count)s stops to answer", count
            )
            minutes = ANSWER_MINUTES * count
            yield reader.about(question, words % {"count": count}, minutes)
