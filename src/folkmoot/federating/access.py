"""Who reaches a federation: every member and friend of a group below it, nobody else."""

from dataclasses import dataclass

from django.http import Http404

from folkmoot.federating.models import FederatedQuestion
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
