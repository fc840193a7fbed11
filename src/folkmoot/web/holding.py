"""Holding a row together with others, against whoever locks it to end it.

An answer among thousands must not wait for the others, yet none may slip past the
count. All who answer hold the row that is answered; whoever counts locks it with
``select_for_update()``, and so waits for them, and they for the count.
"""

from django.db import connection
from django.db.models import Model


def hold[T: Model](row: T) -> T:
    """Hold a row until commit, as others may too, and return it as it is now.

    Where the database has one writer at a time, that one holds everything.
    """
    kind = type(row)
    if connection.features.has_select_for_update:
        table = connection.ops.quote_name(kind._meta.db_table)  # noqa: SLF001 -- Django's documented _meta API
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT 1 FROM {table} WHERE id = %s FOR KEY SHARE",  # noqa: S608 -- our own name
                [row.pk],
            )
    return kind._default_manager.get(pk=row.pk)  # noqa: SLF001 -- as above
