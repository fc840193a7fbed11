"""The map of opinion in a browser: seen, heard without sight, and by keys alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests import cast
from tests.browser.looking import look

from folkmoot.listening import operations

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = tuple(f"Member {number}" for number in range(1, 11))
# The people read the map an hour before the clock of the live server: it is over there.
LATER = cast.NOW + timedelta(hours=1)


@pytest.fixture
def reader(transactional_db):
    return cast.member(cast.collective("Elm Street", members=("Ann", *NAMES)), NAMES[0])


@pytest.fixture
def place(reader):
    ann = cast.member(reader.collective, "Ann")
    hearing = operations.open_hearing(
        collective=reader.collective,
        question_id=uuid4(),
        title="The yard",
        now=cast.NOW,
    )
    thoughts = ("A shed", "A shed, at once", "Shade", "A fence", "A pond")
    for text in thoughts:
        operations.add_statement(member=ann, hearing=hearing, text=text, now=cast.NOW)
    for number, name in enumerate(NAMES):
        member = cast.member(reader.collective, name)
        side = 1 if number % 2 else -1
        given = (side, side, 1, -1)
        rows = hearing.statements.order_by("number")[:4]
        for statement, answer in zip(rows, given, strict=True):
            operations.respond(
                member=member, statement=statement, answer=answer, now=cast.NOW
            )
    operations.make_map(hearing=hearing, now=LATER)
    return f"/c/elm-street/hearings/{hearing.id}/map/"


def test_axe_finds_nothing(page_at, axe, reader, place):
    page = page_at(who=reader)
    parts = ("?show=all", "?show=group-1", "closer/", "comparison/", "report/")
    for path in (place, *(f"{place}{part}" for part in parts)):
        page.goto(path)
        look(page, axe)


def test_is_told_to_who_does_not_see_it(page_at, reader, place):
    page = page_at(who=reader)
    page.goto(place)
    picture = page.get_by_role("img", name="Map of opinion")
    about = picture.locator("desc").text_content()
    assert about == "10 people are on the map. They form 2 groups: A 5, B 5."
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert headings == [
        "The groups",
        "What all groups agree with",
        "What all groups disagree with",
        "Where groups differ",
        "Not heard enough yet",
    ]
    shared = page.get_by_role("region", name="What all groups agree with")
    assert "Shade" in shared.inner_text()
    assert shared.get_by_text("5 agree").count() == 2


def test_is_read_by_keys_alone(page_at, reader, place):
    page = page_at(who=reader)
    page.goto(place)
    reached = []
    for _press in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText || ''").strip())
        if reached[-1] == "Report to print":
            break
    assert "How the map is made, and what it cannot tell" in reached
    page.locator("select[name=show]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # from "What all groups agree with"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Where groups differ").wait_for()
    assert page.locator("li[id^=statement]").count() == 2


def test_needs_no_script(page_at, reader, place):
    page = page_at(who=reader, javascript=False)
    page.goto(place)
    assert page.locator("svg.opinion-map path").count() >= 2


def test_the_report_prints_without_buttons(page_at, reader, place):
    page = page_at(who=reader, javascript=False)
    page.goto(f"{place}report/")
    page.emulate_media(media="print")
    assert not page.get_by_text("Print this page").is_visible()
    assert page.locator("svg.opinion-map").is_visible()
    assert page.get_by_role("heading", name="Where groups differ").is_visible()
