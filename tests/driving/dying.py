"""Workers of a record that are killed: at a named step, or whenever.

For a process with Django set up (`Server.act`), which forks them: what is killed is a
process of its own with connections of its own. Whatever such a worker signs or cosigns
it first writes into a file that no database puts back; `find_wrong` holds the record
against that file.
"""

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

ELM, OAK = UUID(int=0x7001), UUID(int=0x7002)
ROUNDS = 2  # before a worker dies at a step, so that there is a past
fsync = os.fsync


def die() -> None:
    """End as by a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


# --- What a worker does


def notes() -> Path:
    from django.conf import settings

    return settings.CONFIG.data / "seen-outside"


def tell(*words: object) -> None:
    """Write a line where it stays, whatever happens next."""
    with notes().open("a") as out:
        out.write(" ".join(map(str, words)) + "\n")
        out.flush()
        fsync(out.fileno())


def watch() -> None:
    """Have every signature told before anything else can happen to it."""
    from folkmoot.record.operations import signing, witnessing

    sign, cosign = signing.sign_checkpoint, witnessing.cosign

    def signed(checkpoint: Any, key: Any) -> bytes:
        note = sign(checkpoint, key)
        tell(checkpoint.origin, checkpoint.size, checkpoint.root.hex())
        return note

    def cosigned(checkpoint: Any, key: Any, at: int) -> str:
        line = cosign(checkpoint, key, at)
        tell(checkpoint.origin, checkpoint.size, checkpoint.root.hex())
        return line

    signing.sign_checkpoint = signed
    witnessing.cosign = cosigned  # type: ignore[assignment] # by position here


def append(which: UUID, count: int = 1) -> None:
    from tests.cast import NOW

    from folkmoot.record.operations import append_entry

    for _ in range(count):
        entry = append_entry(
            collective_id=which, kind="test.said", details={"text": "ñandú"}, now=NOW
        )
        tell("written", which, entry.index)


def go_on(rounds: int, draw: Random) -> None:
    """Write, put into the tree, sign, have it cosigned; so many times."""
    from tests.cast import NOW

    from folkmoot.record.operations import cosign_log, integrate, sign

    for _ in range(rounds):
        for which in (ELM, OAK):
            append(which, draw.randint(1, 3))
            integrate(collective_id=which, now=NOW)
            sign(collective_id=which, now=NOW)
            cosign_log(collective_id=which, now=NOW)


# --- Where it dies


def _before(module: Any, name: str) -> None:
    setattr(module, name, lambda *_args, **_named: die())


def _after(module: Any, name: str) -> None:
    act = getattr(module, name)

    def done(*args: object, **named: object) -> None:
        act(*args, **named)
        die()

    setattr(module, name, done)


def _in_fsync(number: int) -> None:
    """Die at one of the two times that the memory is made to be on disk."""
    times = iter(range(1, 9))

    def synced(file: int) -> None:
        if next(times) == number:
            die()
        fsync(file)

    os.fsync = synced  # type: ignore[assignment] # of numbers here


def _in_turn(*acts: Callable[[], None]) -> Callable[[], None]:
    def all_of_them() -> None:
        for act in acts:
            act()

    return all_of_them


def steps() -> dict[str, Callable[[], None]]:
    """Return what makes a worker die at each step."""
    from django.db import transaction
    from tests.cast import NOW

    from folkmoot.record.operations import integrate, integrating, sign, signing
    from folkmoot.record.operations import witnessing as witness

    def act_and_die(act: Callable[..., object]) -> None:
        with transaction.atomic():
            act(collective_id=ELM, now=NOW)
            die()

    def write_and_die() -> None:
        with transaction.atomic():
            append(OAK)
            die()

    def grown() -> None:
        append(ELM)
        integrate(collective_id=ELM, now=NOW)

    def signed() -> None:
        grown()
        sign(collective_id=ELM, now=NOW)

    return {
        "before the entry's commit": write_and_die,
        "after the entry's commit": _in_turn(partial(append, ELM), die),
        "before tiles are written": lambda: _before(integrating, "_write_tiles"),
        "before the tree's head moves": lambda: _after(integrating, "_write_tiles"),
        "before the tree's commit": _in_turn(
            partial(append, ELM), partial(act_and_die, integrate)
        ),
        "between the tree and the signature": _in_turn(grown, die),
        "after signing, before it is remembered": lambda: _before(signing, "remember"),
        "while it is remembered": lambda: _in_fsync(1),
        "after the memory has its name": lambda: _in_fsync(2),
        "between memory and commit": lambda: _after(signing, "remember"),
        "before the checkpoint's commit": _in_turn(grown, partial(act_and_die, sign)),
        "before cosigning": _in_turn(signed, die),
        "before the witness writes it down": lambda: _before(witness, "cosign"),
        "before the witness' commit": lambda: _after(witness, "cosign"),
        "before the cosignature is kept": lambda: _after(witness, "answer_request"),
    }


def _fork(work: Callable[[], None]) -> int:
    """Run ``work`` in a process of its own; return its id."""
    pid = os.fork()
    if pid == 0:
        try:
            watch()
            work()
        finally:
            os._exit(1)
    return pid


def kill_at(name: str, seed: int = 0) -> int:
    """Let a worker die at a step; return by which signal it ended."""

    def work() -> None:
        draw = Random(seed)  # noqa: S311 -- lengths, not secrets
        go_on(ROUNDS, draw)
        steps()[name]()
        go_on(1, draw)

    _pid, status = os.waitpid(_fork(work), 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def kill_whenever(seed: int) -> int:
    """Kill a worker under load at some instant; return by which signal it ended."""
    draw = Random(seed)  # noqa: S311 -- moments, not secrets
    told = notes().stat().st_size if notes().exists() else 0
    pid = _fork(lambda: go_on(10_000, draw))
    until = time.monotonic() + 60
    while not notes().exists() or notes().stat().st_size == told:
        assert time.monotonic() < until, "the worker does nothing"
        time.sleep(0.005)
    time.sleep(draw.uniform(0, 0.5))
    os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def recover() -> None:
    """Go on as after a restart, to the end.

    Twice: who died in the first round of all left a witness that did not exist yet when
    its neighbour was signed.
    """

    def work() -> None:
        go_on(2, Random(0))  # noqa: S311 -- lengths, not secrets
        os._exit(0)

    _pid, status = os.waitpid(_fork(work), 0)
    assert status == 0, "it does not go on"


# --- What came of it


def find_wrong() -> list[str]:
    """Return what does not hold, after everything went on and ended well."""
    from folkmoot.record.models import Cosignature, Head, Log
    from folkmoot.record.queries import find_fault

    wrong = []
    logs = {log.origin: log for log in Log.objects.all()}
    for log in logs.values():
        end = Head.objects.get(collective_id=log.collective_id).size
        lines = Cosignature.objects.filter(collective_id=log.collective_id)
        checks = {
            str(find_fault(log.collective_id)): not find_fault(log.collective_id),
            f"the state is {log.state}": log.state == "open",
            "not all is signed": log.signed_size == log.size,
            "not all that is written is in the tree": end - log.size <= 1,
            "not cosigned": [one.size for one in lines] == [log.signed_size],
        }
        wrong += [why for why, holds in checks.items() if not holds]
    roots: dict[tuple[str, str], set[str]] = {}
    for line in notes().read_text().splitlines():
        first, second, third = line.split()
        if first == "written":
            wrong += _is_lost(UUID(second), int(third))
        else:
            roots.setdefault((first, second), set()).add(third)
    for (origin, size), found in roots.items():
        wrong += _is_fork(logs[origin], int(size), found)
    return wrong


def _is_lost(which: UUID, index: int) -> list[str]:
    from folkmoot.record.models import Entry

    here = Entry.objects.filter(collective_id=which, index=index)
    return [] if here.exists() else [f"entry {index} is lost"]


def _is_fork(log: Any, size: int, found: set[str]) -> list[str]:
    from folkmoot.engines.tlog import ProofError, consistency_proof, verify_consistency
    from folkmoot.record.tiles import reader

    if len(found) > 1:
        return [f"{len(found)} roots were signed for {size} entries"]
    proof = consistency_proof(size, log.size, reader(log.collective_id, log.size))
    root = bytes.fromhex(found.pop())
    try:
        verify_consistency(size, root, log.size, bytes(log.root), proof)
    except ProofError as error:
        return [f"what was signed for {size} entries is denied: {error}"]
    return []
