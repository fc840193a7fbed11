"""Who reaches a question: the people of its collective, and nobody else."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from folkmoot.deciding.models import Question
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Membership, Person


@dataclass(frozen=True)
class Place:
    """A question and the membership through which somebody reaches it."""

    question: Question
    member: Membership


def get_question_for(person: Person | None, slug: str, number: int) -> Place:
    """Return the question and the reader's membership; 404 for everybody else."""
    member = get_membership_for(person, slug)
    questions = Question.objects.select_related("collective", "proposer")
    question = questions.filter(collective=member.collective, number=number).first()
    if question is None:
        raise Http404
    return Place(question, member)


def get_question_by_id(person: Person | None, slug: str, question_id: UUID) -> Question:
    """Return the question with this id in the collective; 404 for everybody else."""
    member = get_membership_for(person, slug)
    questions = Question.objects.select_related("collective")
    question = questions.filter(collective=member.collective, id=question_id).first()
    if question is None:
        raise Http404
    return question
