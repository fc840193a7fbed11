"""Questions that were agreed: looked back on, being carried out, about to begin."""

from folkmoot.deciding.models import Position, Question
from folkmoot.deciding.operations import (
    Shape,
    answer_worry,
    raise_question,
)
from folkmoot.doing.models import Review
from folkmoot.doing.operations import Answers, answer_review, finish, report
from folkmoot.doing.queries import review_of, tasks_of
from folkmoot.site.demo.acts import (
    Job,
    Text,
    answer_heard,
    ask,
    decide_today,
    explain,
    make_urgent,
    offer,
    open_hearing,
    positions,
    say,
    view,
    write,
)
from folkmoot.site.demo.cast import AGREEMENT_SHORT
from folkmoot.site.demo.play import Play, Story

PAPER = "Decisions also hang on paper beside the front door, for those without a phone."


def agreement(play: Play) -> Story:
    """Change the founding agreement: heard twice, then decided by almost everybody."""
    yield play.at(119, 18)
    text = (
        "Any member or friend may raise a question.\n\n"
        "Members give their answer to a draft. Every stop gets a written answer.\n\n"
        f"{PAPER}\n\n"
        "This agreement changes only by a question to all members."
    )
    change = {"text": text, "short_text": f"{AGREEMENT_SHORT}\n\n{PAPER}"}
    question = raise_question(
        member=play.members["Max"],
        title="Hang our decisions on paper at the front door",
        shape=Shape(
            why_now="Two of us do not use the web.",
            affected="All of us, first of all Hal and Ida",
            short_text="Our agreement should say that decisions hang on paper too.",
            topic="agreement",
            change=change,
        ),
        now=play.now,
    )
    words = "Every decision is also on paper at the door, so nobody needs a phone."
    explain(play, question, "Di", words)
    open_hearing(play, question)
    yield play.at(116, 19)
    say(
        play,
        question,
        {
            "Hal": "I would read it every morning on my way out.",
            "Ida": "Large letters, please.",
            "Kim": "One page per decision is enough.",
        },
    )
    yield play.at(104, 18)
    answer_heard(play, question, "Max", {"Hal": "", "Ida": "", "Kim": ""})
    draft = Text(
        PAPER, [Job("Print each decision and hang it up", "Max", 240, True)], 240
    )
    write(play, question, "Max", draft)
    yield play.at(88, 18)
    write(play, question, "Max", draft)
    yield play.at(82, 20)
    positions(play, question, yes="Ann Bo Di Flo Gus Hal Ida Max", aside="Jo")


def quiet_hours(play: Play) -> Story:
    """Agree, look back, and change it: the next question opens by itself."""
    yield play.at(112, 18)
    question = ask(
        play,
        "Ida",
        "Quiet hours at night",
        "From which hour should it be quiet in the house and the yard?",
        why="The nights get short.",
    )
    open_hearing(play, question)
    yield play.at(109, 19)
    say(
        play,
        question,
        {
            "Hal": "I get up at five. Ten would help me.",
            "Jo": "On Saturdays we sit outside until eleven.",
            "Luz": "Children sleep from eight. Music is the problem, not talk.",
        },
    )
    yield play.at(104, 19)
    did = {"Hal": "", "Jo": "Saturdays until eleven.", "Luz": ""}
    answer_heard(play, question, "Ida", did)
    text = Text(
        "Quiet from ten at night to seven. On Saturdays from eleven. No music outside.",
        [Job("Remind us in spring, and listen to complaints", "Hal", -17, True)],
        -17,
    )
    write(play, question, "Ida", text)
    yield play.at(100, 20)
    positions(play, question, yes="Ann Eve Hal Ida Jo", aside="Gus")
    yield play.at(12, 19)
    for name, conclusion, happened in (
        ("Hal", Review.Conclusion.CHANGE, "Ten is too late on work days."),
        ("Ida", Review.Conclusion.CHANGE, "Quiet, apart from the yard in May."),
        ("Jo", Review.Conclusion.KEEP, "It works for us."),
    ):
        look_back(play, question, name, conclusion, happened)


def look_back(
    play: Play, question: Question, name: str, conclusion: str, happened: str
) -> None:
    """Answer the five questions, two of them with words."""
    review = review_of(question.id)
    assert review is not None  # noqa: S101 -- its day has come
    answer_review(
        member=play.members[name],
        review=review,
        conclusion=conclusion,
        answers=Answers(expected="Better sleep.", happened=happened),
        now=play.now,
    )


def guest_room(play: Play) -> Story:
    """Carry it out until the day of its look-back, which is now."""
    yield play.at(106, 18)
    question = ask(
        play,
        "Eve",
        "One list for the guest room",
        "How do we share the guest room, so that everybody can have visitors?",
        why="Twice two families came on the same weekend.",
    )
    open_hearing(play, question)
    view(
        play,
        question,
        "Bo",
        "Three nights in a row are enough.",
        agree="Di Max",
        disagree="Luz",
    )
    yield play.at(103, 19)
    say(
        play,
        question,
        {
            "Luz": "My mother comes from far. Three nights are not enough for her.",
            "Flo": "Who sleeps there also cleans it.",
            "Kim": "Five pounds a night for washing, please.",
        },
    )
    yield play.at(98, 19)
    did = {"Luz": "A week once a year.", "Flo": "", "Kim": ""}
    answer_heard(play, question, "Eve", did)
    text = Text(
        "One paper list hangs on the door of the guest room. Three nights at most, one "
        "week once a year. Whoever had visitors cleans the room and pays five pounds.",
        [Job("Keep the list and the money tin", "Eve", -2, True)],
        -2,
    )
    write(play, question, "Eve", text)
    yield play.at(95, 20)
    positions(play, question, yes="Bo Eve Flo Kim Luz", aside="Jo")
    yield play.at(1, 18)
    happened = "No clash since. Twice the tin was empty."
    look_back(play, question, "Eve", Review.Conclusion.KEEP, happened)


