"""Who reaches a federation: every member and friend of a group below it, nobody else."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from folkmoot.federating.models import (
    Delegate,
    FederatedQuestion,
    Link,
    OfferedTask,
    Theme,
    Undoing,
)
from folkmoot.federating.queries.structure import home_of, ids_above
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Collective, Membership, Person


@dataclass(frozen=True)
class Standpoint:
    """A federation, and the membership from which somebody sees it and answers."""

    federation: Collective
    member: Membership


def get_federation_for(person: Person | None, slug: str) -> Standpoint:
    """Return the federation at ``slug`` for somebody of its groups.

    Raises
    ------
    Http404
        If there is none, or the person is in no group below it.
    """
    if person is None:
        raise Http404
    preset = Collective.Preset.FEDERATION
    federation = Collective.objects.filter(slug=slug, preset=preset).first()
    member = home_of(person, federation) if federation is not None else None
    if federation is None or member is None:
        raise Http404
    return Standpoint(federation, member)


@dataclass(frozen=True)
class Place:
    """A federated question and the membership from which somebody sees it."""

    question: FederatedQuestion
    member: Membership


def get_question_for(person: Person | None, slug: str, number: int) -> Place:
    """Return a federated question for somebody of the federation's groups."""
    standpoint = get_federation_for(person, slug)
    rows = FederatedQuestion.objects.select_related("collective", "proposer")
    question = rows.filter(collective=standpoint.federation, number=number).first()
    if question is None:
        raise Http404
    return Place(question, standpoint.member)


def get_question_by_id(person: Person | None, question_id: UUID) -> Place:
    """Return a federated question by its id, for somebody of its groups."""
    rows = FederatedQuestion.objects.filter(id=question_id)
    slug_and_number = rows.values_list("collective__slug", "number").first()
    if slug_and_number is None:
        raise Http404
    return get_question_for(person, *slug_and_number)


def get_task_of(place: Place, task_id: UUID) -> OfferedTask:
    """Return a task that the question's draft offers."""
    rows = OfferedTask.objects.filter(question=place.question, id=task_id)
    row = rows.select_related("carrier").first()
    if row is None:
        raise Http404
    return row


@dataclass(frozen=True)
class Sent:
    """A delegate of a collective, and the membership from which somebody sees it."""

    delegate: Delegate
    member: Membership


def get_delegate_for(person: Person | None, slug: str, delegate_id: UUID) -> Sent:
    """Return a delegate whom the person's own collective sends or sent."""
    member = get_membership_for(person, slug)
    rows = Delegate.objects.select_related("member", "council", "collective")
    row = rows.filter(collective=member.collective_id, id=delegate_id).first()
    if row is None:
        raise Http404
    return Sent(row, member)


def get_act_for(sent: Sent, act_id: UUID) -> Undoing:
    """Return something to confirm or undo after a recall of this delegate."""
    rows = Undoing.objects.select_related("recall")
    row = rows.filter(recall__delegate=sent.delegate, id=act_id).first()
    if row is None:
        raise Http404
    return row


def get_theme_of(place: Place, theme_id: UUID) -> Theme:
    """Return a theme of the question."""
    rows = Theme.objects.filter(question=place.question, id=theme_id)
    row = rows.select_related("question__collective").first()
    if row is None:
        raise Http404
    return row


def get_council_below(stands: Standpoint, slug: str) -> Collective:
    """Return a council below a federation, or the federation itself."""
    preset = Collective.Preset.FEDERATION
    row = Collective.objects.filter(slug=slug, preset=preset).first()
    whole = stands.federation.id
    if row is None or (row.id != whole and whole not in ids_above([row.id])):
        raise Http404
    return row


def get_child_for(stands: Standpoint, child_id: UUID) -> Collective:
    """Return a group or council that is directly part of a federation."""
    rows = Link.objects.filter(collective=stands.federation, ended_at=None)
    row = rows.filter(child=child_id).select_related("child").first()
    if row is None:
        raise Http404
    return row.child
