"""What was left over: hours that were decided on, and apples that wait."""

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import submit_draft
from folkmoot.doing.operations import finish
from folkmoot.doing.queries import tasks_of
from folkmoot.fund.models import Surplus, SurplusIdea
from folkmoot.fund.operations import (
    IdeaText,
    SurplusText,
    add_surplus_idea,
    agree_with_cost,
    draw_shares,
    mark_ideas,
    note_surplus,
    use_left_over,
    write_shares_into_draft,
)
from folkmoot.fund.queries.surplus.pages import suggested_amounts
from folkmoot.site.demo.acts import (
    answer_heard,
    offer,
    open_hearing,
    positions,
    say,
    take_jobs,
)
from folkmoot.site.demo.play import Play, Story

IDEAS = (
    # What, its hours, why, whose idea, who would carry it out.
    ("Paint the stairs", 16, "Ida slipped where the old paint is gone.", "Eve", "Max"),
    (
        "Beds that one can reach from a chair",
        14,
        "For Hal, and for all knees.",
        "Gus",
        "Gus",
    ),
    (
        "A pump for bicycles in the yard",
        6,
        "Half of us cycle.",
        "Max",
        "Max",
    ),
    ("Rest: fewer work days in autumn", 12, "We did more than planned.", "Jo", "Di"),
    ("Dig a pond", 60, "Frogs eat snails.", "Luz", ""),
)
APPLES = (
    ("Juice for the summer party", 30, "The press is free on Saturday.", "Flo", "Flo"),
    ("For the neighbours of number 14", 20, "Their tree was ill.", "Ann", "Ann"),
    ("Dried rings for the winter", 15, "They keep until spring.", "Ida", ""),
)
MARKS = {
    "Ann": (0, 1),
    "Bo": (2, 3),
    "Di": (3,),
    "Eve": (0, 2),
    "Flo": (1, 4),
    "Gus": (1,),
    "Hal": (1, 0),
    "Ida": (0,),
    "Jo": (3, 1),
    "Luz": (4, 1),
    "Max": (2, 0),
}


def hours(play: Play) -> Story:
    """Decide with fair shares what 40 hours go to, and use some of them."""
    yield play.at(74, 18)
    max_ = play.members["Max"]
    text = SurplusText(
        "Hours of the summer work days", 40, Surplus.Kind.HOURS, counted_in="hours"
    )
    row = _note(play, "Max", text)
    question = Question.objects.get(id=row.question_id)
    open_hearing(play, question)
    yield play.at(72, 19)
    ideas = [_idea(play, row, *one) for one in IDEAS]
    _look(play, row, ideas[:3])
    yield play.at(69, 19)
    for name, places in MARKS.items():
        mark_ideas(
            member=play.members[name],
            surplus=row,
            ideas=[ideas[at].id for at in places],
            now=play.now,
        )
    say(play, question, {"Jo": "Whoever gave most should rest first."})
    offer(play, question, "Max Eve")
    yield play.at(58, 18)
    draw_shares(member=max_, surplus=row, now=play.now)
    answer_heard(play, question, "Max", {"Jo": ""})
    amounts = suggested_amounts(row)
    write_shares_into_draft(
        member=max_,
        surplus=row,
        amounts={one.id: amounts.get(str(one.id), 0) for one in ideas},
        now=play.now,
    )
    take_jobs(play, question)
    submit_draft(member=max_, question=question, now=play.now)
    play.seen(question)
    yield play.at(56, 19)
    positions(play, question, yes="Ann Bo Di Eve Flo Gus Hal Ida Jo Luz Max")
    yield play.at(44, 10)
    for task in tasks_of(question.id):
        if task.what == IDEAS[0][0]:
            finish(member=max_, commitment=task, now=play.now)
    use_left_over(
        member=max_, surplus=row, what="The stairs, two coats", amount=16, now=play.now
    )


def apples(play: Play) -> Story:
    """Ask all about a good harvest; ideas and marks are still coming in."""
    yield play.at(1, 9)
    text = SurplusText("Apples from the yard", 60, Surplus.Kind.THINGS, counted_in="kg")
    row = _note(play, "Flo", text)
    yield play.at(1, 21)
    ideas = [_idea(play, row, *one) for one in APPLES]
    for name, places in {"Ann": (0,), "Gus": (0, 1), "Jo": (1,)}.items():
        mark_ideas(
            member=play.members[name],
            surplus=row,
            ideas=[ideas[at].id for at in places],
            now=play.now,
        )


def _note(play: Play, by: str, text: SurplusText) -> Surplus:
    member = play.members[by]
    return note_surplus(
        member=member, collective=member.collective, surplus=text, now=play.now
    )


def _idea(
    play: Play,
    row: Surplus,
    title: str,
    cost: int,
    why: str,
    by: str,
    carrier: str,
) -> SurplusIdea:
    who = play.members[carrier].id if carrier else None
    text = IdeaText(title, cost, why=why, carrier_id=who)
    return add_surplus_idea(
        member=play.members[by], surplus=row, idea=text, now=play.now
    )


def _look(play: Play, row: Surplus, ideas: list[SurplusIdea]) -> None:
    """Let those drawn by lot look at some of the costs, each at others' ideas."""
    drawn = [one for one in play.members.values() if str(one.id) in row.checkers]
    for idea in ideas:
        other = next(one for one in drawn if one.id != idea.member_id)
        agree_with_cost(member=other, idea=idea, now=play.now)
