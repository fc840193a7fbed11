"""What a council may do with words from below: put together and translate, no more.

Every theme keeps links to all its originals, which stay as they were said. Whoever's
group is in it says "that is not what we meant", and its words are out at once.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Heard
from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import FederatedQuestion, Node, Theme, ThemeItem
from folkmoot.federating.operations.locking import lock_question
from folkmoot.federating.operations.settling import settle
from folkmoot.federating.queries.pairs import delegates_at
from folkmoot.federating.queries.theme_pages import headings_below, words_below
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import lock_member
from folkmoot.record.operations import append_entry

TAKEN_OUT_WITHIN = timedelta(hours=48)
GROUPED_IN = (Stage.HEARING.value, Stage.DRAFTING.value, Stage.WORKING.value)


class GroupingError(Exception):
    """It is for delegates to do, the time is over, or words lack."""


@transaction.atomic
def make_theme(
    *,
    member: Membership,
    council: Collective,
    question: FederatedQuestion,
    title: str,
    contributions: Collection[UUID],
    now: datetime,
) -> Theme:
    """Put words of several groups together under a heading; locks the question.

    ``contributions`` are ids of what was said in the groups below, and of headings of
    councils below: all that stands under those goes on, and keeps its translation.

    Raises
    ------
    GroupingError
        If it is for delegates of the council, the question moved on, or words lack.
    """
    locked = lock_to_group(member, council, question, now)
    parts = list(headings_below(locked, council).filter(id__in=contributions))
    held = ThemeItem.objects.filter(
        theme__in=parts, taken_out_at=None, contribution_id__isnull=False
    ).order_by("added_at", "id")
    known = {row.contribution_id: row for row in held}
    rows = words_below(locked, council).filter(id__in=[*contributions, *known])
    originals = list(rows.order_by("created_at", "id"))
    if not title.strip() or not originals:
        raise GroupingError(
            _("Please give a heading, and choose what stands under it.")
        )
    theme = Theme.objects.create(
        question=locked,
        collective=council,
        title=title,
        made_by=member,
        created_at=now,
    )
    ThemeItem.objects.bulk_create(
        ThemeItem(
            theme=theme,
            collective_id=row.collective_id,
            contribution_id=row.id,
            added_at=now,
            added_by=member,
            translation=known[row.id].translation if row.id in known else "",
            translated_by=known[row.id].translated_by if row.id in known else None,
        )
        for row in originals
    )
    Theme.objects.filter(id__in=[part.id for part in parts]).update(within=theme)
    append_entry(
        collective_id=council.id,
        kind="theme.made",
        details={
            "theme": title,
            "originals": [str(row.id) for row in originals],
            "headings": [str(part.id) for part in parts] or None,
            "name": member.name,
        },
        now=now,
        about_id=theme.id,
    )
    return theme


@transaction.atomic
def translate_item(
    *, member: Membership, item: ThemeItem, text: str, now: datetime
) -> ThemeItem:
    """Write a translation beside an original; locks the question.

    Raises
    ------
    GroupingError
        If it is for delegates of the council, the question moved on, or words lack.
    """
    theme = item.theme
    if not text.strip() or item.contribution_id is None:
        raise GroupingError(_("Please write the translation."))
    lock_to_group(member, theme.collective, theme.question, now)
    row = ThemeItem.objects.select_for_update(of=("self",)).get(id=item.id)
    row.translation, row.translated_by = text, member
    row.save()
    append_entry(
        collective_id=theme.collective_id,
        kind="theme.item_translated",
        details={"theme": theme.title, "text": text, "name": member.name},
        now=now,
        about_id=theme.id,
    )
    return row


@transaction.atomic
def take_out(*, member: Membership, item: ThemeItem, now: datetime) -> ThemeItem:
    """Say "that is not what we meant": the words are out at once. Locks the item.

    Raises
    ------
    GroupingError
        If they are another group's, or 48 hours are over.
    NotAMemberError
        If a friend does it.
    """
    person = lock_member(member)
    rows = ThemeItem.objects.select_for_update(of=("self",))
    row = rows.select_related("theme").get(id=item.id)
    if row.collective_id != person.collective_id or row.added_at is None:
        raise GroupingError(_("These are words of another group."))
    if row.taken_out_at is not None:
        return row
    if now >= row.added_at + TAKEN_OUT_WITHIN:
        raise GroupingError(_("There were 48 hours to say this."))
    row.taken_out_at, row.taken_out_by = now, person
    row.save()
    theme = row.theme
    if not theme.items.filter(taken_out_at=None).exists():
        # Nothing stands under it any more: nobody has to answer it, and what went on
        # from councils below stands for itself again.
        theme.parts.update(within=None)
        theme.use = Heard.Use.NOT_USED
        theme.answer = _("Taken apart: nobody's words stand under it any more.")
        theme.save()
    append_entry(
        collective_id=person.collective_id,
        kind="theme.item_taken_out",
        details={"theme": theme.title},
        now=now,
        about_id=theme.id,
        member_id=person.id,
    )
    return row


def lock_to_group(
    member: Membership,
    council: Collective,
    question: FederatedQuestion,
    now: datetime,
) -> FederatedQuestion:
    """Lock the question, and require a delegate of the council while it is worked on."""
    row = lock_question(question.id)
    settle(row, now)
    person = lock_member(member)
    if row.stage not in GROUPED_IN:
        raise GroupingError(_("The question has moved on."))
    sent = delegates_at(now).filter(council=council, member=person)
    if not sent.exclude(accepted_at=None).exists():
        raise GroupingError(_("Messengers of this council do this."))
    if not Node.objects.filter(
        question=row, collective=council, is_leaf=False
    ).exists():
        raise GroupingError(_("This question is not before this council."))
    return row
