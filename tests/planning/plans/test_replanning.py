"""What was done changes recipes and the rest of a plan, when people say yes."""

import pytest
from django.urls import reverse
from tests import cast
from tests.planning.plans.followed import WEEK, Follower, agree
from tests.planning.plans.kitchen import BAKING, NOW

from folkmoot.planning.models import Book, Following, LessonName, Replanning
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.followed import plan_now
from folkmoot.planning.queries.plans.learned import learn_from, lessons_of
from folkmoot.planning.rest import parts_of
from folkmoot.planning.tables import NEEDS

pytestmark = pytest.mark.django_db
NEXT = NOW + WEEK
State = Replanning.State


def flour_of(home: Follower) -> str:
    """Return the first thing that goes into baking."""
    parts = parts_of(Book.objects.get().tables, BAKING)
    return next(one for one in parts if one.startswith("in:"))


def learned(home: Follower):
    """Return a number that was learned, after more was used than the recipe says."""
    part = flour_of(home)
    following = Following.objects.select_related("collective", "planning").get()
    plan = plan_now(following)
    usual = parts_of(plan.tables, BAKING)[part] * plan.planned(BAKING, 1)
    home.report(told={part: usual * 1.2})
    (lesson,) = lessons_of(following, Book.objects.get().tables)
    return following, lesson


def need_more(home: Follower, part: float) -> None:
    """Let everything be needed so many times."""
    book = Book.objects.get()
    needs = [
        {**row, "amount": str(part * float(row["amount"]))}
        for row in book.tables[NEEDS]
    ]
    plans.change_table(member=home.ann, name=NEEDS, rows=needs, now=NOW)


def answer(home, following, lesson, who, *, agrees=True):
    return plans.answer_lesson(
        member=cast.member(home.elm, who),
        following=following,
        way=lesson.way,
        part=lesson.part,
        value=lesson.value,
        agrees=agrees,
        now=NOW,
    )


class TestLearning:
    def test_two_members_say_yes_where_nobody_works_there(self):
        home = Follower()
        home.follow()
        following, lesson = learned(home)
        assert lesson.before < float(lesson.value) < 1.2 * lesson.before
        version = Book.objects.get().version

        assert not answer(home, following, lesson, "Ann")
        assert Book.objects.get().version == version
        assert answer(home, following, lesson, "Bo")

        book = Book.objects.get()
        assert parts_of(book.tables, BAKING)[lesson.part] == float(lesson.value)
        assert lessons_of(following, book.tables) == []
        assert home.kinds()[-1] == "recipes.learned"

    def test_it_is_for_those_who_work_there(self):
        home = Follower()
        home.follow()
        plans.join_way(member=home.bo, way=BAKING, now=NOW)
        following, lesson = learned(home)

        with pytest.raises(plans.NotOfUnitError):
            answer(home, following, lesson, "Ann")
        assert answer(home, following, lesson, "Bo")

    def test_a_no_leaves_the_recipe(self):
        home = Follower()
        home.follow()
        following, lesson = learned(home)

        answer(home, following, lesson, "Ann", agrees=False)

        (again,) = lessons_of(following, Book.objects.get().tables)
        assert again.is_left
        assert LessonName.objects.get().applied_at is None

    def test_another_number_is_another_question(self):
        home = Follower()
        home.follow()
        following, lesson = learned(home)
        home.report(told={lesson.part: 1000.0})

        with pytest.raises(plans.PlanMovedOnError):
            answer(home, following, lesson, "Ann")

    def test_a_trifle_is_nothing(self):
        assert learn_from(1.0, [1.001, 0.999]) is None
        assert learn_from(0.0, [2.0]) is not None
        assert 1.0 < learn_from(1.0, [1.3, 1.31]) <= 1.31


class TestReplanning:
    def test_nothing_changes_when_all_went_as_planned(self):
        home = Follower()
        home.follow()

        row = home.replan(NOW)

        assert row.state == State.OPEN
        assert row.findings["moved"] == pytest.approx(0, abs=1e-6)
        assert (row.findings["changes"], row.is_large) == ([], False)

    def test_two_names_take_a_small_change_up(self):
        home = Follower(weeks=8)
        following = home.follow()
        home.report(part=0.95)
        need_more(home, 0.97)
        before = plan_now(following)
        row = home.replan(NEXT)
        assert row.findings["changes"]
        assert not row.is_large, row.findings["broken"]

        plans.name_replan(member=home.ann, replanning=row, now=NEXT)
        with pytest.raises(plans.TwoNamesError):
            plans.name_replan(member=home.ann, replanning=row, now=NEXT)
        taken = plans.name_replan(member=home.bo, replanning=row, now=NEXT)

        after = plan_now(following)
        assert taken.state == State.TAKEN
        for way, made in before.made.items():
            # What was done and the week that runs stay as they were, to the last digit.
            assert list(after.made[way][:2]) == list(made[:2])
        assert after.made != before.made

    def test_what_was_written_since_makes_it_old(self):
        home = Follower(weeks=8)
        home.follow()
        home.report(part=0.95)
        row = home.replan(NEXT)
        home.report(part=0.9, now=NEXT)

        with pytest.raises(plans.PlanMovedOnError):
            plans.name_replan(member=home.ann, replanning=row, now=NEXT)

    def test_a_large_change_is_for_everybody(self):
        home = Follower()
        following = home.follow()
        need_more(home, 3)
        row = home.replan(NEXT)
        assert row.is_large
        with pytest.raises(plans.TwoNamesError):
            plans.name_replan(member=home.ann, replanning=row, now=NEXT)

        question = plans.ask_about_replan(member=home.ann, replanning=row, now=NEXT)
        agree(home.elm, question, NEXT)
        assert plans.settle_due_replans(NEXT) == 1

        row.refresh_from_db()
        assert row.state == State.TAKEN
        assert plan_now(following).short

    def test_a_plan_that_is_over_does_not_change(self):
        home = Follower()
        home.follow()

        with pytest.raises(plans.NoPlanError):
            home.replan(NOW + 5 * WEEK)

    def test_the_same_is_asked_once_and_can_be_put_away(self):
        home = Follower()
        home.follow()
        row = home.replan(NOW)
        assert home.replan(NOW).id == row.id

        plans.drop_replan(member=home.bo, replanning=row, now=NOW)

        assert home.replan(NOW).number == 2

    def test_pages(self):
        home = Follower(weeks=8)
        following = home.follow()
        home.report(part=0.95)
        args = (home.elm.slug, home.planning.id)
        client = home.client()
        Following.objects.update(begins_on="2027-02-22")  # a week before NOW

        made = client.post(reverse("planning:ask_for_replan", args=args))
        page = client.get(made.url).content.decode()

        assert "What changes for whom" in page
        assert following.replannings.get().state == State.OPEN
