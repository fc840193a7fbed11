"""How the co-op bakes and grows: plans for four weeks, decided on and followed since."""

from collections.abc import Mapping
from itertools import cycle

from folkmoot.deciding.operations import submit_draft
from folkmoot.doing.operations import take_over
from folkmoot.doing.queries import tasks_of
from folkmoot.planning import library
from folkmoot.planning import tables as files
from folkmoot.planning.models import Following, Planning
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.followed import plan_now
from folkmoot.site.demo.acts import (
    answer_heard,
    explain,
    offer,
    open_hearing,
    positions,
    say,
)
from folkmoot.site.demo.play import Play, Story

OVEN = "bake loaves in the wood oven"
YARD = files.read_tables(
    {
        "goods.csv": "good,unit,loss,outside\ngreens,kg,1,0\ncompost,kg,0,20\n",
        "techniques.csv": "technique,hours\ngrow greens in the yard,0.5\n",
        "flows.csv": (
            "technique,direction,name,amount,unit\n"
            "grow greens in the yard,out,greens,1,kg\n"
            "grow greens in the yard,in,compost,0.5,kg\n"
            "grow greens in the yard,use,yard,0.8,m2\n"
        ),
        "needs.csv": "good,amount,class,unit\ngreens,7,1,kg\n",
        "resources.csv": "resource,unit,amount\nyard,m2,8\n",
    }
)
SAID = {
    "Hal": "Loaves first. Cakes can wait.",
    "Jo": "I can knead, but not at six in the morning.",
    "Flo": "Less smoke in the yard would be good for all of us.",
    "Luz": "Thirteen of us eat it. More than two should bake.",
}
# What Ida wrote down: the way, the week, the part of what was planned, what she counted.
DONE: tuple[tuple[str, int, float, Mapping[str, float]], ...] = (
    ("knead with the machine", 1, 1.0, {}),
    (OVEN, 1, 1.0, {"in:firewood": 38.0}),
    ("bake rolls", 1, 1.0, {}),
    ("bake cakes", 1, 0.5, {}),
    ("mill rye", 1, 1.0, {}),
    ("grow greens in the yard", 1, 1.0, {}),
    ("knead with the machine", 2, 1.0, {}),
    (OVEN, 2, 1.0, {"in:firewood": 37.0}),
    ("bake rolls", 2, 0.8, {}),
)


def bread(play: Play) -> Story:
    """Decide on one of a few plans, follow it, and write down what was done."""
    yield play.at(37, 18)
    planning = _plans(play)
    ida, hal = play.of("Ida Hal")
    yield play.at(36, 20)
    question = plans.ask_about_plans(member=ida, planning=planning, now=play.now)
    explain(play, question, "Gus", "Who bakes when, for four weeks, is up to us.")
    open_hearing(play, question)
    plans.put_statements(planning=planning, now=play.now)
    yield play.at(33, 19)
    say(play, question, SAID)
    offer(play, question, "Ida Hal")
    yield play.at(27, 19)
    answer_heard(
        play, question, "Ida", dict.fromkeys(SAID, "The bakers agree on hours.")
    )
    for baker, task in zip(cycle((ida, hal)), tasks_of(question.id), strict=False):
        take_over(member=baker, commitment=task, now=play.now)
    submit_draft(member=ida, question=question, now=play.now)
    play.seen(question)
    yield play.at(23, 20)
    first = planning.alternatives.get(number=1).version
    positions(
        play,
        question,
        yes="Ann Bo Di Eve Flo Gus Hal Ida",
        aside="Jo",
        version=first,
    )
    yield play.at(16, 21)
    following = plans.follow_plan(planning=planning, now=play.now)
    assert following is not None, question.stage  # noqa: S101 -- all have agreed
    yield play.at(2, 20)
    _report(play, following)


def _plans(play: Play) -> Planning:
    """Write down how things are made here, say who bakes, and make plans."""
    ann, ida, hal = play.of("Ann Ida Hal")
    example = library.read_example("bread-for-30")
    plans.import_recipes(
        member=ann,
        tables={name: rows + YARD[name] for name, rows in example.items()},
        source="bread-for-30",
        now=play.now,
    )
    for baker in (ida, hal):
        plans.join_way(member=baker, way=OVEN, now=play.now)
    row = plans.ask_for_plans(
        member=ida, weeks=4, people=len(play.members), now=play.now
    )
    return plans.make_plans_of(planning=row, now=play.now)


def _report(play: Play, following: Following) -> None:
    """Write what was done; the oven took more wood than the recipe says."""
    plan = plan_now(following)
    for way, week, part, seen in DONE:
        plans.report_way(
            member=play.members["Ida"],
            following=following,
            way=way,
            period=week,
            times=round(plan.planned(way, week) * part, 3),
            told=seen,
            now=play.now,
        )
