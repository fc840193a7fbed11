"""Councils put words together; a group takes its own out within 48 hours."""

from datetime import timedelta

import pytest
from tests.again import once
from tests.cast import NOW
from tests.federating.councils import send_pair
from tests.federating.world import World

from folkmoot.federating.models import ThemeItem
from folkmoot.federating.operations import (
    GroupingError,
    make_theme,
    take_out,
    translate_item,
)
from folkmoot.federating.queries.theme_pages import list_originals, list_themes

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Heard:
    @once
    def __init__(self) -> None:
        self.world = World()
        self.speaker, _listener = send_pair(self.world, self.world.leaves[0])
        self.question = self.world.ask()
        self.world.hear()
        self.originals = [
            one.row for one in list_originals(self.question, self.world.federation)
        ]

    def put_together(self):
        return make_theme(
            member=self.speaker.member,
            council=self.world.federation,
            question=self.question,
            title="Roof",
            contributions=[one.id for one in self.originals],
            now=NOW,
        )


def test_a_theme_keeps_links_to_all_originals():
    heard = Heard()
    theme = heard.put_together()
    linked = set(theme.items.values_list("contribution_id", flat=True))
    assert linked == {one.id for one in heard.originals}
    (shown,) = list_themes(
        heard.question, heard.world.federation, heard.world.leaves[1].id, NOW
    )
    assert {item.text for item in shown.items} == {"The roof comes first."}


def test_only_delegates_do_it():
    heard = Heard()
    heard.speaker.member = heard.world.members_of(heard.world.leaves[1])[0]
    with pytest.raises(GroupingError):
        heard.put_together()


def test_that_is_not_what_we_meant_takes_it_out_at_once():
    heard = Heard()
    heard.put_together()
    leaf = heard.world.leaves[1]
    item = ThemeItem.objects.filter(collective=leaf).first()
    with pytest.raises(GroupingError):
        take_out(
            member=heard.world.members_of(heard.world.leaves[2])[0],
            item=item,
            now=NOW,
        )
    member = heard.world.members_of(leaf)[0]
    row = take_out(member=member, item=item, now=NOW + 48 * HOUR - HOUR)
    assert row.taken_out_by == member
    # What was said stays where it was said.
    again = list_originals(heard.question, heard.world.federation)
    assert {one.row for one in again} == set(heard.originals)


def test_after_48_hours_it_stays():
    heard = Heard()
    heard.put_together()
    leaf = heard.world.leaves[1]
    item = ThemeItem.objects.filter(collective=leaf).first()
    with pytest.raises(GroupingError):
        take_out(member=heard.world.members_of(leaf)[0], item=item, now=NOW + 48 * HOUR)


def test_a_heading_whose_words_are_all_out_waits_for_no_answer():
    heard = Heard()
    theme = heard.put_together()
    for item in theme.items.all():
        leaf = item.collective
        take_out(member=heard.world.members_of(leaf)[0], item=item, now=NOW)
    theme.refresh_from_db()
    assert theme.use == "not_used"


def test_a_translation_stands_beside_the_original():
    heard = Heard()
    item = heard.put_together().items.first()
    translate_item(
        member=heard.speaker.member, item=item, text="El techo primero.", now=NOW
    )
    item.refresh_from_db()
    assert item.translation == "El techo primero."
    assert heard.originals[0].text == "The roof comes first."
