"""A part of a federation says that a question is its own to decide alone."""

from datetime import timedelta

import pytest
from tests import cast
from tests.api.client import Program
from tests.cast import DAY, NOW
from tests.federating.world import World

from folkmoot.deciding.models import Position, Question
from folkmoot.federating.models import (
    FederatedDrafter,
    FederatedPanel,
    FederatedQuestion,
    FederatedSeat,
    Node,
    OfferedTask,
)
from folkmoot.federating.operations import (
    AloneRefusedError,
    NotDrawnError,
    answer_federated_panel,
    back,
    count_all,
    make_federation,
    raise_change,
    say_ours,
    settle_due,
    take_task,
    unsay_ours,
)
from folkmoot.people.models import Membership
from folkmoot.people.operations import leave
from folkmoot.record.models import Disclosure
from folkmoot.web.chance import draw

pytestmark = [pytest.mark.django_db, pytest.mark.long]
THREE_DAYS = timedelta(hours=72)
REASON = "Only our stairs are meant."


def ask(leaves: int = 5) -> World:
    world = World(leaves=leaves)
    world.ask(scope="shared")
    return world


def say(world: World, leaf: int, n: int = 2) -> FederatedPanel | None:
    """Let members of a leaf say so; return the panel when enough did."""
    part = world.leaves[leaf]
    for member in world.members_of(part)[:n]:
        say_ours(
            member=member,
            question=world.question,
            part=part,
            reason=REASON,
            now=world.now,
        )
    return FederatedPanel.objects.filter(about=part).first()


def answer(world: World, panel: FederatedPanel, *answers: bool) -> None:
    seats = panel.seats.order_by("id")
    for seat, one in zip(seats, answers, strict=False):
        answer_federated_panel(
            member=seat.member, panel=panel, answer=one, reason="So.", now=world.now
        )
    panel.refresh_from_db()


def root(world: World) -> Node:
    return Node.objects.get(question=world.question, parent=None)


class TestSaying:
    def test_it_takes_k_members_of_the_leaf(self):
        world = ask()
        assert say(world, 1, 1) is None
        panel = say(world, 1, 2)
        assert panel is not None
        assert (panel.reason, panel.due_at) == (REASON, world.now + THREE_DAYS)

    def test_who_said_it_can_take_it_back(self):
        world = ask()
        say(world, 1, 1)
        part = world.leaves[1]
        ann, bo, _di = world.members_of(part)
        given = {"question": world.question, "part": part, "now": world.now}
        unsay_ours(member=ann, **given)
        say_ours(member=bo, reason=REASON, **given)
        assert not FederatedPanel.objects.exists()

    def test_nobody_says_it_of_another_part_or_of_the_whole(self):
        world = ask()
        ann = world.members_of(world.leaves[1])[0]
        for part in (world.leaves[2], world.federation):
            with pytest.raises(AloneRefusedError):
                say_ours(
                    member=ann,
                    question=world.question,
                    part=part,
                    reason=REASON,
                    now=world.now,
                )

    def test_it_is_looked_at_once(self):
        world = ask()
        answer(world, say(world, 1), False, False, False)
        with pytest.raises(AloneRefusedError):
            say(world, 1, 3)

    def test_the_federation_itself_is_nobody_s_alone(self):
        world = World(leaves=3)
        ann, bo, _di = world.members_of(world.leaves[0])
        world.question = raise_change(
            member=ann, federation=world.federation, topic="end", why="Tired", now=NOW
        )
        back(member=bo, question=world.question, now=NOW)
        world.at(NOW)
        with pytest.raises(AloneRefusedError):
            say(world, 1)


