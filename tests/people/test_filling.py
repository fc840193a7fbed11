"""Finding somebody for a role: named, willing, drawn by lot; through HTTP too."""

import pytest
from tests import cast
from tests.cast import DAY, NOW

from folkmoot.messaging.models import Message
from folkmoot.people import operations
from folkmoot.people.models import Filling, Term
from folkmoot.people.queries import list_roles
from folkmoot.record.models import Entry

pytestmark = pytest.mark.django_db
CARE = Term.Role.CARE


@pytest.fixture
def elm():
    return cast.collective(members=("Ann", "Bo", "Flo"), friends=("Fay",))


def holders(elm, role, now):
    return [term.member.name for term in list_roles(elm, now) if term.role == role]


def asked(elm, role=CARE):
    ann = cast.member(elm, "Ann")
    return operations.ask_for_role(member=ann, role=role, now=NOW)


def answer(elm, filling, name, is_willing, now=NOW):
    operations.answer_filling(
        member=cast.member(elm, name), filling=filling, is_willing=is_willing, now=now
    )


def kinds(elm):
    return list(
        Entry.objects.filter(collective_id=elm.id).values_list("kind", flat=True)
    )


class TestLot:
    def test_is_drawn_among_the_willing_once_all_have_answered(self, elm):
        filling = asked(elm)
        answer(elm, filling, "Ann", False)
        answer(elm, filling, "Bo", True)
        assert holders(elm, CARE, NOW) == []
        answer(elm, filling, "Flo", False, NOW + DAY)
        assert holders(elm, CARE, NOW + DAY) == ["Bo"]
        (term,) = elm.terms.filter(role=CARE)
        assert term.ends_at == NOW + DAY + 90 * DAY

    def test_after_two_weeks_it_is_drawn_whoever_looks(self, elm):
        filling = asked(elm)
        answer(elm, filling, "Flo", True)
        later = NOW + 14 * DAY
        assert operations.fill_due(later - DAY) == 0
        assert operations.fill_due(later) == 1
        assert operations.fill_due(later) == 0
        assert holders(elm, CARE, later) == ["Flo"]

    def test_with_nobody_willing_whoever_did_not_say_no_is_in_it(self, elm):
        filling = asked(elm)
        answer(elm, filling, "Ann", False)
        answer(elm, filling, "Bo", False)
        operations.fill_due(NOW + 15 * DAY)
        assert holders(elm, CARE, NOW + 15 * DAY) == ["Flo"]

    def test_when_all_say_no_the_role_stays_open_on_record(self, elm):
        filling = asked(elm)
        for name in ("Ann", "Bo", "Flo"):
            answer(elm, filling, name, False)
        assert holders(elm, CARE, NOW) == []
        assert "role.left_open" in kinds(elm)
        assert Filling.objects.get().ended_at == NOW

    def test_who_said_no_is_named_nowhere(self, elm):
        answer(elm, asked(elm), "Bo", False)
        entry = Entry.objects.filter(kind="role.declined").get()
        told = entry.disclosures.values_list("name", "member_id")
        assert {member for _name, member in told} == {None}
        page = cast.signed_in(cast.member(elm, "Flo")).get(f"/c/{elm.slug}/roles/").text
        assert "Willing:" not in page

    def test_a_third_term_in_a_row_goes_to_somebody_else(self, elm):
        bo = cast.member(elm, "Bo")
        for start in (NOW - 20 * DAY, NOW - 10 * DAY):
            operations.appoint(member=bo, role=CARE, ends_at=start + DAY, now=start)
        filling = asked(elm)
        answer(elm, filling, "Bo", True)
        answer(elm, filling, "Flo", True)
        answer(elm, filling, "Ann", False)
        assert holders(elm, CARE, NOW) == ["Flo"]


