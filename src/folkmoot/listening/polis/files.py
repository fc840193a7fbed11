"""Which file of a folder is which: names differ between Polis' ways to export.

Its published data has ``participants-votes.csv``; the addresses of a report give
``participant-votes.csv``, and a browser saves them with the conversation and the day in
front, as in ``yard-2026-05-01-comments.csv``.
"""

from pathlib import Path

COMMENTS, VOTES, MATRIX, SUMMARY = (
    "comments.csv",
    "votes.csv",
    "participants-votes.csv",
    "summary.csv",
)
NAMES = {
    COMMENTS: (COMMENTS,),
    VOTES: (VOTES,),
    MATRIX: (MATRIX, "participant-votes.csv"),
    SUMMARY: (SUMMARY,),
}


def find_file(folder: Path, name: str) -> Path | None:
    """Return the file of ``folder`` that holds what Polis calls ``name``, if any.

    With something in front of the name it counts where there is one such file alone.
    """
    for each in NAMES[name]:
        if (folder / each).is_file():
            return folder / each
    found = [
        file
        for file in folder.glob("*.csv")
        if name == _plain(file.name) and file.is_file()
    ]
    return found[0] if len(found) == 1 else None


def _plain(name: str) -> str:
    """Return the name without what a browser put in front of it."""
    ends = [(each, plain) for plain, many in NAMES.items() for each in many]
    # The longest first: "votes.csv" ends "participant-votes.csv" as well.
    ends.sort(key=lambda end: -len(end[0]))
    for end, plain in ends:
        if name == end or name.endswith(f"-{end}"):
            return plain
    return ""
