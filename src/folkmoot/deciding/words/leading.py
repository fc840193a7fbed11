"""What a question that all groups are asked cannot do by itself, in words."""

from django.utils.translation import gettext as _


def moves_with_all() -> str:
    """Return why one group alone cannot change the course of such a question."""
    return _("All groups are asked this together. One group alone cannot change that.")
