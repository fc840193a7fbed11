"""Questions at their beginning, and those that went another way."""

from datetime import timedelta

from folkmoot.deciding.models import Call, Question
from folkmoot.deciding.operations import (
    Shape,
    call,
    explain_back,
    merge_question,
    park_question,
    raise_question,
    withdraw_question,
)
from folkmoot.site.demo.acts import (
    Job,
    Text,
    ask,
    decide_today,
    draft_of,
    make_urgent,
    positions,
    say,
)
from folkmoot.site.demo.play import Play, Story


def yard_gate(play: Play) -> Story:
    """End without a decision after one day: things stay as they are."""
    yield play.at(62, 9)
    jo = play.members["Jo"]
    question = raise_question(
        member=jo,
        title="Lock the yard gate from tonight",
        shape=Shape(why_now="Two bicycles were stolen.", affected="All of us"),
        now=play.now,
    )
    make_urgent(play, question, "Ida Kim", "Thieves know the way in")
    text = Text(
        "From tonight the gate is locked from ten to six. Each flat gets one key.",
        [Job("Have twelve keys made", "Jo", -55)],
        -35,
    )
    decide_today(play, question, text)
    yield play.at(62, 13)
    say(play, question, {"Hal": "I come home at four and have my hands full."})
    positions(play, question, yes="Di Ida Jo Kim", aside="Gus Hal Max")


def solar(play: Play) -> Story:
    """Put aside until a date."""
    yield play.at(46, 18)
    question = ask(
        play,
        "Gus",
        "Solar panels on the roof",
        "Could the roof carry panels, and what would they bring us?",
    )
    yield play.at(41, 19)
    park_question(
        member=play.members["Gus"],
        question=question,
        until=play.present + timedelta(days=60),
        reason="The firm looks at the roof in two months.",
        now=play.now,
    )


def green_stairs(play: Play) -> Story:
    """Take it back; another member may carry it on for 14 days."""
    yield play.at(15, 18)
    question = ask(
        play, "Luz", "Paint the stairs green", "The stairs are grey. Green is warmer."
    )
    yield play.at(10, 19)
    withdraw_question(
        member=play.members["Luz"],
        question=question,
        reason="I move my desk first. Somebody else may take it on.",
        now=play.now,
    )


def tools(play: Play) -> Story:
    """Make it clear: somebody said it back, and the proposer has not nodded yet."""
    yield play.at(3, 18)
    question = ask(
        play,
        "Max",
        "One list of tools to lend",
        "",
        why="Four of us own the same drill.",
    )
    explain_back(
        member=play.members["Eve"],
        question=question,
        text="You want us to write down which tools we lend each other.",
        now=play.now,
    )


def ladder(play: Play) -> Story:
    """Buy something small, on notice."""
    yield play.at(2, 18)
    bo = play.members["Bo"]
    words = "We buy a ladder of four metres for 90. It hangs in the bike shed."
    question = raise_question(
        member=bo,
        title="Buy a ladder",
        klass="small",
        draft=draft_of(play, Text(words, [Job("Buy the ladder", "Bo", 10)], 30)),
        now=play.now,
    )
    play.seen(question, "Di")


def film_evening(play: Play) -> Story:
    """Wait in the queue: five questions are open already."""
    yield play.at(1, 19)
    question = raise_question(
        member=play.members["Nia"],
        title="A film evening in the yard, once a month",
        now=play.now,
    )
    for member in play.of("Luz Kim"):
        call(member=member, question=question, kind=Call.Kind.SUPPORT, now=play.now)


def outdoor_cinema(play: Play) -> Story:
    """Turn out to be the same idea as another."""
    yield play.at(1, 20)
    eve = play.members["Eve"]
    question = raise_question(
        member=eve, title="Borrow a screen for films outside", now=play.now
    )
    others = Question.objects.filter(collective_id=eve.collective_id)
    film = others.get(title__startswith="A film evening")
    merge_question(member=eve, question=question, into=film, now=play.now)


def back_door_lamp(play: Play) -> Story:
    """Ask the neighbours, who hear and answer on one page."""
    yield play.at(2, 18)
    gus = play.members["Gus"]
    words = "We put a lamp with a sensor over the back door. It costs 40."
    text = Text(words, [Job("Buy and fix the lamp", "Gus", 8)], 60)
    question = raise_question(
        member=gus,
        title="A lamp over the back door",
        draft=draft_of(play, text),
        now=play.now,
    )
    play.seen(question)
    yield play.at(1, 19)
    positions(play, question, yes="Gus")
    say(play, question, {"Luz": "Not a white one, please. It shines into my room."})


def post_boxes(play: Play) -> Story:
    """Agree within one evening, because all are heard."""
    yield play.at(20, 18)
    gus = play.members["Gus"]
    text = Text(
        "Each post box gets a new label with all names.",
        [Job("Print the labels", "Gus", 6)],
        60,
    )
    question = raise_question(
        member=gus,
        title="New labels for the post boxes",
        draft=draft_of(play, text),
        now=play.now,
    )
    play.seen(question)
    positions(play, question, yes="Cy Ann Gus Luz")
