"""The room as a Django app."""

from django.apps import AppConfig


class DecidingConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.deciding"
