"""The room as a Django app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.record"
