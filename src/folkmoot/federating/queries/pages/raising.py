"""What the form to ask all groups begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from folkmoot.deciding.models import Question
from folkmoot.federating.queries.federation_page import groups_below
from folkmoot.federating.queries.structure import ids_above, leaves_of
from folkmoot.people.models import Collective, Membership, Person

GROUPS_TO_CHOOSE_FROM = 60  # a longer list is written by name


@dataclass(frozen=True)
class Circle:
    """A federation, and how many groups a question to it asks."""

    federation: Collective
    groups: int


def circles_around(collective: Collective) -> list[Circle]:
    """Return the federations that a collective is part of, the smallest first."""
    rows = Collective.objects.filter(id__in=ids_above([collective.id]))
    counts = groups_below(rows.values_list("id", flat=True))
    circles = [Circle(one, counts[one.id]) for one in rows.order_by("name", "id")]
    return sorted(circles, key=lambda one: one.groups)


def smaller_circles(member: Membership, federation: Collective) -> list[Circle]:
    """Return what a member may ask instead of a federation, where fewer are affected."""
    around = circles_around(member.collective)
    return [one for one in around if federation.id in ids_above([one.federation.id])]


def groups_of(federation: Collective) -> list[Collective]:
    """Return all groups of a federation, by name."""
    rows = Collective.objects.filter(id__in=leaves_of(federation.id))
    return list(rows.order_by("name", "id"))


def find_source(person: Person, question_id: str) -> Question | None:
    """Return a question of one's own group that all groups are to be asked."""
    try:
        wanted = UUID(question_id)
    except ValueError:
        return None
    mine = Membership.objects.filter(person=person, ended_at=None)
    rows = Question.objects.filter(
        id=wanted, led_by_id=None, collective__in=mine.values("collective")
    )
    return rows.select_related("collective").first()


def begin_with(source: Question | None) -> dict[str, str]:
    """Return the texts of a group's own question, kept for all groups."""
    if source is None:
        return {}
    klass = source.klass if source.klass in ("ordinary", "serious") else "ordinary"
    return {
        "title": source.title,
        "short_text": source.short_text or source.title,
        "why_now": source.why_now,
        "affected": source.affected,
        "facts": source.facts,
        "klass": klass,
    }


def is_short(groups: Sequence[Collective]) -> bool:
    """Say whether groups can be chosen from a list."""
    return len(groups) <= GROUPS_TO_CHOOSE_FROM
