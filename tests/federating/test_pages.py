"""The pages of a federated question, as people of its groups open them."""

import json
from typing import Any

import pytest
from django.test import Client
from tests import cast
from tests.cast import NOW
from tests.federating.world import World

from folkmoot.deciding.models import Position
from folkmoot.deciding.operations import raise_question
from folkmoot.federating.models import FederatedQuestion
from folkmoot.federating.operations import link, make_federation
from folkmoot.people.models import Membership

Value = Position.Value
pytestmark = [pytest.mark.django_db, pytest.mark.long]
BELOW = ("", "said/", "stops/", "stops/answer/", "draft/")


@pytest.fixture
def world(clock: Any) -> World:
    made = World(leaves=3)
    made.clock = clock  # type: ignore[attr-defined]
    return made


def browse(world: World, who: Membership) -> Client:
    world.clock.set(world.now)  # type: ignore[attr-defined]
    return cast.signed_in(who, world.now)


def url(world: World, rest: str = "") -> str:
    question = world.question
    assert question is not None
    return f"/f/{world.federation.slug}/q/{question.number}/{rest}"


def get(world: World, who: Membership, rest: str = "") -> str:
    answer = browse(world, who).get(url(world, rest))
    assert answer.status_code == 200, (rest, answer.status_code)
    return answer.content.decode()


def see_everything(world: World) -> None:
    """Open every page as a member of each leaf, and each leaf's own page."""
    for leaf in world.leaves:
        ann, *_rest = world.members_of(leaf)
        for rest in BELOW:
            get(world, ann, rest)
        for other in world.leaves:
            get(world, ann, f"groups/{other.id}/")
        own = world.led(leaf)
        page = browse(world, ann).get(f"/c/{leaf.slug}/q/{own.number}/")
        assert page.status_code == 200
        assert f"/f/questions/{own.led_by_id}/" in page.content.decode()


@pytest.mark.sweep
def test_every_page_opens_at_every_stage(world):
    world.ask(scope="shared")
    see_everything(world)
    world.hear()
    question = world.until("drafting")
    see_everything(world)
    world.draft()
    see_everything(world)
    world.say_all()
    see_everything(world)
    world.until("last_call")
    see_everything(world)
    question = world.until("decided")
    see_everything(world)
    ann, *_rest = world.members_of(world.leaves[0])
    page = get(world, ann)
    assert "We agreed" in page
    assert "3 of 3 groups agree; 9 of 9 people heard say yes" in page
    assert "It binds all 3 groups." in page
    assert "It is the same" in get(world, ann, "result/computation/")
    found = browse(world, ann).get(f"/f/questions/{question.id}/")
    assert found.headers["Location"] == url(world)


def shown_sums(page: str) -> bool:
    return "say yes" in page or "groups agree" in page or "says stop" in page


def test_nobody_sees_a_sum_before_their_own_answer(world):
    world.ask(scope="shared")
    world.draft()
    ann, bo, _di = world.members_of(world.leaves[0])
    elsewhere = world.members_of(world.leaves[1])[0]
    world.say_all(elsewhere, silent=[ann])
    birch = f"groups/{world.leaves[1].id}/"
    for rest in ("", birch):
        page = get(world, ann, rest)
        assert not shown_sums(page), rest
        assert "It closes at six." not in page
        assert "Says stop" not in page
        assert shown_sums(get(world, bo, rest)), rest
    assert "It closes at six." not in get(world, ann, "stops/")
    assert "It closes at six." not in get(world, ann, "stops/answer/")
    assert "It closes at six." in get(world, bo, "stops/")
    for name in ("", "/groups", f"/groups/{world.leaves[1].id}", "/stops"):
        told, seen = (ask_api(world, who, name) for who in (ann, bo))
        assert '"sums": {' not in told, name
        assert "It closes at six." not in told
        assert "It closes at six." in seen or '"sums": {' in seen, name


def ask_api(world: World, who: Membership, rest: str) -> str:
    question = world.question
    assert question is not None
    address = f"/api/v1/federations/{world.federation.slug}/questions"
    answer = browse(world, who).get(f"{address}/{question.number}{rest}")
    assert answer.status_code == 200, answer.content
    return answer.content.decode().replace('":{', '": {').replace('":"', '": "')


def test_every_sum_is_the_sum_of_its_leaves(world):
    world.ask(scope="shared")
    world.draft()
    first, second = (world.members_of(leaf)[0] for leaf in world.leaves[:2])
    world.say_all(first, silent=[second])
    reader = world.members_of(world.leaves[2])[0]
    question = json.loads(ask_api(world, reader, ""))
    groups = json.loads(ask_api(world, reader, "/groups"))["groups"]
    leaves = [row for row in groups if row["is_leaf"]]
    names = set(question["sums"])
    sums = {name: sum(row["sums"][name] for row in leaves) for name in names}
    assert question["sums"] == sums
    assert (sums["yes"], sums["stop"], sums["members"]) == (7, 1, 9)
    page = get(world, reader)
    assert "7 of 8 people heard say yes" in page
    for leaf in leaves:
        held = leaf["sums"]
        heard = held["yes"] + held["aside"] + held["stop"] + held["need_more"]
        below = get(world, reader, f"groups/{leaf['collective_id']}/")
        assert f"{held['yes']} of {heard} people heard say yes" in below


