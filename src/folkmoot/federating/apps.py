"""The room as a Django app."""

from django.apps import AppConfig


class FederatingConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.federating"

    def ready(self) -> None:
        """Tell the rooms below what to do with questions about federations."""
        from folkmoot.federating.operations import wire

        wire()
