"""A council orders what it put together; a group undoes it within 48 hours."""

from datetime import timedelta

import pytest
from tests import cast
from tests.cast import NOW
from tests.federating.test_grouping import Heard

from folkmoot.federating.models import Theme, ThemeOrder
from folkmoot.federating.operations import (
    GroupingError,
    make_theme,
    order_themes,
    undo_order,
)
from folkmoot.federating.queries.pages.drafting import drafting_page
from folkmoot.federating.queries.theme_pages import list_themes
from folkmoot.people.operations import NotAMemberError
from folkmoot.record.models import Entry

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Ordered(Heard):
    """Two headings, each of the words of one group; the second was made last."""

    def __init__(self) -> None:
        super().__init__()
        self.council = self.world.federation
        self.first, self.second = (
            self.make(title, leaf)
            for title, leaf in zip(("Roof", "Heat"), self.world.leaves, strict=False)
        )

    def make(self, title, leaf) -> Theme:
        said = [one.id for one in self.originals if one.collective_id == leaf.id]
        return make_theme(
            member=self.speaker.member,
            council=self.council,
            question=self.question,
            title=title,
            contributions=said,
            now=NOW,
        )

    def order(self, *themes: Theme, now=NOW) -> ThemeOrder:
        return order_themes(
            member=self.speaker.member,
            council=self.council,
            question=self.question,
            themes=[one.id for one in themes],
            now=now,
        )

    def shown(self) -> list[str]:
        leaf = self.world.leaves[0]
        found = list_themes(self.question, self.council, leaf.id, NOW)
        assert all(theme.items for theme in found), "an original is missing"
        return [theme.row.title for theme in found]


@pytest.fixture
def ordered():
    return Ordered()


class TestOrdering:
    def test_shows_every_heading_with_its_originals_in_that_order(self, ordered):
        assert ordered.shown() == ["Heat", "Roof"]  # the newest first
        ordered.order(ordered.first, ordered.second)
        assert ordered.shown() == ["Roof", "Heat"]
        written = Entry.objects.get(kind="theme.ordered")
        assert written.collective_id == ordered.council.id

    def test_the_drafters_read_them_in_that_order(self, ordered):
        ordered.order(ordered.second, ordered.first)
        themes = drafting_page(ordered.question).themes
        assert [one.theme.title for one in themes][:2] == ["Heat", "Roof"]

    def test_what_came_later_follows(self, ordered):
        ordered.order(ordered.first, ordered.second)
        ordered.make("Light", ordered.world.leaves[2])
        assert ordered.shown() == ["Roof", "Heat", "Light"]

    def test_no_heading_is_left_out_or_told_twice(self, ordered):
        for themes in ((ordered.first,), (ordered.first, ordered.first)):
            with pytest.raises(GroupingError, match="other headings"):
                ordered.order(*themes)

    def test_is_for_delegates(self, ordered):
        ordered.speaker.member = ordered.world.members_of(ordered.world.leaves[1])[0]
        with pytest.raises(GroupingError, match="Messengers"):
            ordered.order(ordered.first, ordered.second)


class TestUndoing:
    def undo(self, ordered, order, leaf=0, now=NOW) -> ThemeOrder:
        member = ordered.world.members_of(ordered.world.leaves[leaf])[1]
        return undo_order(member=member, order=order, now=now)

    def test_brings_back_the_order_before(self, ordered):
        ordered.order(ordered.first, ordered.second)
        order = ordered.order(ordered.second, ordered.first, now=NOW + HOUR)
        assert ordered.shown() == ["Heat", "Roof"]
        row = self.undo(ordered, order, now=NOW + 48 * HOUR)
        assert row.undone_by.collective == ordered.world.leaves[0]
        assert ordered.shown() == ["Roof", "Heat"]

    def test_is_for_groups_whose_words_stand_in_it(self, ordered):
        order = ordered.order(ordered.first, ordered.second)
        with pytest.raises(GroupingError, match="your group's words"):
            self.undo(ordered, order, leaf=2)

    def test_is_over_after_48_hours(self, ordered):
        order = ordered.order(ordered.first, ordered.second)
        with pytest.raises(GroupingError, match="48 hours"):
            self.undo(ordered, order, now=NOW + 48 * HOUR)

    def test_is_not_for_friends(self, ordered):
        order = ordered.order(ordered.first, ordered.second)
        bo = ordered.world.members_of(ordered.world.leaves[0])[1]
        bo.standing = "friend"
        bo.save()
        with pytest.raises(NotAMemberError):
            undo_order(member=bo, order=order, now=NOW)


class TestPages:
    def address(self, ordered) -> str:
        slug, question = ordered.council.slug, ordered.question.id
        return f"/f/{slug}/council/questions/{question}/themes/"

    def test_a_messenger_orders_and_a_group_undoes_it(self, ordered, clock):
        clock.set(NOW)
        ann = cast.signed_in(ordered.speaker.member)
        places = {f"place_{ordered.first.id}": "1", f"place_{ordered.second.id}": "2"}
        assert ann.post(f"{self.address(ordered)}order/", places).status_code == 302
        assert ordered.shown() == ["Roof", "Heat"]
        member = ordered.world.members_of(ordered.world.leaves[1])[1]
        bo = cast.signed_in(member)
        shown = bo.get(self.address(ordered)).content.decode()
        order = ThemeOrder.objects.get()
        undoing = f"{self.address(ordered)}order/{order.id}/undoing/"
        assert undoing in shown
        assert ordered.speaker.member.name in shown
        bo.post(undoing)
        shown = bo.get(self.address(ordered)).content.decode()
        assert "undid it" in shown
        assert ordered.shown() == ["Heat", "Roof"]

    def test_a_place_that_is_none_is_said(self, ordered, clock):
        clock.set(NOW)
        ann = cast.signed_in(ordered.speaker.member)
        answer = ann.post(f"{self.address(ordered)}order/", {})
        assert answer.status_code == 422

    def test_who_is_not_sent_orders_nothing(self, ordered, clock):
        clock.set(NOW)
        member = ordered.world.members_of(ordered.world.leaves[1])[1]
        bo = cast.signed_in(member)
        assert bo.post(f"{self.address(ordered)}order/", {}).status_code == 404
