"""Panels of a federation: people of several leaves look at one case, for 72 hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from folkmoot.deciding.models import Panel
from folkmoot.deciding.operations.panels import (
    LEAST,
    SIZE,
    USUAL_HOURS,
    USUAL_SIZE,
    finds,
)
from folkmoot.federating.models import (
    FederatedPanel,
    FederatedQuestion,
    FederatedSeat,
)
from folkmoot.federating.operations.releasing import let_go
from folkmoot.federating.queries.panels import (
    LEAVES_DRAWN,
    leaves_to_draw,
    parties_to,
    people_to_draw,
)
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import tell
from folkmoot.record.operations import Value, append_entry
from folkmoot.web.chance import draw, new_seed

Kind = FederatedPanel.Kind
# A part that says a question is its own complains about the process: silence and a
# tie are for it.
RULED_AS = {Kind.LEVEL.value: Panel.Kind.COMPLAINT.value}

SIZES: Mapping[str, int] = {kind.value: size for kind, size in SIZE.items()}


@dataclass(frozen=True)
class Case:
    """What people drawn by lot are to look at."""

    question: FederatedQuestion
    kind: str
    reason: str
    asked_by: Membership | None = None
    about: Collective | None = None
    stop_id: UUID | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)


def draw_panel(case: Case, now: datetime) -> FederatedPanel:
    """Draw a panel for a locked question, and write down how.

    With fewer than three people to draw from nobody is drawn, and it counts as if
    nobody had answered.
    """
    question = case.question
    parties = parties_to(question, case.about)
    others = [case.asked_by.id] if case.asked_by is not None else []
    seed = new_seed()
    leaves = leaves_to_draw(question, parties, others)
    drawn_leaves = draw(seed, leaves, LEAVES_DRAWN)
    people = people_to_draw(question, parties, others, drawn_leaves)
    size = SIZES.get(case.kind, USUAL_SIZE)
    drawn = draw(seed, people, size) if len(people) >= LEAST else []
    panel = FederatedPanel.objects.create(
        question=question,
        collective_id=question.collective_id,
        kind=case.kind,
        about=case.about,
        stop_id=case.stop_id,
        facts=dict(case.facts),
        asked_by=case.asked_by,
        reason=case.reason,
        seed=seed,
        leaves=[str(one) for one in leaves],
        candidates=[str(member.id) for member in people],
        drawn_at=now,
        due_at=now + timedelta(hours=USUAL_HOURS) if drawn else now,
    )
    append_entry(
        collective_id=question.collective_id,
        kind="federated.panel_drawn",
        details={
            "panel": case.kind,
            "part": case.about.name if case.about else question.collective.name,
            "reason": case.reason,
            "facts": dict(case.facts),
            "seed": seed,
            "from_leaves": [str(one) for one in leaves],
            "leaves": [str(one) for one in drawn_leaves],
            "candidates": panel.candidates,
            "drawn": [str(member.id) for member in drawn],
        },
        now=now,
        about_id=question.id,
    )
    _seat(panel, drawn, now)
    return panel


def _seat(panel: FederatedPanel, members: list[Membership], now: datetime) -> None:
    FederatedSeat.objects.bulk_create(
        FederatedSeat(panel=panel, collective_id=member.collective_id, member=member)
        for member in members
    )
    tell(
        memberships=members,
        kind="federated.panel",
        template="federating/mail/panel.txt",
        context={"question": panel.question, "panel": panel},
        now=now,
        about_id=panel.question_id,
        once=f"federated panel {panel.id}",
        drop_at=panel.due_at,
    )


def settle_panels(question: FederatedQuestion, until: datetime, now: datetime) -> bool:
    """Give each ruling of a locked question that is due by ``until``.

    One is due when all who were drawn have answered, or its time is over; so that
    nobody is waited for longer than 72 hours. Return whether any was.
    """
    rows = FederatedPanel.objects.filter(question=question, ruling="")
    ruled = False
    for panel in rows.select_related("about").order_by("due_at", "id"):
        seats = list(panel.seats.all())
        answered = [seat for seat in seats if seat.answered_at is not None]
        is_complete = bool(seats) and len(answered) == len(seats)
        if is_complete or panel.due_at <= until:
            last = max((s.answered_at for s in answered if s.answered_at), default=now)
            panel.ruled_at = last if is_complete else panel.due_at
            kind = RULED_AS.get(panel.kind, panel.kind)
            answers = [bool(seat.answer) for seat in answered]
            _rule(question, panel, now, is_yes=finds(kind, answers))
            ruled = True
    return ruled


def _rule(
    question: FederatedQuestion, panel: FederatedPanel, now: datetime, *, is_yes: bool
) -> None:
    panel.ruling = FederatedPanel.Ruling.YES if is_yes else FederatedPanel.Ruling.NO
    if is_yes and panel.kind == Kind.LEVEL and panel.about is not None:
        panel.own_question_id = let_go(
            question, panel.about, panel.ruled_at or now, now
        )
    panel.save()
    append_entry(
        collective_id=question.collective_id,
        kind="federated.panel_ruled",
        details={
            "panel": panel.kind,
            "part": panel.about.name if panel.about else question.collective.name,
            "ruling": panel.ruling,
            "seed": panel.seed,
        },
        now=now,
        about_id=question.id,
    )
