"""A collective's yes to an exchange by a question to all its members."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import DraftText, Shape, raise_question
from folkmoot.doing.days import today_in
from folkmoot.doing.operations import Task
from folkmoot.engines.tlog import Value
from folkmoot.people.models import Membership
from folkmoot.planning.gifts import gifts_of
from folkmoot.planning.models import Exchange, ExchangePart, ExchangeSeat
from folkmoot.planning.operations.exchanges.shared import (
    State,
    agree_if_all,
    joined,
    lock_inside,
    record,
)
from folkmoot.planning.operations.plans.errors import (
    AskedAlreadyError,
    ExchangeError,
    PlanMovedOnError,
)
from folkmoot.planning.queries.exchanges.asking import (
    AskedAll,
    asked_all,
    decided_seats,
    is_about_round,
    is_yes,
)
from folkmoot.planning.queries.exchanges.promises import parts_in
from folkmoot.planning.queries.plans.followed import standing_decision
from folkmoot.planning.words import exchanges as words
from folkmoot.planning.words.periods import first_day

MOST_TASKS = 12
MOST_TITLE = 200
LOOK_BACK = timedelta(weeks=1)  # after the last day
LATEST_LOOK = timedelta(days=90)
log = logging.getLogger(__name__)


@transaction.atomic
def ask_all_about_exchange(
    *,
    member: Membership,
    exchange: Exchange,
    edition: int,
    number: int,
    now: datetime,
) -> Question:
    """Ask all members of one's collective whether it takes the round that stands.

    The round's sentences are the draft, what it gives and gets the tasks. The decision
    is its yes, as long as the round stands; until then two names are none. Locks the
    membership and the exchange.

    Raises
    ------
    AskedAlreadyError
        If they were asked, and the question is open or was decided.
    ExchangeError
        If the rounds are not over, or the collective said yes already.
    PlanMovedOnError
        If it is another round than the one that was looked at.
    """
    held, row, seat = lock_inside(member, exchange)
    if row.state != State.SETTLED or seat.accepted_at:
        raise ExchangeError(_("There is nothing to say yes to now."))
    if (row.edition, row.rounds) != (edition, number):
        raise PlanMovedOnError(_("Another round came since. Please look again."))
    asked = asked_all(row, seat)
    if asked and asked.state != AskedAll.State.ENDED:
        raise AskedAlreadyError(_("All of us were asked about it already."))
    with override(held.collective.language):
        title = words.say_question(row.goods, _others(row, seat))
        question = raise_question(
            member=held,
            title=title[:MOST_TITLE],
            shape=Shape(
                why_now=_(
                    "The groups have stopped looking; each says its own yes now."
                ),
                affected=_("All of us, and the groups that we would exchange with."),
                short_text="\n\n".join(_sentences(row, seat)),
            ),
            draft=_draft(row, seat, held, now),
            now=now,
        )
    seat.question_id, seat.agreed_id = question.id, None
    seat.asked_edition, seat.asked_number = row.edition, row.rounds
    seat.accepted_first_by = seat.accepted_second_by = None
    seat.save()
    details: dict[str, Value] = {"number": row.rounds, "question": str(question.id)}
    record("exchange.all_asked", [seat], details, held, now)
    return question


@transaction.atomic
def settle_asked_exchange(*, seat: ExchangeSeat, now: datetime) -> bool:
    """Take a decision of all members as their collective's yes; say if it was one.

    Nothing follows from a decision on another text, or on a round that stands no more.
    Locks the exchange.
    """
    row = Exchange.objects.select_for_update().get(id=seat.exchange_id)
    held = row.seats.select_related("collective").get(id=seat.id)
    if row.state != State.SETTLED or not held.is_in or held.accepted_at:
        return False
    decision = standing_decision(held.question_id)
    if decision is None or not is_about_round(row, held) or not is_yes(decision):
        return False
    held.agreed_id, held.accepted_at = decision.id, now
    held.save()
    details = {"group": held.collective.name}
    record("exchange.accepted", joined(row), details, None, now)
    agree_if_all(row, now)
    return True


def settle_asked_of(*, collective_id: UUID, now: datetime) -> None:
    """Take the decisions of one collective; looks first, so that a page may call it."""
    for seat in decided_seats().filter(collective_id=collective_id):
        settle_asked_exchange(seat=seat, now=now)


def settle_asked_due(now: datetime) -> int:
    """Take all such decisions; for the worker."""
    taken = 0
    for seat in decided_seats():
        try:
            taken += settle_asked_exchange(seat=seat, now=now)
        except Exception:  # one that fails holds up none
            log.exception("exchange_not_taken", extra={"seat": str(seat.id)})
    return taken


def _others(row: Exchange, seat: ExchangeSeat) -> list[str]:
    return [one.collective.name for one in joined(row) if one.id != seat.id]


def _draft(
    row: Exchange, seat: ExchangeSeat, member: Membership, now: datetime
) -> DraftText:
    """Return the round as the text of a draft, with what we give and get as tasks."""
    today = today_in(member.collective, now)
    end = first_day(row.begins_on, row.length, row.weeks + 1)
    address = reverse("planning:exchange", args=(member.collective.slug, row.id))
    lines = [
        words.say_taking(row.goods, _others(row, seat)),
        words.say_time(row.begins_on, row.length, row.weeks),
        *_sentences(row, seat),
        words.say_only_this_round(row.rounds),
        _("All of it: %(address)s") % {"address": address},
    ]
    return DraftText(
        text="\n\n".join(lines),
        look_back_date=min(end + LOOK_BACK, today + LATEST_LOOK),
        tasks=[Task(one, end) for one in _gifts(row, seat)[:MOST_TASKS]],
    )


def _sentences(row: Exchange, seat: ExchangeSeat) -> list[str]:
    """Return what we give and get, and our hours, a sentence each."""
    own = next(one for one in parts_in(row) if one.seat_id == seat.id)
    return [*_gifts(row, seat), words.say_hours(own.alone, own.together)]


def _gifts(row: Exchange, seat: ExchangeSeat) -> list[str]:
    parts = parts_in(row)
    own = next(at for at, one in enumerate(parts) if one.seat_id == seat.id)
    found = [
        words.say_promise(
            {
                "other": _name(parts, one.getter if one.giver == own else one.giver),
                "good": row.goods[one.good]["good"],
                "unit": row.goods[one.good]["unit"],
                "amounts": one.amounts,
                "gives": one.giver == own,
            },
            row.length,
        )
        for one in gifts_of([part.trade for part in parts], len(row.goods))
        if own in {one.giver, one.getter}
    ]
    return found or [words.say_nothing_given()]


def _name(parts: list[ExchangePart], at: int) -> str:
    return parts[at].collective.name
