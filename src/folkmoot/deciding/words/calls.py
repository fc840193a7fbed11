"""What members may ask for together, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Call

Kind = Call.Kind


@dataclass(frozen=True)
class CallWords:
    """One kind: the button, what it brings, and what stands there afterwards."""

    button: Promise
    brings: Promise
    signed: Promise
    asks: Promise | str = ""  # a line that goes with it
    needs_line: bool = True


WORDS: Mapping[str, CallWords] = {
    Kind.SUPPORT: CallWords(
        _("I feel this too"),
        _("It moves up in the queue."),
        _("You feel this too."),
    ),
    Kind.LIFT: CallWords(
        _("Treat it as a bigger matter"),
        _("It gets more time and needs more yes."),
        _("You ask to treat it as a bigger matter."),
    ),
    Kind.FORWARD: CallWords(
        _("It is clear enough: send it on"),
        _("People are asked what they think."),
        _("You ask to send it on."),
    ),
    Kind.EXTEND_HEARING: CallWords(
        _("Hear people for longer"),
        _("The hearing lasts 7 days more."),
        _("You ask for a longer hearing."),
    ),
    Kind.TALK_FIRST: CallWords(
        _("Talk about it first"),
        _("It becomes a question to everybody, at once."),
        _("You ask to talk about it first."),
    ),
    Kind.URGENT: CallWords(
        _("This is urgent"),
        _(
            "For safety, a date in law, or loss of what we need. Two call it who share no role."
        ),
        _("You say that it is urgent."),
        _("What is in danger, and until when?"),
    ),
    Kind.MORE_TIME: CallWords(
        _("I need the whole time"),
        _("It does not end early, even when all have spoken."),
        _("You need the whole time."),
    ),
    Kind.ONE_MORE_ROUND: CallWords(
        _("Work on it for longer"),
        _("There are 14 days more, once."),
        _("You ask for one more round."),
    ),
    Kind.PARK: CallWords(
        _("Put it aside for 30 days"),
        _("It comes back by itself."),
        _("You ask to put it aside."),
        _("Why?"),
    ),
    Kind.WAKE: CallWords(
        _("Wake it now"),
        _("It goes on where it was."),
        _("You woke it."),
    ),
    Kind.PAUSE: CallWords(
        _("A rule was broken"),
        _("All clocks stop. Three people drawn by lot look at it."),
        _("You say that a rule was broken."),
        _("Which rule, and how?"),
    ),
    Kind.LOOK_BACK: CallWords(
        _("Look back now"),
        _("Everybody is asked whether it works."),
        _("You ask to look back now."),
    ),
    Kind.TAKE_UP_AGAIN: CallWords(
        _("Take it up again"),
        _("It is made clear once more, with what is new."),
        _("You ask to take it up again."),
        _("What is new? After 90 days you need not say."),
        needs_line=False,
    ),
    Kind.UNCLEAR_WORD: CallWords(
        _("This word is unclear"),
        _("Whoever makes the question clear sees it."),
        _("You named a word."),
        _("Which word?"),
    ),
    Kind.MERGE: CallWords(
        _("These two are one matter"),
        _("Three people drawn by lot look whether they become one."),
        _("You ask to join them."),
        _("The number of the other question"),
    ),
    Kind.NOT_WORDING: CallWords(
        _("More than the wording changed"),
        _("Then everybody is asked again, those who said yes too."),
        _("You say that more than the wording changed."),
    ),
    Kind.REACH_OUT: CallWords(
        _("I call or visit some of them"),
        _("Say that there is still time. Listen, and persuade nobody."),
        _("You call or visit some of them."),
    ),
}
