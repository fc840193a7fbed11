"""Every row as one line of JSON: moves between SQLite and PostgreSQL."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import batched
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

BATCH = 500


def count_rows() -> int:
    """Return how many rows there are."""
    return sum(model._base_manager.count() for model in _models())  # noqa: SLF001 -- Django's documented manager for all rows


def write_rows() -> Iterator[str]:
    """Yield each row of the present instant as one line."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for model in _models():
            yield from _write_model(model)


def _write_model(model: type[models.Model]) -> Iterator[str]:
    fields = model._meta.concrete_fields  # noqa: SLF001 -- Django's documented _meta API
    for row in model._base_manager.order_by("pk").iterator(BATCH):  # noqa: SLF001 -- as above
        values = {
            field.attname: _plain(getattr(row, field.attname)) for field in fields
        }
        line = {"model": model._meta.label_lower, "row": values}  # noqa: SLF001 -- as above
        yield json.dumps(line, ensure_ascii=False)


@transaction.atomic
def read_rows(lines: Iterable[str]) -> int:
    """Write the rows back into an empty database; return how many.

    References are checked when the transaction ends, so their order does not matter.
    """
    total = 0
    for batch in batched(map(json.loads, lines), BATCH, strict=False):
        for label in dict.fromkeys(line["model"] for line in batch):
            model = apps.get_model(label)
            rows = [
                _row(model, line["row"]) for line in batch if line["model"] == label
            ]
            model._base_manager.bulk_create(rows)  # noqa: SLF001 -- as above
            total += len(rows)
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(sql)
    return total


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.managed]  # noqa: SLF001 -- as above


def _plain(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview, bytearray)):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, (datetime, date)):
        return value.isoformat()  # Django's own form would cut microseconds off
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value


def _row(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    fields = model._meta.concrete_fields  # noqa: SLF001 -- as above
    return model(
        **{field.attname: field.to_python(values[field.attname]) for field in fields}
    )
