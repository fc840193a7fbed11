"""How the co-op bakes, and the plans that were made from that."""

from folkmoot.planning import library
from folkmoot.planning.operations import plans
from folkmoot.site.demo.play import Play, Story

OVEN = "bake loaves in the wood oven"


def bread(play: Play) -> Story:
    """Write down how bread is made, say who bakes, and make plans for four weeks."""
    yield play.at(12, 18)
    ann, ida, hal = play.of("Ann Ida Hal")
    plans.import_recipes(
        member=ann,
        tables=library.read_example("bread-for-30"),
        source="bread-for-30",
        now=play.now,
    )
    yield play.at(11, 9)
    for baker in (ida, hal):
        plans.join_way(member=baker, way=OVEN, now=play.now)
    yield play.at(10, 20)
    row = plans.ask_for_plans(
        member=ida, weeks=4, people=len(play.members), now=play.now
    )
    plans.make_plans_of(planning=row, now=play.now)
