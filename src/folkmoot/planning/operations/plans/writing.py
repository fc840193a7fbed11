"""Changing the recipes of a collective, with a way back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.needs.operations.rights import lock_part
from folkmoot.people.models import Collective, Membership
from folkmoot.planning import library
from folkmoot.planning import tables as files
from folkmoot.planning.models import Book, Length, WayUnit
from folkmoot.planning.operations.plans.errors import (
    NoPlanError,
    RecipesChangedError,
    StillUsedError,
    UnfitRecipesError,
)
from folkmoot.planning.rest import HOURS
from folkmoot.planning.tables import FLOWS, GOODS, NEEDS, RESOURCES, WAYS, Row, Tables
from folkmoot.planning.words.files import say_faults, say_why
from folkmoot.record.operations import append_entry

if TYPE_CHECKING:
    from folkmoot.engines import provision

# What of other tables names a row of this one, and in which column.
NAMED_IN: Mapping[str, tuple[tuple[str, str], ...]] = {
    GOODS: ((FLOWS, "name"), (NEEDS, "good")),
    RESOURCES: ((FLOWS, "name"),),
    NEEDS: (),
}


MOST_HOURS = 1_000_000  # of work for doing something once: more is a mistake


class _Began(NamedTuple):
    """What recipes are from the ground up: the length they count in, and an example."""

    length: Length
    example: str


@transaction.atomic
def change_table(
    *,
    member: Membership,
    name: str,
    rows: Sequence[Row],
    now: datetime,
    version: int | None = None,
    new_names: Mapping[str, str] | None = None,
) -> Book:
    """Put other rows in the place of a table: goods, needs, or what there is.

    ``new_names`` says what was renamed, old to new. Locks the book of recipes.

    Raises
    ------
    RecipesChangedError
        If they are not at ``version`` any more.
    StillUsedError
        If something is left out that a way of making, or a need, still names.
    UnfitRecipesError
        If the recipes do not fit together then.
    """
    book = lock_book(member, now, version)
    tables = {**book.tables, name: list(rows)}
    for table, column in NAMED_IN[name]:
        tables[table] = files.renamed(tables[table], column, new_names or {})
    _require_unused(tables, name)
    return _keep_tables(book, tables, member, "recipes.changed", now, table=name)


@transaction.atomic
def save_way(
    *,
    member: Membership,
    way: Row,
    flows: Sequence[Row],
    now: datetime,
    before: str = "",
    version: int | None = None,
) -> Book:
    """Add a way of making, or change the one that was called ``before``; locks the book.

    Raises
    ------
    RecipesChangedError, UnfitRecipesError
        As `change_table`.
    """
    book = lock_book(member, now, version)
    name = way["technique"]
    taken = {one for one in files.names_in(book.tables, WAYS) if one != before}
    if name in taken:
        message = _("There is a way of making with this name already.")
        raise UnfitRecipesError(message)
    tables = dict(book.tables)
    rows = [way if row["technique"] == before else row for row in tables[WAYS]]
    tables[WAYS] = rows if before in files.names_in(tables, WAYS) else [*rows, way]
    others = [row for row in tables[FLOWS] if row["technique"] not in {before, name}]
    tables[FLOWS] = [*others, *({**row, "technique": name} for row in flows)]
    if before and before != name:
        units = WayUnit.objects.filter(collective=member.collective, way=before)
        units.update(way=name)
    return _keep_tables(book, tables, member, "recipes.way_saved", now, way=name)


@transaction.atomic
def remove_way(
    *, member: Membership, way: str, now: datetime, version: int | None = None
) -> Book:
    """Take a way of making out of the recipes; locks the book."""
    book = lock_book(member, now, version)
    tables = files.without_way(book.tables, way)
    return _keep_tables(book, tables, member, "recipes.way_removed", now, way=way)


@transaction.atomic
def set_length(*, member: Membership, length: str, now: datetime) -> Book:
    """Say whether the recipes count in weeks, months or more; locks the book.

    Those before the last change count so too, when that is put back.
    """
    book = lock_book(member, now)
    book.length = book.length_before = Length(length)
    book.changed_at, book.changed_by = now, member
    book.save()
    append_entry(
        collective_id=book.collective_id,
        kind="recipes.length_set",
        details={"length": str(book.length)},
        now=now,
        about_id=book.id,
        member_id=member.id,
    )
    return book


@transaction.atomic
def import_recipes(
    *,
    member: Membership,
    tables: Tables,
    source: str,
    now: datetime,
    length: str | None = None,
    example: str = "",
) -> Book:
    """Put recipes from files or an example in the place of what is there; locks the book."""
    book = lock_book(member, now)
    began = _Began(Length(length or book.length), example)
    return _keep_tables(
        book, tables, member, "recipes.imported", now, began, source=source
    )


@transaction.atomic
def begin_with_example(*, member: Membership, name: str, now: datetime) -> Book:
    """Put an example of the library in the place of the recipes; locks the book."""
    return import_recipes(
        member=member,
        tables=library.read_example(name, member.collective.language),
        source=f"example {name}",
        length=library.LENGTHS.get(name, Length.WEEK),
        example=name,
        now=now,
    )


@transaction.atomic
def put_back(*, member: Membership, now: datetime) -> Book:
    """Take the last change of the recipes back; doing it twice brings it again.

    Locks the book.

    Raises
    ------
    NoPlanError
        If nothing was changed.
    """
    book = lock_book(member, now)
    if book.before is None:
        raise NoPlanError(_("There is nothing to put back."))
    began = _Began(Length(book.length_before), book.example_before)
    return _keep_tables(book, book.before, member, "recipes.put_back", now, began)


def put_number(
    *, book: Book, member: Membership, way: str, part: str, value: str, now: datetime
) -> Book:
    """Put a number that was learned into a recipe of a locked book."""
    tables, (direction, _colon, name) = dict(book.tables), part.partition(":")
    key = {"technique": way, "direction": direction, "name": name}
    tables[FLOWS] = [
        {**row, "amount": value} if key.items() <= row.items() else row
        for row in tables[FLOWS]
    ]
    if part == HOURS:
        tables[WAYS] = [
            {**row, "hours": value} if row["technique"] == way else row
            for row in tables[WAYS]
        ]
    return _keep_tables(
        book, tables, member, "recipes.learned", now, way=way, part=part, value=value
    )


def lock_book(member: Membership, now: datetime, version: int | None = None) -> Book:
    """Return the recipes of a collective, locked.

    Raises
    ------
    RecipesChangedError
        If they are not at ``version`` any more.
    """
    held = lock_part(member)
    # One book for each collective: two members who begin at once wait here.
    Collective.objects.select_for_update(no_key=True).get(id=held.collective_id)
    book, _made = Book.objects.select_for_update().get_or_create(
        collective_id=held.collective_id,
        defaults={"tables": files.empty_tables(), "changed_at": now},
    )
    if version is not None and version != book.version:
        message = _(
            "Somebody changed the recipes meanwhile. What you wrote is still here: "
            "look at what is new, then send it again."
        )
        raise RecipesChangedError(message)
    return book


def _keep_tables(
    book: Book,
    tables: Tables,
    member: Membership,
    kind: str,
    now: datetime,
    began: _Began | None = None,
    **details: str,
) -> Book:
    """Keep other tables, after the reader of plans had no objection.

    ``began`` where they are others from the ground up.
    """
    from folkmoot.engines import provision  # with all of SciPy

    try:
        _require_doable(files.situation_of(tables))
    except provision.FilesError as error:
        raise UnfitRecipesError(_say(error)) from error
    except provision.REFUSALS as error:
        raise UnfitRecipesError(say_why(error)) from error
    book.before, book.tables = book.tables, tables
    was = _Began(Length(book.length), book.example)
    book.length_before, book.example_before = was
    book.length, book.example = began or was
    book.version += 1
    book.changed_at, book.changed_by = now, member
    book.save()
    append_entry(
        collective_id=book.collective_id,
        kind=kind,
        details={**details, "sha256": files.digest_of(tables)},
        now=now,
        about_id=book.id,
        member_id=member.id,
    )
    return book


def _require_doable(situation: "provision.Situation") -> None:
    """Refuse hours that nobody works; plans from them would be sought for long."""
    technology, building = situation.technology, situation.means.build_hours
    for name, *hours in zip(
        technology.techniques, technology.hours, building, strict=True
    ):
        if max(hours) > MOST_HOURS:
            message = _("“%(way)s” takes more than %(most)s hours for doing it once.")
            raise UnfitRecipesError(message % {"way": name, "most": f"{MOST_HOURS:,}"})


def _say(error: "provision.FilesError") -> str:
    return "; ".join(say_faults(error)[:5])


def _require_unused(tables: Tables, name: str) -> None:
    """Refuse to leave something out that other tables name."""
    if name not in {GOODS, RESOURCES}:
        return
    known = set(files.names_in(tables, GOODS)) | set(files.names_in(tables, RESOURCES))
    for table, column in NAMED_IN[name]:
        for row in tables[table]:
            if row[column] not in known:
                where = row.get("technique") or _("what is needed")
                message = _("“%(name)s” is still used in: %(where)s.")
                raise StillUsedError(message % {"name": row[column], "where": where})
