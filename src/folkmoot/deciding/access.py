"""Who reaches a question: the people of its collective, and nobody else."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from folkmoot.deciding.models import (
    Call,
    Decision,
    ExplainBack,
    LegalVote,
    Objection,
    Panel,
    Position,
    Proposal,
    Question,
    Voter,
)
from folkmoot.deciding.queries.calls import find_signed
from folkmoot.deciding.queries.hosting import calls_back
from folkmoot.deciding.queries.pages.answers import standing_of
from folkmoot.deciding.queries.recorders import Recorded
from folkmoot.deciding.queries.stops import PEOPLE
from folkmoot.deciding.queries.votes import latest_vote
from folkmoot.listening.models import Contribution, Hearing, Statement
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Collective, Membership, Person
from folkmoot.web.prepared import prepared

NUMBER_DIGITS = 9  # no collective has as many questions


@dataclass(frozen=True)
class Place:
    """A question and the membership through which somebody reaches it."""

    question: Question
    member: Membership


@prepared
def _questions(collective: Collective, number: int) -> QuerySet[Question]:
    rows = Question.objects.filter(collective=collective, number=number)
    return rows.select_related("proposer", "from_question")


def get_question_for(person: Person | None, slug: str, number: int) -> Place:
    """Return the question and the reader's membership; 404 for everybody else."""
    member = get_membership_for(person, slug)
    question = _questions.first(member.collective, number)
    if question is None:
        raise Http404
    question.collective = member.collective
    return Place(question, member)


def get_question_by_id(person: Person | None, slug: str, question_id: UUID) -> Question:
    """Return the question with this id in the collective; 404 for everybody else."""
    member = get_membership_for(person, slug)
    questions = Question.objects.select_related("collective")
    question = questions.filter(collective=member.collective, id=question_id).first()
    if question is None:
        raise Http404
    return question


def find_hearing_of(place: Place) -> Hearing | None:
    """Return the hearing of the question, if there was one."""
    return Hearing.objects.filter(question_id=place.question.id).first()


def find_not_agreed(member: Membership, number: str) -> Question | None:
    """Return the question that ended without a decision and is gone on from, if any.

    Others are not linked this way: what continues a decision may end it.
    """
    if not number.isdecimal() or len(number) > NUMBER_DIGITS:
        return None
    rows = Question.objects.filter(collective=member.collective, number=int(number))
    return rows.filter(stage=Question.Stage.NO_DECISION).first()


def get_call_of(place: Place, kind: str) -> Call:
    """Return the reader's own signature for ``kind`` that stands now."""
    signed = find_signed(place.question, place.member, kind)
    if signed is None:
        raise Http404
    return signed


def get_explanation_of(place: Place, explanation_id: UUID) -> ExplainBack:
    """Return what somebody said back of this question."""
    rows = place.question.explanations.select_related("question")
    said = rows.filter(id=explanation_id).first()
    if said is None:
        raise Http404
    return said


@prepared
def _statements(question_id: UUID, statement_id: UUID) -> QuerySet[Statement]:
    rows = Statement.objects.filter(hearing__question_id=question_id)
    return rows.filter(id=statement_id)


def get_statement_of(place: Place, statement_id: UUID) -> Statement:
    """Return a short view of this question's hearing."""
    statement = _statements.first(place.question.id, statement_id)
    if statement is None:
        raise Http404
    return statement


def get_version_beside(place: Place, version: int) -> Proposal:
    """Return a version that was put beside the draft, by its number."""
    rows = place.question.proposals.filter(version=version, variant__gt=1)
    row = rows.first()
    if row is None:
        raise Http404
    return row


def get_worry_for(place: Place, position_id: UUID) -> Position:
    """Return a worry of the present check; 404 before the reader's own answer."""
    rows = Position.objects.select_related("question__collective")
    row = rows.filter(
        id=position_id,
        question=place.question,
        round=place.question.round,
        value=Position.Value.CONCERN,
    ).first()
    if row is None or not standing_of(place.question, place.member).sees_answers:
        raise Http404
    return row


