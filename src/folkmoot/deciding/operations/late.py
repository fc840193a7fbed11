"""Objections after the decision, by members who had not been heard before."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Objection, Question
from folkmoot.deciding.operations.acting import acting
from folkmoot.deciding.operations.checking import StopIncompleteError, StopText
from folkmoot.deciding.queries.checks import was_heard
from folkmoot.deciding.queries.facts import latest_proposal
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import Stage, takes_late_objection
from folkmoot.people.models import Membership


class TooLateError(Exception):
    """The time for late objections is over, or the member was heard before."""


@dataclass(frozen=True)
class LateText:
    """A late stop, and why its owner had not been heard."""

    stop: StopText
    why_not_heard: str


@transaction.atomic
def object_late(
    *, member: Membership, question: Question, late: LateText, now: datetime
) -> Objection:
    """Object to a decision within its time for late stops; locks the question.

    The decision stays while the stop lives beside it, for 14 days at most; then the
    outcome is computed again with it.

    Raises
    ------
    TooLateError
        If that time is over, or the member had a position in a check.
    StopIncompleteError
        If the harm, to whom, or why one was not heard is missing.
    """
    with acting(member, question, now, Stage.DECIDED, Stage.CARRYING) as act:
        heard = was_heard(act.question, act.member)
        if not takes_late_objection(state_of(act.question), now, was_heard=heard):
            raise TooLateError(
                _("This is for members who were not heard, soon after the decision.")
            )
        stop = late.stop
        if not (stop.harm.strip() and stop.to_whom.strip() and late.why_not_heard):
            raise StopIncompleteError(
                _("Please say what could go wrong, for whom, and why only now.")
            )
        row = Objection.objects.create(
            question=act.question,
            collective_id=act.question.collective_id,
            proposal=latest_proposal(act.question),
            number=act.question.objections.count() + 1,
            owner=act.member,
            harm=stop.harm,
            to_whom=stop.to_whom,
            fix=stop.fix,
            clause=stop.clause,
            nameless=stop.nameless,
            round=act.question.round,
            late=True,
            why_not_heard=late.why_not_heard,
            since=now,
            raised_at=now,
        )
        act.record("stop.raised_late", stop=row.number, harm=row.harm, to=row.to_whom)
    return row
