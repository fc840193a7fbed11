"""Something left over at home, brought as far as a test wants it."""

from datetime import timedelta

from tests import cast
from tests.again import once
from tests.cast import NOW, SOME

from folkmoot.deciding.models import Position, Question
from folkmoot.deciding.operations import look_at_question, send_on, take_position
from folkmoot.fund import operations
from folkmoot.fund.models import FairShares, Surplus, SurplusIdea
from folkmoot.people.models import Collective


def note(elm: Collective, amount: int = 30, by: str = "Ann", **more) -> Surplus:
    """Return 30 hours that nobody needs."""
    words = {"what": "Hours of the summer team", "kind": "hours"}
    return operations.note_surplus(
        member=cast.member(elm, by),
        collective=elm,
        surplus=operations.SurplusText(amount=amount, **{**words, **more}),
        now=NOW,
    )


def idea(surplus: Surplus, title: str, cost: int, by: str = "Ann", carrier: str = "Bo"):
    elm = surplus.collective
    return operations.add_surplus_idea(
        member=cast.member(elm, by),
        surplus=surplus,
        idea=operations.IdeaText(
            title, cost, carrier_id=cast.member(elm, carrier).id if carrier else None
        ),
        now=NOW,
    )


def mark(surplus: Surplus, by: str, *ideas: SurplusIdea, now=NOW):
    return operations.mark_ideas(
        member=cast.member(surplus.collective, by),
        surplus=surplus,
        ideas=[one.id for one in ideas],
        now=now,
    )


def share(surplus: Surplus, by: str = "Ann", now=NOW) -> FairShares:
    member = cast.member(surplus.collective, by)
    return operations.draw_shares(member=member, surplus=surplus, now=now)


@once
def shared(elm: Collective, **more) -> tuple[Surplus, list[SurplusIdea]]:
    """Return a surplus whose marks are counted: paint and trees are carried."""
    surplus = note(elm, **more)
    ideas = [
        idea(surplus, *each) for each in (("Paint", 20), ("Trees", 10), ("Pond", 25))
    ]
    paint, trees, pond = ideas
    mark(surplus, "Ann", paint)
    mark(surplus, "Bo", paint, pond)
    mark(surplus, "Di", trees)
    share(surplus)
    return surplus, ideas


def put(surplus: Surplus, amounts: dict[SurplusIdea, int], by: str = "Ann"):
    return operations.write_shares_into_draft(
        member=cast.member(surplus.collective, by),
        surplus=surplus,
        amounts={one.id: amount for one, amount in amounts.items()},
        now=NOW,
    )


def agree(surplus: Surplus) -> Question:
    """Let everybody at home say yes to the draft."""
    elm = surplus.collective
    question = Question.objects.get(id=surplus.question_id)
    operations_of = {"question": question, "now": NOW + timedelta(hours=1)}
    for task in elm.commitments.filter(question_id=question.id):
        from folkmoot.doing.operations import accept

        if task.state == "offered" and task.carrier:
            accept(member=task.carrier, commitment=task, now=NOW)
    send_on(member=cast.member(elm), **operations_of)
    for name in SOME:
        member = cast.member(elm, name)
        look_at_question(member=member, **operations_of)
        take_position(member=member, value=Position.Value.CONSENT, **operations_of)
    question.refresh_from_db()
    return question
