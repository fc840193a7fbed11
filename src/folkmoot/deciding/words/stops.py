"""Where a stop stands, and what each reader can do for it, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Objection, Panel, Talk

State = Objection.State
Kind = Objection.AnswerKind

STATES: Mapping[str, Promise] = {
    State.RAISED: _("Raised"),
    State.UNDERSTOOD: _("Understood"),
    State.ANSWERED: _("Answered"),
    State.RESOLVED: _("Solved"),
    State.STANDING: _("It stands"),
    State.MOVED: _("It became its own question"),
    State.RELABELLED: _("It counts as a worry"),
    State.LAPSED: _("It ended with its version"),
}
NOTES: Mapping[str, Promise] = {
    "owner_changed": _("The person who raised it gave another answer."),
    "owner_silent": _("The person who raised it did not reply in time."),
    "owner_in_no_talk": _("The person who raised it took part in no talk for 14 days."),
    "other_version": _(
        "It was about a version that does not go on. Its owner may carry it over."
    ),
    "not_new": _("People drawn by lot found that it had been answered before."),
}
ANSWERS: Mapping[str, Promise] = {
    Kind.CHANGED: _("We change the text"),
    Kind.TRIAL: _("We try it first"),
    Kind.REASONS: _("We give reasons"),
    Kind.MOVED: _("It becomes a question of its own"),
}
WAYS: Mapping[str, Promise] = {
    Talk.Way.CALL: _("By phone"),
    Talk.Way.TABLE: _("At a table"),
    Talk.Way.CHAT: _("In a chat"),
}
HAPPENED: Mapping[str, Promise] = {
    Objection.Happened.YES: _("Yes, it happened"),
    Objection.Happened.PARTLY: _("In part"),
    Objection.Happened.NO: _("No, it did not happen"),
}
# What this reader can do now: one thing, by its code.
TO_DO: Mapping[str, Promise] = {
    "say_if_right": _("Somebody said it back to you. Is that what you mean?"),
    "wait_restatement": _("Somebody will say it back to you first."),
    "wait_answer": _("Two others write an answer. You can talk with them here."),
    "say_if_solved": _("There is an answer. Is it solved?"),
    "agree_move": _("Should it become a question of its own?"),
    "say_happened": _("You said stop. Did it happen?"),
    "stands_yours": _("Your words stay beside what is decided."),
    "restate": _("Say it back in your own words."),
    "confirm": _("Read how it was said back. Is that what they mean?"),
    "wait_owner": _("The person who raised it says if that is it."),
    "answer": _("It waits for an answer."),
    "second": _("Read the answer. Do you stand by it too?"),
    "wait_second": _("A second person puts their name to the answer."),
    "wait_reply": _("The person who raised it says if it is solved."),
    "stands": _("Its words stay beside what is decided."),
    "over": _("There is nothing to do."),
    "talk": _("You can say a line in the talk."),
}
PANELS: Mapping[str, Promise] = {
    Panel.Kind.RELABEL: _("Is this stop really a worry?"),
    Panel.Kind.FUNDAMENTAL: _("Does the draft break the agreement or harm someone?"),
    Panel.Kind.COMPLAINT: _("Was a rule of the process broken?"),
    Panel.Kind.TRIES: _("Were the tries to reach people real?"),
    Panel.Kind.NEW_REASON: _("Is this stop a new one?"),
    Panel.Kind.GRAVE: _("Is the harm grave and hard to undo?"),
    Panel.Kind.MERGE: _("Should the two questions become one?"),
}
YES_MEANS: Mapping[str, Promise] = {
    Panel.Kind.RELABEL: _("Yes: all of them say so. It counts as a worry from now on."),
    Panel.Kind.FUNDAMENTAL: _("Yes: the draft cannot be agreed while a stop stands."),
    Panel.Kind.COMPLAINT: _("Yes: the step that went wrong begins again."),
    Panel.Kind.TRIES: _("Yes: the question may go on."),
    Panel.Kind.NEW_REASON: _("Yes: it is answered like every stop."),
    Panel.Kind.GRAVE: _("Yes: carrying it out rests for up to seven days."),
    Panel.Kind.MERGE: _("Yes: the two become one question."),
}
NO_MEANS: Mapping[str, Promise] = {
    Panel.Kind.RELABEL: _("No: it stays a stop."),
    Panel.Kind.FUNDAMENTAL: _("No: the usual rules count the stop."),
    Panel.Kind.COMPLAINT: _("No: the question goes on where it was."),
    Panel.Kind.TRIES: _("No: the question waits until more people are reached."),
    Panel.Kind.NEW_REASON: _("No: it was answered before. It stands."),
    Panel.Kind.GRAVE: _("No: carrying it out goes on."),
    Panel.Kind.MERGE: _("No: they stay two questions."),
}
