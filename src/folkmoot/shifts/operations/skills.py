"""What members know: said by themselves, confirmed by somebody else; or learning it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.shifts.models import Ability, Skill
from folkmoot.shifts.operations.errors import NotTheirsError
from folkmoot.shifts.operations.rights import lock_helper, lock_planner


@transaction.atomic
def say_skill(
    *, member: Membership, ability: Ability, is_learning: bool, now: datetime
) -> Skill:
    """Say that one knows something, or wants to learn it beside somebody who does.

    Locks the membership.
    """
    held = lock_helper(member, ability.collective_id)
    row = Skill.objects.filter(member=held, ability=ability).first()
    if row is not None and row.is_learning == is_learning:
        return row
    row = row or Skill(collective_id=held.collective_id, member=held, ability=ability)
    row.is_learning, row.said_at = is_learning, now
    row.confirmed_by, row.confirmed_at = None, None
    row.save()
    append_entry(
        collective_id=held.collective_id,
        kind="skill.said",
        details={"ability": ability.name, "learning": is_learning},
        now=now,
        member_id=held.id,
    )
    return row


@transaction.atomic
def take_skill_back(*, member: Membership, skill: Skill, now: datetime) -> None:
    """Say that one does not know something after all. Locks the membership.

    Raises
    ------
    NotTheirsError
        If it is somebody else's.
    """
    held = lock_helper(member, skill.collective_id)
    if skill.member_id != held.id:
        raise NotTheirsError(_("Only they can say what they know."))
    name = skill.ability.name
    gone, _rows = Skill.objects.filter(id=skill.id).delete()
    if gone:
        append_entry(
            collective_id=held.collective_id,
            kind="skill.withdrawn",
            details={"ability": name},
            now=now,
            member_id=held.id,
        )


@transaction.atomic
def confirm_skill(*, member: Membership, skill: Skill, now: datetime) -> Skill:
    """Confirm that another member knows something. Locks the skill.

    Raises
    ------
    NotTheirsError
        If it is one's own.
    """
    confirmer = lock_planner(member, skill.collective_id)
    rows = Skill.objects.select_for_update(of=("self",))
    held = rows.select_related("ability", "member").get(id=skill.id)
    if held.member_id == confirmer.id:
        raise NotTheirsError(_("Somebody else confirms what you know."))
    if held.confirmed_at is not None or held.is_learning:
        return held
    held.confirmed_by, held.confirmed_at = confirmer, now
    held.save(update_fields=["confirmed_by", "confirmed_at"])
    append_entry(
        collective_id=held.collective_id,
        kind="skill.confirmed",
        details={"ability": held.ability.name, "for": held.member.name},
        now=now,
        member_id=confirmer.id,
    )
    return held
