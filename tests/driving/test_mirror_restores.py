"""Yesterday's backup beside a mirror: the log goes on under its name, whoever dies."""

import json

import pytest
from tests.driving.conftest import MakeServer
from tests.driving.test_record_restores import lose_a_day
from tests.driving.witnessed import Pair

pytestmark = pytest.mark.server
# Where a worker dies by kill -9: in which module, at which name, the how manieth time.
STEPS = (
    ("operations.pulling_back", "open_checkpoint", 1),
    ("operations.pulling_back", "follow", 1),
    ("operations.pulling_back", "append_entry", 1),
    ("tending", "integrate", 1),
    ("operations.signing", "remember", 1),
    ("mirrors", "_write", 1),
    ("mirrors", "_write", 3),
    ("tending", "keep_mirrors", 1),
)
DYING = """
import importlib, os, signal
from django.db import connections
connections.close_all()
child = os.fork()
if not child:
    module = importlib.import_module("folkmoot.record.{module}")
    real, count = module.{name}, 0
    def die(*args, **named):
        global count
        count += 1
        if count == {times}:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **named)
    module.{name} = die
    from folkmoot.record.tending import Tending
    from tests.cast import NOW
    for _round in range(3):
        Tending().look(NOW)
    os._exit(0)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.fixture
def pair(make_server: MakeServer) -> Pair:
    made = Pair(make_server)
    folder = made.server.folder.parent / "mirror"
    folder.mkdir()
    set_mirrors(made, str(folder))
    return made


def set_mirrors(pair: Pair, *places: str) -> None:
    """Begin with these mirrors, on the same data."""
    pair.settings["FOLKMOOT_MIRRORS"] = json.dumps(places)
    pair.server.end()
    pair.server.settings.update(pair.settings)
    pair.look(anew=True)


def came_back(pair: Pair, later: dict[str, object]) -> None:
    """Check that it goes on where it was, and that the witness saw no fork."""
    done = pair.look(anew=True)
    for _round in range(2):
        done = pair.look(anew=True)
    assert (done["state"], done["origin"]) == ("open", later["origin"])
    # What was lost, what was written since, and the entry about it.
    assert done["signed"] == done["size"] == later["size"] + 2
    assert done["cosigned"] == [done["signed"]]
    assert done["fault"] == ""
    assert pair.seen() == {done["origin"]: [done["signed"], False]}


@pytest.mark.parametrize("with_memory", [True, False], ids=["memory", "none"])
def test_goes_on_under_its_name(pair: Pair, *, with_memory: bool):
    file, later = lose_a_day(pair)
    pair.look(anew=True)
    pair.restore(file, with_memory=with_memory)
    pair.act("write(1, 'after the restore')")
    came_back(pair, later)


def test_comes_back_from_another_server(make_server: MakeServer):
    """The witness keeps a copy too: it pulls it over HTTP, and serves it."""
    pair = Pair(make_server)
    pair.server.start("--no-worker")
    log_id = pair.act(
        "from folkmoot.record.models import Log\nprint(Log.objects.get().pk)"
    )
    place = f"http://127.0.0.1:{pair.server.port}/log/{log_id}"
    line = f"{pair.state()['key']} {place}"
    pair.witness.settings["FOLKMOOT_MIRRORED"] = json.dumps([line])
    pair.witness.end()
    pair.witness.start("--no-worker")
    file, later = lose_a_day(pair)
    told = pair.act(
        "from folkmoot.record.mirrors import keep_mirrors\nprint(keep_mirrors())",
        pair.witness,
    )
    assert told == "[]"
    mirror = f"http://127.0.0.1:{pair.witness.port}/mirror"
    pair.settings["FOLKMOOT_MIRRORS"] = json.dumps([mirror])
    pair.restore(file, with_memory=False)
    pair.act("write(1, 'after the restore')")
    came_back(pair, later)


def test_nothing_is_signed_until_a_mirror_or_witness_answers(pair: Pair):
    file, _later = lose_a_day(pair)
    pair.witness.kill()
    pair.settings["FOLKMOOT_MIRRORS"] = json.dumps(["/nowhere/at/all"])
    back = pair.restore(file, with_memory=False)
    pair.act("write(1)")
    now = pair.look(anew=True)
    assert (now["state"], now["signed"]) == ("open", back["signed"])


def test_whoever_dies_at_whatever_step(pair: Pair):
    """One restore; workers die on the way, each where the one before did not."""
    file, later = lose_a_day(pair)
    pair.look(anew=True)
    pair.restore(file, with_memory=False)
    pair.act("write(1, 'after the restore')")
    died = [
        pair.act(DYING.format(module=module, name=name, times=times)) == "-9"
        for module, name, times in STEPS
    ]
    assert died[:3] == [True] * 3
    assert sum(died) >= len(STEPS) - 2, died
    came_back(pair, later)
