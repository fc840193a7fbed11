"""Federations begin, grow and lose members by founding questions on both sides."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Question
from folkmoot.federating.models import FederatedQuestion, HomeLeaf, Joining, Link
from folkmoot.federating.operations.raising import raise_by_decision
from folkmoot.federating.operations.sent import end_all
from folkmoot.federating.queries.structure import ids_above, makes_cycle, tree_of
from folkmoot.people.models import Agreement, Collective, Membership, Person
from folkmoot.people.operations.collectives import free_slug
from folkmoot.people.presets import SHORT_TEXT, TEXTS
from folkmoot.record.operations import append_entry

LEVELS_AT_MOST = 6


class StructureError(Exception):
    """The link would make a circle, exists already, or makes the tree too deep."""


@transaction.atomic
def make_federation(
    *,
    name: str,
    children: list[Collective],
    now: datetime,
    question_id: UUID | None = None,
) -> Collective:
    """Make a federation of collectives that agreed to it; each gets an entry."""
    preset = Collective.Preset.FEDERATION
    first = children[0]
    federation = Collective.objects.create(
        slug=free_slug(name),
        name=name,
        preset=preset,
        language=first.language,
        time_zone=first.time_zone,
        created_at=now,
    )
    with translation.override(first.language):
        agreement = Agreement.objects.create(
            collective=federation,
            version=1,
            text=str(TEXTS[preset]),
            short_text=str(SHORT_TEXT),
            question_id=question_id,
            created_at=now,
        )
    append_entry(
        collective_id=federation.id,
        kind="federation.started",
        details={
            "collective": name,
            "agreement": {"short_text": agreement.short_text, "text": agreement.text},
        },
        now=now,
        about_id=question_id,
    )
    for child in children:
        link(child=child, federation=federation, now=now, child_question_id=question_id)
    return federation


@transaction.atomic
def link(
    *,
    child: Collective,
    federation: Collective,
    now: datetime,
    region: str = "",
    child_question_id: UUID | None = None,
    question_id: UUID | None = None,
) -> Link:
    """Link a collective into a federation; locks the federation.

    Raises
    ------
    StructureError
        If that would close a circle, exists, or is deeper than six levels.
    """
    # All links change under one lock, so that two cannot close a circle together.
    list(
        Collective.objects.select_for_update(no_key=True)
        .filter(id__in={federation.id, child.id} | ids_above([federation.id]))
        .order_by("id")
    )
    if makes_cycle(child.id, federation.id):
        raise StructureError(_("A group cannot be part of itself."))
    if Link.objects.filter(child=child, collective=federation, ended_at=None).exists():
        raise StructureError(_("This group is part of it already."))
    depth = max((branch.level for branch in tree_of(child.id)), default=0)
    if depth + 1 > LEVELS_AT_MOST:
        raise StructureError(_("There would be more than six levels."))
    row = Link.objects.create(
        child=child,
        collective=federation,
        region=region,
        since=now,
        child_question_id=child_question_id,
        question_id=question_id,
    )
    _tell_both(row, "federation.joined", now)
    return row


@transaction.atomic
def unlink(*, link: Link, now: datetime, question_id: UUID | None = None) -> Link:
    """End a link; past decisions keep their record, open questions go on without."""
    row = Link.objects.select_for_update().get(id=link.id)
    if row.ended_at is None:
        row.ended_at = now
        row.ended_by_id = question_id
        row.save()
        end_all(row.child_id, row.collective_id, now)
        _tell_both(row, "federation.left", now)
    return row


def _tell_both(row: Link, kind: str, now: datetime) -> None:
    details: dict[str, Any] = {
        "federation": row.collective.name,
        "collective": row.child.name,
        "question": str(row.question_id or row.ended_by_id or "") or None,
    }
    for one in sorted((row.collective_id, row.child_id)):
        append_entry(collective_id=one, kind=kind, details=details, now=now)


@transaction.atomic
def choose_home_leaf(
    *, person: Person, federation: Collective, member: Membership, now: datetime
) -> HomeLeaf:
    """Choose where one answers for a federation; locks the membership.

    Checks that are open keep their snapshot.

    Raises
    ------
    StructureError
        If the membership is not the person's, ended, or outside the federation.
    """
    row = Membership.objects.select_for_update().get(id=member.id)
    is_mine = row.person_id == person.id and row.takes_positions
    if not is_mine or federation.id not in ids_above([row.collective_id]):
        raise StructureError(_("Please choose one of your groups in this federation."))
    home, _made = HomeLeaf.objects.update_or_create(
        collective=federation,
        person=person,
        defaults={"member": row, "chosen_at": now},
    )
    append_entry(
        collective_id=row.collective_id,
        kind="federation.home_chosen",
        details={"federation": federation.name},
        now=now,
        member_id=row.id,
    )
    return home


def carry_out_in_leaf(
    question: Question, change: dict[str, Any], now: datetime
) -> None:
    """Do what a collective decided about a federation: found, join or leave one."""
    act = change["act"]
    if act == "found":
        children = [question.collective]
        make_federation(
            name=change["name"], children=children, now=now, question_id=question.id
        )
        return
    federation = Collective.objects.get(id=change["federation_id"])
    if act == "leave":
        held = Link.objects.filter(
            child=question.collective, collective=federation, ended_at=None
        )
        for row in held:
            unlink(link=row, now=now, question_id=question.id)
        return
    _ask_to_join(
        question.collective,
        federation,
        change.get("region", ""),
        (question.id, question.short_text or question.title),
        now,
    )


def _ask_to_join(
    child: Collective,
    federation: Collective,
    region: str,
    agreed: tuple[UUID, str],
    now: datetime,
) -> None:
    """Let the federation answer, in all its groups, whether this one joins.

    ``agreed`` is the question in which the child agreed, and how it was put.
    """
    question_id, short_text = agreed
    if Joining.objects.filter(
        child=child, collective=federation, ended_at=None
    ).exists() or makes_cycle(child.id, federation.id):
        return
    joining = Joining.objects.create(
        collective=federation,
        child=child,
        region=region,
        child_question_id=question_id,
        asked_at=now,
    )
    asked = raise_by_decision(
        federation=federation,
        topic="join",
        change={"joining_id": str(joining.id), "child_id": str(child.id)},
        title=_("%(name)s asks to join us") % {"name": child.name},
        short_text=short_text,
        now=now,
    )
    joining.question_id = asked.id
    joining.save()


def carry_out_in_federation(
    topic: str,
    change: dict[str, Any],
    federation: Collective,
    question_id: UUID,
    now: datetime,
) -> None:
    """Do what all groups decided about the federation itself."""
    links = Link.objects.filter(ended_at=None)
    if topic == "join":
        _let_join(change, federation, question_id, now)
    elif topic == "join_up":
        above = Collective.objects.get(id=change["federation_id"])
        own = FederatedQuestion.objects.get(id=question_id)
        agreed = (question_id, own.short_text)
        _ask_to_join(federation, above, change.get("region", ""), agreed, now)
    else:
        ended = {
            "part": links.filter(collective=federation, child=change.get("child_id")),
            "end": links.filter(collective=federation),
            "leave": links.filter(
                child=federation, collective=change.get("federation_id")
            ),
        }
        for row in ended.get(topic, ()):
            unlink(link=row, now=now, question_id=question_id)


def _let_join(
    change: dict[str, Any], federation: Collective, question_id: UUID, now: datetime
) -> None:
    """Link whoever asked; what has become impossible since then is left."""
    joining = Joining.objects.get(id=change["joining_id"])
    joining.ended_at = now
    joining.save()
    with suppress(StructureError):
        link(
            child=joining.child,
            federation=federation,
            now=now,
            region=joining.region,
            child_question_id=joining.child_question_id,
            question_id=question_id,
        )
