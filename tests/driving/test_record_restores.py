"""Yesterday's backup, and a copy that runs as well: beside a witness nothing forks."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.driver import Server
from tests.driving.conftest import MakeServer, copy_server
from tests.driving.witnessed import Pair

pytestmark = pytest.mark.server


@pytest.fixture
def pair(make_server: MakeServer) -> Pair:
    return Pair(make_server)


def lose_a_day(pair: Pair) -> tuple[Path, dict[str, object]]:
    """Back up, write more and have it signed; return the backup and how far it came."""
    pair.act("write(3)")
    pair.look()
    file = pair.back_up()
    pair.act("write(4)")
    later = pair.look()
    assert later["cosigned"] == [later["signed"]] == [later["size"]]
    return file, later


@pytest.mark.parametrize("with_memory", [True, False], ids=["memory", "none"])
def test_yesterdays_backup_goes_on_under_a_new_name(pair: Pair, *, with_memory: bool):
    file, later = lose_a_day(pair)
    back = pair.restore(file, with_memory=with_memory)
    assert (back["state"], back["fault"]) == ("open", "")
    pair.act("write(1, 'after the restore')")
    stopped = pair.look()
    assert (stopped["state"], stopped["signed"]) == ("behind", back["signed"])
    pair.act("agree('Ann')")
    assert pair.look(anew=True)["state"] == "behind"
    pair.act("agree('Bo')")
    again = pair.look()
    assert again["origin"] == f"{later['origin']}/again/2"
    assert (again["state"], again["signed"]) == ("open", again["size"])
    # The witness knows nothing of that name until its keeper adds the key.
    assert again["cosigned"] == []
    pair.let_witness(again["key"])
    done = pair.look(anew=True)
    assert done["cosigned"] == [done["signed"]] == [done["size"]]
    assert done["fault"] == ""
    assert pair.seen() == {
        later["origin"]: [later["signed"], False],
        done["origin"]: [done["signed"], False],
    }


def test_as_much_written_again_is_no_way_around(pair: Pair):
    """The tree is as long as the one that was signed, or longer: it is another one."""
    file, later = lose_a_day(pair)
    back = pair.restore(file, with_memory=False)
    pair.act("write(9, 'otherwise')")
    stopped = pair.look()
    assert (stopped["state"], stopped["signed"]) == ("damaged", back["signed"])
    assert pair.seen() == {later["origin"]: [later["signed"], False]}


def test_nothing_is_signed_until_the_witness_answers(pair: Pair):
    file, _later = lose_a_day(pair)
    pair.witness.kill()
    back = pair.restore(file, with_memory=False)
    pair.act("write(1)")
    for anew in (False, True):
        now = pair.look(anew=anew)
        assert (now["state"], now["signed"]) == ("open", back["signed"])
        assert now["size"] > now["signed"]
    pair.witness.start("--no-worker")
    assert pair.look()["state"] == "behind"


def test_the_same_backup_twice_gets_a_third_name(pair: Pair):
    file, later = lose_a_day(pair)
    for number in (2, 3):
        pair.restore(file, with_memory=True)
        pair.act("write(1)")
        assert pair.look()["state"] == "behind"
        pair.act("agree('Ann')\nagree('Bo')")
        again = pair.look()
        assert again["origin"] == f"{later['origin']}/again/{number}"
        assert again["signed"] == again["size"]


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as made:
        yield made


def copy_of(pair: Pair, stack: ExitStack) -> Server:
    """Return a second server on a copy of everything, memory too; both have signed."""
    pair.act("write(2)")
    pair.server.end()
    folder = pair.server.folder.parent / "copy"
    twin = copy_server(pair.server, folder, stack, **pair.settings)
    assert (twin.data / "signed").exists()
    assert pair.look()["checkpoint"] == pair.look(twin)["checkpoint"]
    return twin


def test_a_copy_that_starts_later_signs_nothing(pair: Pair, stack: ExitStack):
    twin = copy_of(pair, stack)
    pair.act("write(1, 'here')")
    pair.act("write(1, 'there')", twin)
    here, there = pair.look(), pair.look(twin, anew=True)
    assert here["cosigned"] == [here["signed"]] == [there["size"]]
    assert (there["state"], there["signed"]) == ("damaged", here["signed"] - 1)


def test_of_two_copies_at_once_the_witness_believes_one(pair: Pair, stack: ExitStack):
    """One that has asked, and goes on while the other was cosigned, signs one fork.

    No witness cosigns it, the witness keeps both notes, which prove it, and it signs
    no more after that.
    """
    twin = copy_of(pair, stack)
    pair.act("write(1, 'here')")
    pair.act("write(1, 'there')", twin)
    there = pair.look(twin)
    assert there["cosigned"] == [there["signed"]] == [there["size"]]
    pair.published.clear()
    here = pair.look()
    assert here["signed"] == there["signed"]
    assert here["checkpoint"] != there["checkpoint"]
    assert here["cosigned"] == [here["signed"] - 1]
    assert pair.seen() == {here["origin"]: [here["signed"], True]}
    pair.act("write(1)")
    stopped = pair.look()
    assert (stopped["state"], stopped["signed"]) == ("damaged", here["signed"])
