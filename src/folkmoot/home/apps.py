"""The room as a Django app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.home"

    def ready(self) -> None:
        """Tell the room of decisions what questions about the record's key change."""
        from folkmoot.deciding.operations.carrying_out import carry_out_topic
        from folkmoot.deciding.topics import HigherTopic, add_topic
        from folkmoot.home import guardian_forms as forms
        from folkmoot.home.operations import guardians as acts
        from folkmoot.home.queries import guardians as shown

        carry_out_topic("guardians", acts.carry_out_guardians)
        carry_out_topic("rekey", acts.carry_out_rekey)
        names = HigherTopic(
            forms.make_guardians_form,
            shown.read_guardians,
            shown.show_guardians,
            forms.choices,
        )
        add_topic("guardians", names)
        vouches = HigherTopic(
            forms.make_rekey_form, shown.read_request, shown.show_request, forms.choices
        )
        add_topic("rekey", vouches)
