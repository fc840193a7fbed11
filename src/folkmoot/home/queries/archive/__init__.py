"""A whole collective as one file: tables as JSON Lines, attachments, its log, sums.

The same rows give the same bytes, apart from the manifest's time. What is in it obeys
``web.audience``: a member's copy holds what members may see. The server keeper's holds
all that belongs to the collective, and can be imported elsewhere. Neither holds ways
to reach people, persons' settings, keys, or links that open something.
"""

from folkmoot.home.queries.archive.log import UnsealedError
from folkmoot.home.queries.archive.tables import FORMAT
from folkmoot.home.queries.archive.writing import write_archive

__all__ = ["FORMAT", "UnsealedError", "write_archive"]
