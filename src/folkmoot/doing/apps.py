"""The room as a Django app."""

from django.apps import AppConfig


class DoingConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.doing"
