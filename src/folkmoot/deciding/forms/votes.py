"""The vote that the law asks for: the rule, the roll, an answer, a count."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.forms.stops import StepForm
from folkmoot.deciding.models import LegalVote
from folkmoot.deciding.operations import LawText, Papers, Roll
from folkmoot.deciding.operations.legal_voting import DAYS, OTHERS_AT_MOST
from folkmoot.deciding.words.votes import ANSWERS, BASES, SHARES, share_of
from folkmoot.engines.consensus import Base, LegalRule, legal_rule_from_dict
from folkmoot.people.models import Membership
from folkmoot.web.forms import LineField, TextField

LINE = 300
PAPERS_AT_MOST = 1_000_000
EVERYBODY, MEMBERS, PART = "everybody", "members", "part:"


class PercentField(forms.IntegerField):
    """How many of 100; 0 where the law says nothing about it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"min_value": 0, "max_value": 100, "initial": 0}
        help_text = _("0 where the law says nothing about it.")
        super().__init__(help_text=help_text, **kwargs)


class LawForm(StepForm):
    """Which law asks for it, who may take part, and what it takes."""

    law = LineField(
        label=_("Which law or clause asks for it?"),
        help_text=_("For example: our statutes, clause 12."),
        max_length=LINE,
    )
    who = LineField(
        label=_("Who may take part, as it says?"),
        help_text=_("For example: everybody who has paid this year."),
        max_length=LINE,
    )
    share = forms.ChoiceField(
        label=_("How much yes does it take?"),
        choices=[(code, share[3]) for code, share in SHARES.items()],
    )
    base = forms.ChoiceField(label=_("Of whom?"), choices=list(BASES.items()))
    turnout_percent = PercentField(
        label=_("How many of 100 on the roll have to take part?")
    )
    roll_percent = PercentField(
        label=_("How many of 100 on the roll have to say yes, besides?")
    )

    @staticmethod
    def initial_of(vote: LegalVote | None) -> dict[str, Any]:
        """Return what was said the last time."""
        if vote is None:
            return {}
        rule = legal_rule_from_dict(vote.rule)
        return {
            "law": vote.law,
            "who": vote.who,
            "share": share_of(rule),
            "base": rule.base.value,
            "turnout_percent": rule.turnout_percent,
            "roll_percent": rule.roll_percent,
        }

    @property
    def said(self) -> dict[str, Any]:
        """Return the text and the rule for the operation."""
        data = self.cleaned_data
        yes, of, is_more, _word = SHARES[data["share"]]
        rule = LegalRule(
            *(yes, of, is_more, Base(data["base"])),
            turnout_percent=data["turnout_percent"],
            roll_percent=data["roll_percent"],
        )
        return {"text": LawText(data["law"], data["who"]), "rule": rule}


class DropForm(StepForm):
    """Why the law does not ask for it; the second name needs no words."""

    reason = LineField(
        label=_("Why does the law not ask for it?"), max_length=LINE, required=False
    )


class RollForm(StepForm):
    """Who is on the roll, and how long the legal vote is open."""

    part = forms.ChoiceField(label=_("Who of us is on the roll?"))
    without = TextField(
        label=_("Without these people"),
        help_text=_("One name on each line, as it stands in our list."),
        required=False,
        rows=3,
    )
    others = TextField(
        label=_("Others on the roll, who are not in our list"),
        help_text=_("One name on each line. They answer on paper."),
        required=False,
        rows=3,
    )
    days = forms.IntegerField(
        label=_("For how many days is it open?"),
        min_value=DAYS[0],
        max_value=DAYS[1],
        initial=14,
    )

    def __init__(
        self, *args: Any, people: Sequence[Membership] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        groups = sorted({one.group for one in people if one.group})
        self.fields["part"] = forms.ChoiceField(
            label=_("Who of us is on the roll?"),
            choices=[
                (MEMBERS, _("All members")),
                (EVERYBODY, _("All members and friends")),
                *((PART + group, group) for group in groups),
            ],
        )

    def clean_others(self) -> list[str]:
        """Return the names, one a line.

        Raises
        ------
        ValidationError
            If there are too many.
        """
        names = [name.strip() for name in self.cleaned_data["others"].splitlines()]
        names = [name[:120] for name in names if name]
        if len(names) > OTHERS_AT_MOST:
            message = gettext("At most %(most)s names.") % {"most": OTHERS_AT_MOST}
            raise ValidationError(message)
        return names

    def clean_without(self) -> set[str]:
        """Return the names that are left out.

        Raises
        ------
        ValidationError
            If one of them is nobody's.
        """
        names = {name.strip() for name in self.cleaned_data["without"].splitlines()}
        unknown = sorted(names - {one.name for one in self.people} - {""})
        if unknown:
            message = gettext("Nobody here has this name: %(names)s")
            raise ValidationError(message % {"names": ", ".join(unknown)})
        return names

    @property
    def said(self) -> dict[str, Any]:
        """Return the roll and the days for the operation."""
        data = self.cleaned_data
        part, without = data["part"], data["without"]
        ids = [
            one.id
            for one in self.people
            if one.name not in without and _is_in(one, part)
        ]
        return {"roll": Roll(ids, data["others"]), "days": data["days"]}


def _is_in(one: Membership, part: str) -> bool:
    if part.startswith(PART):
        return one.group == part.removeprefix(PART)
    return part == EVERYBODY or one.takes_positions


class VoteForm(StepForm):
    """One's answer, once."""

    answer = forms.ChoiceField(
        label=_("Your answer in the legal vote"),
        choices=list(ANSWERS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )


class PaperForm(StepForm):
    """Whether somebody gave a paper."""

    has_given = forms.BooleanField(required=False)


class CountForm(StepForm):
    """How many papers of each kind one counted."""

    yes = forms.IntegerField(
        label=_("Papers with yes"), min_value=0, max_value=PAPERS_AT_MOST
    )
    no = forms.IntegerField(
        label=_("Papers with no"), min_value=0, max_value=PAPERS_AT_MOST
    )
    blank = forms.IntegerField(
        label=_("Blank papers"), min_value=0, max_value=PAPERS_AT_MOST
    )
    spoilt = forms.IntegerField(
        label=_("Papers that nobody can read"), min_value=0, max_value=PAPERS_AT_MOST
    )

    @property
    def said(self) -> dict[str, Any]:
        """Return the count for the operation."""
        return {"papers": Papers(**self.cleaned_data)}
