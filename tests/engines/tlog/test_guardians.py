"""A log whose keys are lost goes on by k of n guardians, and by nothing less."""

from dataclasses import replace
from functools import reduce
from itertools import product

import pytest
from tests.engines.tlog.guarding import (
    AT,
    END,
    NEW,
    OLD,
    REKEY,
    THIEF,
    anew,
    end_of,
    guardian,
    key_of,
    named,
    opened,
    voucher,
)

from folkmoot.engines.tlog import (
    Checkpoint,
    FormatError,
    Guardians,
    Rekey,
    SignatureError,
    Succession,
    TlogError,
    counting,
    name_next,
    parse_rekey,
)
from folkmoot.engines.tlog.guardians import WAIT


def follow(*steps: tuple[str, dict]) -> Succession:
    return reduce(lambda now, step: now.follow(*step), steps, Succession())


SAYS = ("nothing", "this key", "the same twice")


def world():
    """All worlds of up to 4 guardians, each of whom says nothing, yes, or yes twice."""
    for n in range(1, 5):
        for needed in range(n // 2 + 1, n + 1):
            yield from ((n, needed, says) for says in product(range(3), repeat=n))


@pytest.mark.sweep
@pytest.mark.parametrize("is_other_asked", [False, True])
def test_every_small_world(is_other_asked):
    """Exactly the worlds in which at least k of n vouch for this key go on."""
    good = [voucher(number) for number in range(4)]
    for n, needed, says in world():
        vouchers = [
            one for number, at in enumerate(says) for one in [good[number]] * at
        ]
        if is_other_asked:
            # What guardians said of the thief's key counts for nothing, and spoils it.
            vouchers += [voucher(0, Rekey(END, str(THIEF.verifier)))]
        goes_on = sum(map(bool, says)) >= needed and not is_other_asked
        steps = opened(), named(needed, *range(n)), anew(vouchers)
        try:
            now = follow(*steps)
        except TlogError:
            assert not goes_on, (n, needed, says)
        else:
            assert goes_on, (n, needed, says)
            assert now.keys[-1] == str(NEW.verifier)
            assert now.continued == (END,)


def flipped(text: str) -> str:
    """Return a voucher whose signature is another one."""
    head, _dash, line = text.rpartition("— ")
    name, _space, code = line.partition(" ")
    other = "B" if code[20] == "A" else "A"
    return f"{head}— {name} {code[:20]}{other}{code[21:]}"


OTHER_END = Checkpoint(OLD.name, 5, bytes(32))
OTHER_LOG = Checkpoint("log.example/oak", 0, END.root)


@pytest.mark.parametrize(
    ("what", "step"),
    [
        ("none", anew([])),
        ("one of two", anew([voucher(0)])),
        ("one twice", anew([voucher(0), voucher(0)])),
        ("not named", anew([voucher(0), voucher(7)])),
        ("another key of a guardian", anew([voucher(0), voucher(1, seed=50)])),
        ("old end is another", anew([voucher(n) for n in (0, 1)], Rekey(OTHER_END, REKEY.key))),
        ("vouched for another end", anew([voucher(n, Rekey(OTHER_END, REKEY.key)) for n in (0, 1)])),
        ("another log", anew([voucher(n, Rekey(OTHER_LOG, REKEY.key)) for n in (0, 1)], Rekey(OTHER_LOG, REKEY.key))),
        ("the thief's key", anew([voucher(n) for n in (0, 1)], Rekey(END, str(THIEF.verifier)))),
        ("another kind", anew([voucher(n, kind="log.vouching_begun") for n in (0, 1)])),
        ("flipped", anew([voucher(0), flipped(voucher(1))])),
        ("no receipt", anew([voucher(0), "x"])),
        ("no list", ("log.opened", anew([])[1] | {"vouchers": "x"})),
        ("no end", ("log.opened", {"key": REKEY.key, "at": AT.isoformat()})),
        ("no time", ("log.opened", {k: v for k, v in anew([voucher(0), voucher(1)])[1].items() if k != "at"})),
    ],
)  # fmt: skip
def test_nothing_less(what, step):
    start = opened(), named(2, 0, 1, 2)
    follow(*start, anew([voucher(0), voucher(2)]))
    with pytest.raises(TlogError):
        follow(*start, step)


def test_a_voucher_counts_once_for_one_name():
    """What was said for the second name is no word for the third one."""
    used = [voucher(0), voucher(1)]
    second = follow(opened(), named(2, 0, 1, 2), anew(used))
    third = Rekey(Checkpoint(NEW.name, 0, END.root), key_of(8))
    for rekey in (REKEY, third):
        with pytest.raises(SignatureError):
            second.follow(*anew(used, rekey, days=2))
    now = second.follow(*anew([voucher(n, third) for n in (1, 2)], third, days=2))
    assert now.keys[-1] == key_of(8)


def test_a_thief_s_friends_do_not_count_at_once():
    start = opened(), named(2, 0, 1, 2), named(2, 4, 5, days=1)
    friends, known = ([voucher(n) for n in ns] for ns in ((4, 5), (0, 1)))
    days = WAIT.days + 1
    follow(*start, anew(known, days=days - 1))
    with pytest.raises(SignatureError):
        follow(*start, anew(friends, days=days - 1))
    follow(*start, anew(friends, days=days))
    with pytest.raises(SignatureError):
        follow(*start, anew(known, days=days))
    # Named once more in those days, the first ones still count.
    again = *start, named(2, 5, 6, days=9)
    follow(*again, anew(known, days=days))
    with pytest.raises(SignatureError):
        follow(*again, anew(friends, days=days))


def test_without_guardians_a_new_name_needs_none():
    assert len(follow(opened(), anew([])).keys) == 2
    ended = opened(), named(2, 0, 1), named(0, days=1)
    with pytest.raises(SignatureError):
        follow(*ended, anew([], days=14))
    follow(*ended, anew([], days=15))


def test_the_first_guardians_count_at_once():
    assert counting((), AT) == Guardians(0, ())
    one, two = Guardians(1, (key_of(0),)), Guardians(2, (key_of(1), key_of(2)))
    named_first = name_next((), one, AT)
    assert counting(named_first, AT) == one
    both = name_next(named_first, two, AT)
    assert counting(both, AT) == one
    assert counting(both, AT + WAIT) == replace(two, since=AT + WAIT)


@pytest.mark.parametrize(
    ("needed", "keys"),
    [
        (0, [key_of(0)]),
        (1, [key_of(0), key_of(1)]),
        (2, [key_of(0), key_of(1), key_of(2), key_of(3)]),
        (4, [key_of(0), key_of(1), key_of(2)]),
        (1, []),
        (2, [key_of(0), str(guardian(0, 50).verifier)]),
        (1, [str(OLD.verifier)]),
        (1, ["x"]),
        (6, [key_of(number) for number in range(10)]),
    ],
)
def test_who_cannot_be_guardians(needed, keys):
    with pytest.raises(FormatError):
        Guardians(needed, tuple(keys)).check(OLD.name)


def test_a_request_is_read_as_it_was_written():
    text = REKEY.format()
    assert (
        parse_rekey(text) == parse_rekey(f"\r\n {text} ".replace("\n", "\r\n")) == REKEY
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        REKEY.format().replace("v1", "v2"),
        REKEY.format().replace("\n0\n", "\n00\n"),
        REKEY.format() + "more\n",
        REKEY.format().replace(NEW.name, OLD.name),
    ],
)
def test_what_is_no_request(text):
    with pytest.raises(FormatError):
        parse_rekey(text)


@pytest.mark.parametrize(
    "end", [None, {}, end_of("x", -1, bytes(32)), end_of("x", 0, b""), {"size": "0"}]
)
def test_what_is_no_end(end):
    step = "log.opened", anew([voucher(0)])[1] | {"continues": end}
    with pytest.raises(FormatError):
        follow(opened(), named(1, 0), step)
