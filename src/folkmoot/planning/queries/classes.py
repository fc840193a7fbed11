"""What comes first among needs: the classes in force."""

from uuid import UUID, uuid5

from django.utils import translation

from folkmoot.people.models import Collective
from folkmoot.planning.models import NeedClass
from folkmoot.planning.words.needs import FIRST_CLASSES


def classes_of(collective: Collective) -> list[NeedClass]:
    """Return the classes in force, what comes first on top.

    Before anybody stated a need they are not written yet, but have their ids already,
    so that a form shown before is good afterwards.
    """
    rows = NeedClass.objects.filter(collective=collective, ended_at=None)
    return list(rows.order_by("position")) or first_classes(collective)


def first_classes(collective: Collective) -> list[NeedClass]:
    """Return the classes a collective starts with, not written yet."""
    with translation.override(collective.language):
        return [
            NeedClass(
                id=_id_of(collective.id, place),
                collective=collective,
                position=place,
                name=str(name),
            )
            for place, name in enumerate(FIRST_CLASSES)
        ]


def _id_of(collective_id: UUID, place: int) -> UUID:
    return uuid5(collective_id, f"first need class {place}")
