"""Who reaches a federation: every member and friend of a group below it, nobody else."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from folkmoot.federating.models import FederatedQuestion, OfferedTask, Theme
from folkmoot.federating.queries.structure import home_of
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


def get_theme_of(place: Place, theme_id: UUID) -> Theme:
    """Return a theme of the question."""
    rows = Theme.objects.filter(question=place.question, id=theme_id)
    row = rows.select_related("question__collective").first()
    if row is None:
        raise Http404
    return row
