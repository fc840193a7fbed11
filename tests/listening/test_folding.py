"""Members fold with a reason; authors appeal; a second member opens it again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests import cast
from tests.cast import NOW
from tests.listening.test_operations import contribute, kinds

from folkmoot.home.queries.waiting import list_waiting
from folkmoot.listening import operations, queries
from folkmoot.listening.models import Response, Statement
from folkmoot.messaging.models import Message


def fold(member, item, reason="Off topic"):
    return operations.fold(member=member, item=item, reason=reason, now=NOW)


def appeal(member, item, words="It is about the shed"):
    return operations.appeal(member=member, item=item, words=words, now=NOW)


def unfold(member, item):
    return operations.unfold(member=member, item=item, now=NOW)


@pytest.fixture
def di(elm):
    return cast.member(elm, "Di")


@pytest.fixture
def folded(bo, shed):
    return fold(bo, shed)


class TestFold:
    def test_says_who_and_why(self, bo, elm, folded):
        assert (folded.fold_reason, folded.folded_by_id) == ("Off topic", bo.id)
        assert kinds(elm)[-1] == "statement.folded"

    def test_takes_a_contribution(self, ann, bo, elm, hearing):
        fold(bo, contribute(ann, hearing), "Names a person")
        assert kinds(elm)[-1] == "contribution.folded"

    def test_refuses_own_items_friends_and_missing_reasons(self, ann, bo, fay, shed):
        for member, reason in ((ann, "Mine"), (bo, " ")):
            with pytest.raises(operations.FoldError):
                fold(member, shed, reason)
        with pytest.raises(operations.NotPartError):
            fold(fay, shed)

    def test_refuses_twice(self, bo, folded):
        with pytest.raises(operations.FoldError):
            fold(bo, folded)

    def test_refuses_more_than_ten_by_one(self, ann, bo, di, hearing):
        for number in range(10):
            row = operations.add_statement(
                member=ann, hearing=hearing, text=f"Idea {number}", now=NOW
            )
            fold(bo, row)
        last = operations.add_statement(
            member=ann, hearing=hearing, text="One more", now=NOW
        )
        with pytest.raises(operations.FoldError, match="10 things"):
            fold(bo, last)
        assert fold(di, last).is_folded

    def test_tells_its_author_why_and_how_to_appeal(self, ann, folded):
        letter = Message.objects.get(kind="hearing.folded")
        assert letter.person_id == ann.person_id
        assert "Bo wrote: Off topic" in letter.body
        assert f"/folds/?hearing={folded.hearing_id}#item-{folded.id}" in letter.body

    def test_takes_its_answers_out_of_the_counts(self, ann, bo, fay, hearing, shed):
        operations.respond(
            member=fay, statement=shed, answer=Response.Answer.AGREE, now=NOW
        )
        assert queries.count_numbers(hearing).responses == 1
        fold(bo, shed)
        assert queries.count_numbers(hearing).responses == 0
        assert len(queries.get_votes(hearing).answer) == 0


class TestAppeal:
    def test_is_its_authors(self, ann, bo, di, elm, folded):
        with pytest.raises(operations.FoldError, match="Only the person"):
            appeal(di, folded)
        assert appeal(ann, folded).appeal == "It is about the shed"
        assert kinds(elm)[-1] == "statement.appealed"

    def test_needs_words_and_comes_once(self, ann, folded):
        with pytest.raises(operations.FoldError, match="Please say why"):
            appeal(ann, folded, " ")
        appeal(ann, folded)
        with pytest.raises(operations.FoldError, match="appealed already"):
            appeal(ann, folded)

    def test_is_open_to_a_friend_who_said_it(self, fay, bo, hearing):
        said = fold(bo, contribute(fay, hearing))
        assert appeal(fay, said).appealed_by_id == fay.id

    def test_of_words_from_elsewhere_is_any_members(self, ann, bo, fay, hearing):
        row = Statement.objects.create(
            hearing=hearing,
            collective_id=hearing.collective_id,
            number=9,
            text="From elsewhere",
            created_at=NOW,
            folded_at=NOW,
        )
        with pytest.raises(operations.NotPartError):
            appeal(fay, row)
        appeal(ann, row)
        with pytest.raises(operations.FoldError, match="nobody decides alone"):
            unfold(ann, row)
        assert not unfold(bo, row).is_folded

    def test_of_erased_words_leads_nowhere(self, ann, bo, shed):
        operations.erase_words(member=ann, now=NOW)
        for act in (lambda: appeal(ann, shed), lambda: unfold(bo, shed)):
            with pytest.raises(operations.FoldError, match="erased"):
                act()

    def test_waits_for_a_second_member(self, ann, bo, di, fay, clock, folded):
        appeal(ann, folded)

        def waits(member):
            return [i for i in list_waiting([member], clock.now) if "folded" in i.act]

        assert [len(waits(m)) for m in (di, ann, fay)] == [1, 0, 0]
        assert f"#item-{folded.id}" in waits(di)[0].href
        clock.move(timedelta(days=8))
        assert waits(di) == []


class TestUnfold:
    def test_who_folded_takes_it_back_alone(self, bo, elm, folded):
        opened = unfold(bo, folded)
        assert (opened.folded_at, opened.folded_by, opened.fold_reason) == (
            *(None, None),
            "",
        )
        assert kinds(elm)[-1] == "statement.unfolded"

    def test_others_need_an_appeal(self, di, folded):
        with pytest.raises(operations.FoldError, match="Nobody appealed"):
            unfold(di, folded)

    def test_the_author_does_not_open_it_alone(self, ann, folded):
        appeal(ann, folded)
        with pytest.raises(operations.FoldError, match="nobody decides alone"):
            unfold(ann, folded)

    def test_opened_on_an_appeal_the_same_member_folds_it_no_more(
        self, ann, bo, di, folded
    ):
        appeal(ann, folded)
        opened = unfold(di, folded)
        assert (opened.is_folded, opened.appeal) == (False, "")
        with pytest.raises(operations.FoldError, match="Others opened this"):
            fold(bo, opened)
        assert fold(di, opened).is_folded

    def test_refuses_what_is_open(self, bo, shed):
        with pytest.raises(operations.FoldError, match="open already"):
            unfold(bo, shed)


class TestPages:
    def place(self, elm, name="folds", item=None):
        args = [elm.slug] + (["statements", item.id] if item else [])
        return reverse(f"listening:{name}", args=args)

    def test_list_what_why_and_the_way_to_appeal(self, elm, ann, di, folded):
        own = cast.signed_in(ann).get(self.place(elm)).content.decode()
        assert "Folded by <bdi>Bo</bdi>: <bdi>Off topic</bdi>" in own
        assert "dry shed" in own
        assert self.place(elm, "appeal", folded) in own
        others = cast.signed_in(di).get(self.place(elm)).content.decode()
        assert self.place(elm, "appeal", folded) not in others
        assert self.place(elm, "unfold", folded) not in others

    def test_lead_from_the_appeal_to_opening(self, elm, ann, di, folded):
        form = {"words": "It is about the shed"}
        sent = cast.signed_in(ann).post(self.place(elm, "appeal", folded), form)
        assert sent.headers["Location"] == self.place(elm)
        second = cast.signed_in(di)
        page = second.get(self.place(elm)).content.decode()
        assert "asks to open it: <bdi>It is about the shed</bdi>" in page
        second.post(self.place(elm, "unfold", folded))
        assert "Nothing is folded." in second.get(self.place(elm)).content.decode()

    def test_keep_what_was_typed_when_it_is_refused(self, elm, di, folded):
        place = self.place(elm, "appeal", folded)
        answer = cast.signed_in(di).post(place, {"words": "I like it"})
        assert answer.status_code == 422
        assert "Only the person who said it appeals." in answer.content.decode()

    def test_tell_one_hearing_from_another(self, elm, ann, hearing, folded):
        page = cast.signed_in(ann).get(f"{self.place(elm)}?hearing={hearing.id}")
        assert "Where do bicycles go?" in page.content.decode()
        other = f"{self.place(elm)}?hearing={elm.id}"
        assert cast.signed_in(ann).get(other).status_code == 404

    def test_come_in_parts_and_ask_the_database_as_often(
        self, elm, ann, bo, di, hearing, django_assert_max_num_queries
    ):
        for number in range(40):
            row = operations.add_statement(
                member=(ann, di)[number % 2],
                hearing=hearing,
                text=f"Idea {number}",
                now=NOW,
            )
            Statement.objects.filter(id=row.id).update(
                folded_at=NOW, folded_by=bo, fold_reason="Twice"
            )
        browser = cast.signed_in(bo)
        browser.get(self.place(elm))
        with django_assert_max_num_queries(10):
            page = browser.get(f"{self.place(elm)}?page=2").content.decode()
        assert "Page 2 of 2" in page
        assert page.count("Read it") == 10


class TestFirst:
    def test_goes_before_all_others(self, ann, bo, fay, elm, hearing, shed):
        cars = operations.add_statement(
            member=ann, hearing=hearing, text="Cars may stay", now=NOW
        )
        operations.respond(
            member=fay, statement=cars, answer=Response.Answer.PASS, now=NOW
        )
        assert queries.next_statement(bo, hearing) == shed
        operations.put_first(member=ann, statement=cars, now=NOW)
        operations.put_first(member=ann, statement=cars, now=NOW)
        assert queries.next_statement(bo, hearing) == cars
        operations.put_back(member=ann, statement=cars, now=NOW)
        assert queries.next_statement(bo, hearing) == shed
        ours = [kind for kind in kinds(elm) if ".put_" in kind]
        assert ours == ["statement.put_first", "statement.put_back"]

    def test_is_for_hosts_where_there_are_many(self, ann, di, elm, shed):
        elm.preset = "local"
        elm.save()
        with pytest.raises(operations.NotHostError):
            operations.put_first(
                member=cast.member(elm, "Ann"), statement=shed, now=NOW
            )
        row = operations.put_first(
            member=cast.member(elm, "Di"), statement=shed, now=NOW
        )
        assert row.goes_first

    def test_is_for_five_at_most(self, ann, hearing):
        rows = [
            operations.add_statement(
                member=ann, hearing=hearing, text=f"Idea {n}", now=NOW
            )
            for n in range(6)
        ]
        for row in rows[:5]:
            operations.put_first(member=ann, statement=row, now=NOW)
        with pytest.raises(operations.TooManyFirstError, match="5 go first"):
            operations.put_first(member=ann, statement=rows[5], now=NOW)

    def test_is_a_press_on_the_page(self, ann, elm, hearing, shed):
        place = reverse("listening:put_first", args=(elm.slug, shed.id))
        sent = cast.signed_in(ann).post(place, {"next": "/c/elm-street/"})
        assert sent.headers["Location"] == "/c/elm-street/"
        assert Statement.objects.get(id=shed.id).goes_first
