"""What questions change of themselves: roles, settings, the agreement, a membership."""

import pytest
from tests import cast
from tests.cast import NOW
from tests.deciding.group import DAY, Group, kinds, page
from tests.deciding.house import MEMBERS, House, post

from folkmoot.deciding.models import Decision, Drafter, Question
from folkmoot.deciding.operations import Shape, write_change
from folkmoot.deciding.operations.carrying_out import carry_out_change
from folkmoot.deciding.queries.changes import replaced_by, rivals_of, show_change
from folkmoot.people.operations import change_settings, end_membership
from folkmoot.people.queries import get_settings, list_roles
from folkmoot.record.models import Entry

pytestmark = pytest.mark.django_db


def asked(group, values, title="Settings", member=None):
    shape = Shape(
        why_now="Now",
        affected="All",
        short_text="Shall we?",
        topic="settings",
        change={"values": values},
    )
    return group.shaped(title=title, shape=shape, member=member or group.ann)


class TestARole:
    def test_is_given_by_agreement_and_only_if_the_member_accepts(self, clock):
        house = House()
        clock.set(house.now)
        ann, url = house.browser("Ann"), f"/c/{house.elm.slug}/q/new/?topic=role"
        shown = page(ann, url + "&role=care")
        assert "Give somebody a role" in shown
        bo = house.who("Bo")
        post(ann, url, role="care", member=str(bo.id), title="", why_now="")
        question = Question.objects.get()
        assert (question.klass, question.stage) == ("ordinary", "checking")
        assert question.title == "Bo takes on a role: Care person"
        house.reach(question)
        (task,) = house.elm.commitments.filter(question_id=question.id)
        bos = house.browser("Bo")
        post(bos, f"/c/{house.elm.slug}/tasks/{task.id}/acceptance/")
        for name in MEMBERS:
            house.say(question, name)
        question = house.fresh(question)
        assert question.stage in ("decided", "carrying")
        (term,) = [t for t in list_roles(house.elm, house.now) if t.role == "care"]
        assert (term.member, term.given_by_id) == (bo, question.id)
        assert term.ends_at == house.now + 90 * DAY
        assert "By a decision" in page(ann, f"/c/{house.elm.slug}/roles/")

    def test_of_somebody_who_left_meanwhile_is_given_to_nobody(self):
        group = Group()
        change = {"role": "care", "member_id": str(group.bo.id)}
        question = group.shaped(shape=Shape(topic="role", change=change))
        assert question.klass == "ordinary"
        end_membership(membership=group.bo, question_id=question.id, now=NOW)
        carry_out_change(question, NOW)
        assert kinds(question)[-1] == "question.change_not_done"


class TestSettings:
    def test_two_decisions_on_parts_of_one_setting_keep_both(self):
        group = Group()
        first = asked(group, {"rules": {"ordinary": {"hearing": 240}}})
        second = asked(group, {"rules": {"ordinary": {"check": 240}}})
        for question in (first, second):
            carry_out_change(question, NOW)
        group.elm.refresh_from_db()
        ordinary = get_settings(group.elm)["rules"]["ordinary"]
        assert ordinary == {"hearing": 240, "check": 240}
        assert replaced_by(second) == []

    def test_a_number_that_does_not_fit_any_more_changes_nothing_on_record(self):
        group = Group()
        change_settings(
            collective=group.elm,
            values={"rules": {"ordinary": {"max_checks": 6, "checks_before_near": 4}}},
            question_id=cast.member(group.elm).id,
            now=NOW,
        )
        question = asked(group, {"rules": {"ordinary": {"max_checks": 2}}})
        carry_out_change(question, NOW)
        group.elm.refresh_from_db()
        assert get_settings(group.elm)["rules"]["ordinary"]["max_checks"] == 6
        assert kinds(question)[-1] == "question.change_not_done"

    def test_a_change_shows_what_is_so_now_and_who_asks_for_the_same(self):
        group = Group()
        first = asked(group, {"open_questions": 7}, "Seven at once")
        second = asked(group, {"open_questions": 3}, "Three at once")
        assert rivals_of(first) == [second]
        shown = page(group.browser(group.bo), group.url(second))
        assert "Another question asks about the same" in shown
        assert "1: Seven at once" in shown
        assert "Questions that may be open at once: 5" in shown
        assert "It has changed since this was asked" not in shown
        carry_out_change(first, NOW)
        shown = page(group.browser(group.bo), group.url(second))
        assert "It has changed since this was asked" in shown

    def test_a_later_decision_on_the_same_ends_the_earlier_one(self):
        group = Group()
        first = asked(group, {"open_questions": 7})
        Decision.objects.create(
            collective=group.elm,
            question=first,
            outcome="consensus",
            rules_version="consensus-1",
            inputs={},
            asked=4,
            delivered=4,
            decided_at=NOW,
            late_until=NOW + DAY,
            look_back_date=NOW.date(),
        )
        assert replaced_by(asked(group, {"open_questions": 3})) == [first.id]
        assert replaced_by(asked(group, {"money_limit": 3})) == []

    def test_every_setting_that_is_offered_can_be_raised(self):
        from folkmoot.deciding.forms.founding import SettingForm, setting_names

        group = Group()
        settings = get_settings(group.elm)
        for name, _label in setting_names():
            form = SettingForm(name=name, settings=settings)
            field = form.fields["value"]
            value = getattr(field, "min_value", None)
            choices = getattr(field, "choices", None)
            sent = {"title": "T", "why_now": "W"}
            for one in (value, getattr(field, "max_value", None)):
                said = {**sent, "value": choices[0][0] if choices else one}
                bound = SettingForm(said, name=name, settings=settings)
                # More rounds before a stop may stand than rounds at all fit nobody.
                if not name.endswith(("checks_before_near", "max_checks")):
                    assert bound.is_valid(), (name, one, bound.errors)


