"""What ``folkmoot doctor`` says of mirrors: of others here, and of ours elsewhere."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from folkmoot.cli.server.findings import Finding, Level
from folkmoot.engines.tlog import origin_hash, read_mirrored_line
from folkmoot.site.config import Config

if TYPE_CHECKING:
    from folkmoot.record.following import Age
    from folkmoot.record.models import Log

STALE = timedelta(days=1)  # of a mirror that is looked after each minute
MOST = 20  # of our records, those signed last, that other servers are asked about


def check_mirrors(config: Config) -> Iterator[Finding]:
    """Tell how far each copy is: of others here, and of this server's elsewhere."""
    from folkmoot.record.mirrors import own_folder
    from folkmoot.record.models import Log

    for line in config.mirrored:
        yield _find_age(own_folder(), read_mirrored_line(line).keys[-1].name)
    signed = Log.objects.exclude(checkpoint="").order_by("-signed_at", "pk")
    own = list(signed) if config.mirrors else []
    for place in config.mirrors:
        if not place.startswith("/"):
            yield from _ask_all(place, own[:MOST])
        elif Path(place).is_dir():
            yield from (_find_age(Path(place), one.origin) for one in own)
        else:
            yield Finding(Level.WRONG, f"The folder of mirrors {place} is not there")


def _find_age(root: Path, name: str) -> Finding:
    from folkmoot.record.following import age_of
    from folkmoot.record.mirrors import MirrorError

    try:
        return _tell_age(age_of(root / origin_hash(name), name))
    except (MirrorError, OSError) as error:
        return Finding(Level.WRONG, f"The mirror of {name} cannot be read: {error}")


def _tell_age(age: "Age") -> Finding:
    from folkmoot.web.clock import read_clock

    if age.has_fork:
        text = f"The record {age.name} showed two different ends: the mirror keeps both"
        return Finding(Level.WRONG, text)
    if age.looked_at is None:
        return Finding(Level.NOTE, f"The record {age.name} was not mirrored yet")
    old = read_clock() - age.looked_at
    text = f"The mirror of {age.name}, {age.size} entries, is {_say_age(old)} old"
    return Finding(Level.OK if old < STALE else Level.WRONG, text)


def _say_age(old: timedelta) -> str:
    minutes = int(old.total_seconds()) // 60
    if minutes < 2 * 60:
        return f"{max(minutes, 0)} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 2 * 24 else f"{hours // 24} days"


def _ask_all(place: str, own: Sequence["Log"]) -> Iterator[Finding]:
    """Ask a mirror on another server; what does not answer is asked once."""
    from folkmoot.record.mirrors import MirrorError, state_at

    for one in own:
        try:
            yield _tell_state(place, one, state_at(place, one))
        except MirrorError as error:
            yield Finding(Level.WRONG, f"A mirror does not answer: {error}")
            return


def _tell_state(place: str, one: "Log", size: int | None) -> Finding:
    from folkmoot.web.clock import read_clock

    what = f"The mirror of {one.origin} at {place}"
    if size is None:
        return Finding(Level.NOTE, f"{what} is not there yet")
    if size < 0:
        return Finding(Level.WRONG, f"{what} shows another past than this server")
    if size > one.signed_size:
        missing = size - one.signed_size
        return Finding(
            Level.WRONG, f"{what} has {missing} entries that are missing here"
        )
    behind = one.signed_size - size
    if not behind:
        return Finding(Level.OK, f"{what} has all {size} entries")
    is_late = one.signed_at is None or read_clock() - one.signed_at > STALE
    text = f"{what} lacks the last {behind} of {one.signed_size} entries"
    return Finding(Level.WRONG if is_late else Level.NOTE, text)
