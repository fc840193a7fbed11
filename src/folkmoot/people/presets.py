"""What a collective starts with: its founding agreement in words, and its numbers.

Numbers for the way of a question come from `engines.consensus`; here are the others,
with the ranges a collective may choose.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.people.models import Collective, Term

LINES: Mapping[str, Promise] = {
    Collective.Preset.HOME: _("3 to 12 people: a shared flat, a crew, a small team."),
    Collective.Preset.LOCAL: _("13 to 60 people: a house, a club, a co-operative."),
    Collective.Preset.BRANCH: _("60 to 150 people: a branch, a works group, a school."),
}
SHORT_TEXT = _(
    "We decide together about what we share.\n\n"
    "Everyone is asked, and everyone gets time to answer.\n\n"
    "Anyone may say stop. A stop is answered; it is never just outnumbered.\n\n"
    "When we agree, somebody takes on each task by their own word.\n\n"
    "After a while we look back: did it work? Then we keep it, change it or end it.\n\n"
    "Anyone may leave at any time."
)
TEXTS: Mapping[str, Promise] = {
    Collective.Preset.HOME: _(
        "Any of us may raise a question. We hear everyone first. The one who raised it"
        " writes a draft. Each thing that was said gets a line of answer.\n\n"
        "Once all have spoken and nobody says stop, we have agreed. We need not wait"
        " for a date.\n\n"
        "We look back at each agreement after three months, or sooner if somebody"
        " asks.\n\n"
        "This agreement changes only by a question to all of us."
    ),
    Collective.Preset.LOCAL: _(
        "Any member or friend may raise a question. A host, who changes each time,"
        " sees to it that all are heard.\n\n"
        "Members give their answer to a draft: yes, yes with a worry, not for me, stop,"
        " or more time. Every stop gets a written answer by two of us.\n\n"
        "Each role has an end. Nobody holds the same role more than twice in a row.\n\n"
        "What concerns homes, rights or much money takes longer and asks for more"
        " yes.\n\n"
        "This agreement changes only by a question to all members."
    ),
    Collective.Preset.BRANCH: _(
        "Any member or friend may raise a question. Two hosts are drawn by lot for it."
        " Another member explains it back, so that we know it is clear.\n\n"
        "We hear people in writing, by voice and at small tables. Only then is a draft"
        " written. Drafters are drawn by lot from those who are willing.\n\n"
        "Members give their answer to a draft. Every stop gets a written answer by two"
        " of us. If rules are in dispute, three members drawn by lot decide.\n\n"
        "Each role has an end and a list of powers. A second person learns it.\n\n"
        "This agreement changes only by a question to all members, heard twice."
    ),
    Collective.Preset.FEDERATION: _(
        "We are groups that decide together what concerns more than one of us. What one"
        " group can decide alone stays with it.\n\n"
        "A question goes to everybody in all groups in the same hour. Each group answers"
        " in its own way. The answers are added up group by group; anyone can look.\n\n"
        "Messengers say what their group asked them to say. Their group may take that"
        " back at any hour.\n\n"
        "A council groups and translates. It never decides for the groups.\n\n"
        "Any group may leave. This agreement changes only by a question to all groups."
    ),
}
TERM_DAYS: Mapping[str, int] = {
    Term.Role.HOST: 30,
    Term.Role.NOTES: 30,
    Term.Role.LIST: 30,
    Term.Role.CARE: 90,
    Term.Role.MONEY: 365,
    Term.Role.SERVER: 365,
    Term.Role.ROTA: 90,
}
NAMES_INSIDE, NAMES_NOBODY = "inside", "nobody"
_COMMON: Mapping[str, Any] = {
    "rules": {},  # class of question -> the numbers that differ from the defaults
    "names_on_positions": NAMES_INSIDE,
    "minutes_per_month": 60,
    "open_questions": 5,
    "ceremony": False,  # host pairs, explain-back, lots and table reports everywhere
    "money_limit": 50,  # of a small question, in whole units of money
    "term_days": dict(TERM_DAYS),
    "helper_entries": 10,  # answers that one person enters for others in a question
    "first_reply_hours": 48,
    "terms_in_a_row": 2,
    "rest_percent": 100,  # of a term, after that many in a row
    "two_vouch": False,  # two members, not a question, vouch for another record's key
    "position_after_days": 0,  # from joining to the first position
    "founding_after_days": 0,  # the same for a founding question
    "yearly_money": 0,  # in whole units; 0 where nobody said
    "urgent_hours": 24,
    "recall_hours": 72,  # to answer whether a mandate is taken back
    "recall_percent": 50,  # of those with a view, who end it
    "recall_signatures": 100,  # in hundredths of the usual number, to pause it
    "exchange_percent": 25,  # of our work in an exchange, above which all are asked
}
DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    Collective.Preset.HOME: _COMMON,
    Collective.Preset.LOCAL: {**_COMMON, "money_limit": 200},
    Collective.Preset.BRANCH: {**_COMMON, "money_limit": 500, "ceremony": True},
    Collective.Preset.FEDERATION: {**_COMMON, "ceremony": True},
}
RANGES: Mapping[str, tuple[int, int]] = {
    "minutes_per_month": (15, 240),
    "open_questions": (1, 12),
    "money_limit": (0, 1_000_000),
    "helper_entries": (3, 25),
    "first_reply_hours": (24, 96),
    "terms_in_a_row": (1, 3),
    "rest_percent": (50, 200),
    "position_after_days": (0, 30),
    "founding_after_days": (0, 90),
    "yearly_money": (0, 1_000_000_000),
    "urgent_hours": (12, 72),
    "recall_hours": (24, 168),
    "recall_percent": (33, 60),
    "recall_signatures": (50, 200),
    "exchange_percent": (0, 100),
}
LONGEST_TERM_DAYS = 366
# What a small question may cost, of a year's money where that was said.
USUAL_COST_PERCENT, LARGEST_COST_PERCENT = 1, 5
