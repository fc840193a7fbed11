"""What a server does with its memory at its start."""

import gc

from folkmoot.cli.server.starting import nothing_is_garbage


def test_what_a_start_makes_is_never_searched_again():
    before = gc.get_freeze_count()
    with nothing_is_garbage():
        kept = [[number] for number in range(100)]
    assert gc.get_freeze_count() >= before + len(kept)
    assert gc.isenabled()
