"""The page of one stop: its words, its talk, and what this reader may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from folkmoot.deciding.models import Objection, Panel, PanelSeat, Question, Talk
from folkmoot.deciding.queries.asked import UNANSWERED
from folkmoot.deciding.queries.panels import may_ask
from folkmoot.deciding.queries.stops import (
    OfferedTalk,
    ShownStop,
    is_worked_on,
    latest_invitation,
    show_stops,
    shows_owner,
)
from folkmoot.deciding.states import state_of
from folkmoot.deciding.words.stops import PANELS, WAYS, YES_MEANS
from folkmoot.people.models import Membership
from folkmoot.web.paging import Page, cut

State = Objection.State
CONFIRMATIONS = 2
LINES_SHOWN = 100
ASKABLE = (
    Panel.Kind.COMPLAINT,
    Panel.Kind.FUNDAMENTAL,
    Panel.Kind.NEW_REASON,
    Panel.Kind.GRAVE,
    Panel.Kind.RELABEL,
)


@dataclass(frozen=True)
class ShownLine:
    """One line of the talk; ``name`` is empty where it is the nameless owner's."""

    line: Talk
    name: str

    @property
    def is_confirmation(self) -> bool:
        """Whether it says that what was said back is right, for a silent owner."""
        return self.line.kind == Talk.Kind.CONFIRMS

    @property
    def times(self) -> Sequence[datetime]:
        """The times that are offered, or the one that was chosen."""
        return self.line.instants

    @property
    def way_word(self) -> Promise | str:
        """How people would talk, where it invites."""
        return WAYS.get(self.line.way, "")


@dataclass(frozen=True)
class ShownCase:
    """A kind of panel that this reader may ask for."""

    kind: str
    question: Promise
    means: Promise


@dataclass(frozen=True)
class StopPage:
    """Everything on the page of one stop."""

    shown: ShownStop
    lines: Sequence[ShownLine]
    talk: Page[Talk]
    offered: OfferedTalk | None
    confirmations: int
    panels: Sequence[Panel]
    cases: Sequence[ShownCase]
    may: frozenset[str]

    @property
    def stop(self) -> Objection:
        """The stop itself."""
        return self.shown.stop


def stop_page(
    question: Question,
    stop: Objection,
    reader: Membership,
    now: datetime,
    page: int = 1,
) -> StopPage:
    """Return the page of ``stop`` for a reader; a fixed number of queries.

    ``page`` is that of the talk, from its newest lines on; a page reads forward.
    """
    shown = show_stops([stop], reader, now)[0]
    newest = lines_about(stop).order_by("-created_at", "-id")
    talk: Page[Talk] = cut(newest, page, each=LINES_SHOWN, name="talk")
    confirming = stop.talk.filter(kind=Talk.Kind.CONFIRMS)
    confirmers = set(confirming.values_list("member_id", flat=True))
    is_open = is_worked_on(question) and state_of(question).pause is None
    offered = latest_invitation(stop)
    may_choose = shown.is_own and offered is not None and offered.is_open(now)
    return StopPage(
        shown=shown,
        lines=[show_line(line, shown) for line in reversed(talk.rows)],
        talk=talk,
        offered=offered,
        confirmations=len(confirmers),
        panels=list(stop.panels.defer("candidates").order_by("drawn_at", "id")),
        cases=_cases(question, stop, reader) if is_open else [],
        may=(_rights(stop, reader, confirmers, may_choose) if is_open else frozenset())
        | _later_rights(shown),
    )


def lines_about(stop: Objection) -> QuerySet[Talk]:
    """Return what was said about a stop."""
    return Talk.objects.filter(objection=stop).select_related("member")


def show_line(line: Talk, shown: ShownStop) -> ShownLine:
    """Return a line as who sees the stop so may see it."""
    is_hidden = line.member_id == shown.stop.owner_id and not shown.owner_name
    return ShownLine(
        line=line,
        name="" if is_hidden else line.member.name,
    )


def _cases(question: Question, stop: Objection, reader: Membership) -> list[ShownCase]:
    return [
        ShownCase(kind.value, PANELS[kind], YES_MEANS[kind])
        for kind in ASKABLE
        if may_ask(question, reader, kind, stop)
    ]


def _rights(
    stop: Objection,
    reader: Membership,
    confirmers: set[UUID],
    may_choose: bool,  # noqa: FBT001 -- one of the rights
) -> frozenset[str]:
    """Return the names of what the reader may do with a stop now."""
    is_own, is_member = stop.owner_id == reader.id, reader.takes_positions
    is_raised, is_open = stop.state == State.RAISED, stop.state in UNANSWERED
    is_moving = stop.answer_kind == Objection.AnswerKind.MOVED and stop.answered_at
    waits = stop.state == State.UNDERSTOOD and bool(is_moving)
    is_talked_about = is_open or stop.state in (State.ANSWERED, State.STANDING)
    others = {stop.owner_id, stop.restated_by_id} | confirmers
    rights = {
        "restate": is_raised and not is_own and stop.restated_at is None,
        "restate_again": is_raised and not is_own and stop.restated_at is not None,
        "agree": is_raised and is_own and stop.restated_at is not None,
        "confirm": is_raised and bool(stop.restated_at) and reader.id not in others,
        "answer": is_open and is_member and not is_own and not stop.answered_at,
        "second": is_open
        and is_member
        and bool(stop.answer)
        and not stop.answered_at
        and reader.id not in (stop.owner_id, stop.answered_by_id),
        "reply": is_own and (stop.state == State.ANSWERED or waits),
        "solve": is_own and stop.state == State.STANDING,
        "talk": is_talked_about,
        "invite": is_talked_about and not is_own,
        "choose": is_talked_about and may_choose,
    }
    return frozenset(name for name, holds in rights.items() if holds)


def _later_rights(shown: ShownStop) -> frozenset[str]:
    return frozenset({"happened"} if shown.todo == "say_happened" else ())


@dataclass(frozen=True)
class PanelPage:
    """A case before people drawn by lot."""

    panel: Panel
    case: Promise
    asked_by: str
    seats: Sequence[PanelSeat]
    own_seat: PanelSeat | None
    candidates: Sequence[str]
    may_answer: bool


def panel_page(panel: Panel, reader: Membership) -> PanelPage:
    """Return the page of a case: who was drawn, from whom, and what they found."""
    seats = list(panel.seats.select_related("member").order_by("member__name", "id"))
    own = next((seat for seat in seats if seat.member_id == reader.id), None)
    ids = [UUID(text) for text in panel.candidates]
    # Who could not be drawn is the owner, or one of few others.
    stop = panel.objection
    is_kept_back = stop is not None and not shows_owner(stop, reader)
    names = {member.id: member.name for member in Membership.objects.filter(id__in=ids)}
    return PanelPage(
        panel=panel,
        case=PANELS[panel.kind],
        asked_by=_asker(panel, reader),
        seats=seats,
        own_seat=own,
        candidates=[] if is_kept_back else [names.get(one, "") for one in ids],
        may_answer=own is not None and not panel.ruling,
    )


def _asker(panel: Panel, reader: Membership) -> str:
    """Return who asked; not where it would name the owner of a nameless stop."""
    stop = panel.objection
    is_owner = stop is not None and stop.owner_id == panel.asked_by_id
    if stop is not None and is_owner and not shows_owner(stop, reader):
        return ""
    return panel.asked_by.name
