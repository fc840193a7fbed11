"""Cases of a federation: asking people drawn by lot, and answering when one is drawn."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Objection
from folkmoot.engines.consensus import PANEL_RULES_WITHIN
from folkmoot.federating.models import (
    FederatedPanel,
    FederatedQuestion,
    FederatedSeat,
)
from folkmoot.federating.operations.locking import lock_question
from folkmoot.federating.operations.panels import Case, Kind, draw_panel
from folkmoot.federating.operations.settling import settle
from folkmoot.federating.queries.stops import may_ask_fundamental, stops_of
from folkmoot.people.models import Membership
from folkmoot.people.operations import lock_member
from folkmoot.record.operations import append_entry


class CaseRefusedError(Exception):
    """It is not this person's to ask, was looked at, or there is no time left for it."""


class NotDrawnError(Exception):
    """Only the people drawn for a case answer it, once and in time."""


@transaction.atomic
def ask_fundamental(
    *,
    member: Membership,
    question: FederatedQuestion,
    stop_id: UUID,
    reason: str,
    now: datetime,
) -> FederatedPanel:
    """Let people drawn by lot look whether one's own stop is a fundamental one.

    They come from leaves that are no party: not from the stop's own, and not from those
    that asked all groups. Locks the question and the member.

    Raises
    ------
    CaseRefusedError
        If it is somebody else's stop, was looked at, is over, or comes too late.
    """
    locked = lock_question(question.id)
    settle(locked, now)
    person = lock_member(member)
    stop = stops_of(locked).filter(id=stop_id).first()
    if stop is None or not may_ask_fundamental(locked, stop, person):
        raise CaseRefusedError(_("This is for the person whose stop it is."))
    if FederatedPanel.objects.filter(stop_id=stop.id).exists():
        raise CaseRefusedError(_("People drawn by lot look at this, or did."))
    if not reason.strip():
        raise CaseRefusedError(_("Please say why in a line."))
    _require_time(locked, now)
    panel = draw_panel(_case(locked, stop, person, reason), now)
    settle(locked, now)
    return panel


def _case(
    question: FederatedQuestion, stop: Objection, person: Membership, reason: str
) -> Case:
    return Case(
        question=question,
        kind=Kind.FUNDAMENTAL.value,
        reason=reason,
        asked_by=person,
        about=person.collective,
        stop_id=stop.id,
    )


def _require_time(question: FederatedQuestion, now: datetime) -> None:
    """Refuse what would be answered after the decision only."""
    ends = question.closes_at
    is_last = question.stage == "last_call"
    if is_last and ends is not None and ends - now < PANEL_RULES_WITHIN:
        raise CaseRefusedError(_("The last call is over before they could answer."))


@transaction.atomic
def answer_federated_panel(
    *,
    member: Membership,
    panel: FederatedPanel,
    answer: bool,
    reason: str,
    now: datetime,
) -> FederatedSeat:
    """Give one drawn member's written answer; the last one settles the case.

    Locks the question and the member.

    Raises
    ------
    NotDrawnError
        If the member was not drawn, the case is closed, or no reason is given.
    """
    locked = lock_question(panel.question_id)
    settle(locked, now)
    person = lock_member(member)
    rows = FederatedSeat.objects.filter(panel=panel, panel__ruling="")
    seat = rows.filter(member=person).first()
    if seat is None:
        raise NotDrawnError(_("This case is not open for your answer."))
    if not reason.strip():
        raise NotDrawnError(_("Please say why in a line. Everybody reads it."))
    seat.answer, seat.reason, seat.answered_at = answer, reason, now
    seat.save()
    append_entry(
        collective_id=seat.collective_id,
        kind="federated.panel_answered",
        details={"panel": panel.kind, "answer": answer, "reason": reason},
        now=now,
        about_id=locked.id,
        member_id=person.id,
    )
    settle(locked, now)
    return seat
