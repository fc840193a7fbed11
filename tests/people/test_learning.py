"""Learning a role beside its holder: no powers, and asked first when the term ends."""

from datetime import timedelta

import pytest
from tests.cast import DAY, NOW, collective, member, signed_in

from folkmoot.people.models import Learner, Term
from folkmoot.people.operations import (
    LearningRefusedError,
    NotAMemberError,
    appoint,
    ask_for_role,
    learn_role,
    leave,
    stop_learning,
)
from folkmoot.people.queries import holds_role
from folkmoot.record.models import Entry

pytestmark = pytest.mark.django_db
CARE = Term.Role.CARE
ASKED = "You learned this role. Would you take it on?"


def street(preset="local"):
    """Return Elm Street, whose care person is Ann for thirty days more."""
    elm = collective(preset=preset, members=("Ann", "Bo", "Di"), friends=("Flo",))
    appoint(member=member(elm), role=CARE, ends_at=NOW + 30 * DAY, now=NOW)
    return elm


@pytest.fixture
def elm():
    return street()


def shown_to(elm, name, clock, now=NOW, page="roles/"):
    clock.set(now)
    where = page if page.startswith("/") else f"/c/{elm.slug}/{page}"
    return signed_in(member(elm, name), now).get(where).content.decode()


class TestLearning:
    def test_begins_and_ends_on_the_page_of_roles(self, elm, clock):
        assert "Learn it beside them" in shown_to(elm, "Bo", clock)
        bo, url = signed_in(member(elm, "Bo"), NOW), f"/c/{elm.slug}/roles/care/"
        assert bo.post(url + "learning/").status_code == 302
        page = shown_to(elm, "Di", clock)
        assert "learns it, without its powers." in page
        assert bo.post(url + "learning/end/").status_code == 302
        assert "learns it" not in shown_to(elm, "Di", clock)
        kinds = Entry.objects.filter(kind__startswith="learner.")
        assert list(kinds.order_by("index").values_list("kind", flat=True)) == [
            "learner.joined",
            "learner.left",
        ]

    def test_gives_no_powers(self, elm):
        learn_role(member=member(elm, "Bo"), role=CARE, now=NOW)
        assert not holds_role(member(elm, "Bo"), CARE, NOW)

    def test_is_not_for_the_holder_nor_twice_nor_where_nobody_holds_it(self, elm):
        learn_role(member=member(elm, "Bo"), role=CARE, now=NOW)
        for name, role in (("Ann", CARE), ("Bo", CARE), ("Di", Term.Role.MONEY)):
            with pytest.raises(LearningRefusedError):
                learn_role(member=member(elm, name), role=role, now=NOW)
        with pytest.raises(NotAMemberError):
            learn_role(member=member(elm, "Flo"), role=CARE, now=NOW)

    def test_is_not_offered_at_home(self, clock):
        home = street("home")
        assert "Learn it" not in shown_to(home, "Bo", clock)
        with pytest.raises(LearningRefusedError):
            learn_role(member=member(home, "Bo"), role=CARE, now=NOW)

    def test_ends_with_the_membership_and_with_taking_the_role(self, elm):
        for name in ("Bo", "Di"):
            learn_role(member=member(elm, name), role=CARE, now=NOW)
        leave(membership=member(elm, "Bo"), now=NOW)
        appoint(
            member=member(elm, "Di"), role=CARE, ends_at=NOW + 60 * DAY, now=NOW + DAY
        )
        assert not Learner.objects.filter(ended_at=None).exists()


class TestTheEndOfATerm:
    """Two weeks before, who learned it is asked; once all are asked, like everybody."""

    def test_asks_who_learned_it_first(self, elm, clock):
        learner = learn_role(member=member(elm, "Bo"), role=CARE, now=NOW)
        near = NOW + 16 * DAY
        early = near - timedelta(seconds=1)
        assert ASKED not in shown_to(elm, "Bo", clock, early, page="/me/")
        assert ASKED in shown_to(elm, "Bo", clock, near, page="/me/")
        assert ASKED not in shown_to(elm, "Di", clock, near, page="/me/")
        assert ASKED in shown_to(elm, "Bo", clock, NOW + 90 * DAY, page="/me/")
        ask_for_role(member=member(elm, "Bo"), role=CARE, now=near)
        page = shown_to(elm, "Bo", clock, near, page="/me/")
        assert ASKED not in page
        assert "Would you take this role?" in page
        stop_learning(learner=learner, now=near)
