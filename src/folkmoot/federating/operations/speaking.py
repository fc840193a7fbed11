"""Speaking in a council: compared with the mandate in the same second.

What differs is shown in the council and at home at once and counts for nothing until
home confirms it; unsettled after 72 hours it is void.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.engines.consensus import (
    HOME_ANSWERS_WITHIN,
    LeafPosition,
    Match,
    MatchKind,
    Said,
    match,
)
from folkmoot.federating.models import (
    Delegate,
    Entry,
    FederatedQuestion,
    Mandate,
    Recall,
)
from folkmoot.federating.operations.confirming import ask_home
from folkmoot.federating.operations.delegating import DelegateError, lock_delegate
from folkmoot.federating.operations.locking import lock_question
from folkmoot.federating.operations.mandating import CLOSED
from folkmoot.federating.operations.recalling import lock_pair, pause_if_due
from folkmoot.federating.operations.settling import settle
from folkmoot.federating.queries.councils import lacks_report
from folkmoot.federating.queries.mandates import in_force, mandate_for, read_mandate
from folkmoot.federating.queries.pairs import (
    is_linked,
    pair_of,
    paused_ids,
    who_speaks,
)
from folkmoot.federating.queries.recalls import running_recall
from folkmoot.people.models import Membership
from folkmoot.people.operations import lock_member
from folkmoot.record.operations import Value, append_entry

FIGURES_AT_MOST = 20


class SpeakError(Exception):
    """Nothing was said, or it is not this person who speaks now."""


class DiffersError(Exception):
    """It differs from the mandate, and the speaker did not choose to ask home."""

    def __init__(self, message: str = "", found: Match | None = None) -> None:
        super().__init__(message)
        self.found = found


@dataclass(frozen=True)
class Words:
    """What is said: from the mandate or as one's own view."""

    text: str
    basis: str = Entry.Basis.MANDATE
    position: str = ""
    figures: Mapping[str, int | str] = field(default_factory=dict)
    settles: bool = False
    question: FederatedQuestion | None = None


@transaction.atomic
def say_in_council(
    *,
    member: Membership,
    delegate: Delegate,
    words: Words,
    asks_home: bool,
    now: datetime,
) -> Entry:
    """Say something in a council; locks the question, delegate and mandates.

    Term, pause and recall are looked at inside the lock, at ``now``.

    Raises
    ------
    DelegateError
        If it is not the member's to carry, or the time is over.
    SpeakError
        If the other of the pair speaks now, the question is closed, or words lack.
    DiffersError
        If it differs from the mandate and home is not to be asked.
    """
    question = _lock_question(words.question, delegate, now)
    person = lock_member(member)
    # The whole pair: what pauses one of them must not slip past the other.
    lock_pair(delegate, now)
    row = lock_delegate(person, delegate, now)
    _check_speaks(row, now)
    _check_words(words)
    mandate = _lock_mandate(row, question, now)
    found = _compare(mandate, words, now)
    is_open = found.kind in (MatchKind.DIFFERS, MatchKind.NO_MANDATE)
    if is_open and not asks_home:
        raise DiffersError(
            _("This differs from our mandate. It will not count until home agrees."),
            found,
        )
    entry = Entry.objects.create(
        collective=row.council,
        home=row.collective,
        question=question,
        delegate=row,
        mandate=mandate,
        basis=words.basis,
        text=words.text,
        position=words.position,
        figures=dict(words.figures),
        settles=sorted(words.figures) if words.settles else [],
        differences=_differences(found),
        lacks_report=lacks_report(row.collective_id, row.council_id, now),
        state=_STATES[found.kind],
        at=now,
        closes_at=now + HOME_ANSWERS_WITHIN if is_open else None,
    )
    _record_said(entry, now)
    if is_open:
        ask_home(entry, now)
        _pause_if_asked(row, now)
    return entry


def _pause_if_asked(delegate: Delegate, now: datetime) -> None:
    """Pause where somebody asks for the mandate back: one signature is enough now."""
    running = running_recall(delegate.id)
    if running is not None:
        recall = Recall.objects.select_for_update().get(id=running.id)
        recall.delegate = delegate
        pause_if_due(recall, now)


