"""What the numbers written down say about recipes: proposals, each with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from folkmoot.planning import tables as files
from folkmoot.planning.models import Following, LessonName, WayPart, WayReport
from folkmoot.planning.queries.plans.followed import reports_of
from folkmoot.planning.rest import HOURS, parts_of
from folkmoot.planning.tables import Tables

UNSURE = 0.1  # how far off a number of a recipe may be before anybody looked
LEAST_SCATTER = 0.02  # what is measured is never surer than this
WORTH_SAYING = 0.01  # a smaller change of a number is none
NAMES = 2
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Lesson:
    """A number of a recipe that seems to be another one."""

    way: str
    part: str
    before: float
    value: str
    seen: Sequence[float]
    unit: str
    needed: int
    people: Sequence[str] = ()
    people_ids: frozenset[object] = frozenset()
    names: Sequence[LessonName] = field(default=())

    @property
    def agreed(self) -> list[str]:
        """Who said yes."""
        return [one.member.name for one in self.names if one.agrees]

    @property
    def is_left(self) -> bool:
        """Whether somebody concerned wants the recipe to stay as it is."""
        return any(not one.agrees for one in self.names)


def lessons_of(
    following: Following, tables: Tables, reports: Iterable[WayReport] | None = None
) -> list[Lesson]:
    """Return what was learned of each recipe since its number changed last."""
    found = reports_of(following) if reports is None else reports
    names = list(following.lesson_names.select_related("member"))
    people = _people_of(following)
    ways = set(files.names_in(tables, files.WAYS))
    seen: dict[tuple[str, str], list[float]] = {}
    for one in found:
        if one.way not in ways or one.times <= 0:
            continue
        for part in one.told:
            if one.at > _applied(names, one.way, part):
                amount = one.amounts[part] / one.times
                seen.setdefault((one.way, part), []).append(amount)
    lessons = []
    for (way, part), values in sorted(seen.items()):
        before = parts_of(tables, way).get(part)
        learned = None if before is None else learn_from(before, values)
        if before is None or learned is None:
            continue
        value = f"{learned:.4g}"
        who = people.get(way, {})
        lessons.append(
            Lesson(
                way=way,
                part=part,
                before=before,
                value=value,
                seen=values,
                unit=_unit_of(tables, part),
                needed=min(NAMES, len(who)) if who else NAMES,
                people=sorted(who.values()),
                people_ids=frozenset(who),
                names=[
                    one
                    for one in names
                    if (one.way, one.part, one.value) == (way, part, value)
                    and one.applied_at is None
                ],
            )
        )
    return lessons


def learn_from(before: float, seen: Sequence[float]) -> float | None:
    """Return what a number seems to be; nothing where it stays what it is."""
    import numpy as np

    from folkmoot.engines import provision  # with all of SciPy

    size = before or float(np.mean(seen))
    scatter = float(np.var(seen, ddof=1)) if len(seen) > 1 else (UNSURE * size) ** 2
    noise = np.array([max(scatter, (LEAST_SCATTER * size) ** 2)])
    value, variance = np.array([before]), np.array([(UNSURE * size) ** 2])
    for one in seen:
        learned = provision.learn(value, variance, np.array([one]), noise)
        value, variance = learned.values, learned.variances
    found = float(value[0])
    return found if abs(found - before) > WORTH_SAYING * size else None


def _applied(names: Sequence[LessonName], way: str, part: str) -> datetime:
    """Return when a number became the recipe's; long ago if never."""
    found = [
        one.applied_at
        for one in names
        if one.applied_at and (one.way, one.part) == (way, part)
    ]
    return max(found, default=NEVER)


def _people_of(following: Following) -> dict[str, dict[object, str]]:
    parts = WayPart.objects.filter(
        collective=following.collective_id, until=None, member__ended_at=None
    ).select_related("unit", "member")
    found: dict[str, dict[object, str]] = {}
    for one in parts:
        found.setdefault(one.unit.way, {})[one.member_id] = one.member.name
    return found


def _unit_of(tables: Tables, part: str) -> str:
    if part == HOURS:
        return "h"
    return files.unit_of(tables, part.partition(":")[2])
