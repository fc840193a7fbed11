"""What could be done with a surplus, as far as the collective's plans tell."""

from folkmoot.fund.models import Surplus
from folkmoot.fund.queries.surplus.options import OptionShown, OptionsShown
from folkmoot.planning.models import Planning
from folkmoot.planning.words import leftover as words

# That there could be less work for all is always told, where anything is.
KINDS = tuple(words.TITLES)[1:]


def tell_options(surplus: Surplus) -> OptionsShown | None:
    """Return the options from the newest plans; None without plans; one query."""
    planning = newest_made(surplus)
    if planning is None:
        return None
    found = planning.findings.get("options", [])
    kinds = {one["kind"] for one in found}
    return OptionsShown(
        plans_id=planning.id,
        made_at=planning.made_at,
        weeks=planning.weeks,
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
