"""What a draft or a question still lacks, in words."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

OF_DRAFT: Mapping[str, Promise] = {
    "text": _("the text to agree on"),
    "links": _("a line on what each person said"),
    "tasks": _("who does it"),
    "look_back": _("a day to look back"),
}


def name_missing(codes: Iterable[str]) -> list[str]:
    """Return the words for what a draft lacks."""
    return [str(OF_DRAFT[code]) for code in codes]


def say_missing(names: Iterable[str]) -> str:
    """Return the sentence that names what is missing."""
    return gettext("Still missing: %(names)s.") % {"names": ", ".join(names)}
