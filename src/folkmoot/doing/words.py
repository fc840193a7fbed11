"""Words of this room that forms, reports and mails share."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.doing.days import days_left
from folkmoot.doing.models import Commitment

# The four questions with words, by the column that keeps the answer.
QUESTIONS = {
    "expected": gettext_lazy("What did we say would happen?"),
    "happened": gettext_lazy("What happened?"),
    "gained_paid": gettext_lazy("Who gained, who paid?"),
    "should_have": gettext_lazy("What should we have done, us first?"),
}
LOOK_BACK_MINUTES = 2
CONCLUSION_QUESTION = gettext_lazy("Keep, change or end?")
CONCLUSIONS = {
    "keep": gettext_lazy("Keep it as it is"),
    "change": gettext_lazy("Change it"),
    "end": gettext_lazy("End it"),
}
FOLLOWS = {
    "keep": gettext_lazy("It goes on. You look back again in a year."),
    "change": gettext_lazy(
        "A new question opens, with what was learnt. Until then it holds."
    ),
    "end": gettext_lazy("A new question opens to end it. Until then it holds."),
}


def due_words(commitment: Commitment, now: datetime) -> str:
    """Return how far a task's day is, without blame when it has passed."""
    left = days_left(commitment, now)
    if left is None:
        return _("until you all look back") if commitment.is_watch else ""
    if left < 0:
        words = ngettext(
            "planned for yesterday", "planned for %(count)s days ago", -left
        )
        return words % {"count": -left}
    if left == 0:
        return _("until tonight")
    words = ngettext("until tomorrow", "%(count)s days to go", left)
    return words % {"count": left}
