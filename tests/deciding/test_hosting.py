"""Hosts and first replies, drawn by lot where the process wants them."""

import pytest
from tests.api.client import Program
from tests.cast import NOW, member, signed_in
from tests.deciding.group import DAY, Group, kinds, page
from tests.deciding.house import House

from folkmoot.deciding.models import FirstReply
from folkmoot.deciding.operations import Shape, redraw_replies
from folkmoot.people.models import Term
from folkmoot.people.operations import appoint
from folkmoot.web.chance import draw

pytestmark = pytest.mark.django_db


def hosts_of(question, now=NOW):
    terms = Term.objects.filter(about_id=question.id, ends_at__gt=now)
    return {term.member.name for term in terms.select_related("member")}


class TestHosts:
    def test_are_drawn_for_what_is_serious_and_not_its_proposer(self):
        group = Group()
        question = group.shaped(klass="serious")
        hosts = hosts_of(question)
        assert len(hosts) == 2
        assert "Ann" not in hosts
        assert "role.drawn" in kinds(question)
        shown = page(group.browser(group.flo), group.url(question))
        assert "Hosts:" in shown
        assert "drawn by lot" in shown

    def test_are_off_at_home_and_for_ordinary_questions(self):
        home = House(members=("Ann", "Bo", "Di", "Eve"), name="Oak Lane")
        assert hosts_of(home.checked(klass="serious")) == set()
        assert hosts_of(Group().shaped()) == set()

    def test_come_everywhere_in_a_branch(self):
        group = Group(preset="branch")
        assert len(hosts_of(group.shaped())) == 2

    def test_do_not_host_twice_in_a_month_if_there_is_a_choice(self):
        group = Group(preset="branch")
        asked = [group.shaped(title=t, member=group.flo) for t in ("Pond", "Bench")]
        first, second = map(hosts_of, asked)
        assert first | second == {"Ann", "Bo", "Di", "Eve"}
        third = group.shaped(title="A swing", member=group.flo)
        assert len(hosts_of(third)) == 2, "there is no choice any more"

    def test_end_with_the_question(self):
        group = Group()
        question = group.shaped(klass="serious")
        browser = group.browser(group.ann)
        browser.post(group.url(question, "withdrawal/"), {"reason": ""})
        assert hosts_of(question, NOW) == set()

    def test_send_a_clear_question_on(self):
        group = Group()
        question = group.shaped()
        bo = group.browser(group.bo)
        assert bo.post(group.url(question, "sending/")).status_code == 422
        appoint(
            member=group.bo,
            role="host",
            ends_at=NOW + DAY,
            now=NOW,
            about_id=question.id,
        )
        assert "Send it on" in page(bo, group.url(question))
        assert bo.post(group.url(question, "sending/")).status_code == 302
        assert group.fresh(question).stage == "hearing"

    def test_ask_for_a_longer_hearing_alone(self):
        group = Group()
        question = group.heard()
        appoint(
            member=group.bo,
            role="host",
            ends_at=NOW + 30 * DAY,
            now=NOW,
            about_id=question.id,
        )
        bo = group.browser(group.bo)
        bo.post(group.url(question, "calls/extend_hearing/"))
        later = group.fresh(question, NOW + 8 * DAY)
        last = later.transitions.order_by("-order")[0]
        assert "called" in last.facts["causes"]


class TestPrograms:
    """What the API tells of it."""

    def asked(self, group, question):
        elm = f"collectives/{question.collective.slug}"
        ann = Program(group.ann)
        return ann.get(f"{elm}/questions/{question.number}/hosting")

    def test_read_who_hosts_and_who_replies_first(self):
        group = Group()
        question = group.shaped(klass="serious", member=group.flo)
        shown = self.asked(group, question)
        names = {each["member"]["name"] for each in shown["hosts"]}
        assert names == hosts_of(question)
        assert all(each["seed"] for each in shown["hosts"])
        drawn = FirstReply.objects.get()
        assert shown["first_reply"]["member"]["id"] == str(drawn.member_id)
        assert shown["place"] is None

    def test_read_where_an_idea_waits(self):
        group = Group()
        group.elm.settings = {"minutes_per_month": 15}
        group.elm.save()
        group.heard()
        idea = group.shaped(title="A pond", member=group.bo)
        place = self.asked(group, idea)["place"]
        assert (place["place"], place["has_room"]) == (1, False)
        assert place["opens_by"] == "2027-03-15T18:00:00Z"


