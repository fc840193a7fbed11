"""Reports home: the listener writes, both sign, then they swap; late ones leave a mark."""

from datetime import timedelta

import pytest
from tests.cast import NOW
from tests.federating.councils import pair_in, say, send_pair
from tests.federating.world import World

from folkmoot.federating.operations import (
    ReportError,
    sign_report,
    stop_carrying,
    write_report,
)
from folkmoot.federating.queries.pairs import pair_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def room():
    world = World()
    speaker, listener = send_pair(world, world.leaves[0])
    say(speaker, NOW, basis="own_view")
    return world, speaker, listener


def reported(by, now):
    return write_report(
        member=by.member, delegate=by, text="We spoke of the roof.", now=now
    )


def test_the_listener_writes_and_the_messenger_signs():
    world, speaker, listener = room()
    with pytest.raises(ReportError):
        reported(speaker, NOW)
    report = reported(listener, NOW + HOUR)
    assert (report.due_at, report.signed_at) == (NOW + 48 * HOUR, None)
    with pytest.raises(ReportError):
        sign_report(member=listener.member, delegate=listener, report=report, now=NOW)
    sign_report(member=speaker.member, delegate=speaker, report=report, now=NOW + HOUR)
    report.refresh_from_db()
    assert report.signed_by == speaker
    now_speaks, now_listens = pair_in(world, world.leaves[0], NOW + HOUR)
    assert (now_speaks, now_listens) == (listener, speaker)


def test_without_a_report_the_next_entry_is_marked():
    _world, speaker, _listener = room()
    late = NOW + 48 * HOUR
    assert not say(speaker, late - HOUR, basis="own_view").lacks_report
    assert say(speaker, late, basis="own_view").lacks_report


def test_a_signed_report_clears_it():
    world, speaker, listener = room()
    report = reported(listener, NOW + HOUR)
    sign_report(member=speaker.member, delegate=speaker, report=report, now=NOW + HOUR)
    now_speaks = pair_of(world.leaves[0].id, world.federation.id, NOW + HOUR)[0]
    assert not say(now_speaks, NOW + 60 * HOUR, basis="own_view").lacks_report


def test_nothing_said_needs_no_report():
    world = World()
    _speaker, listener = send_pair(world, world.leaves[0])
    with pytest.raises(ReportError):
        reported(listener, NOW)


def test_whoever_is_alone_writes_and_one_name_is_enough():
    _world, speaker, listener = room()
    stop_carrying(member=listener.member, delegate=listener, now=NOW + HOUR)
    report = reported(speaker, NOW + HOUR)
    assert report.signed_by == speaker
