"""Asking a panel drawn by lot, and ruling when one is drawn."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Objection, Panel, PanelSeat, Question
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.panels import NoPanelError, draw_panel, pause_question
from folkmoot.deciding.queries.panels import may_ask
from folkmoot.engines.consensus import ENDED, Stage
from folkmoot.people.models import Membership

OPEN = tuple(stage for stage in Stage if stage not in ENDED)


@transaction.atomic
def ask_panel(
    *,
    member: Membership,
    question: Question,
    kind: Panel.Kind,
    reason: str,
    now: datetime,
    objection: Objection | None = None,
) -> Panel:
    """Ask people drawn by lot to look at one case; locks the question.

    A complaint stops the question's clocks until the ruling. A second panel on the
    same stop's label is its one appeal.

    Raises
    ------
    NoPanelError
        If there are too few people, the case is before a panel already, or it is not
        this member's to ask.
    """
    with acting(member, question, now, *OPEN) as act:
        _require_asker(act, kind, objection)
        earlier = None
        if kind == Panel.Kind.RELABEL:
            earlier = Panel.objects.filter(objection=objection, kind=kind).first()
        panel = draw_panel(
            question=act.question,
            kind=kind,
            asked_by=act.member,
            reason=reason,
            now=now,
            objection=objection,
            appeal_of=earlier,
        )
        if kind == Panel.Kind.COMPLAINT:
            pause_question(act.question, now)
        act.record("panel.drawn", panel=str(kind), reason=reason, seed=panel.seed)
    return panel


def _require_asker(act: Act, kind: Panel.Kind, objection: Objection | None) -> None:
    stop = None
    if objection is not None:
        stop = Objection.objects.get(id=objection.id, question=act.question)
    if not may_ask(act.question, act.member, kind, stop):
        raise NoPanelError(_("This cannot be asked here, or not by you."))


class NotOnPanelError(Exception):
    """Only the people drawn for a case rule on it, once and in time."""


@transaction.atomic
def answer_panel(
    *, member: Membership, panel: Panel, answer: bool, reason: str, now: datetime
) -> PanelSeat:
    """Give one drawn member's written answer; locks the question and the seat.

    Raises
    ------
    NotOnPanelError
        If the member was not drawn, the case is closed, or no reason is given.
    """
    with acting(member, panel.question, now) as act:
        seat = PanelSeat.objects.filter(panel=panel, member=act.member).first()
        if seat is None or Panel.objects.get(id=panel.id).ruling:
            raise NotOnPanelError(_("This case is not open for your answer."))
        if not reason.strip():
            raise NotOnPanelError(_("Please say why in a line. Everybody reads it."))
        seat.answer, seat.reason, seat.answered_at = answer, reason, now
        seat.save()
        act.record("panel.answered", panel=panel.kind, answer=answer, reason=reason)
    return seat
