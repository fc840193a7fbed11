"""Starting, inviting, joining, leaving, roles: rows and record entries."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import F
from tests import cast
from tests.cast import DAY, NOW

from folkmoot.people import operations
from folkmoot.people.models import Invitation, Membership, Term
from folkmoot.people.queries import (
    count_members,
    get_agreement,
    holds_role,
    list_friends,
    list_members,
    list_rested,
    list_roles,
)
from folkmoot.record.models import Entry
from folkmoot.record.queries import find_fault

pytestmark = pytest.mark.django_db


def kinds(collective):
    entries = Entry.objects.filter(collective_id=collective.id).order_by("index")
    return [entry.kind for entry in entries]


class TestStartCollective:
    def test_makes_member_agreement_and_entry(self):
        ann = cast.person("Ann")
        elm = operations.start_collective(
            person=ann, name="Elm Street", preset="home", now=NOW, member_name="Ann E."
        )
        assert elm.slug == "elm-street"
        assert [m.name for m in list_members(elm)] == ["Ann E."]
        agreement = get_agreement(elm)
        assert agreement.version == 1
        assert "Anyone may say stop" in agreement.short_text
        assert kinds(elm) == ["collective.started"]
        assert find_fault(elm.id) is None

    def test_gives_each_its_own_address(self):
        one, other = cast.collective("Elm"), cast.collective("Elm", members=("Al",))
        assert one.slug != other.slug

    def test_takes_names_without_latin_letters(self):
        ann = cast.person("Ann")
        made = operations.start_collective(
            person=ann, name="жильцы", preset="home", now=NOW
        )
        assert made.slug

    def test_speaks_the_collectives_language(self):
        made = operations.start_collective(
            person=cast.person("Ann"), name="Elm", preset="branch", now=NOW, text="Own"
        )
        assert get_agreement(made).text == "Own"


class TestJoin:
    def test_uses_up_the_invitation(self):
        elm = cast.collective()
        invitation = operations.invite(member=cast.member(elm), now=NOW)
        cy = cast.person("Cy")
        joined = operations.join(invitation=invitation, person=cy, name="Cy", now=NOW)
        assert joined.takes_positions
        assert kinds(elm)[-2:] == ["invitation.made", "member.joined"]
        with pytest.raises(operations.InvitationEndedError):
            operations.join(
                invitation=invitation, person=cast.person("Al"), name="Al", now=NOW
            )

    def test_twice_by_the_same_person_is_one_membership(self):
        elm = cast.collective()
        invitation = operations.invite(member=cast.member(elm), now=NOW, uses=5)
        cy = cast.person("Cy")
        first = operations.join(invitation=invitation, person=cy, name="Cy", now=NOW)
        again = operations.join(invitation=invitation, person=cy, name="Cy", now=NOW)
        assert first == again
        assert Invitation.objects.get(id=invitation.id).uses_left == 4

    @pytest.mark.parametrize("after", [30 * DAY, 31 * DAY])
    def test_refuses_an_expired_invitation(self, after):
        invitation = operations.invite(member=cast.member(cast.collective()), now=NOW)
        with pytest.raises(operations.InvitationEndedError):
            operations.join(
                invitation=invitation,
                person=cast.person("Cy"),
                name="Cy",
                now=NOW + after,
            )

    def test_refuses_an_invitation_taken_back(self):
        elm = cast.collective()
        invitation = operations.invite(member=cast.member(elm), now=NOW)
        bo = cast.member(elm, "Bo")
        operations.end_invitation(member=bo, invitation=invitation, now=NOW)
        with pytest.raises(operations.InvitationEndedError):
            operations.join(
                invitation=invitation, person=cast.person("Cy"), name="Cy", now=NOW
            )

    @pytest.mark.parametrize("name", ["bo", "Bó", "B0", "B\u043e", "B o\u200b"])
    def test_refuses_a_name_that_looks_like_anothers(self, name):
        elm = cast.collective()
        invitation = operations.invite(member=cast.member(elm), now=NOW)
        with pytest.raises(operations.NameTakenError):
            operations.join(
                invitation=invitation, person=cast.person("Cy"), name=name, now=NOW
            )

    def test_who_asks_first_comes_as_friend_and_may_step_in(self):
        elm = cast.collective()
        invitation = operations.invite(member=cast.member(elm), now=NOW)
        cy = operations.join(
            invitation=invitation,
            person=cast.person("Cy"),
            name="Cy",
            now=NOW,
            ask_first=True,
        )
        assert [m.name for m in list_friends(elm)] == ["Cy"]
        operations.step_in(membership=cy, now=NOW + DAY)
        assert count_members(elm) == 4
        assert kinds(elm)[-2:] == ["member.joined", "member.joined"]

    def test_a_friend_invited_as_friend_cannot_step_in(self):
        elm = cast.collective(friends=("Fay",))
        with pytest.raises(operations.NotAMemberError):
            operations.step_in(membership=cast.member(elm, "Fay"), now=NOW)

    def test_a_friend_cannot_invite(self):
        elm = cast.collective(friends=("Fay",))
        with pytest.raises(operations.NotAMemberError):
            operations.invite(member=cast.member(elm, "Fay"), now=NOW)


class TestLeave:
    def test_ends_roles_and_invitations_and_can_come_back(self):
        elm = cast.collective()
        di = cast.member(elm, "Di")
        operations.invite(member=di, now=NOW)
        operations.leave(membership=di, now=NOW + DAY)
        assert not list_roles(elm, NOW + DAY)
        assert not elm.invitations.filter(member=di, ended_at=None).exists()
        assert kinds(elm)[-1] == "member.left"
        invitation = operations.invite(member=cast.member(elm), now=NOW + DAY)
        back = operations.join(
            invitation=invitation, person=di.person, name="Di", now=NOW + 2 * DAY
        )
        assert back.id == di.id
        assert back.joined_at == NOW + 2 * DAY

    def test_twice_is_refused(self):
        bo = cast.member(cast.collective(), "Bo")
        operations.leave(membership=bo, now=NOW)
        with pytest.raises(operations.AlreadyLeftError):
            operations.leave(membership=bo, now=NOW)

    def test_who_was_removed_by_decision_cannot_come_back_by_link(self):
        elm = cast.collective()
        bo = cast.member(elm, "Bo")
        operations.end_membership(membership=bo, question_id=uuid4(), now=NOW)
        assert kinds(elm)[-1] == "member.removed"
        invitation = operations.invite(member=cast.member(elm), now=NOW)
        with pytest.raises(operations.JoinRefusedError):
            operations.join(invitation=invitation, person=bo.person, name="Bo", now=NOW)


class TestTerms:
    def test_powers_end_at_the_second(self):
        elm = cast.collective()
        di = cast.member(elm, "Di")
        ends_at = elm.terms.get().ends_at
        assert holds_role(di, Term.Role.HOST, ends_at - timedelta(microseconds=1))
        assert not holds_role(di, Term.Role.HOST, ends_at)

    @pytest.mark.parametrize("length", [0 * DAY, -1 * DAY, 367 * DAY])
    def test_refuses_terms_without_a_near_end(self, length):
        di = cast.member(cast.collective(), "Di")
        with pytest.raises(operations.TermLengthError):
            operations.appoint(
                member=di, role=Term.Role.MONEY, ends_at=NOW + length, now=NOW
            )

    def test_the_lot_can_be_drawn_again_by_anyone(self):
        elm = cast.collective(members=("Ann", "Bo", "Cy", "Flo"))
        drawn = [
            operations.draw_by_lot(
                collective=elm,
                role=Term.Role.HOST,
                candidates=order,
                seed="seed",
                ends_at=NOW + DAY,
                now=NOW,
                size=2,
                about_id=uuid4(),
            )
            for order in (list_members(elm), list_members(elm).reverse())
        ]
        first, second = [[term.member_id for term in terms] for terms in drawn]
        assert first == second
        assert len(set(first)) == 2
        assert kinds(elm)[-1] == "role.drawn"

    def test_a_lot_among_nobody_writes_nothing(self):
        elm = cast.collective()
        before = kinds(elm)
        drawn = operations.draw_by_lot(
            collective=elm,
            role=Term.Role.HOST,
            candidates=[],
            seed="seed",
            ends_at=NOW + DAY,
            now=NOW,
        )
        assert drawn == []
        assert kinds(elm) == before

    @pytest.mark.parametrize(("percent", "days"), [(100, 30), (50, 15), (200, 60)])
    def test_two_terms_in_a_row_then_a_rest(self, percent, days):
        elm = cast.collective()
        elm.settings = {"rest_percent": percent}
        elm.save()
        di = cast.member(elm, "Di")
        assert di in list_rested(elm, Term.Role.HOST, NOW)
        again, end = NOW + 30 * DAY, NOW + 60 * DAY
        operations.appoint(member=di, role=Term.Role.HOST, ends_at=end, now=again)
        assert di not in list_rested(elm, Term.Role.HOST, again)
        assert di not in list_rested(elm, Term.Role.HOST, end + (days - 1) * DAY)
        assert di in list_rested(elm, Term.Role.HOST, end + days * DAY)

    def test_of_two_who_hold_a_role_side_by_side_each_rests(self):
        elm = cast.collective()
        server, year = Term.Role.SERVER, 365 * DAY
        for start in (NOW, NOW + year):
            for name in ("Ann", "Bo"):
                member = cast.member(elm, name)
                operations.appoint(
                    member=member, role=server, ends_at=start + year, now=start
                )
        rested = list_rested(elm, server, NOW + 2 * year)
        assert [member.name for member in rested] == ["Di"]

    def test_a_role_laid_down_is_on_record(self):
        elm = cast.collective()
        operations.lay_down(term=elm.terms.get(), now=NOW + DAY)
        assert kinds(elm)[-1] == "role.laid_down"


def test_a_membership_is_unique_per_person():
    """The second wall behind the locks."""
    elm = cast.collective()
    rows = Membership.objects.filter(collective=elm)
    assert rows.values("person").distinct().count() == rows.count()
    assert not rows.filter(id=F("invited_by_id")).exists()
