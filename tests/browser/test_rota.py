"""A kitchen rota from nothing: three steps and two people, without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.browser.looking import EVERY, look
from tests.shifts.kitchen import TWELVE, Kitchen

from folkmoot.shifts.models import Rota, Turn
from folkmoot.shifts.operations import make_shifts

pytestmark = pytest.mark.django_db(transaction=True)
SHIFTS = "/c/elm-street/shifts/"


@pytest.fixture
def kitchen(transactional_db: None) -> Kitchen:
    return Kitchen(TWELVE)


@pytest.mark.parametrize("width", [360, 1280])
def test_twelve_people_make_their_first_rota(
    kitchen: Kitchen, no_js: Callable[..., Page], width: int
):
    ann: Page = no_js(kitchen.ann, width)
    ann.goto(f"/c/{kitchen.elm.slug}/plan/")
    ann.get_by_role("link", name="Make our first rota").click()
    ann.get_by_label("What", exact=True).nth(3).fill("Shop at the market")
    ann.get_by_role("button", name="Next: who can when").click()
    ann.get_by_label("Monday, Evening").uncheck()
    ann.get_by_role("button", name="Next: look at the draft").click()
    ann.get_by_text("step 3 of 3").wait_for()
    ann.get_by_text("because they are free").nth(50).wait_for(state="attached")
    ann.get_by_role("button", name="Yes, this is good").first.click()
    assert Rota.objects.get().state == "draft"

    bo: Page = no_js(kitchen.bo, width)
    bo.goto(SHIFTS)
    bo.get_by_role("link", name="Look at it").click()
    bo.get_by_role("button", name="Yes, publish it").first.click()
    assert Rota.objects.get().state == "published"
    taken = Turn.objects.filter(state=Turn.State.TAKEN)
    assert taken.values("member").distinct().count() == 12
    assert not taken.filter(
        member=kitchen.ann, shift__day__week_day=2, shift__starts_at__isnull=False
    ).exists()

    bo.goto(SHIFTS)
    bo.get_by_role("button", name="I can't come").first.click()
    bo.get_by_text("Nobody asks you why").wait_for()


@pytest.mark.parametrize(
    "name", ["", "start/", "start/times/", "jobs/", "jobs/new/", "rota/", "worked/"]
)
def test_the_pages_have_no_fault(kitchen, page_at, axe, name):
    kitchen.published()
    kitchen.job(name="Bake bread", ability="the oven", people=2)
    make_shifts(collective=kitchen.elm, now=kitchen.elm.created_at)
    kitchen.draft()
    page = page_at(who=kitchen.ann)
    page.goto(SHIFTS + name)
    look(page, axe, f"shifts-{name.strip('/') or 'all'}", EVERY)


@pytest.mark.parametrize("name", ["my-part/", "skills/", "wall/", "shift", "job"])
def test_the_other_pages_have_no_fault(kitchen, page_at, axe, name):
    kitchen.published()
    job = kitchen.job(name="Bake bread", ability="the oven", people=2)
    cook = kitchen.who_cooks()
    paths = {"shift": f"{kitchen.shift().id}/", "job": f"jobs/{job.id}/"}
    page = page_at(who=cook)
    page.goto(SHIFTS + paths.get(name, name))
    look(page, axe, f"shifts-{name.strip('/')}", EVERY)
