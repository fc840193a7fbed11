"""Journey 12, the recall of a messenger, and a federation's page, in a browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests import cast
from tests.browser.looking import SIZES, look
from tests.cast import DAY, NOW
from tests.federating.above import Above
from tests.federating.sent import Sent

from folkmoot.federating.models import Delegate, Entry, Recall, RecallAnswer
from folkmoot.federating.operations import answer_recall, link, make_federation

pytestmark = pytest.mark.django_db(transaction=True)
END = NOW + timedelta(hours=72)


@pytest.fixture
def sent(transactional_db):
    return Sent()


def address(sent):
    parts = {"slug": sent.home.slug, "delegate_id": sent.speaker.id}
    return reverse("federating:recall", kwargs=parts)


def look_at_all_sizes(page_at, axe, who, url, name):
    page = page_at(who=who)
    page.goto(url)
    look(page, axe, name)


def test_a_mandate_is_taken_back_without_javascript(page_at, sent, clock):
    """Journey 12 from the reason to the thanks, and the list of what was said."""
    sent.say(Entry.State.COUNTED, at=NOW - 2 * DAY)
    di, eve, ann = (
        page_at(360, who=sent.member(name), javascript=False)
        for name in ("Di", "Eve", "Ann")
    )
    di.goto(address(sent))
    di.get_by_label("Why? One line").fill("It differs from what we asked")
    di.get_by_role("button", name="Take back our mandate").click()
    di.get_by_text("1 of 2 needed have signed.").wait_for()
    eve.goto(address(sent))
    eve.get_by_role("button", name="I ask for it too").click()
    eve.get_by_text("Bo speaks for us.").wait_for()
    answer_in_secret(sent, eve, ann)
    clock.set(END)
    eve.goto(address(sent))
    eve.get_by_role("heading", name="We took our mandate back").wait_for()
    eve.get_by_text("Take back: 7. Keep: 4.").wait_for()
    eve.get_by_text("Thank you, Ann, for the work.").wait_for()
    eve.get_by_role("button", name="Undo it").click()
    eve.get_by_text("A second word settles it.").wait_for()
    di.goto(address(sent))
    di.get_by_role("button", name="Undo it").click()
    di.get_by_text("Undone: it does not count.").wait_for()
    assert Delegate.objects.get(id=sent.speaker.id).ends_at == END


def answer_in_secret(sent, eve, ann):
    """Let the messenger tell their side, and 7 take back what 4 would keep."""
    ann.goto(address(sent))
    ann.get_by_role("textbox", name="Your side").fill("I was asked very late.")
    ann.get_by_role("button", name="Keep what I wrote").click()
    eve.goto(address(sent))
    eve.get_by_text("I was asked very late.").wait_for()
    eve.get_by_label("Take back").check()
    eve.get_by_role("button", name="Send my answer").click()
    eve.get_by_text("Your answer is kept.").wait_for()
    assert RecallAnswer.objects.get().value == "take_back"
    take, keep = RecallAnswer.Value.TAKE_BACK, RecallAnswer.Value.KEEP
    others = [one for one in sent.others() if one.name != "Eve"]
    for member, value in zip(others, [take] * 6 + [keep] * 4, strict=False):
        answer_recall(member=member, recall=Recall.objects.get(), value=value, now=NOW)


def test_all_groups_take_back_what_a_council_gave(
    page_at, axe, clock, transactional_db
):
    """From the page of one's own messengers, further up, to the pause."""
    above = Above()
    page = page_at(360, who=above.member(2, "Bo"), javascript=False)
    page.goto(f"/c/{above.world.leaves[2].slug}/messengers/")
    page.get_by_role("link", name="All houses in the council of All towns").click()
    page.get_by_role("link", name="Take back our mandate").first.click()
    page.get_by_text("not its messengers alone").wait_for()
    page.get_by_label("Why? One line").fill("It differs from what we asked")
    page.get_by_role("button", name="Take back our mandate").click()
    page.get_by_text("1 of 2 needed have signed.").wait_for()
    di = page_at(360, who=above.member(0, "Di"), javascript=False)
    di.goto(page.url)
    di.get_by_role("button", name="I ask for it too").click()
    di.get_by_text("Ann speaks for us.").wait_for()
    look_at_all_sizes(page_at, axe, above.member(2, "Bo"), page.url, "recall-above")
    home = f"/c/{above.world.leaves[2].slug}/messengers/"
    look_at_all_sizes(page_at, axe, above.member(2, "Bo"), home, "messengers-above")


def test_a_recall_is_well_made_at_every_step(page_at, axe, sent, clock):
    sent.say(Entry.State.COUNTED, at=NOW - 2 * DAY)
    bo, ann, url = sent.member("Bo"), sent.member("Ann"), address(sent)
    sent.say(Entry.State.DIFFERS)
    look_at_all_sizes(page_at, axe, bo, url, "recall-ask")
    page = page_at(360, who=bo)
    page.goto(url)
    page.get_by_label("Why? One line").fill("It differs from what we asked")
    page.get_by_role("button", name="Take back our mandate").click()
    page.get_by_text("Paused").wait_for()
    look_at_all_sizes(page_at, axe, bo, url, "recall-answer")
    look_at_all_sizes(page_at, axe, ann, url, "recall-side")
    recall = Recall.objects.get()
    for member in sent.others()[:4]:
        answer_recall(
            member=member,
            recall=recall,
            value=RecallAnswer.Value.TAKE_BACK,
            now=NOW,
        )
    clock.set(END)
    look_at_all_sizes(page_at, axe, bo, url, "recall-result")


def test_a_federation_is_seen_from_the_whole_to_my_table(page_at, axe, sent):
    names = ("North", "South", "East")
    for name in names:
        groups = [cast.collective(f"{name} {n}", members=("Ann", "Bo")) for n in (1, 2)]
        district = make_federation(name=f"{name} houses", children=groups, now=NOW)
        link(child=district, federation=sent.council, now=NOW, region=name)
    deep = cast.member(cast.collective("Far End"), "Ann")
    link(
        child=deep.collective,
        federation=sent.council.links_down.get(child__name="North houses").child,
        now=NOW,
    )
    url = f"/f/{sent.council.slug}/"
    look_at_all_sizes(page_at, axe, deep, url, "federation-deep")
    look_at_all_sizes(page_at, axe, sent.member("Bo"), url, "federation")
    page = page_at(360, who=sent.member("Bo"))
    page.goto(url)
    page.get_by_role("link", name="South houses").click()
    page.locator("#parts").get_by_text("South 2").wait_for()
    look(page, axe, "federation-opened", SIZES[:1])
    page.goto(f"{url}change/")
    look(page, axe, "federation-change", SIZES[:1])
    page.goto(f"{url}record/")
    look(page, axe, "federation-record", SIZES[:1])
    for act in ("", "&act=found", "&act=join", "&act=leave"):
        page.goto(f"/c/{sent.home.slug}/q/new/?topic=federation{act}")
        look(page, axe, f"founding{act}", SIZES[:1])
    page.goto("/me/")
    look(page, axe, "my-page", SIZES[:1])
