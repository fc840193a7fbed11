"""Stops as one reader may see them: whose they are, where they stand, what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from folkmoot.deciding.models import Objection, Question, Talk
from folkmoot.deciding.queries.asked import UNANSWERED
from folkmoot.deciding.queries.panels import LIVING
from folkmoot.deciding.words.stops import (
    ANSWERS,
    HAPPENED,
    NOTES,
    STATES,
    TO_DO,
    WAYS,
)
from folkmoot.deciding.words.versions import name_version
from folkmoot.engines.consensus import Stage
from folkmoot.listening.models import Attachment
from folkmoot.listening.queries import attachments_in
from folkmoot.people.models import Membership, Term
from folkmoot.people.queries import holds_role
from folkmoot.web.prepared import prepared

State = Objection.State
Stages = Question.Stage
AFTERWARDS = (Stages.DECIDED, Stages.CARRYING, Stages.LOOKING_BACK, Stages.CLOSED)
ASKED_AFTER = timedelta(days=60)
ENDS = (
    *(State.RESOLVED, State.STANDING, State.MOVED, State.RELABELLED),
    State.LAPSED,
)
PEOPLE = (
    *("owner", "restated_by", "moved_to", "proposal"),
    # Messengers of other groups answer stops of what all groups are asked.
    *("answered_by__collective", "answer_seconded_by__collective"),
)


@dataclass(frozen=True)
class ShownStop:
    """One stop for one reader; ``owner_name`` is empty where it is kept back.

    So is what says it by voice: ``spoken``.
    """

    stop: Objection
    spoken: Attachment | None
    owner_name: str
    is_own: bool
    is_seen_by_care: bool
    todo: str
    steps: Sequence[tuple[Promise, str, datetime | None]]

    @property
    def state_word(self) -> Promise:
        """Where it stands."""
        return STATES[self.stop.state]

    @property
    def version_name(self) -> str:
        """Which of several versions side by side it is about; nothing where of one."""
        version = self.stop.proposal
        return name_version(version.variant, version.label) if version else ""

    @property
    def note(self) -> Promise | str:
        """What has to be known about how it came there."""
        return NOTES.get(self.stop.note, "")

    @property
    def todo_words(self) -> Promise:
        """The one thing that this reader can do."""
        return TO_DO[self.todo]

    @property
    def answer_word(self) -> Promise | str:
        """What kind of answer it got."""
        return ANSWERS.get(self.stop.answer_kind, "")

    @property
    def happened_word(self) -> Promise | str:
        """Whether what its owner feared happened, in their word."""
        return HAPPENED.get(self.stop.happened, "")

    @property
    def is_unanswered(self) -> bool:
        """Whether it still holds the question."""
        return self.stop.state in UNANSWERED

    @property
    def is_standing(self) -> bool:
        """Whether it is printed with the result."""
        return self.stop.state in LIVING


@dataclass(frozen=True)
class OfferedTalk:
    """The newest invitation to a talk about a stop, and which time its owner chose."""

    line: Talk
    chosen: datetime | None

    @property
    def times(self) -> Sequence[datetime]:
        """The three that are offered, the earliest first."""
        return self.line.instants

    @property
    def way_word(self) -> Promise:
        """How people talk."""
        return WAYS[self.line.way]

    def is_open(self, now: datetime) -> bool:
        """Whether a time can still be chosen."""
        return self.chosen is None and max(self.times) > now


def latest_invitation(stop: Objection) -> OfferedTalk | None:
    """Return the newest invitation to a talk about ``stop``; one query."""
    kinds = (Talk.Kind.INVITES, Talk.Kind.COMES)
    rows = stop.talk.filter(kind__in=kinds).select_related("member")
    chosen: datetime | None = None
    for line in rows.order_by("-created_at", "-id"):
        if line.kind == Talk.Kind.INVITES:
            return OfferedTalk(line, chosen)
        chosen = chosen or line.instants[0]
    return None


def shows_owner(stop: Objection, reader: Membership, *, is_care: bool = False) -> bool:
    """Say whether ``reader`` may know whose stop it is; pages and the API ask this.

    Members know, unless the name is kept back; friends read what a stop says.
    """
    if stop.owner_id == reader.id or is_care:
        return True
    return reader.takes_positions and not stop.nameless


def stops_of(question: Question) -> QuerySet[Objection]:
    """Return every stop of a question with the people around it, in their order."""
    rows = Objection.objects.filter(question=question).select_related(*PEOPLE)
    return rows.order_by("number")


def list_stops(
    question: Question, reader: Membership, now: datetime, *, sees_new: bool = True
) -> list[ShownStop]:
    """Return the stops that ``reader`` may see, in their order.

    Those of a running check count among its answers: who has not answered yet
    (``sees_new`` is false) sees the earlier ones only.
    """
    rows = _stops.list(question)
    if not sees_new:
        rows = [
            row
            for row in rows
            if row.round < question.round or row.owner_id == reader.id
        ]
    return show_stops(rows, reader, now)


@prepared
def _stops(question: Question) -> QuerySet[Objection]:
    return stops_of(question)


def list_standing(
    question: Question, reader: Membership, now: datetime
) -> list[ShownStop]:
    """Return the stops that stand, or still wait, beside a result."""
    rows = stops_of(question).filter(state__in=LIVING)
    return show_stops(list(rows), reader, now)


def show_stops(
    stops: Sequence[Objection], reader: Membership, now: datetime
) -> list[ShownStop]:
    """Return stops as ``reader`` may see them."""
    own = [stop.id for stop in stops if _may_be_asked(stop, reader)]
    asked = set(
        askable(now).filter(id__in=own).values_list("id", flat=True) if own else ()
    )
    hidden = any(stop.nameless and stop.owner_id != reader.id for stop in stops)
    is_care = hidden and holds_role(reader, Term.Role.CARE, now)
    spoken = attachments_in(stop.attachment_id for stop in stops)
    return [
        _show(stop, spoken, reader, is_care=is_care, is_asked=stop.id in asked)
        for stop in stops
    ]


def askable(now: datetime) -> QuerySet[Objection]:
    """Return the stops that stood and whose owners are asked: did it happen?

    From 60 days after the decision on, and first of all when people look back.
    """
    late = Q(question__decisions__decided_at__lte=now - ASKED_AFTER)
    return Objection.objects.filter(
        late | Q(question__stage=Stages.LOOKING_BACK),
        state=State.STANDING,
        question__stage__in=AFTERWARDS,
    ).distinct()


def _may_be_asked(stop: Objection, reader: Membership) -> bool:
    is_own = stop.owner_id == reader.id
    return is_own and stop.state == State.STANDING and not stop.happened


def care_person(question: Question, now: datetime) -> str:
    """Return the name of the member who keeps names, if there is one."""
    return _care_names.first(question.collective_id, now) or ""


@prepared
def _care_names(collective_id: UUID, now: datetime) -> QuerySet[Term, str]:
    terms = Term.objects.filter(
        collective=collective_id, role=Term.Role.CARE, about_id=None
    )
    running = terms.filter(starts_at__lte=now, ends_at__gt=now).order_by("starts_at")
    return running.values_list("member__name", flat=True)[:1]


def _show(
    stop: Objection,
    spoken: Mapping[UUID | None, Attachment],
    reader: Membership,
    *,
    is_care: bool,
    is_asked: bool,
) -> ShownStop:
    is_own = stop.owner_id == reader.id
    seen = shows_owner(stop, reader, is_care=is_care)
    return ShownStop(
        stop=stop,
        spoken=spoken.get(stop.attachment_id) if seen else None,
        owner_name=stop.owner.name if seen else "",
        is_own=is_own,
        is_seen_by_care=stop.nameless and is_care and not is_own,
        todo="say_happened"
        if is_asked
        else _todo_of_owner(stop)
        if is_own
        else _todo_of_other(stop, reader),
        steps=path_of_stop(stop),
    )


def _todo_of_owner(stop: Objection) -> str:
    if stop.state == State.RAISED:
        return "say_if_right" if stop.restated_at else "wait_restatement"
    if stop.state == State.UNDERSTOOD:
        is_move = stop.answer_kind == Objection.AnswerKind.MOVED and stop.answered_at
        return "agree_move" if is_move else "wait_answer"
    codes = {State.ANSWERED: "say_if_solved", State.STANDING: "stands_yours"}
    return codes.get(State(stop.state), "over")


def _todo_of_other(stop: Objection, reader: Membership) -> str:
    is_member = reader.takes_positions
    codes = {
        State.RAISED: _todo_of_raised(stop, reader),
        State.UNDERSTOOD: "answer" if is_member else "talk",
        State.ANSWERED: "wait_reply",
        State.STANDING: "stands",
    }
    code = codes.get(State(stop.state), "over")
    if stop.state in UNANSWERED and stop.answer and not stop.answered_at:
        is_first_name = stop.answered_by_id == reader.id
        code = "wait_second" if is_first_name else "second" if is_member else "talk"
    elif stop.state == State.UNDERSTOOD and stop.answered_at:
        code = "wait_reply"
    return code


def _todo_of_raised(stop: Objection, reader: Membership) -> str:
    if stop.restated_at is None:
        return "restate"
    return "wait_owner" if stop.restated_by_id == reader.id else "confirm"


def path_of_stop(stop: Objection) -> list[tuple[Promise, str, datetime | None]]:
    """Return raised, understood, answered and the end, with past, here and next."""
    end = State(stop.state) if stop.state in ENDS else None
    order = [State.RAISED, State.UNDERSTOOD, State.ANSWERED, end or State.RESOLVED]
    at = order.index(State(stop.state))
    reached = {
        State.RAISED: stop.raised_at,
        State.UNDERSTOOD: stop.owner_agreed_at or stop.restated_at,
        State.ANSWERED: stop.answered_at,
        State(stop.state): stop.since,
    }
    path: list[tuple[Promise, str, datetime | None]] = []
    for number, state in enumerate(order):
        where = "here" if number == at else "past" if number < at else "next"
        when = reached.get(state) if where != "next" else None
        # A stop can end without having been understood or answered.
        if where == "past" and when is None:
            continue
        path.append((STATES[state], where, when))
    return path


def is_worked_on(question: Question) -> bool:
    """Say whether stops of a question can be talked about now."""
    stages = (
        Stage.CHECKING,
        Stage.WORKING,
        Stage.LAST_CALL,
        Stage.DECIDED,
        Stage.CARRYING,
    )
    return Stage(question.stage) in stages
