"""Questions on their way: heard, written, checked, worked on, in their last call."""

from folkmoot.deciding.models import Objection, Question
from folkmoot.deciding.operations import (
    AnswerText,
    StopText,
    agree_restatement,
    answer_stop,
    reply_to_answer,
    restate_stop,
    second_answer,
    talk_about_stop,
)
from folkmoot.site.demo.acts import (
    Job,
    Text,
    answer_heard,
    ask,
    explain,
    offer,
    open_hearing,
    positions,
    say,
    view,
    write,
)
from folkmoot.site.demo.play import Play, Story


def pets(play: Play) -> Story:
    """Reach a last call with one stop that was answered and still stands."""
    yield play.at(34, 18)
    question = ask(
        play,
        "Flo",
        "May there be dogs and cats in the house?",
        "Two of us would like a pet. Until now there was no rule.",
        affected="All of us; Hal has asthma",
    )
    open_hearing(play, question)
    view(
        play,
        question,
        "Max",
        "Pets are fine if they stay out of the shared kitchen.",
        agree="Ann Eve Kim",
        disagree="Hal",
    )
    yield play.at(30, 19)
    say(
        play,
        question,
        {
            "Hal": "Hair on the stairs takes my breath away.",
            "Jo": "My daughter wishes for a cat more than for anything.",
            "Di": "Who looks after a dog in the holidays?",
        },
    )
    offer(play, question, "Flo Jo")
    yield play.at(26, 18)
    did = {"Hal": "Not in shared rooms.", "Jo": "", "Di": "Each pet has two people."}
    answer_heard(play, question, "Flo", did)
    jobs = [Job("Keep the list of pets and their two people", "Jo", 90, True)]
    words = "Each flat may have one cat or one small dog. Not in shared rooms."
    write(play, question, "Flo", Text(words, jobs, 60))
    yield play.at(23, 19)
    harm = StopText(
        harm="Hair is carried onto the stairs. I could not use them any more.",
        to_whom="Hal, and anybody with asthma",
        fix="A trial with cats only, and the stairs washed twice a week.",
    )
    everybody = "Ann Bo Di Flo Gus Jo Kim"
    positions(play, question, yes=everybody, aside="Ida", stops={"Hal": harm})
    yield from _work_on_pets(play, question)
    yield play.at(9, 18)
    jobs = [
        Job("Keep the list of cats and their two people", "Jo", 90, True),
        Job("Wash the stairs on Tuesdays and Fridays", "Flo", 30),
    ]
    text = Text(
        "Each flat may have one cat, inside the flat. No dogs. The stairs are washed "
        "twice a week.",
        jobs,
        50,
        changed="No dogs any more. Cats stay inside. The stairs are washed.",
    )
    write(play, question, "Flo", text)
    yield play.at(6, 19)
    positions(play, question, yes=everybody, stops={"Hal": harm})


def _work_on_pets(play: Play, question: Question) -> Story:
    """Say the stop back, answer it with two names, hear that it stands."""
    yield play.at(17, 19)
    stop = Objection.objects.get(question=question)
    restate_stop(
        member=play.members["Eve"],
        objection=stop,
        text="You could not get to your flat without falling ill.",
        now=play.now,
    )
    yield play.at(16, 9)
    hal = play.members["Hal"]
    agree_restatement(member=hal, objection=stop, is_right=True, now=play.now)
    talk_about_stop(
        member=hal, objection=stop, text="A cleaner in winter costs 40.", now=play.now
    )
    yield play.at(14, 18)
    answer = AnswerText(
        Objection.AnswerKind.CHANGED,
        "No dogs. Cats stay inside the flats, and the stairs are washed twice a week.",
    )
    answer_stop(member=play.members["Flo"], objection=stop, answer=answer, now=play.now)
    second_answer(member=play.members["Eve"], objection=stop, now=play.now)
    yield play.at(12, 9)
    reply_to_answer(member=hal, objection=stop, is_solved=False, now=play.now)


def heating(play: Play) -> Story:
    """Stand at work on one stop: it was understood, and wants an answer."""
    yield play.at(22, 18)
    question = ask(
        play,
        "Bo",
        "How warm should the shared rooms be?",
        "The kitchen and the play room are heated all day. We could save money.",
        facts="One degree less saves about 120 a year.",
    )
    open_hearing(play, question)
    view(
        play,
        question,
        "Kim",
        "Eighteen degrees are enough when nobody sits there.",
        agree="Ann Gus",
        disagree="Jo",
    )
    yield play.at(18, 19)
    say(
        play,
        question,
        {
            "Jo": "The little ones play on the floor.",
            "Kim": "A clock for the valve costs 30.",
            "Luz": "In the evening it may be warmer.",
        },
    )
    offer(play, question, "Bo Kim")
    yield play.at(14, 18)
    did = {"Jo": "Warm when somebody is there.", "Kim": "", "Luz": ""}
    answer_heard(play, question, "Bo", did)
    jobs = [Job("Buy the clock and set it", "Kim", 20)]
    words = "Shared rooms have 17 degrees by day and 19 from six to nine at night."
    write(play, question, "Bo", Text(words, jobs, 100))
    yield play.at(10, 19)
    harm = StopText(
        harm="Seventeen degrees on a stone floor makes small children ill.",
        to_whom="The four children who play there in the afternoon",
        fix="Nineteen degrees in the play room from two o'clock.",
    )
    yes = "Ann Bo Di Gus Kim Max"
    positions(play, question, yes=yes, aside="Flo", stops={"Jo": harm})
    yield play.at(5, 18)
    stop = Objection.objects.get(question=question)
    restate_stop(
        member=play.members["Eve"],
        objection=stop,
        text="The floor is so cold that children should not sit on it.",
        now=play.now,
    )
    yield play.at(4, 8)
    jo = play.members["Jo"]
    agree_restatement(member=jo, objection=stop, is_right=True, now=play.now)
    bo = play.members["Bo"]
    asked = "Would a thick carpet help, or is it the air?"
    talk_about_stop(member=bo, objection=stop, text=asked, now=play.now)
    yield play.at(3, 21)
    said = "A carpet helps. They also open the door to the yard all the time."
    talk_about_stop(member=jo, objection=stop, text=said, now=play.now)


