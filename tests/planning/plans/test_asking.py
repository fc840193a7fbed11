"""Plans come before the members with one click, and the one that goes on is taken up."""

import pytest
from django.urls import reverse
from tests.planning.plans.kitchen import DAY, NOW, Kitchen

from folkmoot.deciding.operations import send_on, settle_question, take_position
from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import take_over
from folkmoot.listening.models import Statement
from folkmoot.messaging.operations import mark_seen
from folkmoot.people.models import Membership
from folkmoot.planning.models import Alternative
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.followed import is_taken_up

pytestmark = pytest.mark.django_db


class TestAskAboutPlans:
    def test_raises_a_question_that_carries_them(self):
        kitchen = Kitchen()
        planning = kitchen.plan()

        question = plans.ask_about_plans(member=kitchen.ann, planning=planning, now=NOW)

        planning.refresh_from_db()
        told = Alternative.objects.filter(same_as=None)
        assert question.proposer == kitchen.ann
        assert planning.question_id == question.id
        variants = told.order_by("variant").values_list("variant", flat=True)
        assert list(variants) == [*range(1, told.count() + 1)]
        assert "hours a week for each person" in question.short_text
        assert "plans.asked_about" in kitchen.kinds()

    def test_asks_once(self):
        kitchen = Kitchen()
        planning = kitchen.plan()
        plans.ask_about_plans(member=kitchen.ann, planning=planning, now=NOW)

        with pytest.raises(plans.AskedAlreadyError):
            plans.ask_about_plans(member=kitchen.bo, planning=planning, now=NOW)

    def test_refuses_before_they_are_made(self):
        kitchen = Kitchen()
        row = plans.ask_for_plans(member=kitchen.ann, weeks=4, people=3, now=NOW)

        with pytest.raises(plans.NoPlanError):
            plans.ask_about_plans(member=kitchen.ann, planning=row, now=NOW)

    def test_each_plan_is_a_version_in_the_check(self):
        kitchen = Kitchen()
        planning = kitchen.plan()
        question = plans.ask_about_plans(member=kitchen.ann, planning=planning, now=NOW)

        told = Alternative.objects.exclude(variant=None).order_by("variant")
        versions = question.proposals.order_by("variant")
        assert question.stage == "checking"
        assert question.variants == told.count() > 1
        assert [row.version for row in told] == [row.version for row in versions]
        assert all("6. How sure" in row.text and row.label for row in versions)
        tasks = Commitment.objects.filter(question_id=question.id)
        assert tasks.first().what.endswith("hours a week")
        assert all("2. Needs met: Food, health, home " in row.text for row in versions)
        assert {task.version for task in tasks} >= {None, told.last().version}

    def test_the_plan_that_goes_on_is_taken_up_with_its_work(self):
        kitchen = Kitchen()
        planning = kitchen.plan()
        question = plans.ask_about_plans(member=kitchen.ann, planning=planning, now=NOW)
        second = planning.alternatives.get(variant=2)
        for task in Commitment.objects.filter(
            question_id=question.id, version=second.version
        ):
            take_over(member=kitchen.bo, commitment=task, now=NOW)
        people = Membership.objects.filter(collective=kitchen.elm, standing="member")
        for member in people:
            mark_seen(about_id=question.id, member_id=member.id, now=NOW)
        for member in people:
            for row in planning.alternatives.exclude(variant=None):
                take_position(
                    member=member,
                    question=question,
                    value="consent" if row == second else "stand_aside",
                    version=row.version,
                    now=NOW,
                )

        question = settle_question(question, NOW + DAY)
        agreed = Commitment.objects.filter(question_id=question.id, state="accepted")
        assert question.decisions.get().proposal.version == second.version
        assert agreed.exists()
        assert all(task.is_agreed and task.version is None for task in agreed)
        fresh = Alternative.objects.filter(planning=planning.id)
        assert is_taken_up(fresh.get(variant=2))
        assert not is_taken_up(fresh.get(variant=1))

    def test_each_plan_is_a_statement_once_the_hearing_is_open(self):
        kitchen = Kitchen(preset="local")
        planning = kitchen.plan()
        question = plans.ask_about_plans(member=kitchen.ann, planning=planning, now=NOW)
        assert plans.put_due_statements(NOW) == 0

        send_on(member=kitchen.ann, question=question, now=NOW)
        assert plans.put_due_statements(NOW + DAY) == 1
        assert plans.put_due_statements(NOW + DAY) == 0

        told = Alternative.objects.exclude(variant=None)
        said = Statement.objects.filter(hearing__question_id=question.id)
        assert said.count() == told.count() > 1
        assert set(told.values_list("statement_id", flat=True)) == set(
            said.values_list("id", flat=True)
        )
        assert "plans.heard" in kitchen.kinds()

    @pytest.mark.parametrize(("preset", "days"), [("home", 7), ("local", 24)])
    def test_its_end_counts_from_when_it_can_be_decided(self, preset, days):
        kitchen = Kitchen(preset=preset)
        planning = kitchen.plan()
        question = plans.ask_about_plans(member=kitchen.ann, planning=planning, now=NOW)

        end = (NOW + (days + 4 * 7) * DAY).date()
        tasks = Commitment.objects.filter(question_id=question.id)
        draft = question.proposals.order_by("version")[0]
        assert {task.due_date for task in tasks} == {end}
        assert draft.look_back_date == end + 7 * DAY


def test_a_page_does_it_with_one_click():
    kitchen = Kitchen()
    planning = kitchen.plan()
    client, slug = kitchen.client(), kitchen.elm.slug

    asked = client.post(reverse("planning:ask_about_plans", args=(slug, planning.id)))
    page = client.get(reverse("planning:alternative", args=(slug, planning.id, 2)))

    assert asked.status_code == 302
    assert "Go to the question about these plans" in page.content.decode()
    assert "say what you think of each" in client.get(asked.url).content.decode()
