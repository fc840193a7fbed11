"""The five answers to a draft, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.models import Position

Value = Position.Value


@dataclass(frozen=True)
class PositionWords:
    """One answer: its word, what it means, and the name of its drawing."""

    word: Promise
    meaning: Promise
    drawing: str


WORDS: Mapping[str, PositionWords] = {
    Value.CONSENT: PositionWords(
        _("Yes"), _("I can live with this and stand by it."), "yes"
    ),
    Value.CONCERN: PositionWords(
        _("Yes, but I worry"), _("It can go ahead. My worry gets an answer."), "worry"
    ),
    Value.STAND_ASIDE: PositionWords(
        _("Not for me, go ahead"),
        _("I take no part in it and do not stand in its way."),
        "aside",
    ),
    Value.OBJECT: PositionWords(
        _("Stop, I see a problem"),
        _("It would harm somebody. It is answered before anything goes on."),
        "stop",
    ),
    Value.NEED_MORE: PositionWords(
        _("I need more time or facts"), _("I cannot say yet."), "more"
    ),
}
UNHEARD = _("Not heard yet")
