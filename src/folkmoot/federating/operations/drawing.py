"""Lots among delegates, and what councils begin with when they write."""

from datetime import datetime

from folkmoot.engines.consensus import Stage, Step
from folkmoot.federating.models import (
    Delegate,
    FederatedDrafter,
    FederatedQuestion,
    Node,
    Theme,
    ThemeItem,
)
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import draw, new_seed

DRAFTERS = 5


def delegates_in_force(question: FederatedQuestion, at: datetime) -> list[Membership]:
    """Return the members who are delegates in the question's council now, by id."""
    rows = Delegate.objects.filter(
        council=question.collective_id,
        starts_at__lte=at,
        ends_at__gt=at,
        member__ended_at=None,
    )
    # A part that decides alone writes for the others no more.
    parts = Node.objects.filter(question=question).values("collective")
    rows = rows.filter(collective__in=parts)
    members = Membership.objects.filter(id__in=rows.values("member"))
    return list(members.select_related("collective").order_by("id"))


def draw_drafters(question: FederatedQuestion, step: Step, now: datetime) -> None:
    """Draw up to five drafters by lot from the delegates, one from a worried leaf.

    Without delegates who raised the question writes; without either, members drawn
    from its leaves. In a working round the drafters stay unless they are redrawn.
    """
    drawn = FederatedDrafter.objects.filter(question=question, ended_at=None)
    is_kept = step.to is Stage.WORKING and step.why != "drafters_redrawn"
    if is_kept and drawn.exists():
        return
    drawn.update(ended_at=step.at)
    _draw(question, step.at, now)


def replace_gone(question: FederatedQuestion, now: datetime) -> bool:
    """Draw drafters anew where none of those drawn is left; for a locked question.

    Nobody's leaving holds the draft up until its time is over.
    """
    if question.stage not in (Stage.DRAFTING.value, Stage.WORKING.value):
        return False
    drawn = FederatedDrafter.objects.filter(question=question, ended_at=None)
    if drawn.filter(member__ended_at=None).exists():
        return False
    drawn.update(ended_at=now)
    _draw(question, now, now)
    return True


def _draw(question: FederatedQuestion, at: datetime, now: datetime) -> None:
    """Draw from the delegates, and write down how."""
    candidates = delegates_in_force(question, at) or _without_delegates(question)
    seed = new_seed()
    chosen = draw(seed, candidates, DRAFTERS)
    worried = _worried(question, candidates)
    if worried and not set(chosen) & set(worried):
        chosen = [*chosen[: DRAFTERS - 1], *draw(seed, worried, 1)]
    for member in chosen:
        FederatedDrafter.objects.update_or_create(
            question=question,
            member=member,
            defaults={
                "collective_id": question.collective_id,
                "drawn_at": at,
                "ended_at": None,
                "seed": seed,
            },
        )
    append_entry(
        collective_id=question.collective_id,
        kind="federated.drafters_drawn",
        details={
            "seed": seed,
            "candidates": [str(member.id) for member in candidates],
            "worried": [str(member.id) for member in worried],
            "drawn": [str(member.id) for member in chosen],
        },
        now=now,
        about_id=question.id,
    )


def _without_delegates(question: FederatedQuestion) -> list[Membership]:
    proposer = question.proposer
    leaves = Node.objects.filter(question=question, is_leaf=True)
    if proposer is not None and proposer.is_open:
        is_asked = leaves.filter(collective=proposer.collective_id).exists()
        if is_asked:
            return [proposer]
    some = leaves.order_by("collective_id").values("collective_id")[:100]
    members = Membership.objects.filter(
        collective__in=list(some.values_list("collective_id", flat=True)),
        ended_at=None,
        standing=Membership.Standing.MEMBER,
        in_lots=True,
    )
    return list(members.order_by("id"))


def _worried(
    question: FederatedQuestion, candidates: list[Membership]
) -> list[Membership]:
    """Return those candidates whose leaf objects or is divided."""
    rows = Node.objects.filter(
        question=question,
        is_leaf=True,
        position__in=(Node.Position.OBJECTS, Node.Position.DIVIDED),
    )
    leaves = set(rows.values_list("collective_id", flat=True))
    return [member for member in candidates if member.collective_id in leaves]


def gather_themes(question: FederatedQuestion, at: datetime) -> None:
    """Give the drafters one theme per part of the council: all that was said there."""
    if Theme.objects.filter(question=question, made_by=None).exists():
        return
    children = Node.objects.filter(question=question, level=1)
    for node in children.select_related("collective").order_by("collective__name"):
        theme = Theme.objects.create(
            question=question,
            collective_id=question.collective_id,
            title=node.collective.name[:200],
            created_at=at,
        )
        ThemeItem.objects.create(theme=theme, collective_id=node.collective_id)
