"""Two houses plan together: the co-op bakes for both, the tenants grow for both."""

from datetime import timedelta

from folkmoot.planning import tables as files
from folkmoot.planning.models import Exchange
from folkmoot.planning.operations import exchanges, plans
from folkmoot.site.demo.play import Play, Story

WEEKS = 4
GOODS = (exchanges.Wanted("loaf", 0.005), exchanges.Wanted("greens", 0.01))
GARDEN = files.read_tables(
    {
        "goods.csv": (
            "good,unit,loss,outside\n"
            "loaf,piece,1,0\ngreens,kg,1,0\nlunch,piece,1,0\n"
            "flour,kg,0,20\ncompost,kg,0,20\n"
        ),
        "techniques.csv": (
            "technique,hours\nbake in the flat,0.4\ngrow greens,0.1\ncook lunch,0.5\n"
        ),
        "flows.csv": (
            "technique,direction,name,amount,unit\n"
            "bake in the flat,out,loaf,1,piece\n"
            "bake in the flat,in,flour,0.55,kg\n"
            "grow greens,out,greens,1,kg\n"
            "grow greens,in,compost,0.5,kg\n"
            "grow greens,use,garden,0.4,m2\n"
            "cook lunch,out,lunch,1,piece\n"
        ),
        "needs.csv": (
            "good,amount,class,unit\nloaf,9,1,piece\ngreens,6,1,kg\nlunch,12,1,piece\n"
        ),
        "resources.csv": "resource,unit,amount\nhours,h,14\ngarden,m2,12\n",
    }
)


def together(play: Play, tenants: Play) -> Story:
    """Propose it, make rounds, stop; the tenants took it, the co-op has one name."""
    yield play.at(9, 12)
    tenants.reach(play.now)
    cy = tenants.members["Cy"]
    plans.import_recipes(member=cy, tables=GARDEN, source="garden", now=tenants.now)
    yield play.at(8, 12)
    tenants.reach(play.now)
    row = exchanges.make_rounds(exchange=_begin(play, tenants), now=play.now)
    exchanges.ask_for_rounds(
        member=play.members["Ida"], exchange=row, many=2, now=play.now
    )
    row = exchanges.make_rounds(exchange=row, now=play.now)
    exchanges.settle_exchange(
        member=play.members["Ida"],
        exchange=row,
        edition=row.edition,
        number=row.rounds,
        now=play.now,
    )
    tenants.reach(play.now)
    yield play.at(3, 12)
    tenants.reach(play.now)
    for who in (*tenants.of("Cy Luz"), play.members["Ida"]):
        exchanges.accept_exchange(
            member=who,
            exchange=row,
            edition=row.edition,
            number=row.rounds,
            now=play.now,
        )
    tenants.reach(play.now)


def _begin(play: Play, tenants: Play) -> Exchange:
    """Bring both houses in, each with two names, and make the first round."""
    ida, hal = play.of("Ida Hal")
    row = exchanges.propose_exchange(
        member=ida,
        others=[tenants.members["Cy"].collective_id],
        goods=GOODS,
        weeks=WEEKS,
        begins_on=(play.present + timedelta(days=6)).date(),
        now=play.now,
    )
    for who in (hal, *tenants.of("Cy Luz")):
        exchanges.join_exchange(member=who, exchange=row, now=play.now)
    return exchanges.begin_exchange(member=ida, exchange=row, now=play.now)
