"""Making the tables of an empty database, in a fraction of the time.

For each table that a migration makes, Django makes the classes of all tables anew that
are related to it in any way: thousands of classes for our hundred tables. Where all
migrations do nothing but make tables, all classes are made once; elsewhere, nothing
refers to a table that is only now made, so the others can stay as they are. The tables
are the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def quick_migrations() -> Iterator[None]:
    """Make one class for each table that a migration makes, and no other again."""
    add_model = ProjectState.add_model

    def add_one(state: ProjectState, model_state: ModelState) -> None:
        made = vars(state).pop("apps", None)  # without, `add_model` makes no class
        add_model(state, model_state)
        if made is not None:
            vars(state)["apps"] = made
            made.render_multiple([model_state])

    ProjectState.add_model = add_one  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        ProjectState.add_model = add_model  # type: ignore[method-assign]


def make_tables(connection: BaseDatabaseWrapper) -> bool:
    """Make all tables in an empty database, and note that the migrations were done.

    Returns whether it did: not where a migration does anything else.
    """
    executor = MigrationExecutor(connection)
    ends = executor.loader.graph.leaf_nodes()
    steps = [step for step, _backwards in executor.migration_plan(ends)]
    tables = [table for step in steps for table in _tables_of(step)]
    if len(tables) != sum(len(step.operations) for step in steps):
        return False
    executor.recorder.ensure_schema()
    state = executor.loader.project_state(ends)
    with connection.schema_editor() as editor:
        for app, name in tables:
            editor.create_model(state.apps.get_model(app, name))
        for step in steps:
            executor.recorder.record_applied(step.app_label, step.name)
    return True


def _tables_of(step: Migration) -> list[tuple[str, str]]:
    made = [one for one in step.operations if isinstance(one, CreateModel)]
    return [(step.app_label, one.name) for one in made]