class TestAsking:
    def test_one_search_for_a_role_at_a_time(self, elm):
        asked(elm)
        with pytest.raises(operations.RoleTakenError):
            asked(elm)

    def test_not_while_somebody_holds_it_for_long(self, elm):
        bo = cast.member(elm, "Bo")
        operations.appoint(member=bo, role=CARE, ends_at=NOW + 30 * DAY, now=NOW)
        with pytest.raises(operations.RoleTakenError):
            asked(elm)

    def test_all_are_told_once(self, elm):
        asked(elm)
        assert Message.objects.filter(kind="collective.role_wanted").count() == 3

    def test_a_named_member_is_asked(self, elm):
        filling = asked(elm)
        ann, flo = cast.member(elm, "Ann"), cast.member(elm, "Flo")
        for _again in range(2):
            operations.name_for_role(member=ann, filling=filling, fellow=flo, now=NOW)
        assert Message.objects.filter(kind="collective.role_named").count() == 1
        with pytest.raises(operations.FillingOverError):
            operations.name_for_role(member=ann, filling=filling, fellow=ann, now=NOW)

    def test_a_friend_neither_asks_nor_answers(self, elm):
        fay = cast.member(elm, "Fay")
        with pytest.raises(operations.NotAMemberError):
            operations.ask_for_role(member=fay, role=CARE, now=NOW)
        filling = asked(elm)
        with pytest.raises(operations.NotAMemberError):
            operations.answer_filling(
                member=fay, filling=filling, is_willing=True, now=NOW
            )


class TestPage:
    def test_from_asking_to_laying_down(self, elm):
        ann, bo, flo = (
            cast.signed_in(cast.member(elm, n)) for n in ("Ann", "Bo", "Flo")
        )
        page = f"/c/{elm.slug}/roles/"
        assert "Nobody holds it now." in ann.get(page).text
        ann.post(f"{page}care/asking/")
        assert "Somebody is looked for." in bo.get(page).text
        flo_id = cast.member(elm, "Flo").id
        bo.post(f"{page}care/names/", {"member": str(flo_id)})
        assert "Named by others: <bdi>Flo</bdi>" in bo.get(page).text
        for browser, said in ((ann, "not_now"), (bo, "not_now"), (flo, "willing")):
            browser.post(f"{page}care/answer/", {"answer": said})
        shown = ann.get(page).text
        assert "<bdi>Flo</bdi>. Drawn by lot." in shown
        term = elm.terms.get(role=CARE)
        # Only her own: for others it is not there.
        assert bo.post(f"{page}terms/{term.id}/end/").status_code == 404
        flo.post(f"{page}terms/{term.id}/end/")
        assert holders(elm, CARE, NOW) == []
        assert "Flo until" in bo.get(page).text.replace("<bdi>", "").replace(
            "</bdi>", ""
        )

    def test_asks_again_who_is_named(self, elm):
        asked(elm)
        ann = cast.signed_in(cast.member(elm, "Ann"))
        named = f"/c/{elm.slug}/roles/care/names/"
        for said, mend in (
            ("", "Please choose somebody."),
            ("Zoe", "Nobody here has this name."),
        ):
            answer = ann.post(named, {"member": said})
            assert answer.status_code == 422
            assert mend in answer.text
            assert "<details open>" in answer.text

    def test_my_page_asks_until_answered(self, elm):
        bo = cast.signed_in(cast.member(elm, "Bo"))
        asked(elm)
        assert "Would you take this role?" in bo.get("/me/").text
        bo.post(f"/c/{elm.slug}/roles/care/answer/", {"answer": "not_now"})
        assert "Would you take this role?" not in bo.get("/me/").text

    def test_needs_no_more_queries_with_more_people(
        self, elm, django_assert_max_num_queries
    ):
        filling = asked(elm)
        link = operations.invite(member=cast.member(elm), now=NOW, uses=30)
        for number in range(20):
            operations.arrive(
                invitation=link,
                newcomer=operations.Newcomer(name=f"Pat {'x' * number}y"),
                now=NOW,
            )
        for member in elm.memberships.filter(name__startswith="Pat"):
            operations.answer_filling(
                member=member, filling=filling, is_willing=True, now=NOW
            )
        browser = cast.signed_in(cast.member(elm))
        with django_assert_max_num_queries(16):
            browser.get(f"/c/{elm.slug}/roles/")
