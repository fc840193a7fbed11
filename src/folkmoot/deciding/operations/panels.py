"""Panels drawn by lot for one case; they rule on procedure only, within 72 hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from folkmoot.deciding.models import Objection, Panel, PanelSeat, Question
from folkmoot.deciding.operations.moving import record_step
from folkmoot.deciding.queries import asked
from folkmoot.deciding.queries.asked import UNANSWERED
from folkmoot.deciding.queries.panels import candidates_for
from folkmoot.deciding.states import state_of, write_state
from folkmoot.engines.consensus import MoveError, Stage, pause, take
from folkmoot.people.models import Membership
from folkmoot.people.operations import tell
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import draw, new_seed

SIZE = {Panel.Kind.FUNDAMENTAL: 5}
USUAL_SIZE = 3
APPEAL_SIZE = 5
LEAST = 3
HOURS = {Panel.Kind.NEW_REASON: 48}
USUAL_HOURS = 72
FUNDAMENTAL_YES = 4


class NoPanelError(Exception):
    """There are too few people for a panel of this kind, or one sits already."""


def draw_panel(
    *,
    question: Question,
    kind: Panel.Kind,
    asked_by: Membership,
    reason: str,
    now: datetime,
    objection: Objection | None = None,
    appeal_of: Panel | None = None,
    into: Question | None = None,
) -> Panel:
    """Draw a panel for a locked question; the caller records why.

    With fewer than three eligible people there is none: a complaint is then upheld
    at once, and other kinds are refused.

    Raises
    ------
    NoPanelError
        If there are too few people, or the same case is before a panel already.
    """
    if question.panels.filter(kind=kind, objection=objection, ruling="").exists():
        raise NoPanelError(_("People drawn by lot are looking at this already."))
    case = Panel(
        question=question,
        objection=objection,
        appeal_of=appeal_of,
        asked_by=asked_by,
        into=into,
    )
    candidates = candidates_for(case, now)
    if len(candidates) < LEAST and kind != Panel.Kind.COMPLAINT:
        raise NoPanelError(_("There are too few people here to draw a panel."))
    seed = new_seed()
    size = APPEAL_SIZE if appeal_of else SIZE.get(kind, USUAL_SIZE)
    panel = Panel.objects.create(
        question=question,
        collective_id=question.collective_id,
        objection=objection,
        kind=kind,
        into=into,
        appeal_of=appeal_of,
        asked_by=asked_by,
        reason=reason,
        seed=seed,
        candidates=[str(member.id) for member in candidates],
        drawn_at=now,
        due_at=now + timedelta(hours=HOURS.get(kind, USUAL_HOURS)),
    )
    if len(candidates) < LEAST:
        panel.ruling, panel.ruled_at = Panel.Ruling.YES, now
        panel.save()
        return panel
    _seat(panel, draw(seed, candidates, size), now)
    return panel


def _seat(panel: Panel, members: list[Membership], now: datetime) -> None:
    PanelSeat.objects.bulk_create(
        PanelSeat(panel=panel, collective_id=panel.collective_id, member=member)
        for member in members
    )
    tell(
        memberships=members,
        kind="question.panel",
        template="deciding/mail/panel.txt",
        context={"question": panel.question, "panel": panel},
        now=now,
        about_id=panel.question_id,
        once=f"panel {panel.id}",
        drop_at=panel.due_at,
    )


def settle_panels(question: Question, now: datetime) -> datetime | None:
    """Give the ruling of every panel that all answered or whose time is over.

    Return until when those that still look at something have.
    """
    waiting: list[datetime] = []
    for panel in asked.open_panels.list(question):
        seats = list(panel.seats.all())
        answers = [seat for seat in seats if seat.answered_at is not None]
        if len(answers) < len(seats) and now < panel.due_at:
            waiting.append(panel.due_at)
            continue
        last = max((s.answered_at for s in answers if s.answered_at), default=now)
        panel.ruled_at = last if len(answers) == len(seats) else panel.due_at
        found = finds(panel.kind, [bool(seat.answer) for seat in answers])
        panel.ruling = Panel.Ruling.YES if found else Panel.Ruling.NO
        panel.save()
        append_entry(
            collective_id=question.collective_id,
            kind="panel.ruled",
            details={"panel": panel.kind, "ruling": panel.ruling, "seed": panel.seed},
            now=now,
            about_id=question.id,
        )
        if panel.kind == Panel.Kind.GRAVE and panel.ruling == Panel.Ruling.YES:
            pause_question(question, panel.ruled_at, is_harm=True)
        if panel.kind == Panel.Kind.NEW_REASON and panel.ruling == Panel.Ruling.NO:
            _let_stand(panel)
        if panel.kind == Panel.Kind.MERGE and panel.ruling == Panel.Ruling.YES:
            _merge(question, panel, now)
    return min(waiting, default=None)


def _let_stand(panel: Panel) -> None:
    """Let a stop that was answered before stand: it holds nothing up again."""
    unanswered = Objection.objects.filter(panels=panel, state__in=UNANSWERED)
    unanswered.update(
        state=Objection.State.STANDING, note="not_new", since=panel.ruled_at
    )


def _merge(question: Question, panel: Panel, now: datetime) -> None:
    """Join an idea to the question that says the same; both texts are kept."""
    if question.stage != Question.Stage.IDEA or panel.into is None:
        return
    step = take(state_of(question), Stage.MERGED, panel.ruled_at or now, "merged")
    question.from_question = panel.into
    record_step(question, step, now)


def finds(kind: str, answers: Sequence[bool]) -> bool:
    """Say whether these answers come to yes; silence favours those who complained."""
    yes = sum(answers)
    if not answers:
        return kind in {Panel.Kind.COMPLAINT, Panel.Kind.NEW_REASON}
    passes: dict[str, bool] = {
        Panel.Kind.RELABEL: yes == len(answers) and len(answers) >= USUAL_SIZE,
        Panel.Kind.FUNDAMENTAL: yes >= FUNDAMENTAL_YES,
        Panel.Kind.NEW_REASON: yes > 0,
        Panel.Kind.COMPLAINT: 2 * yes >= len(answers),
    }
    return passes.get(kind, 2 * yes > len(answers))


def pause_question(question: Question, at: datetime, *, is_harm: bool = False) -> None:
    """Stop all clocks of a locked question; does nothing if they stand already."""
    try:
        paused = pause(state_of(question), at, is_harm=is_harm)
    except MoveError:
        return
    write_state(question, paused)
    question.save()
