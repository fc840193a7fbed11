"""Where one stands, in a plain sentence, and how that is worked out."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.shifts.queries.accounts import WEEKS, Account
from folkmoot.shifts.words.times import span

HOUR = 60
FINE = 90  # minutes within which nobody needs to think of it


def account_sentence(account: Account, percent: int) -> str:
    """Return where somebody stands."""
    if not percent:
        return _("You are fine. What you help with is a gift.")
    hours = round(abs(account.beyond) / HOUR)
    if abs(account.beyond) <= FINE:
        return _("You are fine: you did about your share.")
    if account.beyond > 0:
        words = ngettext(
            "You are fine: about %(count)s hour ahead of your share.",
            "You are fine: about %(count)s hours ahead of your share.",
            hours,
        )
    else:
        words = ngettext(
            "You are about %(count)s hour behind your share. The next rota makes up for it.",
            "You are about %(count)s hours behind your share. The next rota makes up for it.",
            hours,
        )
    return words % {"count": hours}


def account_working(account: Account) -> str:
    """Return how the sentence is worked out; hours count by how hard the work is."""
    told = _(
        "In the last %(weeks)s weeks your work counts %(worked)s. Your share of what "
        "all of you did is %(share)s."
    )
    words = {
        "weeks": WEEKS,
        "worked": span(account.worked),
        "share": span(account.share),
    }
    text = told % words
    if account.pool < 0:
        gave = _("You gave %(time)s to the pool.") % {"time": span(-account.pool)}
        text = f"{text} {gave}"
    if account.pool > 0:
        drew = _("You took %(time)s from the pool.") % {"time": span(account.pool)}
        text = f"{text} {drew}"
    return text
