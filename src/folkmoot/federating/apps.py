"""The room as a Django app."""

from django.apps import AppConfig


class FederatingConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.federating"

    def ready(self) -> None:
        """Tell the rooms below what to do with questions about federations."""
        from folkmoot.deciding.topics import HigherTopic, add_topic
        from folkmoot.federating.forms.founding import choices, make_form
        from folkmoot.federating.operations import wire
        from folkmoot.federating.queries.founding import read_change, show_change

        wire()
        topic = HigherTopic(make_form, read_change, show_change, choices)
        add_topic("federation", topic)