def get_helped_for(place: Place, entered_id: UUID) -> Recorded:
    """Return what was entered by a helper: for its owner, the helper, the second.

    And for who was drawn by lot to call its owner back.
    """
    people = ("member__person", "helper", "second")
    answers = Position.objects.select_related("question", *people)
    said = Contribution.objects.select_related("hearing", *people)
    entered = {"id": entered_id, "helper__isnull": False}
    row: Recorded | None = (
        answers.filter(question=place.question, **entered).first()
        or said.filter(hearing__question_id=place.question.id, **entered).first()
    )
    if row is None:
        raise Http404
    if place.member.id not in _heard_by(row) and not calls_back(row, place.member):
        raise Http404
    return row


def _heard_by(row: Recorded) -> tuple[UUID | None, ...]:
    return (row.member_id, row.helper_id, row.second_id)


def get_stop_for(place: Place, stop: int) -> Objection:
    """Return one stop of the question by its number; 404 while it is an answer unseen.

    A stop of a running check is part of its answers: it is there after one's own.
    """
    rows = Objection.objects.filter(question=place.question, number=stop)
    row = rows.select_related("question__collective", *PEOPLE).first()
    if row is None or not _sees(place, row):
        raise Http404
    return row


def _sees(place: Place, row: Objection) -> bool:
    question = place.question
    is_new = row.round >= question.round and row.owner_id != place.member.id
    if question.stage != Question.Stage.CHECKING or not is_new:
        return True
    return standing_of(question, place.member).sees_answers


def get_panel_for(place: Place, panel_id: UUID) -> Panel:
    """Return a panel drawn for the question; 404 while its stop is unseen.

    Who was drawn sees it all the same: they are asked for their answer.
    """
    row = _panels(place).filter(id=panel_id).first()
    if row is None or not sees_panel(place, row):
        raise Http404
    return row


def list_panels_for(place: Place) -> QuerySet[Panel]:
    """Return the panels of the question that the reader may see, oldest first."""
    rows = _panels(place).order_by("drawn_at", "id")
    unseen = [row.id for row in rows if not sees_panel(place, row)]
    return rows.exclude(id__in=unseen)


def _panels(place: Place) -> QuerySet[Panel]:
    rows = Panel.objects.filter(question=place.question)
    return rows.select_related(
        "question__collective", "asked_by", "objection", "appeal_of"
    )


def sees_panel(place: Place, row: Panel) -> bool:
    """Say whether the reader may know of a panel yet."""
    if row.objection is None or _sees(place, row.objection):
        return True
    return row.seats.filter(member=place.member).exists()


def get_vote_for(place: Place) -> LegalVote:
    """Return the vote that the law asks for, as it was asked for last."""
    row = latest_vote(place.question)
    if row is None:
        raise Http404
    row.question = place.question
    return row


def get_roll_for(place: Place) -> LegalVote:
    """Return the legal vote whose roll is read; it is for members."""
    if not place.member.takes_positions:
        raise Http404
    return get_vote_for(place)


def get_voter_for(place: Place, voter_id: UUID) -> Voter:
    """Return somebody on the roll of the question's legal vote."""
    rows = Voter.objects.filter(vote=get_vote_for(place), id=voter_id)
    row = rows.select_related("vote__question__collective", "member").first()
    if row is None:
        raise Http404
    return row


def get_hearing_of(place: Place) -> Hearing:
    """Return the question's hearing, once it was opened."""
    hearing = Hearing.objects.filter(question_id=place.question.id).first()
    if hearing is None:
        raise Http404
    return hearing


def get_contribution_of(place: Place, contribution_id: UUID) -> Contribution:
    """Return something that was said in this question's hearing."""
    rows = Contribution.objects.filter(hearing__question_id=place.question.id)
    said = rows.select_related("hearing").filter(id=contribution_id).first()
    if said is None:
        raise Http404
    return said


def get_decision_for(member: Membership, decision_id: UUID) -> Decision:
    """Return a decision of the member's collective."""
    rows = Decision.objects.filter(collective_id=member.collective_id, id=decision_id)
    row = rows.select_related("question", "proposal").first()
    if row is None:
        raise Http404
    return row
