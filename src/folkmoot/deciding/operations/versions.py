"""Versions side by side in a check: sent with the draft, and one of them going on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from folkmoot.deciding.models import Objection, Position, Proposal, Question
from folkmoot.deciding.operations.drafting import next_version
from folkmoot.deciding.operations.telling import tell_everybody
from folkmoot.deciding.queries.variants import (
    Weighed,
    leading_in,
    weigh,
)
from folkmoot.deciding.states import state_of
from folkmoot.doing.operations import keep_tasks_of
from folkmoot.engines.consensus import Stage, Step

State = Objection.State
LIVING = (State.RAISED, State.UNDERSTOOD, State.ANSWERED, State.STANDING)
GOES_ON = (Stage.WORKING, Stage.LAST_CALL)


def send_versions(question: Question, at: datetime) -> Proposal | None:
    """Send the draft of a locked question to its check, with what waits beside it."""
    rows = list(
        Proposal.objects.filter(question=question, removed_at=None).order_by("version")
    )
    main = next((row for row in reversed(rows) if not row.beside), None)
    again = [row for row in rows if row.round == question.round]
    beside = [row for row in rows if row.round is None and row.variant is not None]
    if main is None or again:
        return main  # taken up again where it was put aside
    if beside and main.round is not None:
        main = _once_more(question, main, at)
    if question.variants or beside:
        question.variants = len(beside) + 1 if beside else 0
        question.save(update_fields=["variants"])
    sent = [main, *sorted(beside, key=lambda row: row.variant or 0)]
    for place, row in enumerate(sent, start=1):
        row.sent_at = row.sent_at or at
        if beside:
            row.variant, row.round = place, question.round
    Proposal.objects.bulk_update(sent, ["sent_at", "variant", "round"])
    if beside:
        _let_lead(question, main)
    return main


def _once_more(question: Question, latest: Proposal, at: datetime) -> Proposal:
    """Return the same text as a version of its own: it has its place in each check."""
    return Proposal.objects.create(
        question=question,
        collective_id=question.collective_id,
        version=next_version(question),
        text=latest.text,
        same_text=True,
        look_back_date=latest.look_back_date,
        start_date=latest.start_date,
        minutes=latest.minutes,
        author=latest.author,
        created_at=at,
        label=latest.label,
    )


def _let_lead(question: Question, chosen: Proposal) -> None:
    """Make one version the text of its question; all others stand beside it."""
    others = Proposal.objects.filter(question=question).exclude(id=chosen.id)
    others.update(beside=True)
    Proposal.objects.filter(id=chosen.id).update(beside=False)


def choose_version(question: Question, step: Step) -> Step:
    """Fix which version goes on from a check that closes; return the step with why.

    What the step records of each version is all that the choice was computed from.
    """
    state = state_of(question)
    weighed = weigh(question, state)
    chosen = leading_in(weighed)
    lapsed: list[Objection] = []
    if step.to in (*GOES_ON, Stage.NO_DECISION):
        _let_lead(question, chosen.proposal)
    if step.to in GOES_ON:
        lapsed = _lapse(question, weighed, chosen, step.at)
        _end_changed(question, chosen, step.at)
        keep_tasks_of(
            collective=question.collective,
            question_id=question.id,
            version=chosen.proposal.version,
            now=step.at,
        )
    data = {
        **step.data,
        "variants": [one.told(state) for one in weighed],
        "goes_on": chosen.proposal.version,
        "lapsed": [stop.number for stop in lapsed],
    }
    return replace(step, data=data)


def _lapse(
    question: Question, weighed: Sequence[Weighed], chosen: Weighed, at: datetime
) -> list[Objection]:
    """Let stops to versions that do not go on lapse, and tell their owners."""
    gone = [one.proposal for one in weighed if one is not chosen]
    stops = Objection.objects.filter(question=question, proposal__in=gone)
    rows = list(stops.filter(state__in=LIVING, late=False).order_by("number"))
    for row in rows:
        row.before, row.state = row.state, State.LAPSED
        row.note, row.since = "other_version", at
    Objection.objects.bulk_update(rows, ["before", "state", "note", "since"])
    if rows:
        tell_everybody(
            question,
            at,
            template="stop_lapsed",
            only=[row.owner_id for row in rows],
            what=f"check {question.round}",
        )
    return rows


def _end_changed(question: Question, chosen: Weighed, at: datetime) -> None:
    """End stops of earlier checks whose owners say something else to what goes on."""
    held = Position.objects.filter(
        question=question, round=question.round, proposal=chosen.proposal
    ).exclude(value=Position.Value.OBJECT)
    stops = Objection.objects.filter(
        question=question, state__in=LIVING, late=False, round__lt=question.round
    )
    stops.filter(owner__in=held.values("member")).update(
        state=State.RESOLVED, note="owner_changed", since=at, solved_at=at
    )


def carry_over(
    stop: Objection, proposal: Proposal, question: Question, now: datetime
) -> Objection:
    """Let a stop that lapsed go on against the version that goes on."""
    is_understood = stop.before != State.RAISED and stop.owner_agreed_at is not None
    stop.state = State.UNDERSTOOD if is_understood else State.RAISED
    stop.before, stop.note, stop.proposal, stop.since = "", "", proposal, now
    stop.answer, stop.answer_kind, stop.answered_at = "", "", None
    stop.answered_by = stop.answer_seconded_by = None
    stop.solved_at = stop.still_at = None
    if question.stage == Stage.LAST_CALL:
        # Like a new reason: it is answered before the call can end.
        stop.new_reason, stop.raised_at = True, now
    stop.save()
    return stop
