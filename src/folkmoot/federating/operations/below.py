"""Telling the groups below a council: there may be thousands, so a while at a time."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from folkmoot.federating.models import Entry, Recall
from folkmoot.federating.queries.at_home import members_by_group
from folkmoot.people.models import Collective, Membership


def tell_below(
    row: Entry | Recall,
    home: Collective,
    tell: Callable[[QuerySet[Membership]], None],
    now: datetime,
    go_on: Callable[[], bool],
) -> bool:
    """Tell each group below ``home`` what ``row`` says; return whether all are told.

    Each group in a transaction of its own, and one at least. Once ``go_on`` says no,
    the rest is for the next call. It ends when ``row`` has moved on meanwhile: what
    that says is told anew.
    """
    same = type(row)._default_manager.filter(id=row.id, state=row.state)  # noqa: SLF001 -- Django's documented _meta API
    for group, members in members_by_group(home, after=row.told_up_to):
        with transaction.atomic():
            tell(members)
            is_same = same.update(told_up_to=group)
        if not is_same or not go_on():
            return False
    return bool(same.update(told_at=now))
