"""A federation of synthetic people as rows, for simulations and benchmarks.

People and collectives are written in bulk, as an import would; what happens with the
question afterwards goes through the operations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import batched
from uuid import UUID

from folkmoot.cli.files.simulate.asking import BEGINS
from folkmoot.cli.files.simulate.shape import Shape
from folkmoot.cli.progress import Progress
from folkmoot.federating.models import Link
from folkmoot.people.models import Agreement, Collective, Membership, Person
from folkmoot.record.operations import append_entries

BATCH = 5000
LONG_AGO = BEGINS - timedelta(days=365)


@dataclass(frozen=True)
class Planted:
    """The federation, its leaves in order, and the members of each leaf in order."""

    federation: Collective
    leaves: Sequence[Collective]
    members: Sequence[Sequence[UUID]]


def plant(shape: Shape, question_class: str, rounds: int) -> Planted:
    """Write a federation of this shape, with the numbers of its class of question."""
    leaves = _collectives("Group", len(shape.sizes), Collective.Preset.LOCAL)
    members = _people(leaves, [int(size) for size in shape.sizes])
    below: list[Collective] = leaves
    for level, first in enumerate(shape.children, 1):
        councils = _collectives(
            f"Council {level}", len(first), Collective.Preset.FEDERATION
        )
        ends = [*(int(place) for place in first[1:]), len(below)]
        links = []
        for council, start, end in zip(councils, first, ends, strict=True):
            links += [
                Link(
                    child=child, collective=council, region=council.name, since=LONG_AGO
                )
                for child in below[int(start) : end]
            ]
        Link.objects.bulk_create(links, batch_size=BATCH)
        below = councils
    federation = below[0]
    federation.settings = {"rules": {question_class: {"max_checks": rounds}}}
    federation.save()
    return Planted(federation, leaves, members)


def _collectives(name: str, many: int, preset: Collective.Preset) -> list[Collective]:
    """Write collectives, each with an agreement and the first entry of its record."""
    digits = len(str(many))
    rows = [
        Collective(
            slug=f"{name.lower().replace(' ', '-')}-{place:0{digits}}",
            name=f"{name} {place:0{digits}}",
            preset=preset,
            created_at=LONG_AGO,
        )
        for place in range(1, many + 1)
    ]
    Collective.objects.bulk_create(rows, batch_size=BATCH)
    Agreement.objects.bulk_create(
        (
            Agreement(
                collective=row,
                version=1,
                text="We decide together.",
                short_text="We decide together.",
                created_at=LONG_AGO,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )
    for part in batched(rows, BATCH, strict=False):
        append_entries(
            kind="collective.started",
            entries={row.id: (None, {"collective": row.name}) for row in part},
            now=LONG_AGO,
        )
    return rows


def _people(leaves: Sequence[Collective], sizes: Sequence[int]) -> list[list[UUID]]:
    """Write the members of each leaf; none has an address, so that no mail is written."""
    progress, held = Progress("people"), list[list[UUID]]()
    waiting: list[tuple[Person, Membership]] = []
    for place, (leaf, size) in enumerate(zip(leaves, sizes, strict=True), 1):
        own = []
        for number in range(1, size + 1):
            name = f"Member {number}"
            person = Person(
                name=name, created_at=LONG_AGO, mail_rhythm=Person.MailRhythm.NONE
            )
            member = Membership(
                collective=leaf,
                person=person,
                standing=Membership.Standing.MEMBER,
                invited_as=Membership.Standing.MEMBER,
                name=name,
                joined_at=LONG_AGO,
            )
            waiting.append((person, member))
            own.append(member.id)
        held.append(own)
        if len(waiting) >= BATCH or place == len(leaves):
            Person.objects.bulk_create([person for person, _member in waiting])
            Membership.objects.bulk_create([member for _person, member in waiting])
            waiting.clear()
            progress.show(place, len(leaves))
    return held
