"""The vote that the law asks for, in words: always by its whole name."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import LegalVote
from folkmoot.engines.consensus import Base, LegalRule, legal_rule_from_dict

State = LegalVote.State
STATES: Mapping[str, Promise] = {
    State.ASKED: _("One of us says that the law asks for a legal vote."),
    State.DUE: _("The law asks for a legal vote. Nothing begins before it."),
    State.OPEN: _("The legal vote is open."),
    State.CARRIED: _("Decided by vote: the legal vote carried it."),
    State.NOT_CARRIED: _("The legal vote did not carry it. Things stay as they are."),
    State.LAPSED: _("The legal vote was not held in time. Things stay as they are."),
    State.DROPPED: _("Two of us found that the law asks for no legal vote."),
    State.STOPPED: _("The legal vote was stopped: the text is asked about again."),
}
# Shares as forms offer them: yes, of, whether it has to be more.
SHARES: Mapping[str, tuple[int, int, bool, Promise]] = {
    "more-1-2": (1, 2, True, _("more than half")),
    "1-2": (1, 2, False, _("at least half")),
    "2-3": (2, 3, False, _("at least two thirds")),
    "more-2-3": (2, 3, True, _("more than two thirds")),
    "3-4": (3, 4, False, _("at least three quarters")),
    "more-3-4": (3, 4, True, _("more than three quarters")),
    "1-1": (1, 1, False, _("all")),
}
BASES: Mapping[str, Promise] = {
    Base.YES_OR_NO: _("of those who say yes or no"),
    Base.ALL_ANSWERS: _("of all who take part, blank answers too"),
    Base.ROLL: _("of everybody on the roll"),
}
ANSWERS: Mapping[str, Promise] = {"yes": _("Yes"), "no": _("No"), "blank": _("Blank")}
REASONS: Mapping[str, Promise] = {
    "share_reached": _("The share of yes was reached."),
    "share_missed": _("The share of yes was not reached."),
    "turnout_reached": _("Enough people took part."),
    "turnout_missed": _("Too few people took part."),
    "roll_reached": _("Enough of the roll said yes."),
    "roll_missed": _("Too few of the roll said yes."),
}


def share_of(rule: LegalRule) -> str:
    """Return the code of a share that forms offer; nothing for another one."""
    wanted = (rule.yes, rule.of, rule.is_more)
    found = (code for code, share in SHARES.items() if share[:3] == wanted)
    return next(found, "")


def say_rule(plain: Mapping[str, Any]) -> list[str]:
    """Return what the law asks for, one sentence each."""
    rule = legal_rule_from_dict(plain)
    code = share_of(rule)
    words = {"share": _say_share(rule, code), "base": BASES[rule.base]}
    lines = [gettext("Yes from %(share)s %(base)s.") % words]
    if rule.turnout_percent:
        text = gettext("At least %(percent)s of 100 on the roll take part.")
        lines.append(text % {"percent": rule.turnout_percent})
    if rule.roll_percent:
        text = gettext("At least %(percent)s of 100 on the roll say yes.")
        lines.append(text % {"percent": rule.roll_percent})
    return lines


def _say_share(rule: LegalRule, code: str) -> str:
    if code:
        return str(SHARES[code][3])
    numbers = {"yes": rule.yes, "of": rule.of}
    if rule.is_more:
        return gettext("more than %(yes)s of %(of)s") % numbers
    return gettext("at least %(yes)s of %(of)s") % numbers


def say_count(vote: LegalVote) -> list[str]:
    """Return what was counted, and what it comes to; nothing before."""
    if vote.counted_at is None:
        return []
    counted = (vote.yes or 0, vote.no or 0, vote.blank or 0, vote.spoilt or 0)
    names = ("yes", "no", "blank", "spoilt")
    numbers = dict(zip(names, counted, strict=True))
    return [
        gettext("%(yes)s yes, %(no)s no, %(blank)s blank, %(spoilt)s not readable.")
        % numbers,
        gettext("%(count)s of the %(roll)s people on the roll took part.")
        % {"count": sum(counted), "roll": vote.roll},
    ]


def say_reasons(codes: Sequence[str]) -> list[str]:
    """Return which conditions of the law were met or missed."""
    return [str(REASONS[code]) for code in codes]


def is_over(vote: LegalVote, now: datetime) -> bool:
    """Say whether the time to answer is over."""
    return vote.closes_at is not None and now >= vote.closes_at
