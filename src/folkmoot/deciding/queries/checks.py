"""One check counted: its seats, the positions in it, and what stands with them.

Where several versions stood side by side, everything is counted for one of them.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from folkmoot.deciding.models import CallBack, Objection, Position, Question, Seat
from folkmoot.deciding.queries import asked
from folkmoot.deciding.queries.carrying import count_uncarried
from folkmoot.engines.consensus import Check, Stage, State, Tally
from folkmoot.people.models import Membership
from folkmoot.web.prepared import totals


def seats_of(question: Question) -> QuerySet[Seat]:
    """Return the seats of the present check whose members are still here."""
    still = asked.here(asked.until_of(question), "member")
    return Seat.objects.filter(still, question=question, round=question.round)


def positions_of(question: Question, version: UUID | None = None) -> QuerySet[Position]:
    """Return the positions in the present check, to one of its versions or to all."""
    still = asked.here(asked.until_of(question), "member")
    rows = Position.objects.filter(still, question=question, round=question.round)
    return rows.filter(proposal=version) if version else rows


class Held(NamedTuple):
    """The positions of one check, counted together."""

    tally: Tally
    open_worries: int
    last: datetime | None
    carried: int = 0


def held_in(question: Question, version: UUID | None = None) -> Held:
    """Return how many members hold each position to what they are asked about."""
    until = asked.until_of(question)
    if version:
        [found] = totals(positions_of(question, version), **asked.held())
    else:
        [found] = asked.count_positions.list(question, question.round, until)
    tally = Tally(found.yes, found.aside, found.stop, found.need_more)
    return Held(tally, found.worries, found.last, found.carried)


def count_seats(question: Question) -> int:
    """Return how many of those in `seats_of` there are."""
    until = asked.until_of(question)
    [found] = asked.count_seats.list(question, question.round, until)
    return int(found.n)


def count_unlinked(question: Question) -> int:
    """Return how many things were said and not yet answered."""
    [found] = asked.count_unlinked.list(question.id)
    return int(found.n)


def was_heard(question: Question, member: Membership) -> bool:
    """Say whether a member had an answer in a check; one they called not right is none."""
    held = Position.objects.filter(question=question, member=member)
    wrong = CallBack.objects.filter(result=CallBack.Result.NOT_RIGHT)
    return held.exclude(call_backs__in=wrong).exists()


def is_any_seat_silent(question: Question, but: Membership) -> bool:
    """Whether a member of the check other than ``but`` has not answered yet."""
    place = (question, question.round, asked.until_of(question))
    return asked.unheard_seats.first(*place, but) is not None


def check_of(
    question: Question,
    state: State,
    held: Held | None = None,
    version: UUID | None = None,
) -> Check:
    """Return positions, stops, worries and carriers of the present check.

    Where several versions stood side by side, those of ``version``.
    """
    tally, unanswered, *_rest = held or held_in(question, version)
    if state.is_one_page and state.stage is Stage.CHECKING:
        unanswered += count_unlinked(question)
    if state.stage in (Stage.DECIDED, Stage.CARRYING):
        tally = tally._replace(stop=tally.stop + _late_stops(question, version))
    [stops] = asked.count_unanswered.list(question, asked.until_of(question))
    return Check(
        tally=tally,
        unanswered_stops=stops.n,
        unanswered_worries=unanswered,
        fundamental=asked.fundamental.first(question) is not None,
        cluster=tally.stop > 0 and has_cluster(question, version),
        tasks_without_carrier=count_uncarried(question)[0],
    )


def _late_stops(question: Question, version: UUID | None) -> int:
    gone = (
        Objection.State.RESOLVED,
        Objection.State.MOVED,
        Objection.State.RELABELLED,
    )
    late = Objection.objects.filter(question=question, late=True, owner__ended_at=None)
    # Who answered in a later check is counted there, and only once.
    counted = positions_of(question, version).values("member")
    return late.exclude(state__in=gone).exclude(owner__in=counted).count()


def has_cluster(question: Question, version: UUID | None = None) -> bool:
    """Say whether half of one declared group of three or more heard say stop."""
    groups = (
        positions_of(question, version)
        .exclude(member__group="")
        .values("member__group")
    )
    counted = groups.annotate(
        heard=Count("id"), stops=Count("id", filter=Q(value=Position.Value.OBJECT))
    ).order_by()
    least = 3
    return any(g["heard"] >= least and 2 * g["stops"] >= g["heard"] for g in counted)
