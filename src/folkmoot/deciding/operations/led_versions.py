"""Versions side by side in questions that a federation asks: written, and one goes on.

As in one collective, written for hundreds in a few statements: which one goes on is
computed from all of them, and each follows.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from folkmoot.deciding.models import Objection, Position, Proposal, Question
from folkmoot.deciding.operations.led_texts import LedDraft, LedMove
from folkmoot.deciding.operations.telling import tell_everybody
from folkmoot.deciding.operations.versions import GOES_ON, LIVING
from folkmoot.engines.consensus import Stage

BATCH = 2000
Ends = Objection.State


def write_versions(
    questions: Sequence[Question],
    drafts: Sequence[LedDraft],
    move: LedMove,
    now: datetime,
) -> None:
    """Write the same versions for each question; a text sent again is there already."""
    is_several = len(drafts) > 1
    if is_several:
        earlier = Proposal.objects.filter(question__in=questions)
        earlier.update(beside=True)
    Proposal.objects.bulk_create(
        (
            Proposal(
                question=question,
                collective_id=question.collective_id,
                version=draft.version,
                text=draft.text,
                what_changed=draft.what_changed,
                look_back_date=draft.look_back_date,
                minutes=draft.minutes,
                created_at=now,
                sent_at=move.at,
                label=draft.label,
                variant=draft.variant,
                round=move.state.checks if is_several else None,
                beside=is_several and place > 0,
            )
            for question in questions
            for place, draft in enumerate(drafts)
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def let_one_lead(
    questions: Sequence[Question], version: int, to: Stage, at: datetime
) -> None:
    """Make one version the text of locked questions that are still in their check.

    Stops to the others lapse, and their owners are told; so do not those of earlier
    checks, except where their owners say something else to what goes on.
    """
    there = [row for row in questions if row.variants]
    versions = Proposal.objects.filter(question__in=there)
    versions.exclude(version=version).update(beside=True)
    versions.filter(version=version).update(beside=False)
    if to in GOES_ON:
        _lapse(there, version, at)
        _end_changed(there, version, at)


def _lapse(questions: Sequence[Question], version: int, at: datetime) -> None:
    stops = Objection.objects.filter(
        question__in=questions,
        state__in=LIVING,
        late=False,
        proposal__round=F("question__round"),
    ).exclude(proposal__version=version)
    owners: dict[UUID, list[UUID]] = defaultdict(list)
    ids = []
    for row in stops:
        ids.append(row.id)
        owners[row.question_id].append(row.owner_id)
    Objection.objects.filter(id__in=ids).update(
        before=F("state"), state=Ends.LAPSED, note="other_version", since=at
    )
    for question in questions:
        if question.id in owners:
            tell_everybody(
                question,
                at,
                template="stop_lapsed",
                only=owners[question.id],
                what=f"check {question.round}",
            )


def _end_changed(questions: Sequence[Question], version: int, at: datetime) -> None:
    said = Position.objects.filter(
        question=OuterRef("question"),
        member=OuterRef("owner"),
        round=OuterRef("question__round"),
        proposal__version=version,
    ).exclude(value=Position.Value.OBJECT)
    stops = Objection.objects.filter(
        Exists(said),
        question__in=questions,
        state__in=LIVING,
        late=False,
        round__lt=F("question__round"),
    )
    ids = list(stops.values_list("id", flat=True))
    Objection.objects.filter(id__in=ids).update(
        state=Ends.RESOLVED, note="owner_changed", since=at, solved_at=at
    )
