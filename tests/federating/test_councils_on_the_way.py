"""A council on the way up puts words together for the next; all below follow it."""

from datetime import timedelta

import pytest
from tests import cast
from tests.again import once
from tests.cast import DAY, NOW
from tests.federating.councils import sent
from tests.federating.world import World

from folkmoot.federating.models import Delegate, Theme
from folkmoot.federating.operations import (
    GroupingError,
    make_federation,
    make_theme,
    order_themes,
    take_out,
    translate_item,
)
from folkmoot.federating.queries.drafters import themes_in
from folkmoot.federating.queries.theme_pages import headings_below, list_originals

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Towns:
    """Two towns of two houses under one country; a messenger in every council."""

    @once
    def __init__(self) -> None:
        self.world = World(leaves=4)
        ash, birch, cedar, elm = self.world.leaves
        self.world.federation.links_down.update(ended_at=NOW - DAY)
        self.low = make_federation(name="Low town", children=[ash, birch], now=NOW)
        self.high = make_federation(name="High town", children=[cedar, elm], now=NOW)
        self.country = make_federation(
            name="Country", children=[self.low, self.high], now=NOW
        )
        self.world.federation = self.country
        self.in_low = self.send(ash, self.low)
        self.in_high = self.send(cedar, self.high)
        self.above = self.send(self.low, self.country, self.in_low.member)
        self.question = self.world.ask()
        self.world.hear()

    def send(self, home, council, member=None) -> Delegate:
        return sent(home, council, member or self.world.members_of(home)[0])

    def make(self, title, delegate, *chosen) -> Theme:
        return make_theme(
            member=delegate.member,
            council=delegate.council,
            question=self.question,
            title=title,
            contributions=[one.id for one in chosen],
            now=NOW,
        )

    def words(self, council) -> list:
        return [one.row for one in list_originals(self.question, council)]

    def address(self, council, more="") -> str:
        return f"/f/{council.slug}/council/questions/{self.question.id}/themes/{more}"


@pytest.fixture
def towns():
    return Towns()


class TestPuttingTogether:
    def test_a_council_takes_words_of_groups_below_it_only(self, towns):
        below = {row.collective_id for row in towns.words(towns.low)}
        assert below == {leaf.id for leaf in towns.world.leaves[:2]}
        with pytest.raises(GroupingError):
            towns.make("Roof", towns.in_low, *towns.words(towns.high))

    def test_a_heading_goes_on_whole_with_its_translation(self, towns):
        roof = towns.make("Roof", towns.in_low, *towns.words(towns.low))
        item = roof.items.first()
        translate_item(member=towns.in_low.member, item=item, text="Un techo.", now=NOW)
        assert list(headings_below(towns.question, towns.country)) == [roof]
        assert {row.collective_id for row in towns.words(towns.country)} == {
            leaf.id for leaf in towns.world.leaves[2:]
        }
        top = towns.make("Roofs", towns.above, roof, *towns.words(towns.country))
        roof.refresh_from_db()
        assert roof.within == top
        linked = set(top.items.values_list("contribution_id", flat=True))
        assert linked >= set(roof.items.values_list("contribution_id", flat=True))
        again = top.items.get(contribution_id=item.contribution_id)
        assert again.translation == "Un techo."

    def test_the_drafters_answer_it_once(self, towns):
        roof = towns.make("Roof", towns.in_low, *towns.words(towns.low))
        top = towns.make("Roofs", towns.above, roof)
        made = set(themes_in(towns.question).exclude(made_by=None))
        assert made == {top}

    def test_what_was_taken_apart_above_stands_for_itself_again(self, towns):
        roof = towns.make("Roof", towns.in_low, *towns.words(towns.low))
        top = towns.make("Roofs", towns.above, roof)
        for item in top.items.select_related("collective"):
            member = towns.world.members_of(item.collective)[1]
            take_out(member=member, item=item, now=NOW + 47 * HOUR)
        roof.refresh_from_db()
        assert roof.within is None
        assert roof in set(themes_in(towns.question))

    def test_its_messengers_put_its_headings_in_order(self, towns):
        first, second = towns.words(towns.low)[:2]
        made = [
            towns.make(t, towns.in_low, w) for t, w in (("A", first), ("B", second))
        ]
        order = order_themes(
            member=towns.in_low.member,
            council=towns.low,
            question=towns.question,
            themes=[one.id for one in made],
            now=NOW,
        )
        assert order.collective == towns.low


class TestPages:
    def test_all_below_follow_it_and_nobody_else(self, towns, clock):
        clock.set(NOW)
        towns.make("Roof", towns.in_low, *towns.words(towns.low))
        below = cast.signed_in(towns.world.members_of(towns.world.leaves[1])[2])
        shown = below.get(towns.address(towns.low)).content.decode()
        assert "Roof" in shown
        assert "Low town" in shown
        elsewhere = cast.signed_in(towns.world.members_of(towns.world.leaves[2])[2])
        assert elsewhere.get(towns.address(towns.low)).status_code == 404
        assert elsewhere.get(towns.address(towns.country)).status_code == 200

    def test_it_is_found_from_the_question_and_from_every_council(self, towns, clock):
        clock.set(NOW)
        bo = cast.signed_in(towns.world.members_of(towns.world.leaves[1])[1])
        whole = f"/f/{towns.country.slug}/q/{towns.question.number}/"
        for page in (whole, f"{whole}groups/{towns.low.id}/"):
            assert towns.address(towns.low) in bo.get(page).content.decode()
        council = bo.get(f"/f/{towns.country.slug}/council/").content.decode()
        assert f'href="/f/{towns.low.slug}/council/"' in council
        low = bo.get(f"/f/{towns.low.slug}/council/").content.decode()
        assert towns.address(towns.low) in low

    def test_a_messenger_takes_a_heading_further_up(self, towns, clock):
        clock.set(NOW)
        roof = towns.make("Roof", towns.in_low, *towns.words(towns.low))
        ann = cast.signed_in(towns.above.member)
        shown = ann.get(towns.address(towns.country)).content.decode()
        assert "Low town: Roof" in shown
        data = {"title": "Roofs", "headings": [str(roof.id)]}
        made = ann.post(towns.address(towns.country, "new/"), data)
        assert made.status_code == 302
        shown = ann.get(towns.address(towns.low)).content.decode()
        assert "This went on to the council of" in shown

    def test_a_group_below_says_it_is_not_what_it_meant(self, towns, clock):
        clock.set(NOW + 47 * HOUR)
        roof = towns.make("Roof", towns.in_low, *towns.words(towns.low))
        item = roof.items.filter(collective=towns.world.leaves[1]).first()
        bo = cast.signed_in(towns.world.members_of(towns.world.leaves[1])[1])
        address = towns.address(towns.low, f"{item.id}/taking-out/")
        assert address in bo.get(towns.address(towns.low)).content.decode()
        bo.post(address)
        item.refresh_from_db()
        assert item.taken_out_at is not None
