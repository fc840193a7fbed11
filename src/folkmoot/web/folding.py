"""Finding words whatever their case, in every script, on both databases.

SQLite's own LIKE folds the letters A to Z alone: "árbol" would not find "Árbol".
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, TextField
from django.db.models.lookups import IContains
from django.db.models.sql.compiler import SQLCompiler

FUNCTION = "FOLKMOOT_FOLD"


def fold(text: str | None) -> str | None:
    """Return ``text`` as it is compared when case does not matter."""
    return None if text is None else text.casefold()


@CharField.register_lookup
@TextField.register_lookup
class Holds(IContains):
    """``title__holds="árbol"``: the text holds these letters, in any case."""

    lookup_name = "holds"

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        """Return the condition with the function that `add_function` brings."""
        sql, params = self.process_lhs(compiler, connection)
        return f"INSTR({FUNCTION}({sql}), %s) > 0", [*params, fold(str(self.rhs))]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, Any]:
        """Return the condition that PostgreSQL folds by its own locale."""
        return IContains(self.lhs, self.rhs).as_sql(compiler, connection)


def add_function(*, connection: BaseDatabaseWrapper, **_more: Any) -> None:
    """Bring the function to a new connection; PostgreSQL needs none."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, fold, deterministic=True)
