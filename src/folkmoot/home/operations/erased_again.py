"""Erasures are remembered outside the database, and done again after a restore.

A backup from before somebody erased themselves has them in it again. In the data folder
there is one empty file for each person who erased themselves, called by their id; it
says no more than that. `folkmoot restore` leaves these files alone.
"""

from datetime import datetime
from itertools import batched
from pathlib import Path
from uuid import UUID

from django.conf import settings

from folkmoot.home.operations.erasing import erase_everything
from folkmoot.people.models import Person

FOLDER = "erased"
AT_ONCE = 500  # ids in one query


def erase_again(*, now: datetime) -> int:
    """Erase everybody who had erased themselves; return how many that were.

    Those who are erased and not remembered yet are remembered, so that nobody is
    forgotten when a server ends between an erasure and the next look.
    """
    known = _remembered()
    gone = Person.objects.filter(erased_at__isnull=False)
    erased = set(gone.values_list("id", flat=True))
    for person_id in sorted(erased - known):
        _remember(person_id)
    count = 0
    for some in batched(sorted(known - erased), AT_ONCE):
        for person in Person.objects.filter(id__in=some, erased_at=None):
            erase_everything(person=person, now=now)
            count += 1
    return count


def _folder() -> Path:
    data: Path = settings.CONFIG.data
    return data / FOLDER


def _remembered() -> set[UUID]:
    try:
        names = [file.name for file in _folder().iterdir()]
    except FileNotFoundError:
        return set()
    return {found for name in names if (found := _read(name))}


def _read(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None


def _remember(person_id: UUID) -> None:
    _folder().mkdir(parents=True, exist_ok=True)
    (_folder() / str(person_id)).touch()
