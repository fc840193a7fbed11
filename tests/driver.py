"""Driving a real server from outside: its process, its clock, and people at it.

``Server`` starts, kills, stops and restarts ``folkmoot serve`` on a folder (SQLite) or
a PostgreSQL database; mail goes into a folder and the clock is a file. ``Guest`` acts
over HTTP as one person, by the pages alone, so that a page that loses a field or a
link fails here.
"""

import email
import os
import re
import signal
import time
from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit

from tests.cli.servers import PATIENCE, free_port, get, surroundings
from tests.driving import forks
from tests.driving.beside import Beside
from tests.driving.browser import Browser
from tests.driving.looking import set_clock
from tests.driving.pages import Page

NUMBER = re.compile(r"/q/(\d+)/")
CODE = re.compile(r"code on the page: (\S+)")


class Server:
    """One server with everything it owns below ``folder``."""

    def __init__(self, folder: Path, database_url: str = "", **settings: str) -> None:
        self.folder, self.data = folder, folder / "data"
        self.mail, self.log = folder / "mail", folder / "log"
        self.clock = folder / "clock"
        self.port = free_port()
        self.process: forks.Fork | None = None
        self.start_link = ""
        self._beside: Beside | None = None
        self.settings = {
            "DATABASE_URL": database_url,
            "EMAIL_URL": f"file://{self.mail}",
            "FOLKMOOT_TEST": "1",
            "FOLKMOOT_CLOCK_FILE": str(self.clock),
            **settings,
        }

    # --- The process

    def set_up(self) -> str:
        """Return where the first collective starts, on a folder that is ready."""
        return self.start_link or self.init()

    def init(self) -> str:
        """Make the data folder; return where the first collective starts."""
        done = forks.folkmoot("init", data=self.data, **self.settings)
        assert done.returncode == 0, done.stderr
        link = urlsplit(done.stdout.split()[-1])
        self.start_link = f"{link.path}?{link.query}"
        return self.start_link

    def start(self, *words: str) -> "Server":
        """Start it and wait until it answers."""
        with self.log.open("ab") as log, open(os.devnull) as nothing:  # noqa: PTH123 -- a device
            self.process = forks.start(
                ["serve", "--port", str(self.port), *words],
                surroundings(self.data, **self.settings),
                log.fileno(),
                log.fileno(),
                nothing.fileno(),
            )
        until = time.monotonic() + PATIENCE
        while get(f"http://127.0.0.1:{self.port}/healthz") != 200:
            assert self.process.poll() is None, self.log.read_text()[-4000:]
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)
        return self

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as its keeper would."""
        assert self._end(signal.SIGTERM) == 0, self.log.read_text()[-4000:]

    def end(self) -> None:
        """End it and what runs beside it."""
        self.kill()
        if self._beside is not None:
            self._beside.end()
            self._beside = None

    def _end(self, sign: signal.Signals) -> int:
        if self.process is None:
            return 0
        self.process.send_signal(sign)
        status = self.process.wait(PATIENCE)
        self.process = None
        return status

    def work(self) -> None:
        """Let a worker look once, beside the server."""
        self.act("from tests.driving.looking import look\nlook()")

    def work_apart(self) -> None:
        """Let a worker look once, as the command does that people call."""
        done = forks.folkmoot("worker", "--once", data=self.data, **self.settings)
        assert done.returncode == 0, done.stderr

    def work_through(self, times: Iterable[datetime]) -> None:
        """Let time go on from one of ``times`` to the next; one worker looks at each."""
        self.act(
            "from tests.driving.looking import look_at\n"
            f"look_at({[now.isoformat() for now in times]})"
        )

    def act(self, script: str) -> str:
        """Run lines of Python beside the server; return what they print."""
        if self._beside is None:
            self._beside = Beside(self.data, self.settings)
        return self._beside.act(script)

    # --- Its clock and its mail

    def set_clock(self, now: datetime) -> None:
        """Let time stand still at ``now``, for every process of the server."""
        set_clock(self.clock, now)

    def mails(self, to: str = "") -> list[EmailMessage]:
        """Return what was sent, oldest first; only to one address if given."""
        files = sorted(
            self.mail.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns
        )
        read = [email.message_from_bytes(f.read_bytes(), policy=default) for f in files]
        return [mail for mail in read if not to or to in str(mail["To"])]


class Guest(Browser):
    """One person at their browser."""

    def __init__(self, server: Server, name: str = "Ann", address: str = "") -> None:
        super().__init__(server.port)
        self.server, self.name = server, name
        self.address = address or f"{name.lower().replace(' ', '.')}@example.org"

    def start_collective(self, link: str, name: str, **more: object) -> str:
        """Found a collective by the link that init printed; return its slug."""
        form = self.get(link).form()
        who = {"member_name": self.name, "email": self.address}
        page = self.press(form, name=name, **who, **more)
        return page.path.split("/")[2]

    def invite(self, slug: str, uses: int = 1) -> str:
        """Return the address of an invitation."""
        form = self.get(f"/c/{slug}/invitations/").form("/invitations/")
        return self.press(form, uses=uses).link("/join/")

    def join(self, link: str) -> None:
        """Come in by an invitation."""
        form = self.get(link).form()
        self.press(form, name=self.name, address=self.address, answer="in")

    def prove_address(self) -> None:
        """Open the link that came by mail, so that more mail may come."""
        page = self.get(self._find_in_mail(re.compile(r"https?://\S+?(/verify/\S+)")))
        self.press(page.form())

    def sign_in(self) -> Page:
        """Sign in by the code that is mailed."""
        before = len(self.server.mails(self.address))
        form = self.get("/sign-in/").form("/sign-in/")
        page = self.press(form, email=self.address)
        code = self._find_in_mail(CODE, after=before)
        return self.press(page.form(), code=code)

    def raise_question(self, slug: str, title: str, **more: object) -> int:
        """Raise a question; at home everybody is asked at once."""
        page = self.get(f"/c/{slug}/q/new/")
        return self._number(self.press(page.form("/q/new/"), title=title, **more))

    def answer(self, slug: str, number: int, value: str, **words: object) -> Page:
        """Answer the draft; return the very answer of the server."""
        form = self.get(f"/c/{slug}/q/{number}/").form("/position/")
        return self.send(form, value=value, **words)

    def say(self, slug: str, number: int, text: str) -> Page:
        """Say something in own words; return the very answer of the server."""
        form = self.get(f"/c/{slug}/q/{number}/").form("/contributions/")
        return self.send(form, text=text)

    def export(self, slug: str) -> bytes:
        """Take a copy of everything."""
        return self.press(self.get(f"/c/{slug}/export/").form()).body

    def _number(self, page: Page) -> int:
        found = NUMBER.search(page.path)
        assert found, page.path
        return int(found[1])

    def _find_in_mail(self, pattern: re.Pattern[str], after: int = 0) -> str:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for mail in reversed(self.server.mails(self.address)[after:]):
                found = pattern.search(str(mail.get_content()))
                if found:
                    return found[1]
            time.sleep(0.1)
        message = f"no mail to {self.address} says {pattern.pattern}"
        raise AssertionError(message)


def found_collective(
    server: Server, link: str, *names: str, **more: object
) -> tuple[str, list[Guest]]:
    """Let the first of ``names`` found a collective and the others join it."""
    guests = [Guest(server, name) for name in names]
    starter, *others = guests
    slug = starter.start_collective(link, "Elm Street", **more)
    invitation = starter.invite(slug, uses=len(others))
    for other in others:
        other.join(invitation)
    return slug, guests
