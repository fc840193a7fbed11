"""A leaf or a council says: this is ours to decide alone; people drawn by lot look."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.federating.models import (
    FederatedPanel,
    FederatedQuestion,
    LevelCall,
)
from folkmoot.federating.operations.locking import lock_question
from folkmoot.federating.operations.panels import Case, Kind, draw_panel
from folkmoot.federating.operations.settling import settle
from folkmoot.federating.queries.alone import has_enough, may_say_ours, parts_for
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import lock_member
from folkmoot.record.operations import append_entry


class AloneRefusedError(Exception):
    """It cannot be said of this part now, or was looked at already."""


@transaction.atomic
def say_ours(
    *,
    member: Membership,
    question: FederatedQuestion,
    part: Collective,
    reason: str,
    now: datetime,
) -> LevelCall:
    """Say that one's own leaf, or a council above it, decides this alone.

    Where enough say so a panel is drawn at once. Locks the question and the member.

    Raises
    ------
    AloneRefusedError
        If it is too late, was looked at, or the member is not of that part.
    """
    locked, person = _lock(member, question, part, now)
    if not reason.strip():
        raise AloneRefusedError(_("Please say why in a line."))
    call, _made = LevelCall.objects.update_or_create(
        question=locked,
        about=part,
        member=person,
        defaults={"collective_id": person.collective_id, "reason": reason, "at": now},
    )
    append_entry(
        collective_id=person.collective_id,
        kind="federated.said_ours",
        details={"question": locked.title, "part": part.name, "reason": reason},
        now=now,
        about_id=locked.id,
        member_id=person.id,
    )
    if has_enough(locked, part, person):
        first = LevelCall.objects.filter(question=locked, about=part).earliest("at")
        case = Case(locked, Kind.LEVEL.value, first.reason, first.member, part)
        draw_panel(case, now)
    settle(locked, now)
    return call


@transaction.atomic
def unsay_ours(
    *, member: Membership, question: FederatedQuestion, part: Collective, now: datetime
) -> None:
    """Take back what one said, before enough do; locks the question and the member.

    Raises
    ------
    AloneRefusedError
        If enough said so already.
    """
    locked, person = _lock(member, question, part, now)
    LevelCall.objects.filter(question=locked, about=part, member=person).delete()
    append_entry(
        collective_id=person.collective_id,
        kind="federated.ours_withdrawn",
        details={"question": locked.title, "part": part.name},
        now=now,
        about_id=locked.id,
        member_id=person.id,
    )


def _lock(
    member: Membership, question: FederatedQuestion, part: Collective, now: datetime
) -> tuple[FederatedQuestion, Membership]:
    locked = lock_question(question.id)
    settle(locked, now)
    person = lock_member(member)
    if not may_say_ours(locked) or part not in parts_for(locked, person):
        raise AloneRefusedError(_("This cannot be said here, or not any more."))
    held = FederatedPanel.objects.filter(
        question=locked, about=part, kind=Kind.LEVEL.value
    )
    if held.exists():
        raise AloneRefusedError(_("People drawn by lot look at this, or did."))
    return locked, person
