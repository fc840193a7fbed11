"""A plan as a statement, as a draft and as tasks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.planning.models import Alternative, Planning
from folkmoot.planning.words import plans as words
from folkmoot.planning.words.periods import HOURS_EACH, HOURS_OF

SHORT = 280
MOST_WHAT = 300


def plan_words(row: Alternative) -> str:
    """Return a plan in a sentence or two, short enough for a hearing."""
    found = row.findings
    met = [one["share"] for one in found["met"]]
    text = _(
        "Plan %(number)s, %(title)s: %(hours)s; %(met)s of what comes first is met."
    ) % {
        "number": row.number,
        "title": words.say_aim(row.aim),
        "hours": _hours(row),
        "met": words.share(met[0]) if met else words.share(1.0),
    }
    given = [
        f"{words.number(one['amount'])} {one['unit']} {one['name']}"
        for one in found["emissions"]
    ]
    if given:
        text += " " + _("Given off: %(given)s.") % {"given": ", ".join(given)}
    return text[:SHORT]


def draft_words(row: Alternative, address: str, classes: Sequence[str]) -> str:
    """Return a plan as the text of a draft, with its six figures.

    ``address`` is that of its page; ``classes`` are the names of what comes first.
    """
    found = row.findings
    lines = [
        _("We follow plan %(number)s: %(title)s.")
        % {"number": row.number, "title": words.say_aim(row.aim)},
        _("1. Work: %(hours)s.") % {"hours": _hours(row)},
        _("2. Needs met: %(met)s.")
        % {
            "met": "; ".join(
                f"{words.say_class(one['class'], classes)} {words.share(one['share'])}"
                for one in found["met"]
            )
        },
        _("3. Given off: %(given)s.")
        % {
            "given": "; ".join(
                f"{words.number(one['amount'])} {one['unit']} {one['name']}"
                for one in found["emissions"]
            )
            or _("not counted")
        },
        _("4. What runs out first: %(what)s.")
        % {
            "what": words.say_use(found["runs_out"][0], row.planning.length)
            if found["runs_out"]
            else _("nothing has a limit")
        },
        _("5. What changes: %(share)s of the work moves.")
        % {"share": words.share(found["moved"])},
        _sure(found),
    ]
    short = [words.say_short(one, row.planning.length) for one in found["short"]]
    if short:
        lines.append(_("What is missing: %(short)s.") % {"short": "; ".join(short)})
    lines.append(_("All of it: %(address)s") % {"address": address})
    return "\n\n".join(lines)


def work_of(one: Mapping[str, Any]) -> float:
    """Return the hours of work of one way of making, with those for more room."""
    return float(one["hours"] + one.get("begun_hours", 0))


def task_words(one: Mapping[str, Any], planning: Planning) -> str:
    """Return the work of one way of making as a task."""
    text = str(HOURS_OF[planning.length]) % {
        "way": one["way"],
        "hours": words.number(round(work_of(one) / planning.weeks, 1) or 0.1),
    }
    return text[:MOST_WHAT]


def _hours(row: Alternative) -> str:
    return str(HOURS_EACH[row.planning.length]) % {
        "hours": words.number(row.findings["hours_each"])
    }


def _sure(found: Mapping[str, Any]) -> str:
    sure = found["sure"]
    if sure is None:
        return _("6. How sure: nobody looked.")
    return _(
        "6. How sure: %(needs)s still met if people need more, "
        "%(yields)s if everything yields less."
    ) % {"needs": words.share(sure["needs"]), "yields": words.share(sure["yields"])}
