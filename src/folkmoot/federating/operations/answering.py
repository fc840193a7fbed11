"""Stops of several groups answered with one text, by two delegates of different ones.

Each stop keeps its life in its own leaf: it is understood there, and its owner says
whether it is solved. The text, and the two names, come from the council.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Objection
from folkmoot.deciding.operations import AnswerText, answer_stop, second_answer
from folkmoot.federating.models import FederatedQuestion
from folkmoot.federating.queries.drafters import may_answer_stops
from folkmoot.federating.queries.stops import unanswered_stops
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry

AT_ONCE = 100  # stops in one transaction


class AnswerRefusedError(Exception):
    """It is for delegates of the groups, or a stop has moved on."""


@transaction.atomic
def answer_stops(
    *,
    member: Membership,
    question: FederatedQuestion,
    stops: Sequence[UUID],
    answer: AnswerText,
    now: datetime,
) -> list[Objection]:
    """Answer stops of several groups with one text; locks their leaf questions.

    Each answer counts once a delegate of another group stands by it.

    Raises
    ------
    AnswerRefusedError
        If it is for others, or one of the stops has an answer already.
    StopStateError
        If the text is empty or longer than 120 words, or a trial lacks its end.
    """
    rows = _taken(member, question, stops, now)
    answered = [
        answer_stop(member=member, objection=row, answer=answer, now=now)
        for row in rows
    ]
    _record(member, question, "federated.stops_answered", len(rows), now)
    return answered


@transaction.atomic
def second_answers(
    *,
    member: Membership,
    question: FederatedQuestion,
    stops: Sequence[UUID],
    now: datetime,
) -> list[Objection]:
    """Put the second name to answers of a delegate of another group; locks them.

    Raises
    ------
    AnswerRefusedError
        If it is for others, or the first name is of the same group.
    StopStateError
        If there is no answer, or both names are one.
    """
    rows = _taken(member, question, stops, now)
    for row in rows:
        first = row.answered_by
        if first is None or first.collective_id == member.collective_id:
            raise AnswerRefusedError(
                _("The second name is of a messenger from another group.")
            )
    seconded = [second_answer(member=member, objection=row, now=now) for row in rows]
    _record(member, question, "federated.answers_seconded", len(rows), now)
    return seconded


def _taken(
    member: Membership,
    question: FederatedQuestion,
    stops: Sequence[UUID],
    now: datetime,
) -> list[Objection]:
    if not may_answer_stops(question, member, now):
        raise AnswerRefusedError(_("Messengers of our groups answer here."))
    wanted = set(stops)
    if not 0 < len(wanted) <= AT_ONCE:
        raise AnswerRefusedError(
            _("Please choose from one to %(most)s stops.") % {"most": AT_ONCE}
        )
    # One order for everybody, so that two who answer never wait for each other.
    rows = unanswered_stops(question).filter(id__in=wanted)
    found = list(rows.order_by("question_id", "number"))
    if len(found) != len(wanted):
        raise AnswerRefusedError(_("A stop has moved on. Please look again."))
    return found


def _record(
    member: Membership,
    question: FederatedQuestion,
    kind: str,
    count: int,
    now: datetime,
) -> None:
    append_entry(
        collective_id=question.collective_id,
        kind=kind,
        details={"stops": count, "from": member.collective.name},
        now=now,
        about_id=question.id,
    )
