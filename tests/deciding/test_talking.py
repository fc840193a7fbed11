"""A talk with the owner of a stop: three times are offered, and they choose one."""

from datetime import timedelta

import pytest
from tests.deciding.house import House, kinds, page, post

from folkmoot.deciding.models import Talk
from folkmoot.deciding.operations import (
    Invitation,
    StopStateError,
    StopText,
    choose_talk,
    invite_to_talk,
)
from folkmoot.deciding.operations.stops import next_stop_step
from folkmoot.deciding.queries.stops import latest_invitation
from folkmoot.engines.tlog import open_disclosure
from folkmoot.messaging.models import Message
from folkmoot.people.operations import make_token
from folkmoot.record.models import Disclosure

pytestmark = pytest.mark.django_db
NAMELESS = StopText(harm="The roots break the drain", to_whom="All", nameless=True)
WHERE = "In the kitchen of number 4"
INVITED = "Somebody would like to talk about your stop"


@pytest.fixture
def house():
    return House()


@pytest.fixture
def worked(house, clock):
    """Return a question in work with the stop of Gus."""
    question, stop = house.worked()
    clock.set(house.now)
    return question, stop


def times_of(house, *days):
    """Return instants some days ahead."""
    return [house.now + timedelta(days=day) for day in days]


def offered(house, *days):
    """Return a form that offers them."""
    times = [f"{time:%Y-%m-%dT%H:%M}" for time in times_of(house, *days)]
    return {
        "way": "table",
        "where": WHERE,
        **dict(zip(("first", "second", "third"), times, strict=True)),
    }


def invite(house, stop, *days, name="Bo"):
    """Have ``name`` offer a talk at three times."""
    invitation = Invitation(Talk.Way.TABLE, WHERE, times_of(house, *days))
    return invite_to_talk(
        member=house.who(name), objection=stop, invitation=invitation, now=house.now
    )


class TestATalk:
    def test_is_offered_and_its_owner_chooses_a_time(self, house, worked):
        question, stop = worked
        url = house.url(question, "stops/1/")
        bo, gus = house.browser("Bo"), house.browser("Gus")
        assert "Offer a talk, at three times" not in page(gus, url)
        post(bo, url + "talk/invitation/", **offered(house, 1, 2, 3))
        assert "When can you?" not in page(bo, url)
        shown = page(gus, url)
        assert "would like to talk with you." in shown
        assert WHERE in shown
        assert INVITED in page(gus, "/me/")
        second = times_of(house, 2)[0]
        post(gus, url + "talk/time/", time=second.isoformat())
        assert "The talk is on" in page(bo, url)
        assert INVITED not in page(gus, "/me/")
        found = latest_invitation(stop)
        assert found is not None
        assert found.chosen == second
        assert {"stop.talk_offered", "stop.talk_chosen"} <= set(kinds(question))

    def test_tells_its_owner_and_then_who_offered_it(self, house, worked):
        question, stop = worked
        invite(house, stop, 1, 2, 3)
        post(
            house.browser("Gus"),
            house.url(question, "stops/1/talk/time/"),
            time=times_of(house, 1)[0].isoformat(),
        )
        told = Message.objects.filter(kind__startswith="question.stop_talk")
        rows = told.order_by("created_at").values_list("kind", "person_id")
        assert list(rows) == [
            ("question.stop_talk", house.who("Gus").person_id),
            ("question.stop_talk_set", house.who("Bo").person_id),
        ]

    def test_gives_its_owner_two_weeks_from_the_time_that_they_chose(
        self, house, worked
    ):
        question, stop = worked
        invite(house, stop, 1, 2, 3)
        chosen = times_of(house, 3)[0]
        choose_talk(member=house.who("Gus"), objection=stop, time=chosen, now=house.now)
        house.later(question, 13)
        step = next_stop_step(question)
        assert step is not None
        assert step.step.at == chosen + timedelta(days=14)

    def test_says_nothing_of_where_in_the_record(self, house, worked):
        question, stop = worked
        invite(house, stop, 1, 2, 3)
        told = Disclosure.objects.filter(
            entry__about_id=question.id, entry__kind="stop.talk_offered"
        )
        said = dict(open_disclosure(row.encoded)[1:] for row in told)
        assert said["way"] == "table"
        assert WHERE not in str(said)

    def test_names_no_owner_who_keeps_their_name_back(self, house, clock):
        question, stop = house.worked(text=NAMELESS)
        clock.set(house.now)
        invite(house, stop, 1, 2, 3)
        gus, url = house.browser("Gus"), house.url(question, "stops/1/")
        assert "Who meets you learns that the stop is yours." in page(gus, url)
        post(gus, url + "talk/time/", time=times_of(house, 1)[0].isoformat())
        shown = page(house.browser("Bo"), url).split("<main", 1)[-1]
        assert "The talk is on" in shown
        assert "Gus" not in shown


class TestWhatIsRefused:
    def test_times_that_are_past_keep_what_was_typed(self, house, worked):
        question, _stop = worked
        url = house.url(question, "stops/1/talk/invitation/")
        said = offered(house, -1, 2, 3)
        answer = post(house.browser("Bo"), url, 422, **said).content.decode()
        assert "Please offer three times that are still to come." in answer
        assert WHERE in answer
        assert f'value="{said["second"]}"' in answer

    def test_the_same_time_three_times(self, house, worked):
        _question, stop = worked
        with pytest.raises(StopStateError):
            invite(house, stop, 2, 2, 2)

    def test_an_invitation_to_oneself(self, house, worked):
        _question, stop = worked
        with pytest.raises(StopStateError):
            invite(house, stop, 1, 2, 3, name="Gus")

    def test_a_time_that_nobody_offered_or_that_is_past(self, house, worked):
        _question, stop = worked
        gus = house.who("Gus")
        invite(house, stop, 1, 2, 3)
        first, other = times_of(house, 1)[0], times_of(house, 5)[0]
        with pytest.raises(StopStateError):
            choose_talk(member=gus, objection=stop, time=other, now=house.now)
        with pytest.raises(StopStateError):
            choose_talk(member=gus, objection=stop, time=first, now=first)

    def test_anybody_but_the_owner_choosing(self, house, worked):
        _question, stop = worked
        invite(house, stop, 1, 2, 3)
        first = times_of(house, 1)[0]
        with pytest.raises(StopStateError):
            choose_talk(
                member=house.who("Di"), objection=stop, time=first, now=house.now
            )


class TestThroughTheApi:
    def test_a_talk_is_offered_read_and_chosen(self, house, worked):
        question, _stop = worked
        url = (
            f"/api/v1/collectives/{house.elm.slug}/questions/{question.number}/stops/1"
        )
        times = [time.isoformat() for time in times_of(house, 1, 2, 3)]
        said = {"way": "call", "where": "0123", "times": times}
        assert _send(house, "Bo", "post", f"{url}/talk/invitations", said) == 201
        assert _send(house, "Gus", "put", f"{url}/talk/time", {"time": times[0]}) == 200
        line = Talk.objects.order_by("created_at", "id").last()
        assert line is not None
        assert (line.kind, len(line.times)) == ("comes", 1)


def _send(house, name, method, url, said):
    who = house.who(name)
    _token, secret = make_token(
        person=who.person, label="Sheet", scopes=["write"], days=9, now=house.now
    )
    send = getattr(house.browser(name), method)
    answer = send(
        url,
        said,
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )
    return answer.status_code
