"""Results and the conditions behind them, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from folkmoot.engines.consensus import Outcome

RESULTS: Mapping[str, Promise] = {
    Outcome.CONSENSUS: _("We agreed"),
    Outcome.FEW_VOICES: _("Only a few answered"),
    Outcome.NO_DECISION: _("Not agreed. Things stay as they are"),
}
NOTICE = _("Nobody objected")
BY_VOTE = _("Decided by vote, as the law asks.")
BADGES: Mapping[str, Promise] = {
    "few_voices": _("Fewer than half of the members were heard."),
    "rough_text": _("The question went on with a rough text."),
    "not_all_reached": _("Not everybody could be reached."),
    "few_heard": _("Few people were heard at first."),
    "affected_not_heard": _("Some of those affected were not heard at first."),
    "little_said": _("Little was said about it at first."),
    "expired": _("It was decided in a hurry and nobody confirmed it in 30 days."),
    "not_looked_at": _("Nobody looked back yet."),
}
REASONS: Mapping[str, Promise] = {
    "stop_unanswered": _("A stop has no answer yet."),
    "need_more_above_tenth": _(
        "%(need_more)s need more time or facts: more than a tenth of the %(others)s"
        " others."
    ),
    "nobody_heard": _("Nobody was heard."),
    "support_reached": _(
        "%(yes)s of the %(heard)s heard say yes. At least %(percent)s of 100 are"
        " needed."
    ),
    "support_below_share": _(
        "Only %(yes)s of the %(heard)s heard say yes. At least %(percent)s of 100"
        " are needed."
    ),
    "no_stop": _("Nobody says stop."),
    "stops_within_limit": _(
        "%(stop)s of the %(heard)s heard say stop. At most %(allowed)s may."
    ),
    "stops_above_limit": _(
        "%(stop)s of the %(heard)s heard say stop. At most %(allowed)s may."
    ),
    "stops_too_early": _(
        "While a stop stands, people are asked %(needed)s times. This was time"
        " %(checks)s."
    ),
    "fundamental": _("People drawn by lot found that it breaks the agreement."),
    "cluster": _("At least half of an affected group says stop."),
    "checks_left": _("This was check %(checks)s of %(most)s at most."),
    "no_checks_left": _("This was check %(checks)s of %(most)s at most."),
    "floor_reached": _(
        "%(yes)s of the %(members)s members say yes. At least %(floor)s are needed."
    ),
    "floor_missed": _(
        "Only %(yes)s of the %(members)s members say yes. At least %(floor)s are"
        " needed."
    ),
    "half_floor_reached": _(
        "%(yes)s say yes. After more time %(half)s are enough, with an early look back."
    ),
    "extended_before": _("There had been more time already."),
    "groups_support_reached": _(
        "%(agree)s of the %(heard)s groups heard agree. At least %(percent)s of 100"
        " are needed."
    ),
    "groups_support_below_share": _(
        "Only %(agree)s of the %(heard)s groups heard agree. At least %(percent)s of 100"
        " are needed."
    ),
    "groups_floor_reached": _(
        "%(agree)s of all %(leaves)s groups agree. At least %(floor)s are needed."
    ),
    "groups_floor_missed": _(
        "Only %(agree)s of all %(leaves)s groups agree. At least %(floor)s are needed."
    ),
    "no_group_objects": _("No group says stop as a group."),
    "groups_objecting_within": _(
        "Of the %(sides)s groups that agree or say stop, %(objecting)s say stop. At"
        " most %(allowed)s may."
    ),
    "groups_objecting_above": _(
        "Of the %(sides)s groups that agree or say stop, %(objecting)s say stop. At"
        " most %(allowed)s may."
    ),
    "groups_cluster": _(
        "At least half of the groups of a region, or of those affected, say stop."
    ),
}


def say_result(outcome: str, stops: int = 0, *, is_notice: bool = False) -> str:
    """Return the result in words: ``Almost all agreed (2 still say stop)``."""
    if is_notice:
        return str(NOTICE)
    if outcome == Outcome.NEAR_CONSENSUS:
        words = ngettext(
            "Almost all agreed (%(count)s still says stop)",
            "Almost all agreed (%(count)s still say stop)",
            stops,
        )
        return words % {"count": stops}
    return str(RESULTS.get(outcome, RESULTS[Outcome.NO_DECISION]))


def say_reasons(reasons: Iterable[Any]) -> list[str]:
    """Return the conditions that were met or missed, one sentence each."""
    return [str(REASONS[code]) % numbers for code, numbers in reasons]


def say_badges(badges: Iterable[str]) -> list[str]:
    """Return what has to be known about a result; the notice says so in its title."""
    return [str(BADGES[badge]) for badge in badges if badge in BADGES]
