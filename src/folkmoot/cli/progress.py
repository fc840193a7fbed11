"""How far a long piece of work has come, on standard error."""

import sys
from time import monotonic


class Progress:
    """Shows one line that grows; in a log file, only the end.

    Nothing is shown in the first ``after`` seconds: short work needs no progress.
    """

    def __init__(self, label: str, after: float = 0.0) -> None:
        self.label = label
        self.shown = -1
        self.quiet_until = monotonic() + after

    def show(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done."""
        if self.shown < 0 and monotonic() < self.quiet_until:
            return
        percent = 100 * done // total if total else 100
        if percent == self.shown:
            return
        self.shown = percent
        if sys.stderr.isatty():
            end = "\n" if percent == 100 else ""  # noqa: PLR2004 -- all of it
            print(f"\r{self.label}: {percent} %", end=end, file=sys.stderr, flush=True)
        elif percent == 100:  # noqa: PLR2004 -- all of it
            print(f"{self.label}: done", file=sys.stderr)
