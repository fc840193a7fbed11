"""The shared room as a Django app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class WebConfig(AppConfig):
    """Holds base templates, components and the receipts of forms."""

    name = "folkmoot.web"

    def ready(self) -> None:
        """Let every form speak plainly, and every search find words in any case."""
        from folkmoot.web.folding import add_function
        from folkmoot.web.plain_words import speak_plainly

        speak_plainly()
        connection_created.connect(add_function, dispatch_uid="folding")
