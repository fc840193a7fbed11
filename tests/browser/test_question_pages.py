"""The pages of a question before its check, in a browser: what one sees and does."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.browser.looking import SIZES, show
from tests.cast import NOW
from tests.deciding.group import SHAPE, Group

from folkmoot.deciding.models import Call, Question
from folkmoot.deciding.operations import (
    Shape,
    add_statement,
    answer_contribution,
    call,
    explain_back,
    park_question,
    respond,
    shape_question,
    withdraw_question,
    write_draft,
)
from folkmoot.listening.models import Contribution, Response

pytestmark = pytest.mark.django_db(transaction=True)

NARROW, WIDE = 360, 1280
OFFICE = (
    "We utilise the yard insufficiently. Additional greenery would facilitate"
    " encounters between residents, and it is anticipated that the expenditure for"
    " the implementation would not exceed the sum that was allocated last year.\n\n"
    "Do we want trees?"
)


@pytest.fixture
def group(live_server) -> Group:
    return Group()


def idea(group: Group) -> Question:
    group.elm.settings = {"open_questions": 1}
    group.elm.save()
    group.heard(title="A bench")
    question = group.shaped(member=group.bo)
    explain_back(member=group.di, question=question, text="Which kind?", now=NOW)
    return question


def shaping(group: Group) -> Question:
    question = group.shaped()
    shape_question(
        member=group.ann,
        question=question,
        title=question.title,
        klass="ordinary",
        shape=Shape(short_text=OFFICE, affected="All of us", why_now="Spring"),
        now=NOW,
    )
    explain_back(
        member=group.bo, question=question, text="You want trees here.", now=NOW
    )
    for who in (group.di, group.eve):
        call(
            member=who,
            question=question,
            kind=Call.Kind.UNCLEAR_WORD,
            text="insufficiently",
            now=NOW,
        )
    return question


def hearing(group: Group) -> Question:
    question = group.heard()
    for text in ("We need shade", "Trees block the light", "Apples", "A pond instead"):
        said = add_statement(member=group.bo, question=question, text=text, now=NOW)
        respond(
            member=group.di,
            question=question,
            statement=said,
            answer=Response.Answer.AGREE,
            now=NOW,
        )
    return question


def drafting(group: Group) -> Question:
    question = group.drafted()
    said = Contribution.objects.filter(hearing__question_id=question.id).first()
    assert said is not None
    answer_contribution(
        member=group.ann,
        question=question,
        contribution=said,
        use="partly",
        text="Shade for the bench",
        now=NOW,
    )
    for text in ("We plant two trees.", "We plant three apple trees in the yard."):
        draft = group.draft(text=text)
        write_draft(member=group.ann, question=question, draft=draft, now=NOW)
    return question


def notice(group: Group) -> Question:
    return group.noticed()


def parked(group: Group) -> Question:
    question = group.shaped(shape=SHAPE)
    park_question(
        member=group.ann,
        question=question,
        until=NOW.replace(month=5),
        reason="After the harvest",
        now=NOW,
    )
    return question


def withdrawn(group: Group) -> Question:
    question = group.shaped()
    withdraw_question(member=group.ann, question=question, reason="Too dear", now=NOW)
    return question


STAGES = [idea, shaping, notice, hearing, drafting, parked, withdrawn]
OTHER_PAGES = ["", "?class=small", "?topic=agreement", "?topic=settings"]


@pytest.mark.parametrize("build", STAGES, ids=lambda build: build.__name__)
@pytest.mark.parametrize("name", ["ann", "bo"])
def test_axe_finds_nothing_on_a_stage(
    group: Group, signed_in_page: Callable[..., Page], axe, build, name
):
    question = build(group)
    page = signed_in_page(getattr(group, name))
    page.goto(group.url(question))
    for width, scheme in SIZES:
        show(page, width, scheme)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("query", OTHER_PAGES)
@pytest.mark.parametrize("preset", ["home", "local"])
def test_axe_finds_nothing_where_a_question_is_raised(
    live_server, signed_in_page: Callable[..., Page], axe, preset, query
):
    group = Group(preset)
    page = signed_in_page(group.ann, NARROW)
    page.goto(f"/c/{group.elm.slug}/q/new/{query}")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_the_reading_comes_while_one_writes(
    group: Group, signed_in_page: Callable[..., Page]
):
    page = signed_in_page(group.ann)
    page.goto(group.url(group.shaped()))
    page.fill("[name=short_text]", "We utilise the yard.")
    page.wait_for_selector("#plain mark")
    assert page.text_content("#plain mark") == "utilise"


def test_three_short_views_are_three_taps(
    group: Group, signed_in_page: Callable[..., Page]
):
    question = hearing(group)
    page = signed_in_page(group.ann)
    page.goto(group.url(question))
    for _tap in range(3):
        with page.expect_response(lambda answer: "/response/" in answer.url):
            page.click("#answering button[value='1']")
    page.wait_for_selector("text=You answered 3 short views.")
    assert Response.objects.filter(member=group.ann).count() == 3


def test_an_answer_that_comes_too_late_shows_the_question_as_it_is(
    group: Group, signed_in_page: Callable[..., Page]
):
    question = hearing(group)
    page = signed_in_page(group.ann)
    page.goto(group.url(question))
    withdraw_question(member=group.ann, question=question, reason="Dear", now=NOW)
    page.click("#answering button[value='1']")
    page.wait_for_selector("text=The question has moved on")
    assert page.locator("main").count() == 1
    assert page.locator("h1").count() == 1


def test_everything_works_without_a_script(group: Group, no_js: Callable[..., Page]):
    question = hearing(group)
    page = no_js(group.ann)
    page.goto(group.url(question))
    for _tap in range(3):
        page.click("#answering button[value='1']")
    assert "You answered 3 short views." in page.content()
    page.click("summary >> text=Say more")
    page.fill("#own-words textarea", "Apples, please")
    page.click("text=Say it")
    assert "Apples, please" in page.content()
    shaped = shaping(group)
    page.goto(group.url(shaped))
    page.fill("[name=short_text]", "We utilise the shed.")
    page.click("text=Read it over")
    assert page.text_content("#plain mark") == "utilise"
    assert group.fresh(shaped).short_text == OFFICE
