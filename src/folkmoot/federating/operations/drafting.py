"""The drafters' table: a version, what was done with each theme, tasks on offer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Heard
from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import (
    FederatedDrafter,
    FederatedQuestion,
    OfferedTask,
    Theme,
    Version,
)
from folkmoot.federating.operations.counting import recount
from folkmoot.federating.operations.locking import lock_question
from folkmoot.federating.operations.settling import settle
from folkmoot.federating.queries.facts import draft_of
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry

WRITTEN_IN = (Stage.DRAFTING.value, Stage.WORKING.value)


class DraftRefusedError(Exception):
    """It is for others to write, the question moved on, or something is missing."""


@dataclass(frozen=True)
class VersionText:
    """A draft, or the same text again with answers to the stops."""

    text: str
    look_back_date: date
    what_changed: str = ""
    minutes: int = 2
    tasks: Sequence[tuple[str, date]] = ()
    label: str = ""


@contextmanager
def drafting(
    member: Membership, question: FederatedQuestion, now: datetime
) -> Iterator[FederatedQuestion]:
    """Lock the question, settle its time, and require a drafter in a writing stage."""
    locked = lock_question(question.id)
    settle(locked, now)
    if locked.stage not in WRITTEN_IN:
        raise DraftRefusedError(
            _("The question has moved on. What you wrote is still here to copy.")
        )
    drawn = FederatedDrafter.objects.filter(
        question=locked, member=member, ended_at=None, member__ended_at=None
    )
    if not drawn.exists():
        raise DraftRefusedError(_("People drawn by lot write this now."))
    yield locked
    locked.last_event_at = now
    locked.save()
    settle(locked, now)
    question.refresh_from_db()


@transaction.atomic
def write_version(
    *,
    member: Membership,
    question: FederatedQuestion,
    version: VersionText,
    now: datetime,
) -> Version:
    """Write the next version of the draft with the tasks it offers; locks it.

    Raises
    ------
    DraftRefusedError
        If it is for others to write, or there is no text.
    """
    if not version.text.strip():
        raise DraftRefusedError(_("Please write the draft."))
    with drafting(member, question, now) as locked:
        number = Version.objects.filter(question=locked).count() + 1
        row = Version.objects.create(
            question=locked,
            collective_id=locked.collective_id,
            number=number,
            text=version.text,
            what_changed=version.what_changed,
            look_back_date=version.look_back_date,
            minutes=version.minutes,
            label=version.label,
            author=member,
            created_at=now,
        )
        _offer(locked, version.tasks, now)
        append_entry(
            collective_id=locked.collective_id,
            kind="federated.draft_written",
            details={
                "version": number,
                "text": row.text,
                "tasks": [text for text, _due in version.tasks],
                "from": member.collective.name,
            },
            now=now,
            about_id=locked.id,
        )
    return row


def _offer(
    question: FederatedQuestion, tasks: Sequence[tuple[str, date]], now: datetime
) -> None:
    """Put a version's tasks on offer; who took the same one on keeps it."""
    held = OfferedTask.objects.filter(question=question)
    named = set(tasks)
    kept = {
        (row.text, row.due_date)
        for row in held.filter(carrier__isnull=False)
        if (row.text, row.due_date) in named
    }
    for row in held:
        if row.carrier_id is None or (row.text, row.due_date) not in kept:
            row.delete()
    OfferedTask.objects.bulk_create(
        OfferedTask(
            question=question,
            collective_id=question.collective_id,
            text=text,
            due_date=due,
            created_at=now,
        )
        for text, due in dict.fromkeys(tasks)
        if (text, due) not in kept
    )


@transaction.atomic
def answer_theme(
    *, member: Membership, theme: Theme, use: str, answer: str, now: datetime
) -> Theme:
    """Say what the draft did with a theme; locks the question.

    Raises
    ------
    DraftRefusedError
        If it is for others, or nothing was chosen; what was not used needs a reason.
    """
    if use not in Heard.Use.values or (use != Heard.Use.USED and not answer.strip()):
        raise DraftRefusedError(_("Please say what you did with it, and why."))
    with drafting(member, theme.question, now) as locked:
        row = Theme.objects.get(id=theme.id)
        row.use, row.answer = use, answer
        row.answered_by, row.answered_at = member, now
        row.save()
        append_entry(
            collective_id=locked.collective_id,
            kind="federated.theme_answered",
            details={"theme": row.title, "use": use, "answer": answer},
            now=now,
            about_id=locked.id,
        )
    return row


@transaction.atomic
def send_draft(
    *, member: Membership, question: FederatedQuestion, now: datetime
) -> FederatedQuestion:
    """Send the draft, or the same text with answers, to all groups; locks it.

    Raises
    ------
    DraftRefusedError
        If it is for others, or something of the draft is missing.
    """
    with drafting(member, question, now) as locked:
        if draft_of(locked).missing:
            raise DraftRefusedError(
                _("First a text, and a word to everything that was heard.")
            )
        locked.submitted_at = now
        if locked.stage == Stage.WORKING.value:
            # Stops are answered in the leaves: whether all are is asked afresh.
            recount(locked, now)
        append_entry(
            collective_id=locked.collective_id,
            kind="federated.draft_sent",
            details={"from": member.collective.name},
            now=now,
            about_id=locked.id,
        )
    return question
