"""What can be done to an unpacked copy; each takes it and that of another collective."""

import json
import shutil
from string import ascii_lowercase

from tests.cli import tampering as t
from tests.cli.tampering import DISCLOSURE, ENTRY, KEPT, PLACES, Rows

from folkmoot.engines.tlog import KeyKind, SigningKey, decoys_needed, digest

HEAD = "log/checkpoint"


# --- The log's own bytes


def flip(path, at, elm, _oak):
    file = elm / "log" / path if path else t.bundle(elm, at // 256)
    data = bytearray(file.read_bytes())
    data[at % len(data)] ^= 4
    file.write_bytes(data)


def change_leaf(index, elm, _oak):
    leaves = t.leaves_of(elm)
    leaves[index] = t.forged(leaves[index])
    number = index // 256
    some = leaves[number * 256 : number * 256 + 256]
    t.bundle(elm, number).write_bytes(t.pack_bundle(some))


def edit_leaves(edit, elm, _oak):
    leaves = t.unpack_bundle(t.bundle(elm, 1).read_bytes())
    edit(leaves)
    t.bundle(elm, 1).write_bytes(t.pack_bundle(leaves))


def cut(path, count, elm, _oak):
    file = elm / path if path else t.bundle(elm, 1)
    file.write_bytes(file.read_bytes()[:-count])


def lengthen(path, elm, _oak):
    file = elm / path if path else t.bundle(elm, 1)
    file.write_bytes(file.read_bytes() + b"\0")


def remove(path, elm, _oak):
    file = elm / path if path else t.bundle(elm, 1)
    file.unlink()


def exchange(one, other, elm, _oak):
    kept = (elm / one).read_bytes()
    (elm / one).write_bytes((elm / other).read_bytes())
    (elm / other).write_bytes(kept)


def add(path, elm, _oak):
    t.write(elm / path, b"something")


def forge(above, root, index, elm, _oak):
    """Change an entry together with tiles, and perhaps what the manifest says."""
    leaves = t.leaves_of(elm)
    leaves[index] = t.forged(leaves[index])
    made = t.write_leaves(elm, leaves, above=above)
    if root:
        t.manifest(elm, root=t.b64encode(made).decode())


def insert_into_all(index, elm, _oak):
    leaves = t.leaves_of(elm)
    leaves[index:index] = [t.forged(leaves[index])]
    shutil.rmtree(elm / "log/tile")
    made = t.write_leaves(elm, leaves)
    t.manifest(elm, root=t.b64encode(made).decode(), size=len(leaves))


def forge_and_sign(seed, kept, elm, _oak):
    """Write another history of the same size, with its disclosures, and sign it."""
    leaves = t.leaves_of(elm)
    index = PLACES["test.said"]
    entry = next(r for r in Rows(elm, ENTRY).rows if r["index"] == index)
    told = Rows(elm, DISCLOSURE)
    rows = [row for row in told.rows if row["entry_id"] == entry["id"]]
    number = next(row for row in rows if row["name"] == "n")
    number["encoded"] = t.said_anew(number["encoded"], 12_345)
    told.save()
    digests = [digest(row["encoded"]) for row in rows]
    decoys = [f"{'B' * 41}{letter}A" for letter in ascii_lowercase]
    leaves[index] = t.make_leaf(digests, decoys[: decoys_needed(len(digests))])
    root = t.write_leaves(elm, leaves)
    origin = json.loads((elm / "manifest.json").read_bytes())["record"]["origin"]
    key = SigningKey(origin, KeyKind.NOTE, seed or KEPT["key"])
    t.resigned(elm, root, key, kept=kept)
    if seed:
        policy = elm / "log/policy"
        lines = policy.read_text().splitlines()
        lines[0] = f"log {key.verifier}"
        policy.write_text("".join(f"{line}\n" for line in lines))


# --- The signed end, and who counts


def replace(path, old, new, elm, _oak):
    file = elm / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def edit_line(path, number, edit, elm, _oak):
    file = elm / path
    lines = file.read_text().split("\n")
    lines[number] = edit(lines[number])
    file.write_text("\n".join(lines))


def drop_line(path, number, elm, _oak):
    file = elm / path
    lines = file.read_text().split("\n")
    del lines[number]
    file.write_text("\n".join(lines))


def other_letter(line):
    at = len(line) // 2 + 8
    return line[:at] + ("A" if line[at] != "A" else "B") + line[at + 1 :]


def without_witness(elm, _oak):
    file = elm / "log/policy"
    lines = [one for one in file.read_text().splitlines() if one.startswith("log")]
    file.write_text("\n".join([*lines, "quorum none", ""]))


def one_witness_more(elm, _oak):
    stranger = SigningKey("stranger.example/w", KeyKind.COSIGNATURE, b"s" * 32)
    file = elm / "log/policy"
    text = file.read_text()
    file.write_text(f"witness stranger {stranger.verifier}\n{text}")


# --- What is disclosed


def told_of(elm, kind, name):
    """Return the table and the row of what an entry of a kind discloses."""
    entries = {row["id"]: row for row in Rows(elm, ENTRY).rows}
    told = Rows(elm, DISCLOSURE)
    found = [
        row
        for row in told.rows
        if row["name"] == name and entries[row["entry_id"]]["kind"] == kind
    ]
    first = min(found, key=lambda row: entries[row["entry_id"]]["index"])
    return told, first


def say_else(kind, name, value, elm, _oak):
    told, row = told_of(elm, kind, name)
    row["encoded"] = t.said_anew(row["encoded"], value)
    told.save()


def salt_anew(kind, name, elm, _oak):
    told, row = told_of(elm, kind, name)
    _salt, name, value = t.open_disclosure(row["encoded"])
    row["encoded"] = t.Disclosure("A" * 22, name, value).encoded
    told.save()


def keep_silent(kind, name, elm, _oak):
    told, row = told_of(elm, kind, name)
    told.rows.remove(row)
    told.save()


def keep_all_silent(kind, elm, _oak):
    told, first = told_of(elm, kind, "kind")
    told.rows = [r for r in told.rows if r["entry_id"] != first["entry_id"]]
    told.save()


def edit_told(kind, name, edit, elm, _oak):
    told, row = told_of(elm, kind, name)
    edit(told.rows, row)
    told.save()


def swap_told(one, other, elm, _oak):
    told, row = told_of(elm, *one)
    entries = {row["id"]: row for row in Rows(elm, ENTRY).rows}
    kind, name = other
    second = next(
        r
        for r in reversed(told.rows)
        if r["name"] == name and entries[r["entry_id"]]["kind"] == kind and r is not row
    )
    row["encoded"], second["encoded"] = second["encoded"], row["encoded"]
    told.save()


# --- Rows


def edit_row(table, choose, edit, elm, _oak):
    found = Rows(elm, table)
    row = next(row for row in found.rows if choose(row))
    edit(found.rows, row)
    found.save()


def anything(_row):
    return True


def at_index(index):
    return lambda row: row["index"] == index


def of_kind(kind):
    return lambda row: row["kind"] == kind


def with_value(value):
    return lambda row: row["value"] == value


def of_round_one(row):
    return row["round"] == 1


def set_to(**values):
    def edit(_rows, row):
        row.update(values)

    return edit


def delete(rows, row):
    rows.remove(row)


def double(rows, row):
    rows.append(dict(row))


def double_as(**values):
    def edit(rows, row):
        rows.append(row | values)

    return edit


def inputs(**values):
    def edit(_rows, row):
        row["inputs"] |= values

    return edit


def swap_indexes(rows, row):
    other = next(one for one in rows if one["index"] == row["index"] + 1)
    row["index"], other["index"] = other["index"], row["index"]


def take_another_s(path, elm, oak):
    """Put a file or a folder of another collective in place of one's own."""
    if (oak / path).is_dir():
        shutil.rmtree(elm / path)
        shutil.copytree(oak / path, elm / path)
    else:
        shutil.copy(oak / path, elm / path)


def break_line(table, elm, _oak):
    file = elm / f"{table}.jsonl"
    lines = file.read_text().splitlines()
    lines[0] = lines[0][:-2]
    file.write_text("\n".join(lines) + "\n")
