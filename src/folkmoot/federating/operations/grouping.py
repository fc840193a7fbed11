"""What a council may do with words from below: put together and translate, no more.

Every theme keeps links to all its originals, which stay as they were said. Whoever's
group is in it says "that is not what we meant", and its words are out at once.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import FederatedQuestion, Node, Theme, ThemeItem
from folkmoot.federating.operations.locking import lock_question
from folkmoot.federating.operations.settling import settle
from folkmoot.federating.queries.pairs import delegates_at
from folkmoot.listening.models import Contribution
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

    Raises
    ------
    GroupingError
        If it is for delegates of the council, the question moved on, or words lack.
    """
    if not title.strip() or not contributions:
        raise GroupingError(
            _("Please give a heading, and choose what stands under it.")
        )
    locked = lock_to_group(member, council, question, now)
    leaf_of = _leaves(locked, council)
    rows = Contribution.objects.select_related("hearing").filter(
        id__in=contributions, hearing__question_id__in=leaf_of, folded_at=None
    )
    originals = list(rows.order_by("created_at", "id"))
    if not originals:
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
        )
        for row in originals
    )
    append_entry(
        collective_id=council.id,
        kind="theme.made",
        details={
            "theme": title,
            "originals": [str(row.id) for row in originals],
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
        # Nothing stands under it any more: nobody has to answer it.
        theme.use = Theme.Use.NOT_USED
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


def _leaves(question: FederatedQuestion, council: Collective) -> set[UUID]:
    """Return the leaf questions below a council."""
    nodes = list(
        Node.objects.filter(question=question).values_list(
            "id", "parent_id", "collective_id", "leaf_question_id"
        )
    )
    edge = {node_id for node_id, _p, one, _q in nodes if one == council.id}
    found: set[UUID] = set()
    while edge:
        below = [row for row in nodes if row[1] in edge]
        found |= {row[3] for row in below if row[3] is not None}
        edge = {row[0] for row in below}
    return found
