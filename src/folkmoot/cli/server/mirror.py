"""``folkmoot mirror``: keep a checked copy of records that other servers hold."""

from collections.abc import Sequence
from pathlib import Path

from folkmoot.cli.errors import StopError
from folkmoot.cli.server.starting import make_parser, read_options, start_django

PURPOSE = (
    "Keep a checked copy of a record that another server holds: its entries as digests,"
    " without words. Without an address all copies in the folder are brought up to date."
)


def main(argv: Sequence[str]) -> int:
    """Bring copies up to date; 1 where one does not continue, or nobody answers."""
    parser = make_parser("mirror", PURPOSE)
    parser.add_argument(
        "address",
        nargs="?",
        default="",
        metavar="ADDRESS",
        help="of a record, as its page says: https://moot.example.org/log/0190…",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("mirror"),
        metavar="FOLDER",
        help="where the copies are (default: mirror)",
    )
    parser.add_argument(
        "--key",
        default="",
        metavar="KEY",
        help="by which the record is signed (default: the one that it names itself)",
    )
    options = read_options(parser, argv)
    if options.address and not options.address.startswith(("https://", "http://")):
        message = f"{options.address} is no address of a record: write https://…"
        raise StopError(message)
    start_django()
    from folkmoot.record.mirrors import MirrorError

    try:
        return _follow(options.address, options.key, options.folder)
    except (MirrorError, OSError) as error:
        raise StopError(str(error)) from None


def _follow(address: str, key: str, folder: Path) -> int:
    from folkmoot.record.following import begin, catch_up, list_followed
    from folkmoot.record.mirrors import MirrorError

    known = {one.url: one for one in list_followed(folder)}
    if address:
        new = begin(address, key)
        known = {new.url: known[new.url] if new.url in known and not key else new}
    if not known:
        message = f"Nothing is followed in {folder} yet: give an address."
        raise StopError(message)
    status = 0
    for one in known.values():
        try:
            now, end = catch_up(one, folder)
        except MirrorError as error:
            print(f"{one.url}: {error}")
            status = 1
            continue
        print(f"{one.url}: {end.size} entries; it continues what was copied before")
        for each in now.keys if address else now.keys[len(one.keys) :]:
            print(f"  signed by {each}")
    if address and not key:
        print("Compare the key with another member, on another way than this server.")
    return status
