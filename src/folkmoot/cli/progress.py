"""How far a long piece of work has come, on standard error."""

import sys


class Progress:
    """Shows one line that grows; in a log file, only the end."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.shown = -1

    def show(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done."""
        percent = 100 * done // total if total else 100
        if percent == self.shown:
            return
        self.shown = percent
        if sys.stderr.isatty():
            end = "\n" if percent == 100 else ""  # noqa: PLR2004 -- all of it
            print(f"\r{self.label}: {percent} %", end=end, file=sys.stderr, flush=True)
        elif percent == 100:  # noqa: PLR2004 -- all of it
            print(f"{self.label}: done", file=sys.stderr)