def table(play: Play) -> Story:
    """Stand in the check with three versions: some have answered, and one worries."""
    yield play.at(13, 18)
    question = ask(
        play,
        "Max",
        "A big table for the yard",
        "We have chairs for six. Shall we buy a table at which all of us can sit?",
        facts="A table for fourteen costs 350, or 120 if we build it.",
    )
    open_hearing(play, question)
    yield play.at(9, 19)
    say(
        play,
        question,
        {
            "Eve": "Let us build it on a Sunday.",
            "Ida": "It should not stand under my window.",
            "Nia": "I have oak boards to give away.",
            "Kim": "Good. We only ever meet on the stairs.",
        },
    )
    offer(play, question, "Max Eve")
    yield play.at(5, 18)
    did = {"Eve": "", "Ida": "Under the tree.", "Nia": "", "Kim": ""}
    answer_heard(play, question, "Max", did)
    jobs = [
        Job("Fetch the boards from Nia", "Max", 12),
        Job("Build the table with all who come", "Eve", 19),
    ]
    words = (
        "We build a table for fourteen from Nia's boards. It stands under the tree. "
        "Screws and oil may cost 120."
    )
    built = Text(words, jobs, 75, label="We build it")
    bought = Text(
        "We buy a table for fourteen. It may cost 350.",
        [Job("Order the table", "Bo", 12)],
        75,
        label="We buy it",
    )
    small = Text(
        "We build two small tables from Nia's boards. They can be carried inside.",
        [],
        75,
        label="Two small ones",
    )
    write(play, question, "Max", built, bought, small)
    yield play.at(3, 19)
    worry = {"Ida": "People may sit there until late."}
    positions(play, question, yes="Bo Eve Kim Max", worries=worry, version=1)
    positions(play, question, yes="Ida", aside="Bo Eve Kim", version=2)
    positions(play, question, yes="Eve Ida Max", aside="Kim", version=3)


def compost(play: Play) -> Story:
    """Stand in drafting, with half of what was said already answered."""
    yield play.at(11, 18)
    question = ask(
        play,
        "Flo",
        "What do we do with kitchen waste?",
        "A third of our bin is kitchen waste. A compost could turn it into soil.",
        facts="The city takes garden waste for free, kitchen waste for 60 a year.",
    )
    open_hearing(play, question)
    yield play.at(8, 19)
    view(
        play,
        question,
        "Gus",
        "A closed box keeps rats away.",
        agree="Ann Di Flo",
        disagree="Hal",
    )
    say(
        play,
        question,
        {
            "Hal": "Not near the sand pit.",
            "Ann": "I would turn it every month.",
            "Kim": "We had one. It smelled because nobody looked after it.",
            "Luz": "Cooked food should not go in.",
            "Di": "Let us ask number 14, they have one.",
            "Gus": "I have wood for the box.",
        },
    )
    offer(play, question, "Flo Kim")
    yield play.at(2, 10)
    did = {"Hal": "", "Ann": "", "Kim": "Ann and Flo look after it, by turns."}
    answer_heard(play, question, "Flo", did)


def boiler(play: Play) -> Story:
    """Stand in the hearing of a serious question."""
    yield play.at(3, 12)
    question = ask(
        play,
        "Ann",
        "A new boiler before next winter",
        "The boiler is 24 years old and was repaired three times this winter. We can "
        "repair it again, buy a gas boiler, or change to a heat pump.",
        affected="All of us; rents may change by up to 15 a month",
        why="The firm needs four months.",
        facts="Repair about 900. Gas boiler 7,000. Heat pump 16,000, half of it paid by "
        "the city. Open: what the power line can take.",
        klass="serious",
    )
    words = "Repair it, replace it, or heat with power: we choose before the winter."
    explain(play, question, "Di", words)
    yield play.at(1, 17)
    open_hearing(play, question)
    view(
        play,
        question,
        "Gus",
        "We should stop burning gas, even if it costs more at first.",
        agree="Ann Flo Max",
        disagree="Kim",
    )
    view(
        play,
        question,
        "Kim",
        "Nobody's rent should rise by more than ten.",
        agree="Hal Jo",
    )
    view(play, question, "Di", "I want to see one that runs before I decide.", agree="")
    numbers = {"Kim": "We have saved 9,400. I can bring the numbers on paper."}
    say(play, question, numbers)


ONGOING = (pets, heating, table, compost, boiler)
