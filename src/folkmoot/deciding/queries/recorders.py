"""The entry of an answer that was entered for somebody, which a second confirms."""

from folkmoot.deciding.models import Position
from folkmoot.engines.tlog import hash_leaf
from folkmoot.record.keys.signatures import signed_as
from folkmoot.record.models import Entry

KIND = "position.seconded"


def recorded_as(position: Position) -> Entry | None:
    """Return the entry in which a position was entered as it is now."""
    rows = Entry.objects.filter(
        collective_id=position.collective_id,
        about_id=position.question_id,
        kind="position.taken",
        at=position.at,
        disclosures__name="kind",
        disclosures__member_id=position.member_id,
    )
    return rows.order_by("-index").first()


def print_of(entry: Entry) -> str:
    """Return what names an entry with all that it holds: its hash in the tree, as hex."""
    return hash_leaf(entry.leaf.encode()).hex()


def code_of(position: Position) -> str:
    """Return four digits for this very answer, made of its entry; to say by phone."""
    entry = recorded_as(position)
    if entry is None:
        return ""
    digits = f"{int(print_of(entry), 16) % 10_000:04}"
    return f"{digits[:2]} {digits[2:]}"


def second_signs(position: Position) -> str:
    """Return what the device of the second signs, for the page: JSON; or nothing."""
    entry = recorded_as(position)
    if entry is None:
        return ""
    return signed_as(
        fields={},
        kind=KIND,
        about=str(position.question_id),
        entry=entry.index,
        leaf=print_of(entry),
    )