class TestTheLot:
    def test_no_party_is_drawn_and_anybody_can_draw_again(self):
        world = ask()
        panel = say(world, 1)
        groups = {str(leaf.id) for leaf in world.leaves[2:]}
        # Ash asked all groups, Birch would decide alone.
        assert panel.leaves == sorted(groups)
        seats = FederatedSeat.objects.filter(panel=panel).values_list(
            "member", flat=True
        )
        again = draw(panel.seed, panel.candidates, 3)
        assert {str(one) for one in seats} == set(again)
        rows = Disclosure.objects.filter(entry__kind="federated.panel_drawn")
        said = {row.name: row.value for row in rows}
        assert said["leaves"] == draw(panel.seed, panel.leaves, 12)
        assert said["candidates"] == panel.candidates
        assert said["drawn"] == again

    def test_with_fewer_than_three_people_it_is_upheld_at_once(self):
        world = ask(leaves=2)
        panel = say(world, 1)
        assert (panel.ruling, panel.seats.count()) == ("yes", 0)
        assert panel.own_question_id is not None

    def test_a_person_of_the_part_is_not_drawn_in_another_leaf(self):
        world = ask(leaves=3)
        cedar = world.leaves[2]
        ann = world.members_of(world.leaves[1])[0]
        other = world.members_of(cedar)[0]
        other.person = ann.person
        other.save()
        panel = say(world, 1)
        # Two people are left in Cedar: too few for a lot.
        assert str(other.id) not in panel.candidates
        assert panel.ruling == "yes"


class TestTheRuling:
    def test_silence_is_for_the_part(self):
        world = ask()
        panel = say(world, 1)
        world.at(panel.due_at)
        panel.refresh_from_db()
        assert (panel.ruling, panel.ruled_at) == ("yes", panel.due_at)

    def test_a_no_leaves_everything_as_it_is(self):
        world = ask()
        panel = say(world, 1)
        answer(world, panel, False, False, True)
        assert panel.ruling == "no"
        assert root(world).leaves == 5
        assert world.led(world.leaves[1]).stage == "hearing"

    def test_only_who_was_drawn_answers(self):
        world = ask()
        panel = say(world, 1)
        with pytest.raises(NotDrawnError):
            answer_federated_panel(
                member=world.members_of(world.leaves[1])[0],
                panel=panel,
                answer=True,
                reason="Mine.",
                now=world.now,
            )

    def test_whoever_goes_it_is_over_after_72_hours(self):
        world = ask()
        panel = say(world, 1)
        for seat in list(panel.seats.all()):
            leave(membership=seat.member, now=world.now)
        settle_due(panel.due_at)
        panel.refresh_from_db()
        assert panel.ruling == "yes"


class TestDecidingAlone:
    def test_the_question_comes_back_as_the_part_s_own(self):
        world = ask()
        answer(world, panel := say(world, 1), True, True, False)
        birch = world.leaves[1]
        own = Question.objects.get(collective=world.leaves[1], stage="shaping")
        assert panel.own_question_id == own.id
        assert (own.collective, own.title) == (birch, world.question.title)
        assert own.led_by_id is None
        led = Question.objects.exclude(id=own.id).get(collective=birch)
        assert (led.stage, led.from_question) == ("merged", own)
        assert led.led_by_id is None

    def test_it_is_bound_by_nothing_and_the_others_go_on(self):
        world = ask()
        world.draft()
        panel = say(world, 1)
        world.reach()
        for leaf in world.leaves:
            for member in world.members_of(leaf):
                world.say(member, Position.Value.CONSENT)
        world.at(world.now)
        assert root(world).yes == 15
        answer(world, panel, True, True, True)
        whole = root(world)
        assert (whole.leaves, whole.agree, whole.yes, whole.members) == (4, 4, 12, 12)
        assert count_all(question=world.question, now=world.now) == 0
        question = world.until("decided")
        assert question.result["inputs"]["members"] == 12
        assert not Question.objects.filter(
            collective=world.leaves[1], decisions__isnull=False
        ).exists()

    def test_who_wrote_or_carried_for_all_does_so_no_more(self):
        world = ask()
        world.delegates(world.leaves[1])
        world.draft(tasks=[("Buy a bench", (NOW + 90 * DAY).date())])
        birch = world.leaves[1]
        task = OfferedTask.objects.get()
        take_task(member=world.members_of(birch)[1], task=task, now=world.now)
        answer(world, say(world, 1), True, True, True)
        task.refresh_from_db()
        assert task.carrier is None
        assert not FederatedDrafter.objects.filter(
            ended_at=None, member__collective=birch
        ).exists()

    def test_where_every_group_does_nothing_is_left_to_ask_together(self):
        world = ask(leaves=2)
        say(world, 1)
        say(world, 0)
        question = FederatedQuestion.objects.get()
        assert (question.stage, question.look_at) == ("withdrawn", None)

    def test_a_council_decides_with_its_own_groups(self):
        world = World(leaves=4)
        north = make_federation(
            name="North", children=world.leaves[:3], now=NOW - 2 * DAY
        )
        whole = make_federation(
            name="Everywhere", children=[north, world.leaves[3]], now=NOW - DAY
        )
        world.federation = whole
        # The last leaf asks; one person in each of the three others says: ours.
        world.leaves = [world.leaves[3], *world.leaves[:3]]
        world.ask(scope="shared")
        for leaf in world.leaves[1:]:
            say_ours(
                member=world.members_of(leaf)[0],
                question=world.question,
                part=north,
                reason=REASON,
                now=world.now,
            )
        panel = FederatedPanel.objects.get()
        assert panel.ruling == "yes"  # nobody is left to draw
        own = FederatedQuestion.objects.get(collective=north)
        assert panel.own_question_id == own.id
        assert root(world).leaves == 1
        assert set(Node.objects.filter(question=world.question, is_leaf=True)) == set(
            Node.objects.filter(question=world.question, collective=world.leaves[0])
        )
        settle_due(world.now)
        own.refresh_from_db()
        assert own.stage == "hearing"
        led = Question.objects.filter(led_by_id=own.id)
        assert led.count() == 3


