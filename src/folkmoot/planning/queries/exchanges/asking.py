"""When an exchange is a question to all members of a collective, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.urls import reverse

from folkmoot.deciding.models import Decision, Question
from folkmoot.fund.queries.agreed import STANDING
from folkmoot.people.models import Collective
from folkmoot.people.queries import get_settings
from folkmoot.planning.models import Exchange, ExchangePart, ExchangeSeat
from folkmoot.planning.queries.plans.followed import agreed_version, standing_decision
from folkmoot.planning.words import exchanges as words

OVER = ("no_decision", "withdrawn", "merged", "closed")
FIRST = 1  # the version of the draft that says the round
ROUNDING = 1e-6


@dataclass(frozen=True)
class AskedAll:
    """The question to all members whether their collective takes the round that stands.

    Where another text was agreed to, members say with two names whether it is a yes.
    """

    class State(StrEnum):
        OPEN = "open"
        YES = "yes"
        OTHER = "other"  # another text was agreed to
        ENDED = "ended"  # without a decision: it may be asked again

    title: str
    number: int
    href: str
    state: State


def why_ask_all(part: ExchangePart | None, collective: Collective) -> str:
    """Return why two names are not enough for a round, in words; nothing if they are.

    That is where more of the collective's work goes into what is exchanged than its
    settings say, or where it has more work or less of what it needs than alone.
    """
    if part is None:
        return ""
    if part.together > part.alone * (1 + ROUNDING) + ROUNDING:
        return words.say_more_work()
    if part.missing > part.missing_alone + ROUNDING:
        return words.say_misses_more()
    percent = get_settings(collective)["exchange_percent"]
    share = share_exchanged(part)
    if 100 * share <= percent:
        return ""
    return words.say_large(share, percent)


def share_exchanged(part: ExchangePart) -> float:
    """Return the hours in what a collective gives, or gets if more, in those of alone.

    Each good counts with the hours that one more of it would save somebody.
    """
    pairs = [
        amount * hours for amount, hours in zip(part.trade, part.worth, strict=True)
    ]
    gives = sum(one for one in pairs if one > 0)
    gets = -sum(one for one in pairs if one < 0)
    most = max(gives, gets)
    if most <= ROUNDING:
        return 0.0
    return most / part.alone if part.alone > 0 else 1.0


def own_part(row: Exchange, seat: ExchangeSeat) -> ExchangePart | None:
    """Return what the round that stands brought to a collective."""
    rows = row.parts.filter(edition=row.edition, number=row.rounds, seat=seat)
    return rows.first()


def is_about_round(row: Exchange, seat: ExchangeSeat) -> bool:
    """Say whether a seat's question is about the round that stands."""
    asked = seat.asked_edition, seat.asked_number
    return bool(seat.question_id) and asked == (row.edition, row.rounds)


def asked_all(row: Exchange, seat: ExchangeSeat) -> AskedAll | None:
    """Return the question to all about the round that stands, if there is one."""
    if seat.question_id is None or not is_about_round(row, seat):
        return None
    question = Question.objects.get(id=seat.question_id)
    return AskedAll(
        title=question.title,
        number=question.number,
        href=reverse("deciding:question", args=(seat.collective.slug, question.number)),
        state=_state_of(question),
    )


def is_asking(row: Exchange, seat: ExchangeSeat) -> bool:
    """Say whether all members of a collective are asked about the round now."""
    asked = asked_all(row, seat)
    return asked is not None and asked.state == AskedAll.State.OPEN


def _state_of(question: Question) -> AskedAll.State:
    decision = standing_decision(question.id)
    if decision is not None:
        return AskedAll.State.YES if is_yes(decision) else AskedAll.State.OTHER
    is_over = question.stage in OVER
    return AskedAll.State.ENDED if is_over else AskedAll.State.OPEN


def is_yes(decision: Decision) -> bool:
    """Say whether a decision took the round as it was asked."""
    return agreed_version(decision, {FIRST}) is not None


def has_decided_yes(seat: ExchangeSeat) -> bool:
    """Say whether a collective's yes is a decision of all its members that stands."""
    if seat.agreed_id is None:
        return False
    return Decision.objects.filter(id=seat.agreed_id, state__in=STANDING).exists()


def decided_seats() -> QuerySet[ExchangeSeat]:
    """Return the seats whose question was decided and that have no yes yet; one query."""
    standing = Decision.objects.filter(state__in=STANDING).values("question")
    rows = ExchangeSeat.objects.filter(
        Q(question_id__in=standing),
        exchange__state=Exchange.State.SETTLED,
        joined_at__isnull=False,
        left_at=None,
        accepted_at=None,
    )
    return rows.order_by("exchange", "id")
