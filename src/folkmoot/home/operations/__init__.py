"""What home does: settle before showing, export, import, erase."""

from folkmoot.home.operations.settling import settle_due_of

__all__ = ["settle_due_of"]
