"""Pictures for the digits of a receipt's code, for those who do not read them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Picture:
    """A drawing of our own, and what it is called on the phone."""

    drawing: str
    word: Promise


# By digit: a receipt on paper keeps its pictures, so this order stays.
PICTURES = (
    Picture("sun", _("sun")),
    Picture("tree", _("tree")),
    Picture("house", _("house")),
    Picture("fish", _("fish")),
    Picture("key", _("key")),
    Picture("cup", _("cup")),
    Picture("star", _("star")),
    Picture("boat", _("boat")),
    Picture("moon", _("moon")),
    Picture("umbrella", _("umbrella")),
)


def pictures_of(code: str) -> list[Picture]:
    """Return a picture for each digit of ``code``."""
    return [PICTURES[int(digit)] for digit in code if digit.isdecimal()]