def test_an_optional_answer_binds_the_groups_that_agree(world):
    world.ask(scope="optional")
    world.draft()
    world.say_all(silent=world.members_of(world.leaves[2]))
    world.until("decided")
    ann = world.members_of(world.leaves[0])[0]
    page = get(world, ann)
    assert "It binds the 2 groups that agree:" in page
    assert "only the groups that agree are counted here" in page
    assert "It is the same" in get(world, ann, "result/computation/")
    other = world.members_of(world.leaves[2])[0]
    own = world.led(world.leaves[2])
    assert own.stage == "no_decision"
    at = f"/c/{world.leaves[2].slug}/q/{own.number}/"
    shown = browse(world, other).get(at).content.decode()
    assert "It does not bind this group." in shown


def test_what_a_led_question_cannot_do_is_said_in_a_sentence(world):
    world.ask()
    ann = world.members_of(world.leaves[0])[0]
    own = world.led(world.leaves[0])
    at = f"/c/{world.leaves[0].slug}/q/{own.number}/"
    client = browse(world, ann)
    tries = {
        "parking/": {"until": "2027-03-20", "reason": "Later"},
        "withdrawal/": {"reason": "No"},
        "adoption/": {},
        "calls/park/": {"text": "Later"},
        "calls/extend_hearing/": {},
        "calls/lift/": {},
        "calls/pause/": {"text": "A rule"},
        "drafters/": {},
        "submission/": {},
        "shape/": {"title": "Other", "klass": "serious"},
        "sending/": {},
        "wording/": {},
        "draft/": {"text": "Mine", "look_back_date": "2027-09-01"},
    }
    for rest, data in tries.items():
        answer = client.post(at + rest, data)
        assert answer.status_code in (404, 422), (rest, answer.status_code)
    own.refresh_from_db()
    assert (own.stage, own.klass, own.title) == (
        "hearing",
        "ordinary",
        "Shall we share one workshop?",
    )
    page = client.get(at).content.decode()
    assert "What you say here goes to all groups without your name." in page
    assert "I could write the draft" not in page
    assert "Hear people for longer" not in page


def test_the_drafters_write_and_what_was_typed_stays(world):
    world.ask()
    world.hear("The roof first.")
    question = world.until("drafting")
    drafter = question.drafters.get().member
    other = world.members_of(world.leaves[1])[0]
    typed = {"text": "My long text.", "look_back_date": "2027-09-01"}
    refused = browse(world, other).post(url(world, "draft/"), typed)
    assert refused.status_code == 422
    assert "My long text." in refused.content.decode()
    client = browse(world, drafter)
    late = client.post(url(world, "draft/"), {**typed, "look_back_date": "2020-01-01"})
    assert late.status_code == 422
    assert "My long text." in late.content.decode()
    assert client.post(url(world, "draft/sending/")).status_code == 422
    sent = {**typed, "task-0-what": "Buy paint", "task-0-due_date": "2027-05-01"}
    assert client.post(url(world, "draft/"), sent).status_code == 302
    page = get(world, drafter, "draft/")
    assert "The roof first." in page
    for theme in question.themes.all():
        unsaid = client.post(
            url(world, f"themes/{theme.id}/answer/"), {"use": "not_used", "text": ""}
        )
        assert unsaid.status_code == 422
        said = {"use": "partly", "text": "The roof is second."}
        answered = client.post(url(world, f"themes/{theme.id}/answer/"), said)
        assert answered.status_code == 302
    assert client.post(url(world, "draft/sending/")).status_code == 302
    assert world.at(world.now).stage == "checking"
    assert "Buy paint" in get(world, other)
    assert "The roof is second." in get(world, other)


def test_a_group_s_own_question_goes_up_with_its_texts(world):
    ann = world.members_of(world.leaves[0])[0]
    leaf = world.leaves[0]
    own = raise_question(member=ann, title="A van for all?", now=world.now)
    client = browse(world, ann)
    page = client.get(f"/c/{leaf.slug}/q/{own.number}/").content.decode()
    assert f"/c/{leaf.slug}/q/{own.number}/to-all/" in page
    way = client.get(f"/c/{leaf.slug}/q/{own.number}/to-all/")
    form = client.get(way.headers["Location"]).content.decode()
    assert 'value="A van for all?"' in form
    data = {
        "title": "A van for all?",
        "short_text": "One van.",
        "klass": "serious",
        "scope": "shared",
        "scope_reason": "",
        "groups": [str(world.leaves[1].id)],
    }
    refused = client.post(way.headers["Location"], data)
    assert refused.status_code == 422
    assert "One van." in refused.content.decode()
    done = client.post(way.headers["Location"], {**data, "scope_reason": "One van."})
    assert done.status_code == 302
    question = FederatedQuestion.objects.get()
    assert question.from_question_id == own.id
    assert question.change == {"affected": [str(world.leaves[1].id)]}
    assert (question.klass, question.scope) == ("serious", "shared")


def test_the_smallest_circle_of_groups_is_offered_first(clock):
    world = World(leaves=3)
    wide = make_federation(name="A country", children=[world.federation], now=NOW)
    link(child=cast.collective("Oak Court"), federation=wide, now=NOW)
    ann = world.members_of(world.leaves[0])[0]
    client = cast.signed_in(ann)
    own = raise_question(member=ann, title="A van for all?", now=world.now)
    shown = client.get(f"/c/{ann.collective.slug}/q/{own.number}/to-all/")
    text = " ".join(shown.content.decode().split())
    assert text.index("All houses</bdi>") < text.index("A country</bdi>")
    assert "3 groups" in text
    assert "4 groups" in text
    high = client.get(f"/f/{wide.slug}/q/new/").content.decode()
    assert f'href="/f/{world.federation.slug}/q/new/"' in high
    assert "Then ask only there." in high
    low = client.get(f"/f/{world.federation.slug}/q/new/").content.decode()
    assert "Then ask only there." not in low
