"""The room as a Django app."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.messaging"
