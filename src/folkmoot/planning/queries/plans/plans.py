"""Plans as their pages show them: the same six figures each, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from folkmoot.people.models import Collective, Membership
from folkmoot.planning.models import Alternative, Planning
from folkmoot.planning.queries.plans.classes import class_names
from folkmoot.planning.queries.plans.same import say_same
from folkmoot.planning.words import plans as words
from folkmoot.planning.words.periods import HOURS_EACH

type Found = Mapping[str, Any]
MOST_SAID = 5


@dataclass(frozen=True)
class Bar:
    """A part of a picture: how long, and what it says in words."""

    label: str
    said: str
    width: float  # of 100


@dataclass(frozen=True)
class PlanShown:
    """One plan with its six figures, each as bars and words."""

    row: Alternative
    title: str
    meaning: str
    same: Sequence[str]
    hours: Bar
    met: Sequence[Bar]
    emissions: Sequence[Bar]
    runs_out: Bar | None
    others: Sequence[str]
    changes: Sequence[str]
    moved: Bar
    sure: Sequence[Bar]

    @property
    def number(self) -> int:
        """Its number among the plans."""
        return self.row.number


@dataclass(frozen=True)
class PlanningShown:
    """Plans to choose from."""

    row: Planning
    plans: Sequence[PlanShown]
    short: Sequence[str]
    reasons: Sequence[str]
    left_out: Sequence[str]  # what no plan was found for in time

    @property
    def is_one(self) -> bool:
        """Whether all plans are nearly the same, so that there is no choice."""
        return len(self.plans) == 1


def plannings_of(collective: Collective) -> QuerySet[Planning]:
    """Return the plans of a collective, newest first."""
    rows = Planning.objects.filter(collective=collective)
    alternatives = Alternative.objects.order_by("number")
    parts = Prefetch("alternatives", alternatives)
    deferred = rows.defer("tables").select_related("member", "following")
    return deferred.prefetch_related(parts).order_by("-asked_at", "-id")


def show_planning(planning: Planning, member: Membership) -> PlanningShown:
    """Return the plans side by side; those that are the same as another stand with it."""
    rows = list(planning.alternatives.select_related("planning").order_by("number"))
    names = class_names(member.collective)
    scale = scale_of(rows)
    plans = [show_plan(row, rows, names, scale) for row in rows if row.same_as is None]
    first = rows[0].findings if rows else {"short": []}
    reasons: dict[tuple[str, int], str] = {}
    for one in planning.findings.get("shortages", []):
        # The same good is often short in several weeks, for the same reason.
        reasons.setdefault((one["good"], one["class"]), words.say_reasons(one))
    return PlanningShown(
        row=planning,
        plans=plans,
        short=[words.say_short(one, planning.length) for one in first["short"]],
        reasons=list(dict.fromkeys(reasons.values())),
        left_out=[words.say_aim(aim) for aim in planning.findings.get("left_out", [])],
    )


def show_alternative(row: Alternative, member: Membership) -> PlanShown:
    """Return one plan, its bars measured as beside the others."""
    rows = list(row.planning.alternatives.select_related("planning").order_by("number"))
    return show_plan(row, rows, class_names(member.collective), scale_of(rows))


def told_plans(planning: Planning) -> list[Alternative]:
    """Return the plans in their order, as a list is asked for only once."""
    return list(planning.alternatives.all())


def scale_of(rows: Sequence[Alternative]) -> dict[str, float]:
    """Return the longest bar of each picture, so that plans can be compared."""
    found = {"hours": 0.0}
    for row in rows:
        found["hours"] = max(found["hours"], row.findings["hours_each"])
        for one in row.findings["emissions"]:
            name = f"emissions {one['name']}"
            found[name] = max(found.get(name, 0.0), one["amount"])
    return found


def show_plan(
    row: Alternative,
    rows: Sequence[Alternative],
    names: Sequence[str],
    scale: Mapping[str, float],
) -> PlanShown:
    """Return one plan with its figures."""
    found = row.findings
    length = row.planning.length
    runs_out = found["runs_out"]
    return PlanShown(
        row=row,
        title=words.say_aim(row.aim),
        meaning=words.say_meaning(row.aim),
        same=say_same(row, rows, names),
        hours=Bar(
            "",
            str(HOURS_EACH[length]) % {"hours": words.number(found["hours_each"])},
            _width(found["hours_each"], scale["hours"]),
        ),
        met=[
            Bar(
                words.say_class(one["class"], names),
                words.share(one["share"]),
                100 * one["share"],
            )
            for one in found["met"]
        ],
        emissions=[
            Bar(
                one["name"],
                f"{words.number(one['amount'])} {one['unit']}",
                _width(one["amount"], scale[f"emissions {one['name']}"]),
            )
            for one in found["emissions"]
        ],
        runs_out=_runs_out(runs_out[0], length) if runs_out else None,
        others=[words.say_use(one, length) for one in runs_out[1:MOST_SAID]],
        changes=[words.say_change(one) for one in found["changes"][:MOST_SAID]],
        moved=Bar(
            "",
            words.say_moved(found["moved"]),
            100 * found["moved"],
        ),
        sure=_sure(found["sure"]),
    )


def plan_sentences(row: Alternative) -> list[str]:
    """Return the work in each good, as sums that add up."""
    return [words.say_work(one) for one in row.findings["work"]]


def week_rows(row: Alternative) -> list[tuple[str, str, list[str]]]:
    """Return what is done in each way: its hours in all, and how often each week.

    Where more room for it is built, what is begun of it follows.
    """
    found = []
    for one in row.findings["ways"]:
        made = [words.number(many) for many in one["made"]]
        found.append((one["way"], words.number(one["hours"]), made))
        if "begun" in one:
            name = _("begun, so that more can be done: %(way)s") % {"way": one["way"]}
            hours = words.number(one.get("begun_hours", 0))
            found.append((name, hours, [words.number(many) for many in one["begun"]]))
    return found


def _runs_out(one: Found, length: str) -> Bar:
    return Bar("", words.say_use(one, length), _width(one["used"], one["limit"]))


def _sure(found: Found | None) -> list[Bar]:
    if found is None:
        return []
    texts = {
        "needs": _("if people need 5%% more") % {},
        "yields": _("if everything yields 5%% less") % {},
    }
    return [
        Bar(
            label,
            _("%(share)s still met") % {"share": words.share(found[key])},
            100 * found[key],
        )
        for key, label in texts.items()
    ]


def _width(value: float, most: float) -> float:
    return min(100.0, 100 * value / most) if most > 0 else 0.0
