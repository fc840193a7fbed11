"""The room as a Django app."""

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.listening"
