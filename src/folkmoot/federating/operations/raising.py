"""A question goes upward: enough members of a leaf, or three leaves, ask for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.deciding.queries.rules import rules_for
from folkmoot.deciding.states import write_state
from folkmoot.engines.consensus import Stage, State, signatures_needed, timetable
from folkmoot.federating.models import (
    Backing,
    FederatedQuestion,
    FederatedStep,
    Joining,
    Link,
)
from folkmoot.federating.queries.structure import (
    ids_above,
    leaves_of,
    makes_cycle,
    tree_of,
)
from folkmoot.people.models import Collective, Membership
from folkmoot.people.queries import list_members
from folkmoot.record.operations import append_entry

LEAVES_ASK = 3
# Founding follows from what a question changes of the federation itself.
OPEN_CLASSES = (FederatedQuestion.Class.ORDINARY, FederatedQuestion.Class.SERIOUS)

UPWARD: Mapping[str, Promise] = {
    FederatedQuestion.Topic.JOIN_UP: gettext_lazy("Does %(name)s join %(above)s?"),
    FederatedQuestion.Topic.LEAVE: gettext_lazy("Does %(name)s leave %(above)s?"),
}


class RaiseRefusedError(Exception):
    """The question lacks something, or this person is not part of the federation."""


@dataclass(frozen=True)
class RaiseText:
    """What all groups are asked."""

    title: str
    short_text: str
    klass: str = "ordinary"
    scope: str = "optional"
    scope_reason: str = ""
    why_now: str = ""
    affected: str = ""
    facts: str = ""
    affected_groups: Collection[UUID] = ()


@transaction.atomic
def raise_up(
    *,
    member: Membership,
    federation: Collective,
    text: RaiseText,
    now: datetime,
    from_question_id: Any = None,
) -> FederatedQuestion:
    """Ask that a question goes to all groups; locks the federation and the member.

    It opens when k members of this leaf, or members of three leaves, ask for it.

    Raises
    ------
    RaiseRefusedError
        If the text is not complete, or the member's group is not part of it.
    """
    person = _lock(member, federation)
    if not (text.title.strip() and text.short_text.strip()):
        raise RaiseRefusedError(_("Please write the question and a short version."))
    if text.klass not in OPEN_CLASSES or text.scope not in FederatedQuestion.Scope:
        raise RaiseRefusedError(_("Please choose how big it is, and whom it binds."))
    is_shared = text.scope == FederatedQuestion.Scope.SHARED
    if is_shared and not text.scope_reason.strip():
        raise RaiseRefusedError(_("Please say why all groups need one answer."))
    question = _create(
        federation,
        now,
        proposer=person,
        from_question_id=from_question_id,
        title=text.title,
        short_text=text.short_text,
        klass=text.klass,
        scope=text.scope,
        scope_reason=text.scope_reason,
        why_now=text.why_now,
        affected=text.affected,
        facts=text.facts,
        change=_affected(federation, text),
    )
    _back(question, person, now)
    return question


@transaction.atomic
def back(
    *, member: Membership, question: FederatedQuestion, now: datetime
) -> FederatedQuestion:
    """Ask for a waiting question too; locks it and the member.

    Raises
    ------
    RaiseRefusedError
        If the question is open already, or the member's group is not part of it.
    """
    locked = FederatedQuestion.objects.select_for_update().get(id=question.id)
    person = _lock(member, locked.collective)
    if locked.stage != Stage.IDEA or locked.backed_at is not None:
        raise RaiseRefusedError(_("All groups are being asked already."))
    _back(locked, person, now)
    return locked


def raise_by_decision(
    *,
    federation: Collective,
    topic: str,
    change: dict[str, Any],
    title: str,
    short_text: str,
    now: datetime,
) -> FederatedQuestion:
    """Open a founding question that another decision made necessary."""
    question = _create(
        federation,
        now,
        topic=topic,
        change=change,
        title=title,
        short_text=short_text,
        klass=FederatedQuestion.Class.FOUNDING,
        scope=FederatedQuestion.Scope.SHARED,
        scope_reason=_("It is about who we are."),
    )
    question.backed_at = question.look_at = now
    question.save()
    return question


@transaction.atomic
def raise_found(
    *,
    federation: Collective,
    title: str,
    short_text: str,
    why_now: str,
    affected: str,
    scope_reason: str,
    now: datetime,
) -> FederatedQuestion:
    """Ask all groups a serious question that a higher room found; it opens at once.

    The caller has made sure that it is there, and that no person asks it alone.
    """
    question = _create(
        federation,
        now,
        title=title,
        short_text=short_text,
        why_now=why_now,
        affected=affected,
        klass=FederatedQuestion.Class.SERIOUS,
        scope=FederatedQuestion.Scope.SHARED,
        scope_reason=scope_reason,
    )
    question.backed_at = question.look_at = now
    question.save()
    return question


def raise_in_part(
    part: Collective, above: FederatedQuestion, now: datetime
) -> FederatedQuestion:
    """Ask the groups of one council alone what all groups were asked; opens at once."""
    question = _create(
        part,
        now,
        title=above.title,
        short_text=above.short_text,
        klass=above.klass,
        scope=above.scope,
        scope_reason=above.scope_reason,
        why_now=above.why_now,
        affected=above.affected,
        facts=above.facts,
    )
    question.backed_at = question.look_at = now
    question.save()
    return question


def _affected(federation: Collective, text: RaiseText) -> dict[str, Any]:
    """Return which groups bear the consequences, as the tree is planted with them."""
    named = set(text.affected_groups)
    if not named:
        return {}
    if not named <= set(leaves_of(federation.id)):
        raise RaiseRefusedError(_("Please choose affected groups of this federation."))
    return {"affected": sorted(str(one) for one in named)}


@transaction.atomic
def raise_change(
    *,
    member: Membership,
    federation: Collective,
    topic: str,
    why: str,
    now: datetime,
    child: Collective | None = None,
    above: Collective | None = None,
    region: str = "",
) -> FederatedQuestion:
    """Ask all groups what concerns the federation itself: ``topic`` says what.

    To part from ``child``, to end, to ask the federation ``above`` whether this one
    joins it, or to leave that.

    A founding question like others: it opens when enough ask for it. Locks the
    federation and the member.

    Raises
    ------
    RaiseRefusedError
        If nothing says why, or the group is not part of it.
    """
    person = _lock(member, federation)
    if not why.strip():
        raise RaiseRefusedError(_("Please say why in a line."))
    change: dict[str, Any] = {}
    title = _("Shall %(name)s end?") % {"name": federation.name}
    if topic == FederatedQuestion.Topic.PART:
        links = Link.objects.filter(collective=federation, child=child, ended_at=None)
        if child is None or not links.exists():
            raise RaiseRefusedError(_("This group is not part of it."))
        change = {"child_id": str(child.id)}
        title = _("Shall %(name)s no longer be part of us?") % {"name": child.name}
    elif topic in UPWARD:
        change = _change_above(federation, topic, above)
        change["region"] = region
        title = str(UPWARD[topic]) % {
            "name": federation.name,
            "above": above.name if above else "",
        }
    question = _create(
        federation,
        now,
        proposer=person,
        topic=topic,
        change=change,
        title=title[:200],
        short_text=why,
        why_now=why,
        klass=FederatedQuestion.Class.FOUNDING,
        scope=FederatedQuestion.Scope.SHARED,
        scope_reason=_("It is about who we are."),
    )
    _back(question, person, now)
    return question


def _change_above(
    federation: Collective, topic: str, above: Collective | None
) -> dict[str, Any]:
    """Return what would change above; refuse what cannot be done."""
    if above is None or not above.is_federation:
        raise RaiseRefusedError(_("No federation has this address."))
    held = {"child": federation, "collective": above, "ended_at": None}
    is_part = Link.objects.filter(**held).exists()
    if topic == FederatedQuestion.Topic.LEAVE:
        if not is_part:
            raise RaiseRefusedError(_("We are not part of it."))
    elif is_part:
        raise RaiseRefusedError(_("We are part of it already."))
    elif makes_cycle(federation.id, above.id):
        raise RaiseRefusedError(_("A group cannot be part of itself."))
    elif Joining.objects.filter(**held).exists():
        raise RaiseRefusedError(_("We have asked already. All groups answer now."))
    return {"federation_id": str(above.id)}


def _lock(member: Membership, federation: Collective) -> Membership:
    row = Membership.objects.select_for_update(of=("self",)).get(id=member.id)
    if not row.takes_positions or federation.id not in ids_above([row.collective_id]):
        raise RaiseRefusedError(_("Only members of its groups ask this."))
    return row


def _create(federation: Collective, now: datetime, **columns: Any) -> FederatedQuestion:
    locked = Collective.objects.select_for_update(no_key=True).get(id=federation.id)
    question = FederatedQuestion(
        collective=locked,
        number=locked.next_number,
        created_at=now,
        last_event_at=now,
        **columns,
    )
    levels = max(branch.level for branch in tree_of(locked.id))
    rules = timetable(rules_for(locked, question.klass), max(levels, 1))
    write_state(question, State(Stage.IDEA, now, rules, is_federated=True))
    question.save()
    locked.next_number += 1
    locked.save()
    FederatedStep.objects.create(
        question=question,
        collective=locked,
        order=0,
        to_stage=Stage.IDEA.value,
        at=now,
        why="raised",
        state=question.state,
    )
    proposer = columns.get("proposer")
    append_entry(
        collective_id=locked.id,
        kind="federated.raised",
        details={
            "title": question.title,
            "class": question.klass,
            "scope": question.scope,
            "from": proposer.collective.name if proposer else None,
        },
        now=now,
        about_id=question.id,
    )
    return question


def _back(question: FederatedQuestion, member: Membership, now: datetime) -> None:
    """Count one more who asks; at k of one leaf, or three leaves, it opens."""
    _row, is_new = Backing.objects.get_or_create(
        question=question,
        member=member,
        defaults={"collective_id": member.collective_id, "at": now},
    )
    if not is_new:
        return
    append_entry(
        collective_id=member.collective_id,
        kind="federated.backed",
        details={"question": question.title},
        now=now,
        about_id=question.id,
        member_id=member.id,
    )
    here = Backing.objects.filter(
        question=question, collective_id=member.collective_id
    ).count()
    leaves = Backing.objects.filter(question=question).values("collective").distinct()
    needed = signatures_needed(list_members(member.collective).count())
    if here >= needed or leaves.count() >= LEAVES_ASK:
        question.backed_at = question.look_at = now
        question.save()