def bike_shed(play: Play) -> Story:
    """Carry it out: one task is done, one is late, one wants help."""
    yield play.at(63, 18)
    question = ask(
        play,
        "Bo",
        "A roof for the bicycles",
        "Fourteen bicycles stand in the rain. Where could they stand dry?",
        why="Two were stolen in winter.",
        facts="Rails and a roof cost about 900. The old shed holds six bicycles.",
    )
    open_hearing(play, question)
    yield play.at(60, 19)
    view(
        play,
        question,
        "Flo",
        "The roof must not take light from the ground floor.",
        agree="Ida Max",
    )
    say(
        play,
        question,
        {
            "Ida": "Please keep my window free.",
            "Gus": "I can weld the rails myself.",
            "Max": "A lamp with a sensor would help at night.",
        },
    )
    yield play.at(55, 19)
    did = {"Ida": "", "Gus": "", "Max": "Later, when we know the cost."}
    answer_heard(play, question, "Bo", did)
    jobs = [
        Job("Buy wood and rails", "Bo", -20),
        Job("Put up the roof", "Eve", -5),
        Job("Weld the rails", "Gus", 9),
    ]
    words = (
        "We build a roof along the wall to number 14, two metres from the windows. "
        "It may cost 900."
    )
    write(play, question, "Bo", Text(words, jobs, 45))
    yield play.at(51, 20)
    worry = {"Ida": "Will the roof be loud when it rains?"}
    positions(play, question, yes="Bo Eve Gus Max", aside="Jo", worries=worry)
    worried = Position.objects.get(question=question, member=play.members["Ida"])
    answer = "We put felt under it. Bo tried it on the old shed."
    answer_worry(member=play.members["Bo"], position=worried, text=answer, now=play.now)
    yield play.at(22, 17)
    buy, _roof, weld = tasks_of(question.id)
    finish(member=play.members["Bo"], commitment=buy, now=play.now)
    yield play.at(6, 18)
    report(
        member=play.members["Gus"],
        commitment=weld,
        text="The welder is broken. Does anybody know one to borrow?",
        needs_help=True,
        now=play.now,
    )


def broken_pipe(play: Play) -> Story:
    """Decide within a day, because the cellar is under water."""
    yield play.at(13, 8)
    question = raise_question(
        member=play.members["Gus"],
        title="The pipe in the cellar is broken",
        shape=Shape(why_now="There is water on the floor.", affected="All of us"),
        now=play.now,
    )
    make_urgent(play, question, "Kim Hal", "Water runs down the wall")
    jobs = [
        Job("Call the plumber and let them in", "Gus", -12),
        Job("Dry the cellar", "Flo", 4),
    ]
    words = "We call the plumber at once and pay up to 600 from what we saved."
    decide_today(play, question, Text(words, jobs, 14))
    yield play.at(13, 12)
    positions(play, question, yes="Bo Flo Gus Hal Ida Kim")
    yield play.at(11, 17)
    plumber, dry = tasks_of(question.id)
    finish(member=play.members["Gus"], commitment=plumber, now=play.now)
    line = "Two machines run since yesterday. It smells better already."
    flo = play.members["Flo"]
    report(member=flo, commitment=dry, text=line, needs_help=False, now=play.now)


def laundry(play: Play) -> Story:
    """Agree on something that begins in a few days."""
    yield play.at(26, 18)
    question = ask(
        play,
        "Kim",
        "A rota for the washing room",
        "The washing room is full on Sundays and empty on Tuesdays. Shall we share out "
        "the hours?",
        facts="Two machines. About thirty loads a week.",
    )
    open_hearing(play, question)
    view(
        play,
        question,
        "Gus",
        "I can wash on work days if the evening is free for others.",
        agree="Ann Max",
    )
    yield play.at(22, 19)
    say(
        play,
        question,
        {
            "Ann": "Fixed hours do not work for shifts.",
            "Luz": "One free hour each evening for small things would help.",
            "Bo": "A paper list is enough.",
        },
    )
    offer(play, question, "Kim Bo")
    yield play.at(18, 19)
    did = {"Ann": "Hours can be swapped.", "Luz": "", "Bo": ""}
    answer_heard(play, question, "Kim", did)
    words = (
        "Each flat has two fixed hours a week and may swap them on the list. "
        "From eight to nine in the evening it is free for all."
    )
    jobs = [
        Job("Hang up the list of hours", "Kim", 3),
        Job("Ask everybody how it goes after a month", "Bo", 35),
    ]
    write(play, question, "Kim", Text(words, jobs, 80, starts=3))
    yield play.at(13, 20)
    positions(play, question, yes="Ann Bo Di Flo Kim Luz", aside="Jo")
