"""Journey 4, a messenger to a council, in a browser; without script and at all sizes."""

import pytest
from tests.browser.looking import look
from tests.cast import NOW
from tests.federating.councils import mandate, say, send_pair
from tests.federating.world import World

from folkmoot.federating.models import Entry, HomeReport, PairSearch
from folkmoot.federating.operations import ask_for_pair, make_theme, write_report
from folkmoot.federating.queries.theme_pages import list_originals

pytestmark = pytest.mark.django_db(transaction=True)
LIMIT = ("cost", "at_most", 40000)


class Scene:
    """A leaf whose pair has a mandate with a limit, and a question that is heard."""

    def __init__(self) -> None:
        self.world = World()
        self.leaf = self.world.leaves[0]
        self.speaker, self.listener = send_pair(self.world, self.leaf)
        self.question = self.world.ask()
        self.world.hear()
        mandate(self.world, self.leaf, limits=[LIMIT], position="agrees")
        self.council = f"/f/{self.world.federation.slug}/council/"
        self.home = f"/c/{self.leaf.slug}/messengers/"
        self.other = next(
            one
            for one in self.world.members_of(self.leaf)
            if one.id not in (self.speaker.member_id, self.listener.member_id)
        )


@pytest.fixture
def scene(transactional_db):
    return Scene()


def test_home_tells_the_messenger_a_line(page_at, axe, scene, clock):
    """Step 6 of journey 4: told without a script, seen at once where scripts run."""
    speaker = page_at(360, who=scene.speaker.member)
    speaker.goto(scene.council)
    speaker.get_by_text("Nothing yet.").wait_for()
    home = page_at(360, who=scene.other, javascript=False)
    home.goto(scene.council)
    home.get_by_label("Tell our messenger").fill("Ask who pays for the roof.")
    home.get_by_role("button", name="Tell them").click()
    home.get_by_text("Our messenger sees it at once.").wait_for()
    # Nobody presses anything: the page asks by itself.
    speaker.get_by_text("Ask who pays for the roof.").wait_for(timeout=40_000)
    look(speaker, axe, "council-told")
    home.goto(scene.council)
    home.get_by_text("Ask who pays for the roof.").wait_for()
    look_at_all_sizes(page_at, axe, scene.other, scene.council, "council-telling")


def look_at_all_sizes(page_at, axe, who, url, name):
    page = page_at(who=who)
    page.goto(url)
    look(page, axe, name)


def test_from_the_council_home_and_back_without_javascript(page_at, scene, clock):
    """Says more than the limit, is told, asks home; home agrees; the pair reports."""
    speaker = page_at(360, who=scene.speaker.member, javascript=False)
    speaker.goto(scene.council)
    speaker.get_by_label("What do you say?").fill("We could pay 45,000.")
    speaker.get_by_label("cost").fill("45,000")
    speaker.get_by_role("button", name="Say", exact=True).click()
    speaker.get_by_text("This differs from our mandate.").wait_for()
    assert not Entry.objects.exists()
    speaker.get_by_role("button", name="Say it and ask home").click()
    speaker.get_by_text("Differs from our mandate").first.wait_for()
    entry = Entry.objects.get()
    assert (entry.state, entry.figures) == ("differs", {"cost": 45000})
    for member in scene.world.members_of(scene.leaf):
        home = page_at(360, who=member, javascript=False)
        home.goto(f"/c/{scene.leaf.slug}/")
        waiting = home.locator("li", has_text="Differs from our mandate")
        waiting.get_by_role("link").click()
        home.get_by_label("Yes", exact=True).check()
        home.get_by_role("button", name="Give my answer").click()
        home.get_by_text("Your answer is received").wait_for()
    entry.refresh_from_db()
    assert entry.state == "confirmed"
    listener = page_at(360, who=scene.listener.member, javascript=False)
    listener.goto(scene.home)
    listener.get_by_label("What was said, where it differs").fill(
        "45,000; home agrees."
    )
    listener.get_by_role("button", name="Report home").click()
    listener.get_by_text("Waits for the second name.").wait_for()
    speaker.goto(scene.home)
    speaker.get_by_role("button", name="Sign it too").click()
    speaker.get_by_text("Everybody at home can read it now").wait_for()
    assert HomeReport.objects.get().signed_at is not None


def test_looking_for_a_pair_without_javascript(page_at, clock, transactional_db):
    world = World()
    leaf = world.leaves[0]
    for place, member in enumerate(world.members_of(leaf)):
        page = page_at(360, who=member, javascript=False)
        page.goto(f"/c/{leaf.slug}/messengers/")
        if not place:
            page.get_by_role("button", name="Look for two people").click()
        page.get_by_role("button", name="I am willing").click()
        page.get_by_role("heading", level=1).wait_for()
    assert PairSearch.objects.get().ended_at is not None
    page.get_by_text("How the lot fell").click()
    page.get_by_text("In the lot, in this order").wait_for()


def test_the_council(page_at, axe, scene, clock):
    say(scene.speaker, NOW, scene.question, figures={"cost": 30000})
    say(scene.speaker, NOW, scene.question, basis="own_view", text="I like sheds.")
    say(scene.speaker, NOW, scene.question, figures={"cost": 45000})
    look_at_all_sizes(page_at, axe, scene.speaker.member, scene.council, "council-say")
    look_at_all_sizes(page_at, axe, scene.other, scene.council, "council")


def test_our_messengers(page_at, axe, scene, clock):
    say(scene.speaker, NOW, scene.question, figures={"cost": 45000})
    write_report(
        member=scene.listener.member,
        delegate=scene.listener,
        text="We spoke of the roof.",
        now=NOW,
    )
    look_at_all_sizes(page_at, axe, scene.other, scene.home, "messengers")
    look_at_all_sizes(page_at, axe, scene.speaker.member, scene.home, "messengers-own")


def test_looking_for_a_pair(page_at, axe, scene, clock):
    leaf = scene.world.leaves[1]
    ann = scene.world.members_of(leaf)[0]
    home = f"/c/{leaf.slug}/messengers/"
    look_at_all_sizes(page_at, axe, ann, home, "messengers-none")
    ask_for_pair(member=ann, home=leaf, council=scene.world.federation, now=NOW)
    look_at_all_sizes(page_at, axe, ann, home, "messengers-search")


def test_questions_at_home(page_at, axe, scene, clock):
    here = f"/f/{scene.world.federation.slug}/messengers/{scene.leaf.slug}/"
    look_at_all_sizes(page_at, axe, scene.other, f"{here}mandate/", "ask-mandate")
    look_at_all_sizes(page_at, axe, scene.other, f"{here}sending/", "ask-sending")


def test_themes(page_at, axe, scene, clock):
    originals = list_originals(scene.question, scene.world.federation)
    for title, some in (("The roof", originals[:4]), ("Heat", originals[4:])):
        make_theme(
            member=scene.speaker.member,
            council=scene.world.federation,
            question=scene.question,
            title=title,
            contributions=[one.row.id for one in some],
            now=NOW,
        )
    url = f"{scene.council}questions/{scene.question.id}/themes/"
    speaker = page_at(360, who=scene.speaker.member, javascript=False)
    speaker.goto(url)
    speaker.get_by_text("Put the headings in order").click()
    speaker.locator("select").nth(1).select_option("1")
    speaker.locator("select").nth(0).select_option("2")
    speaker.get_by_role("button", name="Put in order").click()
    speaker.get_by_text("put this in order").wait_for()
    look_at_all_sizes(page_at, axe, scene.speaker.member, url, "themes")
    look_at_all_sizes(page_at, axe, scene.other, url, "themes-home")
