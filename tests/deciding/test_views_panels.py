"""Cases before people drawn by lot, and a question that is paused."""

import random

import pytest
from tests.deciding.house import House, kinds, page, post

from folkmoot.deciding.models import Panel, PanelSeat
from folkmoot.deciding.operations import NoPanelError, ask_panel
from folkmoot.deciding.views.panels import draw_again

pytestmark = pytest.mark.django_db
NAMES = ("Ann", "Bo", "Di", "Eve", "Gus", "Hal", "Ida", "Jo")


@pytest.fixture
def house():
    return House(members=NAMES)


@pytest.fixture
def worked(house, clock):
    question, stop = house.worked()
    clock.set(house.now)
    return question, stop


def asked(house, question, kind="relabel", name="Bo", reason="It is a worry"):
    url = house.url(question, f"stops/1/cases/{kind}/")
    post(house.browser(name), url, reason=reason)
    return Panel.objects.get(kind=kind)


def rule(house, question, panel, answer, status=302):
    url = house.url(question, f"panels/{panel.id}/ruling/")
    for seat in panel.seats.select_related("member"):
        said = {"answer": answer, "reason": f"{seat.member.name} read it"}
        post(house.browser(seat.member.name), url, status, **said)


class TestAPanel:
    def test_is_drawn_so_that_anyone_can_draw_again(self, house, worked):
        question, _stop = worked
        panel = asked(house, question)
        assert "panel.drawn" in kinds(question)
        places = random.Random(panel.seed).sample(  # noqa: S311 -- the published line
            range(1, len(panel.candidates) + 1), panel.seats.count()
        )
        drawn = {panel.candidates[place - 1] for place in places}
        assert drawn == {str(seat.member_id) for seat in panel.seats.all()}
        text = page(house.browser("Flo"), house.url(question, f"panels/{panel.id}/"))
        assert panel.seed in text
        assert panel.seed in draw_again(panel, 3)
        for name in ("Ann", "Gus", "Bo"):
            assert str(house.who(name).id) not in panel.candidates

    def test_is_answered_by_those_who_were_drawn(self, house, worked):
        question, stop = worked
        panel = asked(house, question)
        url = house.url(question, f"panels/{panel.id}/")
        said = {"answer": "yes", "reason": "I think so"}
        answer = post(house.browser("Bo"), url + "ruling/", 422, **said)
        assert "not open for your answer" in answer.content.decode()
        assert "I think so" not in page(house.browser("Bo"), url)
        first = panel.seats.select_related("member")[0].member.name
        assert "You were drawn by lot" in page(house.browser(first), url)
        assert "You were drawn by lot" in page(
            house.browser(first), house.url(question)
        )
        post(house.browser(first), url + "ruling/", 422, answer="yes", reason="")
        rule(house, question, panel, "yes")
        stop.refresh_from_db()
        assert stop.state == "relabelled"
        text = page(house.browser("Bo"), url)
        assert f"{first} read it" in text
        assert "It counts as a worry from now on." in text

    def test_keeps_single_answers_back_until_the_ruling(self, house, worked):
        question, _stop = worked
        panel = asked(house, question)
        seat = panel.seats.select_related("member")[0]
        url = house.url(question, f"panels/{panel.id}/")
        said = {"answer": "yes", "reason": "Only a worry, I think"}
        post(house.browser(seat.member.name), url + "ruling/", **said)
        others = panel.seats.exclude(id=seat.id).select_related("member")
        for name in ("Bo", others[0].member.name):
            assert "Only a worry, I think" not in page(house.browser(name), url)

    def test_may_be_asked_for_once_more(self, house, worked):
        question, stop = worked
        panel = asked(house, question)
        rule(house, question, panel, "yes")
        url = house.url(question, "stops/1/cases/relabel/")
        post(house.browser("Gus"), url, reason="It is a stop")
        appeal = Panel.objects.get(appeal_of=panel)
        drawn = {seat.member_id for seat in panel.seats.all()}
        assert not drawn & {seat.member_id for seat in appeal.seats.all()}
        rule(house, question, appeal, "no")
        stop.refresh_from_db()
        assert stop.state == "raised"
        post(house.browser("Bo"), url, 422, reason="Once more")

    def test_of_a_stranger_is_not_there(self, house, worked):
        question, _stop = worked
        panel = asked(house, question)
        page(house.cy(), house.url(question, f"panels/{panel.id}/"), 404)


class TestWhoMayAsk:
    def test_one_member_alone_pauses_nothing(self, house, worked):
        question, stop = worked
        url = house.url(question, "stops/1/cases/complaint/")
        post(house.browser("Bo"), url, 422, reason="I dislike it")
        with pytest.raises(NoPanelError):
            ask_panel(
                member=house.who("Bo"),
                question=question,
                kind=Panel.Kind.COMPLAINT,
                reason="I dislike it",
                objection=stop,
                now=house.now,
            )
        assert not Panel.objects.exists()

    def test_the_owner_of_an_unanswered_stop_pauses_alone(self, house, worked):
        question, _stop = worked
        asked(house, question, "complaint", "Gus", "Nobody said it back")
        text = page(house.browser("Bo"), house.url(question))
        assert "Paused." in text
        assert "All clocks of this question stand still." in text
        answer = post(
            house.browser("Bo"), house.url(question, "position/"), 422, value="consent"
        )
        assert "paused" in answer.content.decode()

    def test_only_the_owner_asks_whether_the_agreement_breaks(self, house, worked):
        question, _stop = worked
        url = house.url(question, "stops/1/cases/fundamental/")
        post(house.browser("Bo"), url, 422, reason="Line 3")
        post(house.browser("Gus"), url, reason="Line 3")
        assert PanelSeat.objects.count() == 5

    def test_k_members_pause_together(self, house, worked):
        question, _stop = worked
        for name in ("Bo", "Di"):
            url = house.url(question, "calls/pause/")
            post(house.browser(name), url, text="The text changed twice")
        assert "Paused." in page(house.browser("Eve"), house.url(question))


class TestANewReason:
    def test_that_was_answered_before_stands_at_once(self, house, clock):
        question, _stop = house.called()
        clock.set(house.now)
        said = {"harm": "Roots again", "to_whom": "Us"}
        url = house.url(question, "position/")
        post(house.browser("Bo"), url, value="object", **said)
        stop = question.objections.get(number=2)
        assert stop.new_reason
        assert house.fresh(question).stage == "working"
        case = house.url(question, "stops/2/cases/new_reason/")
        post(house.browser("Di"), case, reason="It is about the drain")
        rule(house, question, Panel.objects.get(), "no")
        stop.refresh_from_db()
        assert (stop.state, stop.note) == ("standing", "not_new")
        text = page(house.browser("Eve"), house.url(question, "stops/2/"))
        assert "had been answered before" in text
