"""Numbers of recipes that were learned: the people concerned say yes, then they count."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.needs.operations.rights import lock_part
from folkmoot.people.models import Membership
from folkmoot.planning.models import Following, LessonName, WayPart
from folkmoot.planning.operations.plans.errors import NotOfUnitError, PlanMovedOnError
from folkmoot.planning.operations.plans.writing import lock_book, put_number
from folkmoot.planning.queries.plans.learned import Lesson, lessons_of
from folkmoot.planning.tables import Tables
from folkmoot.record.operations import append_entry


@transaction.atomic
def answer_lesson(
    *,
    member: Membership,
    following: Following,
    way: str,
    part: str,
    value: str,
    agrees: bool,
    now: datetime,
) -> bool:
    """Say yes or no to a number; return whether it is the recipe's now.

    Those who work in this way of making say it: two of them, or the only one. Where
    nobody works there, two members. Locks the membership and the book of recipes.

    Raises
    ------
    NotOfUnitError
        If it is for others to say.
    PlanMovedOnError
        If something else was learned since.
    """
    held = lock_part(member, following.collective_id)
    book = lock_book(held, now)
    lesson = _find(following, book.tables, (way, part, value))
    _require_concerned(held, way)
    LessonName.objects.update_or_create(
        following=following,
        way=way,
        part=part,
        value=value,
        member=held,
        defaults={
            "collective_id": held.collective_id,
            "agrees": agrees,
            "at": now,
        },
    )
    append_entry(
        collective_id=held.collective_id,
        kind="recipe.number_answered",
        details={"way": way, "part": part, "value": value, "agrees": agrees},
        now=now,
        about_id=following.planning_id,
        member_id=held.id,
    )
    names = LessonName.objects.filter(
        following=following, way=way, part=part, value=value, agrees=True
    )
    if not agrees or names.count() < lesson.needed:
        return False
    names.update(applied_at=now)
    put_number(book=book, member=held, way=way, part=part, value=value, now=now)
    return True


def _find(following: Following, tables: Tables, key: tuple[str, str, str]) -> Lesson:
    for lesson in lessons_of(following, tables):
        if (lesson.way, lesson.part, lesson.value) == key:
            return lesson
    message = _("Something else was written since. Look at the number as it is now.")
    raise PlanMovedOnError(message)


def _require_concerned(member: Membership, way: str) -> None:
    parts = WayPart.objects.filter(
        collective=member.collective_id, unit__way=way, until=None
    )
    people = set(
        parts.filter(member__ended_at=None).values_list("member_id", flat=True)
    )
    if people and member.id not in people:
        raise NotOfUnitError(_("The people who work there do this."))
    if not people and not member.takes_positions:
        raise NotOfUnitError(_("This is for members to decide."))
