"""Each kind of record entry as a sentence.

``%(who)s`` is whose act it was; other names are those of the entry's details. What a
member answered, and whose stop it is, stands in no sentence.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.people.models import Term

NEUTRAL = _("Something of the kind “%(kind)s” was recorded.")
ERASED = _("Who did this, and what was said, is erased. That it happened stays.")
BLIND = _("Somebody took part. You read more after your own answer.")
HIDDEN_BEFORE_ANSWER = ("stop.", "worry.", "panel.")

SENTENCES: Mapping[str, Promise] = {
    "agreement.changed": _("The founding agreement changed: version %(version)s."),
    "attachment.added": _("%(who)s added a photo or a recording."),
    "call.signed": _("%(who)s asked for something together with others."),
    "call.withdrawn": _("%(who)s took a signature back."),
    "collective.exported": _("%(who)s took a copy of everything members may see."),
    "collective.started": _("%(who)s started this collective."),
    "contribution.added": _("%(who)s said what they think."),
    "contribution.answered": _("%(who)s wrote what the draft did with one thing said."),
    "contribution.appealed": _("%(who)s asked to open a folded contribution."),
    "contribution.folded": _("%(who)s folded a contribution: %(reason)s"),
    "contribution.unfolded": _("%(who)s opened a folded contribution again."),
    "decision.made": _("A decision was written down."),
    "draft.offered": _("%(who)s offered to write the draft."),
    "draft.submitted": _("%(who)s sent the draft on to be answered."),
    "draft.written": _("%(who)s wrote version %(version)s of the draft."),
    "hearing.imported": _("%(who)s brought a conversation here: %(title)s"),
    "hearing.opened": _("A hearing opened."),
    "hearing.reopened": _("A hearing opened again."),
    "map.made": _("The map of opinion was made, with %(people)s people on it."),
    "hearing_words.erased": _("What somebody said in hearings was erased."),
    "invitation.ended": _("%(who)s took an invitation back."),
    "invitation.made": _("%(who)s made an invitation."),
    "member.joined": _("%(who)s joined."),
    "member.left": _("%(who)s left."),
    "member.removed": _("The membership of %(who)s ended by a decision."),
    "member.told": _("%(who)s told somebody in person."),
    "panel.answered": _("Somebody drawn by lot answered."),
    "panel.drawn": _("People were drawn by lot to look at one case."),
    "panel.ruled": _("The people drawn by lot gave their answer."),
    "position.taken": _("Somebody answered the draft."),
    "question.adopted": _("%(who)s carries the question on."),
    "question.explained_back": _("%(who)s said the question back in their own words."),
    "question.explanation_confirmed": _("%(who)s nodded: that is what was meant."),
    "question.merged": _("%(who)s joined it to question %(into)s."),
    "question.moved": _("The question is now at: %(step)s"),
    "question.parked": _("%(who)s put the question aside."),
    "question.raised": _("%(who)s raised the question."),
    "question.replied_to": _("%(who)s replied to the idea."),
    "question.sent_on": _("%(who)s sent the question on."),
    "question.shaped": _("%(who)s made the question clearer."),
    "question.taken_up": _("%(who)s took the idea up."),
    "question.withdrawn": _("%(who)s took the question back."),
    "question_words.erased": _("What somebody wrote about questions was erased."),
    "record.erased": _("A name and words were erased. The chain still holds."),
    "recovery.asked": _("Somebody asked for a way back in."),
    "recovery.stopped": _("%(who)s stopped a way back in."),
    "recovery.used": _("%(who)s came back in."),
    "recovery.vouched": _("%(who)s vouched for somebody who lost their way in."),
    "response.given": _("Somebody answered a short view."),
    "response.withdrawn": _("Somebody took back an answer to a short view."),
    "review.answered": _("%(who)s looked back."),
    "review.closed": _("The look-back ended."),
    "review.extended": _("The look-back goes on a little longer."),
    "review.opened": _("The look-back opened."),
    "role.drawn": _("A role was drawn by lot: %(role)s."),
    "role.given": _("%(who)s took on a role: %(role)s."),
    "role.laid_down": _("%(who)s laid a role down: %(role)s."),
    "settings.changed": _("The settings changed: version %(version)s."),
    "statement.added": _("%(who)s added a short view."),
    "statement.appealed": _("%(who)s asked to open a folded short view."),
    "statement.folded": _("%(who)s folded a short view: %(reason)s"),
    "statement.put_back": _("%(who)s let a short view take its turn again."),
    "statement.put_first": _("%(who)s put a short view first."),
    "statement.unfolded": _("%(who)s opened a folded short view again."),
    "stop.answer_seconded": _("%(who)s put a second name to the answer to a stop."),
    "stop.answered": _("%(who)s answered a stop."),
    "stop.moved": _("A stop came a step further."),
    "stop.raised_late": _("Somebody who was not heard before raised a stop."),
    "stop.replied_to": _("The owner of a stop said whether it is solved."),
    "stop.restated": _("%(who)s said a stop back in their own words."),
    "stop.restatement_answered": _("A stop that was said back was answered."),
    "stop.talked_about": _("People talked about a stop."),
    "task.accepted": _("%(who)s took on a task: %(what)s"),
    "task.done": _("%(who)s did a task: %(what)s"),
    "task.dropped": _("%(who)s dropped a task: %(what)s"),
    "task.released": _("%(who)s gave a task back: %(what)s"),
    "task.reported": _("%(who)s told how a task goes."),
    "task.taken_over": _("%(who)s took a task over: %(what)s"),
    "task_words.erased": _("What somebody wrote about tasks was erased."),
    "tasks.agreed": _("The tasks of the draft are agreed."),
    "tasks.set": _("The draft named its tasks."),
    "way_in.printed": _("%(who)s printed a way in for somebody."),
    "worry.answered": _("%(who)s answered a worry."),
}
ROLES: Mapping[str, Promise] = {
    Term.Role.HOST: _("Host"),
    Term.Role.NOTES: _("Notes"),
    Term.Role.LIST: _("Speakers' list"),
    Term.Role.CARE: _("Care"),
    Term.Role.MONEY: _("Money"),
    Term.Role.SERVER: _("Server keeper"),
}
