"""Making the rows of a checked copy, with the ids they had."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import renew_open_votes
from folkmoot.federating.models import FederatedQuestion, Link
from folkmoot.home.operations.importing.copies import Copy, WrongCopyError
from folkmoot.home.operations.importing.log import make_log
from folkmoot.home.queries.archive.tables import (
    keys_of,
    label_of,
    list_tables,
    rows_of,
)
from folkmoot.people.models import Collective, Membership, Person
from folkmoot.record.models import Entry
from folkmoot.record.queries import find_fault
from folkmoot.web.chance import new_token

type Progress = Callable[[str, int, int], None]
type Values = dict[str, Any]

AT_ONCE = 500


@transaction.atomic
def import_collective(
    *, copy: Copy, now: datetime, progress: Progress | None = None
) -> Collective:
    """Make the collective of ``copy`` here: the same ids, the same record.

    Members come as persons without any way to be reached: they get in again by a
    printed way in or by recovery. Nothing is added to the record, so that its end
    stays what others know. Its log has the name it had; the private key stayed where
    it was, so that nothing is signed here before the log has a new one. A federation
    is linked with those of its groups that are here.

    Raises
    ------
    WrongCopyError
        If the collective is here already, its record does not hold, or a federation's
        rows name people of groups that are not here.
    """
    named = copy.manifest["collective"]
    taken = Collective.objects.filter(
        models.Q(id=named["id"]) | models.Q(slug=named["slug"])
    )
    if taken.exists():
        message = _("There is a collective “%(name)s” here already.")
        raise WrongCopyError(message % {"name": named["slug"]})
    tables = list_tables()
    unknown = set(copy.tables) - {label_of(model) for model in tables}
    if unknown:
        message = _(
            "This copy holds tables that this version does not know: %(names)s."
        )
        raise WrongCopyError(message % {"names": ", ".join(sorted(unknown))})
    for number, model in enumerate(tables):
        if progress is not None:
            progress(label_of(model), number, len(tables))
        _make_rows(copy, model)
    collective = Collective.objects.get(id=named["id"])
    if collective.is_federation:
        _require_groups(collective)
    _free_questions(collective)
    renew_open_votes(collective=collective, now=now)
    make_log(copy, collective, now)
    fault = find_fault(collective.id)
    if fault is not None:
        message = _("The record does not hold at entry %(number)s.")
        raise WrongCopyError(message % {"number": fault.index + 1})
    return collective


def _free_questions(collective: Collective) -> None:
    """Let questions whose federation is not here go on by themselves."""
    asked = Question.objects.filter(collective=collective, led_by_id__isnull=False)
    led = asked.exclude(led_by_id__in=FederatedQuestion.objects.values("id"))
    for question in led:
        question.led_by_id = None
        question.state["is_led"] = False
        question.look_at = question.since
        question.save(update_fields=("led_by_id", "state", "look_at"))


def _require_groups(federation: Collective) -> None:
    """Refuse a federation before the groups whose people its rows name."""
    for model in list_tables():
        for key in keys_of(model):
            named = rows_of(model, federation).exclude(**{key.attname: None})
            there = key.related_model._default_manager.values("pk")  # noqa: SLF001 -- Django's documented _meta API
            if named.exclude(**{f"{key.attname}__in": there}).exists():
                message = _(
                    "Its rows name people of groups that are not here. Import its groups"
                    " first, then this file."
                )
                raise WrongCopyError(message)


def _make_rows(copy: Copy, model: type[models.Model]) -> None:
    table = label_of(model)
    if table not in copy.tables:
        return
    rows = _completed(copy, model, _wanted(table, copy.rows(table)))
    for batch in batched(rows, AT_ONCE):
        model._default_manager.bulk_create(batch)  # noqa: SLF001 -- Django's documented _meta API


def _wanted(table: str, rows: Iterable[Values]) -> Iterable[Values]:
    """Leave out the links to groups that are not here."""
    if table != label_of(Link):
        return rows
    linked = list(rows)
    ids = [row["child_id"] for row in linked]
    here = {
        str(one)
        for one in Collective.objects.filter(id__in=ids).values_list("id", flat=True)
    }
    return [row for row in linked if row["child_id"] in here]


def _completed(
    copy: Copy, model: type[models.Model], rows: Iterable[Values]
) -> Iterator[models.Model]:
    """Yield the rows with the columns that are in no copy."""
    columns = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001 -- as above
    table = label_of(model)
    for row in rows:
        values = {name: _read(columns[name], value) for name, value in row.items()}
        yield model(**values, **_missing(copy, table, row))


def _read(field: "models.Field[Any, Any]", value: Any) -> Any:
    return value if isinstance(field, models.JSONField) else field.to_python(value)


def _missing(copy: Copy, table: str, row: Values) -> Values:
    if table == label_of(Membership):
        return {"person": _make_person(row)}
    if table == "people.invitation":
        return {"token": new_token()}
    if table == label_of(Entry):
        return {"leaf": copy.leaf(row["index"])}
    if table == "listening.attachment":
        return {"content": copy.attachment(row["id"])}
    return {}


def _make_person(row: Values) -> Person:
    return Person.objects.create(name=row["name"], created_at=row["joined_at"])
