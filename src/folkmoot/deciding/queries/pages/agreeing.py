"""A draft before its people: the text, the reader's own answer, stops, what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from folkmoot.deciding.differences import Change
from folkmoot.deciding.models import (
    CallBack,
    Drafter,
    Objection,
    Position,
    Proposal,
    Question,
)
from folkmoot.deciding.queries.facts import draft_of, latest_proposal
from folkmoot.deciding.queries.hosting import called_back, told_not_right
from folkmoot.deciding.queries.pages.answers import (
    Answers,
    Standing,
    answers_of,
    standing_of,
)
from folkmoot.deciding.queries.pages.news import news_of
from folkmoot.deciding.queries.panels import LIVING
from folkmoot.deciding.queries.stops import ShownStop, care_person, list_stops
from folkmoot.deciding.queries.variants import lapsed_stop_of
from folkmoot.deciding.words.missing import name_missing
from folkmoot.doing.models import Commitment
from folkmoot.doing.queries import tasks_of
from folkmoot.listening.models import Attachment
from folkmoot.listening.queries import attachments_in
from folkmoot.people.models import Membership
from folkmoot.record.queries import OwnEntry, find_own_entry
from folkmoot.web.prepared import prepared


@dataclass(frozen=True)
class Agreeing:
    """What the pages of a check, of work on stops and of a last call show."""

    proposal: Proposal | None
    news: Sequence[Change]
    tasks: Sequence[Commitment]
    standing: Standing
    spoken: Attachment | None  # with the reader's own answer
    answers: Answers | None
    stops: Sequence[ShownStop]
    own_stop: Objection | None
    care_person: str
    recorded: OwnEntry | None  # how far the reader's own answer has come
    called_back: CallBack | None  # who asked the reader whether it is right
    told_not_right: CallBack | None  # what was entered for the reader, and is gone

    @property
    def open_stops(self) -> list[ShownStop]:
        """Stops without an answer."""
        return [shown for shown in self.stops if shown.is_unanswered]

    @property
    def other_stops(self) -> list[ShownStop]:
        """Stops that have been answered, stand or are solved."""
        return [shown for shown in self.stops if not shown.is_unanswered]

    @property
    def standing_stops(self) -> list[ShownStop]:
        """Stops that are printed with the result as things are."""
        return [shown for shown in self.stops if shown.is_standing]


@dataclass(frozen=True)
class Redrafting:
    """What those who write have to do in a round of work."""

    drafters: Sequence[Membership]
    missing: Sequence[str]
    is_rewritten: bool
    is_sent: bool


def agreeing_of(
    question: Question,
    member: Membership,
    now: datetime,
    proposal: Proposal | None = None,
) -> Agreeing:
    """Return what ``member`` may see of it; a fixed number of queries.

    ``proposal`` is the newest version, where it was read already.
    """
    proposal = proposal or latest_proposal(question)
    standing = standing_of(question, member)
    # In a check, stops count among the answers; afterwards everybody works on them.
    sees_new = standing.sees_answers or question.stage != Question.Stage.CHECKING
    stops = list_stops(question, member, now, sees_new=sees_new)
    own = (shown.stop for shown in stops if shown.is_own and not shown.stop.late)
    return Agreeing(
        proposal=proposal,
        news=news_of(proposal),
        tasks=tasks_of(question.id),
        standing=standing,
        spoken=_spoken_with(standing.own),
        answers=answers_of(question, member, standing),
        stops=stops,
        own_stop=_own_stop(question, member, list(own)),
        care_person=care_person(question, now),
        recorded=_recorded(question, member) if standing.own else None,
        called_back=called_back(standing.own)
        if standing.own and standing.own.helper_id
        else None,
        told_not_right=None if standing.own else told_not_right(question, member),
    )


def _spoken_with(own: Position | None) -> Attachment | None:
    return attachments_in([own.attachment_id]).get(own.attachment_id) if own else None


def _own_stop(
    question: Question, member: Membership, own: Sequence[Objection]
) -> Objection | None:
    if question.variants:
        return living_stop_of(question, member)
    return next((stop for stop in own if stop.state in LIVING), None)


def _recorded(question: Question, member: Membership) -> OwnEntry | None:
    return find_own_entry(
        collective_id=question.collective_id,
        member_id=member.id,
        kind="position.taken",
        about_id=question.id,
    )


def living_stop_of(
    question: Question, member: Membership, version: int | None = None
) -> Objection | None:
    """Return the reader's own stop that goes on when they say stop again.

    Where several versions stood side by side: to this one, or one that ended with
    another and would be carried over.
    """
    if not question.variants:
        return _living.first(question, member)
    if question.stage != Question.Stage.CHECKING:
        return _living.first(question, member) or lapsed_stop_of(question, member)
    if version is None:
        return None
    rows = Objection.objects.filter(question=question, owner=member, late=False)
    here = rows.filter(state__in=LIVING, proposal__version=version)
    return here.order_by("number").first()


@prepared
def _living(question: Question, member: Membership) -> QuerySet[Objection]:
    rows = Objection.objects.filter(question=question, owner=member, late=False)
    return rows.filter(state__in=LIVING).order_by("number")


def redrafting_of(question: Question, latest: Proposal | None) -> Redrafting:
    """Return how far the next version is in this round."""
    places = Drafter.objects.filter(question=question, drawn_at__isnull=False)
    sent = question.submitted_at
    return Redrafting(
        drafters=[row.member for row in places.select_related("member")],
        missing=name_missing(draft_of(question).missing),
        is_rewritten=latest is not None and latest.created_at >= question.since,
        is_sent=sent is not None and sent >= question.since,
    )
