"""A federation goes into one file and comes out of it on another server."""

import pytest
from tests.cast import NOW, member, signed_in
from tests.federating.world import World
from tests.home.test_archive import empty_the_server, write

from folkmoot.federating.access import get_federation_for
from folkmoot.federating.models import Link
from folkmoot.fund.operations import (
    SurplusText,
    book_in_fund,
    note_surplus,
    open_fund_account,
)
from folkmoot.home.operations import WrongCopyError, import_collective, open_copy
from folkmoot.people.models import Collective
from folkmoot.record.queries import find_fault

pytestmark = pytest.mark.django_db


def exported(folder, *collectives):
    """Write a file for each collective."""
    files = [folder / f"{one.slug}.tar.gz" for one in collectives]
    for file, one in zip(files, collectives, strict=True):
        file.write_bytes(write(one)[0])
    return files


def imported(files):
    for file in files:
        with open_copy(file) as copy:
            import_collective(copy=copy, now=NOW)


def account(who, federation, kind):
    return open_fund_account(
        member=who,
        collective=federation,
        name=kind,
        kind=kind,
        code="EUR",
        digits=None,
        now=NOW,
    )


def test_a_federation_is_linked_with_its_groups_that_came_before(tmp_path):
    world = World(leaves=2)
    ash, birch = world.leaves
    files = exported(tmp_path, ash, world.federation)
    empty_the_server()
    imported(files)
    links = Link.objects.filter(collective=world.federation)
    assert [link.child_id for link in links] == [ash.id]
    assert find_fault(world.federation.id) is None
    assert not Collective.objects.filter(id=birch.id).exists()
    ann = member(Collective.objects.get(id=ash.id))
    assert get_federation_for(ann.person, world.federation.slug).member == ann


def test_a_federations_fund_needs_the_groups_whose_people_it_names(tmp_path):
    world = World(leaves=2)
    federation = world.federation
    ann = member(world.leaves[0])
    bank, dues = (account(ann, federation, kind) for kind in ("held", "source"))
    book_in_fund(
        member=ann,
        from_account=dues,
        to_account=bank,
        amount=500,
        day=NOW.date(),
        text="Rents",
        now=NOW,
    )
    left_over = SurplusText("Rents", 300, unit=bank.unit)
    note_surplus(member=ann, collective=federation, surplus=left_over, now=NOW)
    files = exported(tmp_path, ann.collective, federation)
    empty_the_server()
    with pytest.raises(WrongCopyError, match="Import its groups first"):
        imported(files[1:])
    assert not Collective.objects.exists()
    imported(files)
    browser = signed_in(member(Collective.objects.get(id=ann.collective_id)).person)
    for page, told in (
        ("fund", "held"),
        ("fund/ledger", "Rents"),
        ("left-over", ""),
    ):
        answer = browser.get(f"/c/{federation.slug}/{page}/")
        assert answer.status_code == 200, page
        assert told in answer.content.decode()
