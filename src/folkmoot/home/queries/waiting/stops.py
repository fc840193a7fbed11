"""Stops that wait for their owner, or for somebody else's words or name."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Objection, Question, Talk
from folkmoot.deciding.queries.stops import askable
from folkmoot.deciding.states import state_of
from folkmoot.deciding.words.stops import TO_DO
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.web.prepared import prepared

Stage = Question.Stage
State = Objection.State
WORKED_ON = (
    Stage.CHECKING,
    Stage.WORKING,
    Stage.LAST_CALL,
    Stage.DECIDED,
    Stage.CARRYING,
)
OPEN = (State.RAISED, State.UNDERSTOOD, State.ANSWERED)


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield one's own stops to reply to, then others' to say back or to sign."""
    own = set(reader.ids)
    for stop in _open_stops.list(reader.collective_ids):
        if stop.owner_id in own:
            yield from _for_owner(reader, stop)
        elif stop.question_id not in reader.unanswered:
            yield from _for_others(reader, stop, stop.collective_id)
    yield from _invitations(reader)
    yield from _from_long_ago(reader)


@prepared
def _open_stops(collectives: Sequence[UUID]) -> QuerySet[Objection]:
    rows = Objection.objects.filter(
        collective__id__in=[collectives],
        question__stage__in=WORKED_ON,
        state__in=OPEN,
    )
    return rows.select_related("question").order_by("raised_at", "id")


@prepared
def _unanswered_talks(members: Sequence[UUID]) -> QuerySet[Talk]:
    answered = Talk.objects.filter(
        objection=OuterRef("objection"),
        kind=Talk.Kind.COMES,
        created_at__gte=OuterRef("created_at"),
    )
    rows = Talk.objects.filter(
        ~Exists(answered),
        kind=Talk.Kind.INVITES,
        objection__owner__id__in=[members],
        objection__state__in=(*OPEN, State.STANDING),
        objection__question__stage__in=WORKED_ON,
    )
    return rows.select_related("objection__question").order_by("created_at", "id")


def _invitations(reader: Reader) -> Iterator[Item]:
    """Yield talks that the owner of a stop is invited to, with times to choose from."""
    latest = {line.objection_id: line for line in _unanswered_talks.list(reader.ids)}
    for line in latest.values():
        until = max(line.instants)
        if until > reader.now:
            act = _("Somebody would like to talk about your stop")
            yield reader.about(line.objection.question, act, 1, until=until)


def _from_long_ago(reader: Reader) -> Iterator[Item]:
    """Yield one's own stops that stood: did it happen?"""
    rows = askable(reader.now).filter(owner__in=reader.ids, happened="")
    for stop in rows.select_related("question"):
        yield reader.about(stop.question, str(TO_DO["say_happened"]), 1)


def _for_owner(reader: Reader, stop: Objection) -> Iterator[Item]:
    question = stop.question
    if stop.state == State.RAISED and stop.restated_at and not stop.owner_agreed_at:
        until = _answer_by(question, stop.restated_at)
        yield reader.about(question, _("Is this what you mean?"), 1, until=until)
    is_replied = stop.solved_at or stop.still_at
    if stop.state == State.ANSWERED and stop.answered_at and not is_replied:
        until = _answer_by(question, stop.answered_at)
        yield reader.about(question, _("Is your stop solved?"), 2, until=until)


def _for_others(
    reader: Reader, stop: Objection, collective_id: object
) -> Iterator[Item]:
    if collective_id not in reader.full_collective_ids:
        return
    question, own = stop.question, reader.ids
    if stop.state == State.RAISED and stop.restated_at is None:
        act = _("Say a stop back in your own words")
        yield reader.about(question, act, 2, about=stop.harm or question.title)
    lacks_name = stop.answer and stop.answered_at is None
    if lacks_name and stop.state != State.ANSWERED and stop.answered_by_id not in own:
        act = _("An answer to a stop wants a second name")
        yield reader.about(question, act, 2)


def _answer_by(question: Question, since: datetime) -> datetime:
    return since + state_of(question).rules.stop_answer
