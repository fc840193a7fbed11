"""A check with more time: who goes to those who have not answered yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from folkmoot.deciding.models import Call, Question, Seat
from folkmoot.deciding.queries.calls import counts_now, signed_calls
from folkmoot.deciding.queries.checks import positions_of, seats_of
from folkmoot.deciding.queries.pages.answers import standing_of
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import Stage
from folkmoot.people.models import Membership, Term
from folkmoot.people.queries import holds_role


@dataclass(frozen=True)
class ReachOut:
    """How many have not answered, who goes to them, and who they are.

    Who is to be called or visited is for the care role alone.
    """

    people: int
    takers: Sequence[str]
    names: Sequence[str] | None


def is_reached_out(question: Question) -> bool:
    """Say whether the check got more time because too few had answered."""
    state = state_of(question)
    is_open = state.stage is Stage.CHECKING and state.pause is None
    return is_open and state.is_check_extended and not question.led_by_id


def silent_seats(question: Question) -> QuerySet[Seat]:
    """Return the seats of the present check from which nothing was said yet."""
    heard = positions_of(question).values("seat_id")
    return seats_of(question).exclude(id__in=heard)


def reach_out_in(
    question: Question, member: Membership, now: datetime
) -> ReachOut | None:
    """Return what ``member`` may see of it, after their own answer; None if nothing."""
    if not (member.takes_positions and is_reached_out(question)):
        return None
    if not standing_of(question, member).sees_answers:
        return None
    silent = silent_seats(question)
    people = silent.count()
    if not people:
        return None
    knows = holds_role(member, Term.Role.CARE, now)
    names = silent.order_by("member__name").values_list("member__name", flat=True)
    return ReachOut(people, _takers(question), list(names) if knows else None)


def _takers(question: Question) -> list[str]:
    signed = signed_calls(question).filter(kind=Call.Kind.REACH_OUT)
    rows = signed.select_related("member")
    return [row.member.name for row in rows if counts_now(question, row)]
