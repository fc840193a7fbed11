"""Exchanges of the world with a sister group, one for each stage."""

from datetime import timedelta

from tests import cast

from folkmoot.people.models import Collective
from folkmoot.planning import library
from folkmoot.planning.models import Exchange
from folkmoot.planning.operations import exchanges, plans

NOW = cast.NOW
BEGUN = ("begin_exchange",)
OPEN = (
    *("exchange", "get_exchange", "exchange_sent", "get_exchange_sent"),
    *("ask_for_rounds", "settle_exchange"),
)
SETTLED = (
    *("accept_exchange", "take_yes_back", "reopen_exchange"),
    "ask_all_about_exchange",
)


def build(elm: Collective) -> dict[str, object]:
    """Return what stands for the parts of these addresses; after the recipes."""
    yard = Collective.objects.get(name="Ash Yard")
    tables = library.read_example("bread-for-30")
    ivy = cast.member(yard, "Ivy")
    plans.import_recipes(member=ivy, tables=tables, source="bread-for-30", now=NOW)
    proposed, begun = _propose(elm, yard), _propose(elm, yard)
    _join(begun, elm, yard)
    opened = _open(elm, yard)
    settled = _open(elm, yard)
    bo = cast.member(elm, "Bo")
    seen = {"edition": settled.edition, "number": settled.rounds}
    exchanges.settle_exchange(member=bo, exchange=settled, now=NOW, **seen)
    exchanges.accept_exchange(member=bo, exchange=settled, now=NOW, **seen)
    by_name = {
        **dict.fromkeys(BEGUN, begun.id),
        **dict.fromkeys(OPEN, opened.id),
        **dict.fromkeys(SETTLED, settled.id),
    }
    return {
        "exchange_id": proposed.id,
        **{
            f"{app}:{name}.exchange_id": value
            for app in ("planning", "api")
            for name, value in by_name.items()
        },
    }


def _propose(elm: Collective, yard: Collective) -> Exchange:
    return exchanges.propose_exchange(
        member=cast.member(elm, "Bo"),
        others=[yard.id],
        goods=[exchanges.Wanted("loaf"), exchanges.Wanted("cake")],
        weeks=4,
        begins_on=NOW.date() + timedelta(days=7),
        now=NOW,
    )


def _join(row: Exchange, elm: Collective, yard: Collective) -> None:
    for place, name in ((elm, "Ann"), (yard, "Ivy"), (yard, "Jo")):
        exchanges.join_exchange(member=cast.member(place, name), exchange=row, now=NOW)


def _open(elm: Collective, yard: Collective) -> Exchange:
    row = _propose(elm, yard)
    _join(row, elm, yard)
    exchanges.begin_exchange(member=cast.member(elm, "Ann"), exchange=row, now=NOW)
    return exchanges.make_rounds(exchange=row, now=NOW)
