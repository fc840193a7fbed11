"""Learning a role beside who holds it: a second person, without powers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.people.models import Learner, Membership
from folkmoot.people.operations.joining import lock_member
from folkmoot.people.queries import may_learn
from folkmoot.record.operations import append_entry


class LearningRefusedError(Exception):
    """Nobody else holds the role, or one holds or learns it already."""


@transaction.atomic
def learn_role(*, member: Membership, role: str, now: datetime) -> Learner:
    """Learn a role beside who holds it; locks the membership.

    It gives no power. When the term comes to its end the learner is asked first.

    Raises
    ------
    LearningRefusedError
        If there is nobody to learn from, or the member holds or learns it already.
    NotAMemberError
        If a friend asks.
    """
    row = lock_member(member)
    if not may_learn(row, role, now):
        raise LearningRefusedError(_("One learns beside somebody who holds the role."))
    learner = Learner.objects.create(
        collective_id=row.collective_id, member=row, role=role, began_at=now
    )
    append_entry(
        collective_id=row.collective_id,
        kind="learner.joined",
        details={"name": row.name, "role": str(role)},
        now=now,
        member_id=row.id,
    )
    return learner


@transaction.atomic
def stop_learning(*, learner: Learner, now: datetime) -> Learner:
    """End one's own learning; locks it."""
    row = (
        Learner.objects.select_for_update().select_related("member").get(id=learner.id)
    )
    if row.ended_at is not None:
        return row
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    append_entry(
        collective_id=row.collective_id,
        kind="learner.left",
        details={"name": row.member.name, "role": row.role},
        now=now,
        member_id=row.member_id,
    )
    return row
