"""Pages of a conversation brought here: reading, answering one by one, folding."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast

from folkmoot.listening import operations
from folkmoot.listening.models import Response, Statement

DATA = Path(__file__).parent.parent / "data" / "polis"
HX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def brought(ann):
    return operations.import_polis(
        member=ann, folder=DATA / "small", now=cast.NOW, language="zh-Hant"
    )


@pytest.fixture
def browser(bo):
    return cast.signed_in(bo)


def url(name, hearing, statement=None):
    args = [hearing.collective.slug, hearing.id]
    return reverse(f"listening:{name}", args=args + ([statement] if statement else []))


def answer(browser, hearing, number, value=1, **more):
    statement = hearing.statements.get(number=number).id
    sent: dict[str, object] = {"answer": value}
    sent |= {name: more.pop(name) for name in ("left", "matters") if name in more}
    place = url("respond", hearing, statement)
    return browser.post(place, sent, **more)


def fill(hearing, count):
    for number in range(10, 10 + count):
        Statement.objects.create(
            hearing=hearing,
            collective_id=hearing.collective_id,
            number=number,
            text=f"Idea {number}",
            created_at=cast.NOW,
        )


def counts_in(page):
    """Return the counts of each bar: agree, disagree, passed."""
    found = [int(n) for n in re.findall(r"<b>(\d+)</b>", page.content.decode())]
    return list(zip(found[::3], found[1::3], found[2::3], strict=True))


def numbers_in(page):
    """Return the digits that a reader sees, outside of tags."""
    main = page.content.decode().split("<main", 1)[-1].split("</main>")[0]
    return re.findall(r"\d+", re.sub(r"<[^>]*>", " ", main))


class TestOverview:
    def test_shows_what_it_is_and_its_numbers(self, browser, brought):
        answer = browser.get(url("hearing", brought))
        page = answer.content.decode()
        assert counts_in(answer) == [(3, 0, 0), (1, 1, 1)]  # the third is folded
        assert 'lang="zh-Hant"' in page
        for words in (
            "Safe roads",
            "https://pol.is/small",
            "CC BY 4.0",
            brought.source_sha256,
            "The hosts of that conversation took it out.",
        ):
            assert words in page

    def test_answers_given_here_are_added_after_the_own_answer(
        self, ann, browser, brought
    ):
        first = brought.statements.get(number=0)
        operations.respond(
            member=ann, statement=first, answer=Response.Answer.AGREE, now=cast.NOW
        )
        place = url("hearing", brought)
        assert counts_in(browser.get(place))[0] == (3, 0, 0)
        answer(browser, brought, 0, -1)
        assert counts_in(browser.get(place))[0] == (4, 1, 0)

    @pytest.mark.parametrize("order", ["number", "agreed", "divided", "least", "no"])
    def test_takes_any_order_and_page(self, browser, brought, order):
        query = {"order": order, "page": "99", "words": "safe"}
        page = browser.get(url("hearing", brought), query)
        assert page.status_code == 200
        assert "We need &quot;safe&quot; roads" in page.content.decode()

    def test_pages_of_thirty(self, ann, browser, brought):
        fill(brought, 40)
        page = browser.get(url("hearing", brought), {"page": 2}).content.decode()
        assert "Page 2 of 2" in page
        assert "Idea 49" in page
        assert "Idea 10" not in page

    def test_queries_stay_the_same(self, browser, brought):
        def count():
            with CaptureQueriesContext(connection) as queries:
                browser.get(url("hearing", brought))
            return len(queries)

        count()  # the first visit also notes when the session was last used
        few = count()
        fill(brought, 25)
        assert count() == few <= 14

    def test_list_links_to_it(self, browser, brought):
        slug = brought.collective.slug
        page = browser.get(reverse("listening:hearings", args=[slug]))
        assert url("hearing", brought) in page.content.decode()

    def test_strangers_and_outsiders_see_nothing(self, cy, brought):
        outsider = cast.signed_in(cy)
        for name in ("hearing", "next_statement"):
            assert outsider.get(url(name, brought)).status_code == 404

    def test_a_hearing_of_a_question_is_not_here(self, browser, hearing):
        assert browser.get(url("hearing", hearing)).status_code == 404


class TestAnswering:
    @pytest.mark.parametrize("headers", [{}, HX], ids=["page", "partial"])
    def test_no_count_before_the_own_answer(self, browser, brought, headers):
        statement = brought.statements.get(number=1)
        Statement.objects.filter(id=statement.id).update(
            agreed=387_654_321,
            disagreed=387_654_322,
            passed=387_654_323,
            voices_agreed=387_654_324,
        )
        place = f"{url('next_statement', brought)}?first={statement.id}"
        page = browser.get(place, **headers)
        assert "路上的車太多了" in page.content.decode()
        assert set(numbers_in(page)) <= set("01234")  # left, minutes, keys
        assert "38765432" not in page.content.decode()

    def test_without_javascript_it_goes_on_to_the_next(self, bo, browser, brought):
        place = browser.get(url("next_statement", brought))
        assert place.status_code == 200
        sent = answer(browser, brought, 0, -1, follow=True)
        assert "Received: I disagree." in sent.content.decode()
        assert Response.objects.get(member=bo).answer == -1
        answer(browser, brought, 1, 0)
        done = browser.get(url("next_statement", brought)).content.decode()
        assert "You answered all there is." in done

    def test_htmx_gets_the_next_statement_alone(self, browser, brought):
        part = answer(browser, brought, 0, **HX)
        text = part.content.decode()
        assert part.status_code == 200
        assert "<html" not in text
        assert text.count('id="answering"') == 1
        assert "路上的車太多了" in text

    def test_undo_takes_it_back_and_asks_again(self, bo, browser, brought):
        answer(browser, brought, 0)
        statement = brought.statements.get(number=0)
        back = browser.post(url("withdraw_response", brought, statement.id))
        assert back.headers["Location"].endswith(f"?first={statement.id}")
        assert not Response.objects.filter(member=bo).exists()
        assert brought.statements.get(number=0).agreed == 3
        answer(browser, brought, 0)
        part = browser.post(url("withdraw_response", brought, statement.id), **HX)
        assert "safe" in part.content.decode()

    def test_an_answer_that_is_none_is_asked_again(self, browser, brought):
        refused = answer(browser, brought, 0, 5)
        assert refused.status_code == 422
        assert not Response.objects.filter(member__isnull=False).exists()

    def test_the_same_form_twice_counts_once(self, browser, brought):
        statement = brought.statements.get(number=0)
        for _ in range(3):
            browser.post(
                url("respond", brought, statement.id),
                {"answer": 1, "submission_key": "k1"},
            )
        assert brought.statements.get(number=0).agreed == 4


class TestSitting:
    def card(self, browser, brought, query="", **more):
        return browser.get(url("next_statement", brought) + query, **more)

    def test_goes_on_for_as_many_as_one_chose(self, browser, brought):
        shown = self.card(browser, brought, "?left=1").content.decode()
        assert 'name="left" value="1"' in shown
        done = answer(browser, brought, 0, follow=True, left=1).content.decode()
        assert "You answered 1 short view. Thank you." in done
        assert "Your answers are kept" in done
        assert "?left=1" in done  # the one that is left

    def test_stops_with_thanks_and_what_comes_next(self, browser, brought):
        stopped = self.card(browser, brought, "?left=0").content.decode()
        assert "Thank you for looking in." in stopped
        assert 'name="answer"' not in stopped

    def test_undo_gives_the_sitting_its_statement_back(self, browser, brought):
        part = answer(browser, brought, 0, left=2, **HX).content.decode()
        assert 'name="left" value="1"' in part
        assert 'name="left" value="2"' in part  # in the form of the undo

    def test_what_cannot_be_read_asks_for_all(self, browser, brought):
        shown = self.card(browser, brought, "?left=many").content.decode()
        assert 'name="left" value="2"' in shown

    def test_the_next_ones_come_along_without_counts(self, browser, brought):
        shown = self.card(browser, brought, "?left=2").content.decode()
        ahead = shown.split("<template data-ahead>")[1].split("</template>")[0]
        assert ahead.count("data-url=") == 1
        assert not re.findall(r">\s*\d", ahead)

    def test_what_matters_is_kept_and_shown_to_oneself(self, bo, browser, brought):
        answer(browser, brought, 0, matters=1)
        assert Response.objects.get(member=bo).matters
        page = browser.get(url("hearing", brought)).content.decode()
        assert "matters to you" in page

    def test_minutes_can_be_chosen_where_there_are_many(self, browser, brought):
        fill(brought, 60)
        page = browser.get(url("hearing", brought)).content.decode()
        assert "?left=20" in page  # two minutes at six seconds each
        assert "?left=50" in page
        assert "?left=100" not in page
        assert "All 62" in page


class TestFolding:
    def place(self, statement, verb="fold"):
        slug = statement.collective.slug
        return reverse(f"listening:{verb}", args=[slug, "statements", statement.id])

    def test_folds_with_a_reason_and_comes_back(self, browser, brought):
        statement = brought.statements.get(number=0)
        here = url("hearing", brought)
        assert browser.get(f"{self.place(statement)}?next={here}").status_code == 200
        form = {"reason": "It names a neighbour", "next": here}
        sent = browser.post(self.place(statement), form)
        assert (sent.status_code, sent.headers["Location"]) == (302, here)
        page = browser.get(here).content.decode()
        assert "It names a neighbour" in page
        assert "We need &quot;safe&quot; roads" in page  # readable on a tap

    def test_keeps_what_was_typed_when_it_is_refused(self, ann, browser, brought):
        statement = brought.statements.get(number=0)
        operations.fold(member=ann, item=statement, reason="Mine", now=cast.NOW)
        again = browser.post(self.place(statement), {"reason": "Second reason"})
        assert again.status_code == 422
        assert "This is folded already." in again.content.decode()
        assert "Second reason" in again.content.decode()

    def test_opens_again(self, bo, browser, brought):
        statement = brought.statements.get(number=0)
        operations.fold(member=bo, item=statement, reason="Mine", now=cast.NOW)
        sent = browser.post(self.place(statement, "unfold"), {"next": "//evil.test/"})
        assert sent.headers["Location"] == reverse(
            "listening:folds", args=[brought.collective.slug]
        )
        assert not brought.statements.get(number=0).is_folded
