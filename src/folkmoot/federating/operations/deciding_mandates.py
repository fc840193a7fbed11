"""Mandates and messengers that a collective decides by an ordinary question."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import DraftText, Shape, raise_question
from folkmoot.doing.days import today_in
from folkmoot.doing.operations import Task
from folkmoot.engines.consensus import MANDATE_LASTS_AT_MOST, LimitError
from folkmoot.federating.models import FederatedQuestion, Mandate
from folkmoot.federating.operations.delegating import (
    Sending,
    send_by_decision,
    term_end,
)
from folkmoot.federating.operations.mandating import (
    CLOSED,
    MandateText,
    give_mandate,
)
from folkmoot.federating.queries.mandates import read_limits
from folkmoot.federating.queries.pairs import is_linked
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import TermLengthError
from folkmoot.people.presets import LONGEST_TERM_DAYS
from folkmoot.record.operations import append_entry

HOME = Collective.Preset.HOME
TOPIC = Question.Topic.MANDATE
ASK, SEND = "ask", "send"


class MandateError(Exception):
    """The mandate lacks something, or home sends nobody to this council."""


@dataclass(frozen=True)
class Asking:
    """From which home to which council, about one question or all; why now."""

    council: Collective
    question: FederatedQuestion | None = None
    title: str = ""
    why_now: str = ""


@transaction.atomic
def ask_for_mandate(
    *, member: Membership, asking: Asking, text: MandateText, now: datetime
) -> Question:
    """Ask one's collective what its messengers shall say: an ordinary question.

    Raises
    ------
    MandateError
        If there are no words, a limit cannot be compared, or home sends nobody there.
    """
    _check(member.collective, asking)
    if not text.text.strip() or text.kind not in Mandate.Kind.values:
        raise MandateError(_("Please write what our messengers shall say."))
    try:
        read_limits([list(limit) for limit in text.limits])
    except (LimitError, ValueError) as error:
        raise MandateError(_("A limit needs a number or a day.")) from error
    council = asking.council.name
    title = asking.title or _("What shall our messengers say in %(council)s?") % {
        "council": council
    }
    change = {**_change(ASK, asking), **text.plain()}
    ends = MANDATE_LASTS_AT_MOST if text.days is None else timedelta(days=text.days)
    return _raise(member, asking, title, change, text.text, now + ends, now)


@transaction.atomic
def ask_to_send(
    *,
    member: Membership,
    asking: Asking,
    speaker: Membership,
    listener: Membership | None,
    days: int | None,
    now: datetime,
) -> Question:
    """Ask one's collective to send two people to a council: an ordinary question.

    Raises
    ------
    MandateError
        If home sends nobody there, or the two are one.
    TermLengthError
        If it would last longer than a year.
    """
    _check(member.collective, asking)
    if listener is not None and listener.id == speaker.id:
        raise MandateError(_("Please choose two different people."))
    if days is not None and not 1 <= days <= LONGEST_TERM_DAYS:
        raise TermLengthError(_("A messenger's time ends within one year."))
    names = " & ".join(one.name for one in (speaker, listener) if one is not None)
    words = {"names": names, "council": asking.council.name}
    title = asking.title or _("%(names)s carry our word to %(council)s") % words
    change = {
        **_change(SEND, asking),
        "speaker_id": str(speaker.id),
        "listener_id": str(listener.id) if listener else None,
        "names": names,
        "days": days,
    }
    return _raise(member, asking, title, change, title, term_end(now, days), now)


def carry_out_mandate(
    question: Question, change: dict[str, Any], now: datetime
) -> None:
    """Do what a collective decided about its messengers."""
    home = question.collective
    council = Collective.objects.get(id=change["council_id"])
    named = change["question_id"]
    about = FederatedQuestion.objects.filter(id=named).first() if named else None
    is_over = about is not None and about.stage in CLOSED
    if is_over or not is_linked(home.id, council.id):
        _not_done(question, now)
        return
    if change["act"] == ASK:
        give_mandate(
            home=home,
            council=council,
            question=about,
            text=MandateText(
                text=change["text"],
                kind=change["kind"],
                position=change["position"],
                limits=[(name, rule, value) for name, rule, value in change["limits"]],
                may_settle=change["may_settle"],
                days=change["days"],
            ),
            decided_by=question.id,
            now=now,
        )
        return
    there = home.memberships.filter(ended_at=None)
    speaker = there.filter(id=change["speaker_id"]).first()
    second = change["listener_id"]
    listener = there.filter(id=second).first() if second else None
    if speaker is None or not speaker.takes_positions:
        _not_done(question, now)
        return
    ends_at = term_end(now, change["days"])
    send_by_decision(
        sending=Sending(home, council, ends_at, about),
        speaker=speaker,
        listener=listener,
        decided_by=question.id,
        now=now,
    )


def _check(home: Collective, asking: Asking) -> None:
    if not is_linked(home.id, asking.council.id):
        raise MandateError(_("This group sends nobody to this council."))
    if asking.question is not None and asking.question.stage in CLOSED:
        raise MandateError(_("This question is closed."))


def _change(act: str, asking: Asking) -> dict[str, Any]:
    """Return what every such question keeps, with names for its page."""
    about = asking.question
    return {
        "act": act,
        "council_id": str(asking.council.id),
        "council": asking.council.name,
        "question_id": str(about.id) if about else None,
        "question": about.title if about else "",
    }


def _raise(
    member: Membership,
    asking: Asking,
    title: str,
    change: dict[str, Any],
    text: str,
    ends_at: datetime,
    now: datetime,
) -> Question:
    day = today_in(member.collective, ends_at)
    task = Task(_("Look whether it is done"), day, member.id, is_watch=True)
    draft = DraftText(text=text, look_back_date=day, tasks=[task])
    shape = Shape(
        why_now=asking.why_now,
        affected=_("All of us"),
        short_text=text,
        topic=TOPIC,
        change=change,
    )
    return raise_question(
        member=member,
        title=title[:200],
        shape=shape,
        draft=draft if member.collective.preset == HOME else None,
        now=now,
    )


def _not_done(question: Question, now: datetime) -> None:
    append_entry(
        collective_id=question.collective_id,
        kind="mandate.not_given",
        details={"question": question.title},
        now=now,
        about_id=question.id,
    )
