"""The room as a Django app."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.needs"

    def ready(self) -> None:
        """Tell the room of decisions what to do with questions about needs."""
        from folkmoot.deciding.operations.carrying_out import carry_out_topic
        from folkmoot.deciding.topics import HigherTopic, add_topic
        from folkmoot.needs.forms.classes import choices, make_form
        from folkmoot.needs.operations.ordering import carry_out
        from folkmoot.needs.queries.classes import read_change, show_change

        carry_out_topic("needs", carry_out)
        add_topic("needs", HigherTopic(make_form, read_change, show_change, choices))
