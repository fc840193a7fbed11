"""What a map says, read once: a map never changes, so a process keeps the last few."""

from functools import lru_cache
from uuid import UUID

from folkmoot.listening.closer import Closer, read_closer
from folkmoot.listening.findings import Findings, FoundStatement
from folkmoot.listening.models import OpinionMap
from folkmoot.listening.queries.choosing import choose, findings_of

MOST_MAPS = 16  # about a megabyte each, with a thousand statements


class ReadMap:
    """The findings of a map and its longer look, with its lists once they were asked for."""

    def __init__(self, findings: Findings, closer: Closer | None) -> None:
        self.findings, self.closer = findings, closer
        self._lists: dict[str, list[FoundStatement]] = {}

    def choose(self, kind: str) -> list[FoundStatement]:
        """Return the statements of a kind, the clearest first; not to be changed."""
        if kind not in self._lists:
            self._lists[kind] = choose(self.findings, kind)
        return self._lists[kind]


@lru_cache(maxsize=MOST_MAPS)
def read_map(map_id: UUID) -> ReadMap:
    """Return what the map says to everybody; nothing of a reader is in it."""
    row = OpinionMap.objects.only("findings", "closer").get(id=map_id)
    return ReadMap(findings_of(row), read_closer(row.closer))
