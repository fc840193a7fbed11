"""The room as a Django app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.planning"

    def ready(self) -> None:
        """Tell what plans could do with what is left over in the fund."""
        from folkmoot.fund.queries.surplus.options import let_tell_options
        from folkmoot.planning.queries.plans.left_over import tell_options

        let_tell_options(tell_options)
