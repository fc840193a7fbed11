"""Panels drawn by lot: who may ask for one, and from whom it is drawn."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from folkmoot.deciding.models import Call, Objection, Panel, PanelSeat, Question
from folkmoot.deciding.queries import asked
from folkmoot.deciding.queries.asked import UNANSWERED
from folkmoot.deciding.queries.leading import may_be_called
from folkmoot.deciding.words.stops import PANELS
from folkmoot.engines.consensus import Stage
from folkmoot.people.models import Membership, Term

LIVING = (*UNANSWERED, Objection.State.ANSWERED, Objection.State.STANDING)
CHECKED = (Stage.CHECKING, Stage.WORKING, Stage.LAST_CALL)
CARRIED = (Stage.DECIDED, Stage.CARRYING)


def candidates_for(case: Panel, now: datetime) -> list[Membership]:
    """Return from whom a case's panel is drawn: no parties, no holders, who is in lots."""
    excluded = {case.asked_by_id, case.question.proposer_id}
    if case.into is not None:
        excluded.add(case.into.proposer_id)
    if case.objection is not None:
        excluded.add(case.objection.owner_id)
    if case.appeal_of is not None:
        excluded |= set(case.appeal_of.seats.values_list("member_id", flat=True))
    holders = Term.objects.filter(about_id=case.question.id, ends_at__gt=now)
    excluded |= set(holders.values_list("member_id", flat=True))
    members = Membership.objects.filter(
        collective_id=case.question.collective_id,
        standing=Membership.Standing.MEMBER,
        ended_at=None,
        in_lots=True,
    )
    parties = {one for one in excluded if one is not None}
    return list(members.exclude(id__in=parties).order_by("id"))


def may_ask(
    question: Question, member: Membership, kind: str, stop: Objection | None
) -> bool:
    """Say whether ``member`` may ask for a panel of ``kind`` now.

    One member alone complains about the process only as the owner of an unanswered
    stop; otherwise k members sign for it together.
    """
    if not member.takes_positions:
        return False
    stage = Stage(question.stage)
    if kind == Panel.Kind.TRIES:
        return stage is Stage.HEARING
    if stop is None:
        return False
    is_owner = stop.owner_id == member.id
    unanswered, checked = stop.state in UNANSWERED, stage in CHECKED
    rights = {
        Panel.Kind.COMPLAINT: is_owner
        and unanswered
        and may_be_called(question, Call.Kind.PAUSE),
        # Five people of one group do not judge what all groups are asked.
        Panel.Kind.FUNDAMENTAL: is_owner
        and checked
        and stop.state in LIVING
        and not question.led_by_id,
        Panel.Kind.RELABEL: (checked or stage in CARRIED) and _may_relabel(stop),
        Panel.Kind.NEW_REASON: stop.new_reason and unanswered and not is_owner,
        Panel.Kind.GRAVE: stop.late and stage in CARRIED and stop.state in LIVING,
    }
    return rights.get(Panel.Kind(kind), False)


def _may_relabel(stop: Objection) -> bool:
    """Allow one panel while it is a stop, and one appeal when it was found a worry."""
    asked = Panel.objects.filter(objection=stop, kind=Panel.Kind.RELABEL).count()
    if stop.state == Objection.State.RELABELLED:
        return asked == 1
    return stop.state in LIVING and not asked


@dataclass(frozen=True)
class ShownPanel:
    """A case that is not settled; ``is_mine`` if the reader was drawn to answer."""

    panel: Panel
    case: Promise
    is_mine: bool


def list_open_panels(question: Question, reader: Membership) -> list[ShownPanel]:
    """Return the cases about a question that are not settled, oldest first."""
    rows = asked.open_panels.list(question)
    seats = PanelSeat.objects.filter(member=reader, answered_at=None, panel__in=rows)
    mine = set(seats.values_list("panel_id", flat=True)) if rows else set()
    return [ShownPanel(row, PANELS[row.kind], row.id in mine) for row in rows]
