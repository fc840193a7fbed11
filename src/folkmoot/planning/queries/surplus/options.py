"""What could be done with a surplus, as far as the collective's plans tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.planning.models import Planning, Surplus
from folkmoot.planning.words import leftover as words

# That there could be less work for all is always told, where anything is.
KINDS = tuple(words.TITLES)[1:]


@dataclass(frozen=True)
class OptionShown:
    """One option: a bar and sentences."""

    title: str
    bar_words: str
    width: float  # of 100
    sentences: Sequence[str]


@dataclass(frozen=True)
class OptionsShown:
    """All options, from which plans they are, and what cannot be told."""

    planning: Planning | None
    is_federation: bool
    options: Sequence[OptionShown]
    missing: Sequence[str]
    limits: Sequence[str]


def get_options(surplus: Surplus) -> OptionsShown:
    """Return the options from the newest plans; one query."""
    if surplus.collective.is_federation:
        return OptionsShown(None, is_federation=True, options=(), missing=(), limits=())
    planning = newest_made(surplus)
    if planning is None:
        return OptionsShown(
            None, is_federation=False, options=(), missing=(), limits=()
        )
    found = planning.findings.get("options", [])
    kinds = {one["kind"] for one in found}
    return OptionsShown(
        planning=planning,
        is_federation=False,
        options=[
            OptionShown(
                title=words.say_title(one["kind"]),
                bar_words=words.say_picture(one, planning.length),
                width=100 * words.reached(one),
                sentences=words.say_option(one, planning.length),
            )
            for one in found
        ],
        missing=[words.say_missing(kind) for kind in KINDS if kind not in kinds],
        limits=words.say_limits(surplus),
    )


def newest_made(surplus: Surplus) -> Planning | None:
    """Return the newest plans that were made."""
    made = Planning.objects.filter(
        collective_id=surplus.collective_id, state=Planning.State.MADE
    )
    rows = made.only("id", "made_at", "weeks", "length", "people", "findings")
    return rows.order_by("-asked_at", "-id").first()
