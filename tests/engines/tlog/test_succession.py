"""A key follows only where it was promised, and another promise takes two."""

from base64 import b64encode
from functools import reduce

import pytest

from folkmoot.engines.tlog import (
    FormatError,
    KeyKind,
    SignatureError,
    SigningKey,
    Succession,
    key_print,
    succession_bytes,
)

ONE, TWO, THREE = (
    SigningKey("log.example/1", KeyKind.NOTE, bytes([n]) * 32) for n in (1, 2, 3)
)
PRINTS = [key_print(one.verifier) for one in (ONE, TWO, THREE)]
OPENED = ("log.opened", {"key": str(ONE.verifier)})
PROMISED = ("log.key_promised", {"next": PRINTS[1], "member": "ann"})
ASKED = (
    "log.key_replacement_asked",
    {"next": PRINTS[2], "before": PRINTS[1], "member": "ann"},
)
AGREED = (
    "log.key_promised",
    {"next": PRINTS[2], "before": PRINTS[1], "first": "ann", "member": "bo"},
)
REFUSED = ("log.key_replacement_refused", {"next": PRINTS[2], "member": "bo"})


def changed(new: SigningKey = TWO, **other) -> tuple[str, dict]:
    before, public = [str(ONE.verifier)], str(new.verifier)
    proof = b64encode(new.sign(succession_bytes(before, public))).decode()
    said = {"key": public, "before": before, "proof": proof}
    return "log.key_changed", said | other


def without(step: tuple[str, dict], *names: str) -> tuple[str, dict]:
    return step[0], {name: step[1][name] for name in step[1] if name not in names}


def follow(*steps: tuple[str, dict]) -> Succession:
    return reduce(lambda now, step: now.follow(*step), steps, Succession())


@pytest.mark.parametrize(
    "steps",
    [
        [OPENED, PROMISED, changed()],
        [OPENED, PROMISED, ASKED, changed()],
        [OPENED, PROMISED, ASKED, AGREED, changed(THREE)],
        [OPENED, PROMISED, ASKED, REFUSED, changed()],
        [OPENED, PROMISED, without(ASKED, "member"), AGREED, changed(THREE)],
        [OPENED, PROMISED, ASKED, without(AGREED, "member", "first")],
        [OPENED, PROMISED, ("position.taken", {"value": "consent"}), changed()],
        [OPENED, PROMISED, OPENED, PROMISED, changed()],
    ],
)
def test_what_follows(steps):
    assert follow(*steps).keys[0] == str(ONE.verifier)


def test_how_far_it_has_come():
    now = follow(OPENED, PROMISED, ASKED)
    assert (now.promised, now.offered, now.offered_by) == (PRINTS[1], PRINTS[2], "ann")
    now = now.follow(*changed())
    assert now == Succession(keys=(str(ONE.verifier), str(TWO.verifier)))


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([OPENED, changed()], "not the one that was promised"),
        ([OPENED, PROMISED, changed(THREE)], "not the one that was promised"),
        ([OPENED, PROMISED, changed(), changed()], "not the one that was promised"),
        ([OPENED, PROMISED, OPENED, changed()], "not the one that was promised"),
        ([OPENED, PROMISED, changed(before=[])], "other keys before"),
        ([OPENED, PROMISED, changed(before="x")], "other keys before"),
        (
            [OPENED, PROMISED, changed(before=[str(ONE.verifier), "x"])],
            "other keys before",
        ),
        ([OPENED, PROMISED, changed(proof="AAAA")], "not by that key"),
        (
            [OPENED, PROMISED, changed(proof=changed(THREE)[1]["proof"])],
            "not by that key",
        ),
        ([OPENED, PROMISED, PROMISED], "without two members"),
        ([OPENED, PROMISED, AGREED], "who asked for it"),
        ([OPENED, PROMISED, ASKED, REFUSED, AGREED], "who asked for it"),
        (
            [OPENED, PROMISED, ASKED, (AGREED[0], AGREED[1] | {"member": "ann"})],
            "who asked for it",
        ),
        (
            [OPENED, PROMISED, ASKED, (AGREED[0], AGREED[1] | {"first": "di"})],
            "who asked for it",
        ),
        ([OPENED, PROMISED, ASKED, without(AGREED, "before")], "without two"),
        ([OPENED, AGREED], "without two"),
        ([OPENED, ASKED], "than the one that is to be replaced"),
        ([OPENED, PROMISED, without(ASKED, "before")], "to be replaced"),
        ([OPENED, PROMISED, REFUSED], "nobody asked for"),
    ],
)
def test_what_does_not(steps, words):
    follow(*steps[:-1])
    with pytest.raises(SignatureError, match=words):
        follow(*steps)


@pytest.mark.parametrize("other", [{"key": "x"}, {"key": 5}, {"proof": "~"}])
def test_what_is_no_key(other):
    with pytest.raises(FormatError):
        follow(OPENED, PROMISED, changed(**other))
