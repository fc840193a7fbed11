"""Whatever is changed in the rows of entries and of what they disclose is found."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.record.town import SIZE, Town, flip_letter, save

from folkmoot.engines.tlog import Disclosure as Spoken
from folkmoot.engines.tlog import Value
from folkmoot.record.models import Disclosure, Entry, Head
from folkmoot.record.queries import find_fault
from folkmoot.record.telling import leaf_of, tell
from folkmoot.web.chance import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.sweep, pytest.mark.tampers]
PLACES = (20, 255, 256, SIZE - 1)
LAST = SIZE - 1


def other_leaf() -> str:
    return leaf_of([tell("text", "I never said this.")])


def decoy_of(town: Town, index: int) -> int:
    """Return where in a leaf a digest begins behind which nothing stands."""
    from folkmoot.engines.tlog import digest, read_leaf

    entry = town.entry(index)
    real = {digest(row.encoded) for row in entry.disclosures.all()}
    decoy = next(d for d in read_leaf(entry.leaf.encode()) if d not in real)
    return entry.leaf.index(decoy) + 20


# --- One entry at one place


def change_leaf(town: Town, at: int) -> None:
    save(town.entry(at), leaf=other_leaf())


def empty_leaf(town: Town, at: int) -> None:
    save(town.entry(at), leaf="{}")


def spell_leaf_otherwise(town: Town, at: int) -> None:
    entry = town.entry(at)
    save(entry, leaf=entry.leaf.replace(",", ", ", 1))


def flip_in_decoy(town: Town, at: int) -> None:
    entry, place = town.entry(at), decoy_of(town, at)
    save(entry, leaf=flip_letter(entry.leaf, place))


def change_words_and_leaf(town: Town, at: int) -> None:
    """Say something else in somebody's name, with all that belongs to it."""
    entry = town.entry(at)
    save(town.told(at), encoded=tell("text", "Yes!"))
    told = entry.disclosures.values_list("encoded", flat=True)
    save(entry, leaf=leaf_of(list(told)))


def delete(town: Town, at: int) -> None:
    entry = town.entry(at)
    entry.disclosures.all().delete()
    Entry.objects.filter(id=entry.id).delete()


def change_kind(town: Town, at: int) -> None:
    save(town.entry(at), kind="test.denied")


def change_time(town: Town, at: int) -> None:
    entry = town.entry(at)
    save(entry, at=entry.at + timedelta(days=1))


def change_subject(town: Town, at: int) -> None:
    save(town.entry(at), about_id=new_id())


def drop_subject(town: Town, at: int) -> None:
    save(town.entry(at), about_id=None)


# --- What an entry discloses


def erase_silently(town: Town, at: int) -> None:
    town.told(at).delete()


def erase_all_silently(town: Town, at: int) -> None:
    town.entry(at).disclosures.all().delete()


def hide_what_it_holds(town: Town, at: int) -> None:
    town.told(at, "holds").delete()


def hide_kind(town: Town, at: int) -> None:
    town.told(at, "kind").delete()


def say_otherwise(town: Town, at: int) -> None:
    save(town.told(at), encoded=tell("text", "Yes!"))


def say_otherwise_with_its_salt(town: Town, at: int) -> None:
    told = town.told(at)
    save(told, encoded=Spoken(told.salt, "text", "Yes!").encoded)


def flip_in_words(town: Town, at: int) -> None:
    told = town.told(at)
    save(told, encoded=flip_letter(told.encoded, 20))


def rename(town: Town, at: int) -> None:
    save(town.told(at), name="stance")


def give_to_oak(town: Town, at: int) -> None:
    save(town.told(at), collective_id=town.oak)


def give_to_another_member(town: Town, at: int) -> None:
    save(town.told(at), member_id=new_id())


def give_all_to_another_member(town: Town, at: int) -> None:
    town.entry(at).disclosures.update(member_id=new_id())


def keep_from_erasing(town: Town, at: int) -> None:
    save(town.told(at), member_id=None)


def add_words(town: Town, at: int) -> None:
    entry = town.entry(at)
    told = tell("stance", "consents")
    Disclosure.objects.create(
        entry=entry, collective_id=town.elm, name="stance", encoded=told
    )


def swap_words(town: Town, at: int) -> None:
    """With the entry after it, or before the last one."""
    one, two = town.told(min(at, LAST - 1)), town.told(min(at, LAST - 1) + 1)
    save(one, encoded=two.encoded)
    save(two, encoded=one.encoded)


def take_words_of_oak(town: Town, at: int) -> None:
    save(town.told(at), encoded=town.told(30, of=town.oak).encoded)