def _lock_question(
    question: FederatedQuestion | None, delegate: Delegate, now: datetime
) -> FederatedQuestion | None:
    if question is None:
        return None
    row = lock_question(question.id)
    settle(row, now)
    if row.stage in CLOSED:
        raise SpeakError(_("The question is closed. What you wrote is here to copy."))
    if not row.nodes.filter(collective=delegate.council_id, is_leaf=False).exists():
        raise SpeakError(_("This question is not before this council."))
    return row


def _check_speaks(delegate: Delegate, now: datetime) -> None:
    """Require that the delegate is the one who speaks for home at ``now``."""
    pair = pair_of(delegate.collective_id, delegate.council_id, now)
    linked = is_linked(delegate.collective_id, delegate.council_id)
    if not linked or delegate.id not in {one.id for one in pair}:
        raise DelegateError(_("Your time as messenger is over. This was not recorded."))
    if paused_ids([delegate], now):
        raise SpeakError(_("Our mandate is paused. Your listener speaks for us."))
    if delegate.accepted_at is None:
        raise SpeakError(_("Please accept first to carry our word."))
    speaker = who_speaks(pair, now)
    if speaker is None or speaker.id != delegate.id:
        raise SpeakError(_("You listen now. Your messenger speaks."))


def _check_words(words: Words) -> None:
    if not words.text.strip() or words.basis not in Entry.Basis.values:
        raise SpeakError(_("Please write what you say, and on what ground."))
    if words.position and words.position not in _positions():
        raise SpeakError(_("Please choose one of the answers."))
    if words.settles and not words.figures:
        raise SpeakError(_("Please say what you settle, with its number or day."))
    if len(words.figures) > FIGURES_AT_MOST:
        raise SpeakError(_("These are too many numbers for one entry."))


def _positions() -> set[str]:
    return {one.value for one in LeafPosition} - {LeafPosition.NOT_HEARD.value}


def _lock_mandate(
    delegate: Delegate, question: FederatedQuestion | None, now: datetime
) -> Mandate | None:
    held = in_force(delegate.collective_id, delegate.council_id, now)
    list(Mandate.objects.select_for_update().filter(id__in=[row.id for row in held]))
    # What was locked may have ended or been paused meanwhile: look again.
    held = in_force(delegate.collective_id, delegate.council_id, now)
    return mandate_for(held, question)


def _compare(mandate: Mandate | None, words: Words, now: datetime) -> Match:
    # Whoever waited for the lock speaks after the pause, whatever their clock says.
    pause = mandate.paused_at if mandate is not None else None
    said = Said(
        at=now if pause is None else max(now, pause),
        position=LeafPosition(words.position) if words.position else None,
        figures=words.figures,
        settles=words.settles,
        is_own_view=words.basis == Entry.Basis.OWN_VIEW,
    )
    return match(read_mandate(mandate) if mandate else None, said)


_STATES = {
    MatchKind.OWN_VIEW: Entry.State.HEARD,
    MatchKind.WITHIN: Entry.State.COUNTED,
    MatchKind.DIFFERS: Entry.State.DIFFERS,
    MatchKind.NO_MANDATE: Entry.State.DIFFERS,
}


def _differences(found: Match) -> list[dict[str, Any]]:
    if found.kind is MatchKind.NO_MANDATE:
        return [{"code": "no_mandate", "values": {}}]
    return [{"code": one.code, "values": one.values} for one in found.differences]


def _record_said(entry: Entry, now: datetime) -> None:
    """Append to the council's record and to that of home: both see it at once."""
    differs = entry.state == Entry.State.DIFFERS
    details: dict[str, Value] = {
        "basis": str(entry.basis),
        "text": entry.text,
        "position": entry.position or None,
        "figures": entry.figures or None,
        "settles": entry.settles or None,
        "mandate": str(entry.mandate_id) if entry.mandate_id else None,
        "differences": [one["code"] for one in entry.differences] or None,
        "state": str(entry.state),
        "name": entry.delegate.member.name,
        "from": entry.home.name,
        "council": entry.collective.name,
    }
    at_home = "mandate.differed" if differs else "mandate.carried"
    kinds = {entry.collective_id: "council.said", entry.home_id: at_home}
    # In one order, so that nobody waits for each other.
    for one in sorted(kinds):
        append_entry(
            collective_id=one,
            kind=kinds[one],
            details=details,
            now=now,
            about_id=entry.id,
            member_id=entry.delegate.member_id if one == entry.home_id else None,
        )