class TestFirstReply:
    def test_is_drawn_so_that_anyone_can_draw_again(self):
        group = Group()
        question = group.shaped(member=group.flo)
        (reply,) = FirstReply.objects.all()
        ids = sorted(str(m.id) for m in (group.ann, group.bo, group.di, group.eve))
        assert draw(reply.seed, ids, 1) == [str(reply.member_id)]
        assert reply.due_at == NOW + 2 * DAY
        assert "question.reply_drawn" in kinds(question)

    def test_waits_on_the_page_of_who_was_drawn_until_somebody_replies(self):
        group = Group()
        question = group.shaped(member=group.flo)
        drawn = FirstReply.objects.get().member
        browser = group.browser(drawn)
        assert "You were drawn by lot" in page(browser, "/me/")
        assert "You were drawn by lot to reply first." in page(
            browser, group.url(question)
        )
        text = {"text": "Where would it stand?"}
        assert (
            browser.post(group.url(question, "explanations/"), text).status_code == 302
        )
        assert FirstReply.objects.get().ended_at == NOW
        assert "You were drawn by lot" not in page(browser, "/me/")

    def test_goes_to_another_when_it_is_late(self):
        group = Group()
        group.shaped(member=group.flo)
        assert redraw_replies(now=NOW + DAY) == 0
        assert redraw_replies(now=NOW + 2 * DAY) == 1
        assert redraw_replies(now=NOW + 2 * DAY) == 0
        members = FirstReply.objects.values_list("member_id", flat=True)
        assert len(set(members)) == 2

    def test_at_home_people_just_talk(self):
        group = Group(preset="home")
        group.shaped()
        assert not FirstReply.objects.exists()


class TestHelper:
    def unclear(self, group):
        return group.shaped(shape=Shape(why_now="Spring"))

    def test_is_drawn_when_the_time_to_make_it_clear_is_over(self, clock):
        group = Group()
        question = self.unclear(group)
        assert hosts_of(question) == set()
        clock.set(NOW + 7 * DAY)
        later = group.fresh(question, NOW + 7 * DAY)
        assert later.stage == "shaping"
        (helper,) = hosts_of(later, NOW + 7 * DAY)
        assert helper != "Ann"
        assert "role.drawn" in kinds(later)
        browser = signed_in(member(group.elm, helper), NOW + 7 * DAY)
        assert "help to make this clear" in page(browser, "/me/")
        assert f"Hosts: <bdi>{helper}</bdi> · drawn by lot" in page(
            browser, group.url(question)
        )

    def test_has_a_week_and_then_it_goes_on_with_a_rough_text(self, clock):
        group = Group()
        question = self.unclear(group)
        clock.set(NOW + 15 * DAY)
        later = group.fresh(question, NOW + 14 * DAY)
        assert later.stage == "hearing"
        assert "rough_text" in later.state["badges"]
        browser = signed_in(group.bo, NOW + 15 * DAY)
        assert "Rough text" in page(browser, group.url(question))

    def test_comes_where_hosts_are_off_too(self):
        home = Group(preset="home")
        question = home.shaped()
        assert len(hosts_of(home.fresh(question, NOW + 8 * DAY), NOW + 8 * DAY)) == 1

    def test_is_not_drawn_for_a_week_that_is_over(self):
        group = Group()
        question = self.unclear(group)
        assert hosts_of(group.fresh(question, NOW + 15 * DAY)) == set()
