"""A federation joins another, and leaves it, by founding questions on both sides."""

from datetime import timedelta

import pytest
from tests import cast
from tests.api.client import Program
from tests.cast import NOW
from tests.federating.world import World

from folkmoot.federating.models import FederatedQuestion, Joining, Link
from folkmoot.federating.operations import (
    RaiseRefusedError,
    back,
    link,
    make_federation,
    raise_change,
)
from folkmoot.federating.operations.structure import carry_out_in_federation
from folkmoot.people.models import Collective

pytestmark = [pytest.mark.django_db, pytest.mark.long]
OTHERS = ("Oak", "Pine", "Rowan")


@pytest.fixture
def world() -> World:
    return World(leaves=3)


@pytest.fixture
def country() -> Collective:
    """Return another federation, of groups of its own."""
    groups = [
        cast.collective(f"{name} Row", members=("Eve", "Flo", "Gil"), now=NOW)
        for name in OTHERS
    ]
    return make_federation(name="Whole country", children=groups, now=NOW)


def raised(world: World, topic: str, above: Collective, **more: str):
    ann, bo, _di = world.members_of(world.leaves[0])
    world.question = raise_change(
        member=ann,
        federation=world.federation,
        topic=topic,
        why="We share a railway.",
        above=above,
        now=world.now,
        **more,
    )
    back(member=bo, question=world.question, now=world.now)
    return world.at(world.now)


def agree(world: World) -> None:
    """Let all groups hear a founding question twice, answer yes, and decide."""
    for _reading in range(2):
        question = world.until("hearing")
        world.hear()
        world.at(question.closes_at + timedelta(minutes=1))
        world.draft()
    world.until("checking")
    world.say_all()
    world.until("decided")


def test_both_sides_decide_and_then_it_is_a_part(world, country):
    question = raised(world, "join_up", country, region="North")
    assert (question.klass, question.scope) == ("founding", "shared")
    assert question.title == "Does All houses join Whole country?"
    agree(world)
    joining = Joining.objects.get()
    assert (joining.child, joining.collective) == (world.federation, country)
    asked = FederatedQuestion.objects.get(collective=country)
    assert joining.question_id == asked.id
    assert asked.topic == "join"
    assert not Link.objects.filter(child=world.federation).exists()
    carry_out_in_federation("join", asked.change, country, asked.id, world.now)
    row = Link.objects.get(child=world.federation)
    assert (row.collective, row.region) == (country, "North")
    assert (row.child_question_id, row.question_id) == (question.id, asked.id)


def test_it_leaves_by_its_own_question_alone(world, country):
    link(child=world.federation, federation=country, now=NOW)
    question = raised(world, "leave", country)
    assert question.title == "Does All houses leave Whole country?"
    carry_out_in_federation(
        "leave", question.change, world.federation, question.id, world.now
    )
    row = Link.objects.get(child=world.federation)
    assert (row.ended_at, row.ended_by_id) == (world.now, question.id)


def test_what_became_impossible_meanwhile_is_left(world, country):
    question = raised(world, "join_up", country)
    carry_out_in_federation(
        "join_up", question.change, world.federation, question.id, world.now
    )
    asked = FederatedQuestion.objects.get(topic="join")
    link(child=country, federation=world.federation, now=world.now)
    carry_out_in_federation("join", asked.change, country, asked.id, world.now)
    assert not Link.objects.filter(child=world.federation).exists()
    assert Joining.objects.get().ended_at == world.now


def test_no_circle_is_asked_for_and_nothing_twice(world, country):
    for topic, above in (
        ("join_up", world.federation),
        ("join_up", world.leaves[0]),
        ("leave", country),
    ):
        with pytest.raises(RaiseRefusedError):
            raised(world, topic, above)
    link(child=world.federation, federation=country, now=NOW)
    with pytest.raises(RaiseRefusedError):
        raised(world, "join_up", country)


def test_it_is_raised_on_a_page_and_by_programs(world, country):
    ann = world.members_of(world.leaves[0])[0]
    browser = cast.signed_in(ann)
    page = "/f/all-houses/change/"
    assert f"{page}?topic=join_up" in browser.get("/f/all-houses/").content.decode()
    shown = browser.get(f"{page}?topic=join_up").content.decode()
    assert "We leave a federation" not in shown
    form = {"topic": "join_up", "why": "We share a railway.", "federation": "nowhere"}
    refused = browser.post(page, form)
    assert refused.status_code == 422
    assert "No federation has this address." in refused.content.decode()
    form["federation"] = "https://example.org/f/whole-country/"
    assert browser.post(page, form).status_code == 302
    question = FederatedQuestion.objects.get()
    assert question.change["federation_id"] == str(country.id)
    link(child=world.federation, federation=country, now=NOW)
    form = {"topic": "leave", "why": "Too far."}
    assert browser.post(page, form).status_code == 422
    assert browser.post(page, {**form, "leaves": str(country.id)}).status_code == 302
    at = "federations/all-houses/changes"
    sent = Program(ann).post(at, {"leave": "whole-country", "why": "Too far."})
    assert sent["title"] == "Does All houses leave Whole country?"
    again = {"join": "whole-country", "why": "Again."}
    assert Program(ann).refused("POST", at, 422, again) == "raise_refused"
