"""How a federated question came here, in sentences."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.words.history import SENTENCES
from folkmoot.deciding.words.stages import LABELS
from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import FederatedStep

OWN = {
    "raised": _("This question was raised for all groups."),
    "place_reached": _("Enough members asked that all groups be asked."),
    "all_alone": _("Every group decides this alone. Nothing is left to ask together."),
    "late_objection": _("With late stops a key did not hold. All are asked again."),
}


def tell(moves: Sequence[FederatedStep]) -> list[tuple[datetime, str, str]]:
    """Return the entries of the timeline, oldest first."""
    return [(move.at, describe(move), "") for move in moves]


def describe(move: FederatedStep) -> str:
    """Return one move as sentences: why, and where it stands since."""
    sentence = str(OWN.get(move.why) or SENTENCES[move.why])
    sentences = [sentence % {"who": ""}]
    if move.from_stage and move.from_stage != move.to_stage:
        stage = LABELS[Stage(move.to_stage)]
        sentences.append(gettext("Now: %(stage)s.") % {"stage": stage})
    return " ".join(sentences)
