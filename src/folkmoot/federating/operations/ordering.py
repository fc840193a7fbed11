"""In which order a council puts what it put together, and how a group undoes that.

An order hides nothing: every heading stands in it, with links to all its originals, and
who ordered is shown. Whoever's words it concerns undoes it within 48 hours; then the
order before it holds again.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.federating.models import FederatedQuestion, Theme, ThemeOrder
from folkmoot.federating.operations.grouping import (
    TAKEN_OUT_WITHIN,
    GroupingError,
    lock_to_group,
)
from folkmoot.federating.queries.theme_pages import made_themes
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import lock_member
from folkmoot.record.operations import append_entry

LEAST = 2  # one alone has no order


@transaction.atomic
def order_themes(
    *,
    member: Membership,
    council: Collective,
    question: FederatedQuestion,
    themes: Sequence[UUID],
    now: datetime,
) -> ThemeOrder:
    """Put all headings in an order; locks the question.

    Raises
    ------
    GroupingError
        If it is for delegates of the council, the question moved on, or the list is
        not that of all headings.
    """
    locked = lock_to_group(member, council, question, now)
    made = made_themes(locked, council)
    by_id = {theme.id: theme for theme in made}
    if len(made) < LEAST:
        raise GroupingError(_("There is nothing to put in order yet."))
    if sorted(themes, key=str) != sorted(by_id, key=str):
        raise GroupingError(_("There are other headings now. Please look again."))
    order = ThemeOrder.objects.create(
        question=locked,
        collective=council,
        themes=[str(one) for one in themes],
        ordered_by=member,
        ordered_at=now,
    )
    append_entry(
        collective_id=council.id,
        kind="theme.ordered",
        details={
            "themes": [by_id[one].title for one in themes],
            "ids": [str(one) for one in themes],
            "name": member.name,
        },
        now=now,
        about_id=locked.id,
    )
    return order


@transaction.atomic
def undo_order(*, member: Membership, order: ThemeOrder, now: datetime) -> ThemeOrder:
    """Say "that is not what we meant": the order before holds again. Locks the order.

    Raises
    ------
    GroupingError
        If none of one's group's words stand in it, or 48 hours are over.
    NotAMemberError
        If a friend does it.
    """
    person = lock_member(member)
    row = ThemeOrder.objects.select_for_update(of=("self",)).get(id=order.id)
    ordered = Theme.objects.filter(id__in=row.themes)
    ours = ordered.filter(
        items__collective=person.collective_id, items__taken_out_at=None
    )
    if not ours.exists():
        raise GroupingError(_("None of your group's words stand in this order."))
    if row.undone_at is not None:
        return row
    if now >= row.ordered_at + TAKEN_OUT_WITHIN:
        raise GroupingError(_("There were 48 hours to say this."))
    row.undone_at, row.undone_by = now, person
    row.save()
    append_entry(
        collective_id=row.collective_id,
        kind="theme.order_undone",
        details={"group": person.collective.name},
        now=now,
        about_id=row.question_id,
    )
    return row