LEAVES = (
    *(change_leaf, empty_leaf, spell_leaf_otherwise, flip_in_decoy),
    *(change_words_and_leaf, delete),
)
COLUMNS = (change_kind, change_time, change_subject, drop_subject)
WORDS = (
    erase_silently,
    erase_all_silently,
    hide_what_it_holds,
    hide_kind,
    say_otherwise,
    say_otherwise_with_its_salt,
    flip_in_words,
    rename,
    give_to_oak,
    give_to_another_member,
    give_all_to_another_member,
    keep_from_erasing,
    add_words,
    take_words_of_oak,
)


def name_of(act: object) -> str | None:
    return getattr(act, "__name__", None)


@pytest.mark.parametrize("at", PLACES)
@pytest.mark.parametrize("tamper", LEAVES, ids=name_of)
def test_an_entry_that_was_changed_is_named(
    town: Town, tamper: Callable[[Town, int], None], at: int
):
    tamper(town, at)
    assert town.fault().index == at
    # Beside what the tile on the right holds, nothing is signed.
    assert (town.sign_next().state != "open") == (at >= 256)


@pytest.mark.parametrize("at", [20, LAST])
@pytest.mark.parametrize("tamper", COLUMNS + WORDS, ids=name_of)
def test_a_column_or_words_that_were_changed_are_named(
    town: Town, tamper: Callable[[Town, int], None], at: int
):
    tamper(town, at)
    assert town.fault().index == at
    assert find_fault(town.oak) is None
    town.sign_next()  # which says nothing about words


@pytest.mark.parametrize("at", [20, 255, LAST - 1])
def test_words_of_two_entries_that_were_swapped(town: Town, at: int):
    swap_words(town, at)
    assert town.fault().index == at


@pytest.mark.parametrize("at", [20, 255, LAST - 1])
def test_two_entries_that_were_swapped(town: Town, at: int):
    one, two = town.entry(at), town.entry(at + 1)
    save(one, index=9_999)
    save(two, index=at)
    save(one, index=at + 1)
    assert town.fault().index == at
    assert (town.sign_next().state == "damaged") == (at >= 255)


@pytest.mark.parametrize("at", [20, 35])
def test_entries_of_two_collectives_that_were_swapped(town: Town, at: int):
    here, there = town.entry(at), town.entry(at, town.oak)
    save(here, index=9_999)
    save(there, collective_id=town.elm)
    save(here, collective_id=town.oak, index=at)
    here.disclosures.update(collective_id=town.oak)
    there.disclosures.update(collective_id=town.elm)
    assert town.fault().index == at
    assert find_fault(town.oak).index == at
    town.sign_next()


@pytest.mark.parametrize("at", [20, 256, LAST])
def test_an_entry_that_was_taken_out_without_a_gap(town: Town, at: int):
    delete(town, at)
    town.shift(at + 1, -1)
    Head.objects.filter(collective_id=town.elm).update(size=SIZE - 1)
    assert town.fault().index == at
    assert town.sign_next().state == "damaged"


@pytest.mark.parametrize("at", [20, 256, LAST])
def test_an_entry_that_was_put_between(town: Town, at: int):
    town.shift(at, 1)
    said = {"kind": "test.said", "at": town.log.opened_at.isoformat()}
    told: dict[str, Value] = {**said, "holds": sorted(said)}
    spoken = {name: tell(name, value) for name, value in told.items()}
    entry = Entry.objects.create(
        collective_id=town.elm,
        index=at,
        kind="test.said",
        at=town.log.opened_at,
        leaf=leaf_of(spoken.values()),
    )
    for name, encoded in spoken.items():
        Disclosure.objects.create(
            entry=entry, collective_id=town.elm, name=name, encoded=encoded
        )
    Head.objects.filter(collective_id=town.elm).update(size=SIZE + 1)
    assert town.fault().index == at
    assert town.sign_next().state == "damaged"


@pytest.mark.parametrize("left", [0, 1, 256, LAST])
def test_entries_that_were_cut_off(town: Town, left: int):
    gone = Entry.objects.filter(collective_id=town.elm, index__gte=left)
    Disclosure.objects.filter(entry__in=gone).delete()
    gone.delete()
    assert town.fault().index == left
    Head.objects.filter(collective_id=town.elm).update(size=left)
    assert town.fault().index == left
    assert town.sign_next().state == "damaged"


@pytest.mark.parametrize("size", [0, LAST, SIZE + 1])
def test_an_end_that_is_elsewhere(town: Town, size: int):
    Head.objects.filter(collective_id=town.elm).update(size=size)
    assert town.fault().index == SIZE


def test_an_end_that_is_gone(town: Town):
    Head.objects.filter(collective_id=town.elm).delete()
    assert town.fault().index == SIZE
