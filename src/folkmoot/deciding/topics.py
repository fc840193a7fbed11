"""Topics of founding questions that a higher room brings: their form and their words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from folkmoot.people.models import Membership

type Change = dict[str, Any]
type Lines = list[tuple[str, str]]


@dataclass(frozen=True)
class HigherTopic:
    """What the pages and the API of questions ask about such a topic.

    ``make_form`` returns a `FoundingForm` for a member, the data that was sent, and
    what it begins with; None where the member has to choose first what it is about.
    ``read`` checks what a program sent and returns the change; ``show`` returns labels
    and texts. A form has a ``heading`` and ``notes``, lines beside it.
    """

    make_form: Callable[..., Any]
    read: Callable[[Membership, Change], Change]
    show: Callable[[Mapping[str, Any]], Lines]
    choices: Callable[[Membership], list[tuple[str, str]]]


HIGHER: dict[str, HigherTopic] = {}


def add_topic(name: str, topic: HigherTopic) -> None:
    """Let questions have a topic that this room knows nothing of."""
    HIGHER[name] = topic
