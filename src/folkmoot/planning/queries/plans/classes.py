"""What comes first among needs, as plans name it."""

from folkmoot.needs.queries.classes import classes_of
from folkmoot.needs.words.needs import class_words
from folkmoot.people.models import Collective
from folkmoot.planning import tables as files
from folkmoot.planning.tables import Tables
from folkmoot.planning.words.plans import say_class


def class_names(collective: Collective) -> list[str]:
    """Return the names of the classes, what comes first on top."""
    return [class_words(one) for one in classes_of(collective)]


def class_choices(collective: Collective, tables: Tables) -> list[tuple[str, str]]:
    """Return what a need can belong to: the classes, and what files brought."""
    names = class_names(collective)
    used = {int(row.get("class") or 1) for row in tables[files.NEEDS]}
    places = sorted({*range(1, len(names) + 1), *used, 1, 2})
    return [(str(place), say_class(place, names)) for place in places]