URL = "/f/all-houses/q/1/"


def look(world: World, who: Membership, path: str) -> str:
    answer = cast.signed_in(who, world.now).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_it_is_said_on_pages(clock):
    world = ask()
    clock.set(world.now)
    birch = world.leaves[1]
    page = f"{URL}alone/"
    for member in world.members_of(birch)[:2]:
        browser = cast.signed_in(member, world.now)
        assert page in look(world, member, URL)
        assert "Birch House" in look(world, member, page)
        assert browser.post(f"{page}{birch.id}/", {"reason": ""}).status_code == 422
        sent = browser.post(f"{page}{birch.id}/", {"reason": REASON})
        assert (sent.status_code, sent["Location"]) == (302, page)
    assert "says: this is ours" in look(world, member, URL)


def test_it_is_looked_at_and_settled_on_pages(clock):
    world = ask()
    clock.set(world.now)
    panel = say(world, 1)
    case = f"{URL}cases/{panel.id}/"
    for number, seat in enumerate(panel.seats.all()):
        browser = cast.signed_in(seat.member, world.now)
        assert "You were drawn by lot" in look(world, seat.member, URL)
        assert case in look(world, seat.member, "/me/")
        shown = look(world, seat.member, case)
        assert REASON in shown
        assert panel.seed in shown
        assert browser.post(f"{case}answer/", {"answer": "yes"}).status_code == 422
        given = {"answer": "yes", "reason": f"Their own stairs {number}."}
        assert browser.post(f"{case}answer/", given)["Location"] == case
    assert "Their own stairs 1." in look(world, seat.member, case)
    ann = world.members_of(world.leaves[1])[0]
    own = Question.objects.get(
        collective=world.leaves[1], led_by_id=None, stage="shaping"
    )
    there = f"/c/{own.collective.slug}/q/"
    assert f"{there}{own.number}/" in look(world, ann, URL)
    assert f"{there}{own.number}/" in look(world, ann, f"{there}{own.number - 1}/")
    look(world, ann, f"{there}{own.number}/")


def test_programs_say_take_back_and_answer(clock):
    world = ask()
    clock.set(world.now)
    birch = world.leaves[1]
    ann, bo, _di = world.members_of(birch)

    at = "federations/all-houses/questions/1"
    said = {"reason": REASON}
    program = Program(ann)
    assert program.get(f"{at}/alone")[0]["needed_here"] == 2
    assert program.put(f"{at}/alone/{birch.id}", said)[0]["is_mine"]
    program.delete(f"{at}/alone/{birch.id}")
    program.put(f"{at}/alone/{birch.id}", said)
    assert Program(bo).put(f"{at}/alone/{birch.id}", said)[0]["has_case"]
    [case] = program.get(f"{at}/cases")
    found = {"answer": False, "reason": "It is for all."}
    one = f"{at}/cases/{case['id']}"
    for seat in FederatedSeat.objects.select_related("member__person"):
        assert program.get(one)["seats"][0]["reason"] == ""
        Program(seat.member).put(f"{one}/answer", found)
    whole = program.get(one)
    assert (whole["ruling"], len(whole["seats"])) == ("no", 3)
    assert {seat["reason"] for seat in whole["seats"]} == {"It is for all."}
    assert program.refused("PUT", f"{one}/answer", 403, found) == "not_drawn"
