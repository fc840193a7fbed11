"""How a question came here, in sentences: one for each reason that a move can have."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Transition
from folkmoot.deciding.words.stages import LABELS
from folkmoot.engines.consensus import Stage

SENTENCES: Mapping[str, Promise] = {
    # people
    "raised": _("%(who)s raised this question."),
    "called_for": _("Nobody raised this: it opened by itself."),
    "withdrawn": _("%(who)s took the question back."),
    "adopted": _("%(who)s carries the question on."),
    "parked": _("%(who)s put the question aside."),
    "merged": _("%(who)s joined it to another question."),
    "new_text": _("%(who)s wrote a new text. All are asked again."),
    "called": _("Enough members asked for this."),
    "taken_up_again": _("Enough members took the question up again."),
    "ours_alone": _("People drawn by lot found: this group decides it alone."),
    "moved_from_stop": _("This grew out of a stop on another question."),
    "look_back_change": _("Looking back, people wanted to change what was agreed."),
    "look_back_end": _("Looking back, people wanted to end what was agreed."),
    # idea, making it clear, notice
    "place_reached": _("There was room for this question."),
    "silent": _("Nothing happened for 30 days."),
    "helper_drawn": _("It was not clear yet. Somebody was drawn by lot to help."),
    "forwarded": _("It was clear enough and was sent on."),
    "timer": _("It was clear and the time was over."),
    "rough_text": _("The time was over. It went on with a rough text."),
    "not_seen": _("Too few people saw the notice."),
    "notice_over": _("Nobody asked to talk about it first."),
    "talk_first": _("Somebody asked to talk about it first."),
    "worried": _("Somebody had a worry."),
    # hearing and drafting
    "all_heard": _("Everybody was heard."),
    "hearing_extended": _("The hearing got more time, so that more people are heard."),
    "hearing_over": _("The time for the hearing was over."),
    "tries_not_confirmed": _("Too few people could be reached."),
    "draft_submitted": _("The draft was sent on."),
    "last_complete_draft": _("The time was over. The last whole draft went on."),
    "drafters_redrawn": _("Others were drawn to write."),
    "no_draft": _("No draft came together in time."),
    # can we agree?
    "check_extended": _("There was more time, so that more people answer."),
    "passes": _("The answers carry the draft."),
    "passes_all_heard": _("Everybody answered and nothing is open."),
    "work_needed": _("There was something to work on."),
    "not_agreed": _("The answers did not carry the draft."),
    "no_carrier": _("A task had nobody to do it."),
    "handed_over": _("All stops were answered and the draft came back."),
    "same_text_by_timer": _("All stops were answered. The text stayed the same."),
    "one_more_round": _("Enough members asked for one more round."),
    "stops_unanswered": _("A stop was still without an answer."),
    "stops_unanswered_or_no_carrier": _("A stop or a task was still open."),
    "heard_late": _("Some heard of it late and got their full time."),
    "new_stop": _("Somebody said stop, with a new reason."),
    "carrier_left": _("Somebody gave a task back."),
    "last_call_lengthened": _("The last call got more time."),
    "decided": _("The last call was over."),
    "late_objection": _("A late stop was not settled."),
    "late_objection_printed": _("A late stop stands beside the decision."),
    "released": _("With a late stop we do not agree any more. It does not bind us."),
    "vote_not_carried": _("The legal vote did not carry it."),
    "vote_not_held": _("The legal vote was not held in time."),
    # carrying out and looking back
    "begins": _("What was agreed began."),
    "look_back_due": _("The day to look back had come."),
    "tasks_finished": _("All tasks were done."),
    "does_not_work": _("Somebody said that it does not work."),
    "urgent_expired": _("Nobody confirmed the urgent decision in 30 days."),
    "report": _("People looked back."),
    "look_back_again": _("It is time to look back once more."),
    "concluded": _("People looked back."),
    "not_looked_at": _("Nobody looked back yet."),
    # any time
    "woken": _("Somebody woke the question."),
    "parked_time_over": _("The question woke by itself."),
    "pause_over": _("The pause was over."),
    "complaint_upheld": _("A complaint was right. This step begins again."),
}
SOMEBODY = _("Somebody")


def describe(move: Transition) -> str:
    """Return one move as sentences: why, where it stands since, the person's reason."""
    who = move.member.name if move.member else str(SOMEBODY)
    sentences = [str(SENTENCES[move.why]) % {"who": isolate(who)}]
    if move.from_stage and move.from_stage != move.to_stage:
        stage = LABELS[Stage(move.to_stage)]
        now = gettext("Now: %(stage)s.") % {"stage": stage}
        # "Can we agree?" ends by itself.
        sentences.append(now.replace("?.", "?"))
    if move.reason:
        sentences.append(gettext("“%(words)s”") % {"words": isolate(move.reason)})
    return " ".join(sentences)


def isolate(text: str) -> str:
    """Return text of people that cannot turn the direction of a plain sentence."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def tell(moves: Sequence[Transition]) -> list[tuple[datetime, str, str]]:
    """Return the entries of the timeline, oldest first."""
    return [(move.at, describe(move), "") for move in moves]