class TestWritingItAnew:
    def test_the_proposer_does_while_it_is_made_clear(self):
        group = Group()
        question = asked(group, {"open_questions": 7})
        ann, bo = group.browser(group.ann), group.browser(group.bo)
        url = group.url(question, "change/")
        assert 'value="7"' in page(ann, url)
        assert bo.get(url).status_code == 302
        assert bo.post(url, {"value": "9"}).status_code == 422
        assert ann.post(url, {"value": "99"}).status_code == 422
        assert ann.post(url, {"value": "9"}).status_code == 302
        question = group.fresh(question)
        assert question.change["values"] == {"open_questions": 9}
        assert "question.change_written" in kinds(question)

    def test_the_drafters_do_while_they_write(self):
        group = Group()
        question = asked(group, {"open_questions": 7})
        Question.objects.filter(id=question.id).update(stage="drafting")
        state = {**question.state, "stage": "drafting"}
        Question.objects.filter(id=question.id).update(state=state)
        Drafter.objects.create(
            question=question,
            collective=group.elm,
            member=group.bo,
            willing_at=NOW,
            drawn_at=NOW,
        )
        question.refresh_from_db()
        write_change(
            member=group.bo,
            question=question,
            change={"values": {"open_questions": 8}},
            now=NOW,
        )
        question.refresh_from_db()
        assert question.change["values"] == {"open_questions": 8}
        assert show_change(question)[0][1] == "8"

    def test_a_question_without_a_topic_has_no_such_page(self):
        group = Group()
        url = group.url(group.shaped(), "change/")
        assert group.browser(group.ann).get(url).status_code == 404


def test_a_membership_that_ended_before_is_no_obstacle():
    group = Group()
    change = {"member_id": str(group.bo.id)}
    question = group.shaped(shape=Shape(topic="membership", change=change))
    end_membership(membership=group.bo, question_id=question.id, now=NOW)
    carry_out_change(question, NOW)
    last = Entry.objects.filter(about_id=question.id).latest("index")
    assert last.kind == "question.change_not_done"


class TestATrial:
    @pytest.fixture
    def refused(self, clock):
        """Return a house with a question that was not agreed."""
        house = House()
        question = house.checked()
        for name in MEMBERS:
            house.say(question, name, "stand_aside")
        for _round in range(6):
            question = house.later(question, 20)
            if question.stage == "checking":
                house.reach(question)
                house.say(question, "Ann", "stand_aside")
        clock.set(house.now)
        assert question.stage == "no_decision"
        return house, question

    def test_is_offered_filled_with_the_text_an_end_and_a_sign(self, refused):
        house, question = refused
        bo, url = house.browser("Bo"), f"/c/{house.elm.slug}/q/new/"
        offers = page(bo, house.url(question))
        assert "trial=1&amp;from=1" in offers
        way = f"{url}?trial=1&from={question.number}&title=A+trial"
        form = page(bo, way)
        assert "We plant two apple trees" in form
        end = (house.now + 60 * DAY).date()
        assert f'value="{end}"' in form
        late = {"title": "A trial", "klass": "ordinary", "text": "Two trees"}
        late |= {"look_back_date": str(end + DAY), "trial_sign": "The drain breaks"}
        refusal = post(bo, way, 422, **late).content.decode()
        assert "Please choose a day in the next 60 days." in refusal
        post(bo, way, **{**late, "look_back_date": str(end)})
        trial = question.follow_ups.get()
        latest = trial.proposals.get()
        assert "The drain breaks" in latest.text
        assert latest.look_back_date == end

    def test_taking_it_up_again_needs_news_or_ninety_days(self, refused, clock):
        house, question = refused
        bo, url = house.browser("Bo"), house.url(question, "calls/take_up_again/")
        refusal = post(bo, url, 422, text="").content.decode()
        assert "Please say what is new." in refusal
        post(bo, url, text="A new site")
        assert house.fresh(question).stage == "no_decision"
        post(house.browser("Eve"), url, text="")
        assert house.fresh(question).stage == "shaping"

    def test_after_ninety_days_no_news_is_needed(self, refused, clock):
        house, question = refused
        house.later(question, 91)
        clock.set(house.now)
        for name in ("Bo", "Eve"):
            url = house.url(question, "calls/take_up_again/")
            post(house.browser(name), url, text="")
        assert house.fresh(question).stage == "shaping"


class TestEarly:
    def test_two_members_set_every_setting_directly(self):
        elm = cast.collective(members=("Ann", "Bo"))
        ann, url = cast.signed_in(cast.member(elm)), f"/c/{elm.slug}/settings/"
        assert "?setting=rules.ordinary.hearing" in page(ann, url)
        one = f"{url}?setting=rules.ordinary.hearing"
        assert "Days for the hearing" in page(ann, one)
        post(ann, one, 422, value="1")
        post(ann, one, value="10")
        elm.refresh_from_db()
        assert elm.settings["rules"] == {"ordinary": {"hearing": 240}}
        assert ann.get(f"{url}?setting=secret").status_code == 404

    def test_three_ask_everybody(self):
        elm = cast.collective()
        ann = cast.signed_in(cast.member(elm))
        one = f"/c/{elm.slug}/settings/?setting=terms_in_a_row"
        assert ann.get(one).status_code == 404
        assert ann.post(one, {"value": "1"}).status_code == 404
