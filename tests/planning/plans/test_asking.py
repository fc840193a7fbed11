"""Plans come before the members with one click, and one becomes the draft with another."""

import pytest
from django.urls import reverse
from tests.planning.plans.kitchen import DAY, NOW, Kitchen

from folkmoot.deciding.operations import NotDrafterError, send_on
from folkmoot.doing.models import Commitment
from folkmoot.listening.models import Statement
from folkmoot.planning.models import Alternative
from folkmoot.planning.operations import plans

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

    def test_each_plan_is_a_statement_once_the_hearing_is_open(self):
        kitchen = Kitchen()
        planning = kitchen.plan()
        question = plans.ask_about_plans(member=kitchen.ann, planning=planning, now=NOW)
        first = planning.alternatives.get(number=1)
        plans.take_as_draft(member=kitchen.ann, alternative=first, now=NOW)
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


class TestTakeAsDraft:
    def test_its_work_becomes_tasks(self):
        kitchen = Kitchen()
        planning = kitchen.plan()
        question = plans.ask_about_plans(member=kitchen.ann, planning=planning, now=NOW)
        row = planning.alternatives.get(number=1)

        proposal = plans.take_as_draft(member=kitchen.ann, alternative=row, now=NOW)

        row.refresh_from_db()
        tasks = Commitment.objects.filter(question_id=question.id)
        assert row.version == proposal.version == 1
        assert "6. How sure" in proposal.text
        assert 0 < tasks.count() <= 12
        assert tasks.first().what.endswith("hours a week")
        assert proposal.look_back_date > tasks.first().due_date

    def test_who_does_not_write_the_draft_cannot(self):
        kitchen = Kitchen()
        planning = kitchen.plan()
        plans.ask_about_plans(member=kitchen.ann, planning=planning, now=NOW)

        with pytest.raises(NotDrafterError):
            plans.take_as_draft(
                member=kitchen.bo,
                alternative=planning.alternatives.get(number=1),
                now=NOW,
            )

    def test_needs_a_question(self):
        kitchen = Kitchen()

        with pytest.raises(plans.NoPlanError):
            plans.take_as_draft(
                member=kitchen.ann,
                alternative=kitchen.plan().alternatives.get(number=1),
                now=NOW,
            )


def test_pages_do_it_with_one_click_each():
    kitchen = Kitchen()
    planning = kitchen.plan()
    client, slug = kitchen.client(), kitchen.elm.slug

    asked = client.post(reverse("planning:ask_about_plans", args=(slug, planning.id)))
    page = client.get(reverse("planning:alternative", args=(slug, planning.id, 2)))
    taken = client.post(reverse("planning:take_as_draft", args=(slug, planning.id, 2)))

    assert asked.status_code == taken.status_code == 302
    assert "Take this plan as the draft" in page.content.decode()
    assert Commitment.objects.filter(collective=kitchen.elm).exists()
    assert client.get(asked.url).status_code == 200
