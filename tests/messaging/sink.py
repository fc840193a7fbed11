"""A small mail server for tests; it can also be as bad as real ones are."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum, auto


class Mood(StrEnum):
    KIND = auto()
    SILENT = auto()  # takes the connection and never says a word
    HANGS_UP_BEFORE = auto()  # takes the mail and hangs up without an answer
    HANGS_UP_AFTER = auto()  # says "accepted" and hangs up
    BUSY = auto()  # 451 for each recipient
    UNKNOWN = auto()  # 550 for each recipient
    SPAM = auto()  # 554 after the mail
    CLOSED = auto()  # 421 instead of a greeting


class Sink:
    """Listens on a free port and keeps what it accepted."""

    def __init__(self, mood: Mood = Mood.KIND) -> None:
        self.mood = mood
        self.mails: list[bytes] = []
        self.connections = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"smtp://127.0.0.1:{self.listener.getsockname()[1]}"
        self.is_open = True
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.is_open = False
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)

    def _listen(self) -> None:
        while self.is_open:
            try:
                connection, _peer = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            talk = threading.Thread(target=self._talk, args=(connection,), daemon=True)
            talk.start()

    def _talk(self, connection: socket.socket) -> None:
        with (
            suppress(ConnectionError),  # who hangs up need not say so
            connection,
            connection.makefile("rb") as lines,
        ):
            if self.mood is Mood.SILENT:
                lines.read()
                return
            if self.mood is Mood.CLOSED:
                connection.sendall(b"421 not now\r\n")
                return
            connection.sendall(b"220 sink\r\n")
            for line in lines:
                if not self._answer(connection, line.upper(), lines):
                    return

    def _answer(self, connection, line, lines) -> bool:
        if line.startswith(b"DATA"):
            connection.sendall(b"354 go on\r\n")
            return self._take(connection, lines)
        answers = {Mood.BUSY: b"451 later\r\n", Mood.UNKNOWN: b"550 nobody\r\n"}
        if line.startswith(b"RCPT") and self.mood in answers:
            connection.sendall(answers[self.mood])
        elif line.startswith(b"QUIT"):
            connection.sendall(b"221 bye\r\n")
            return False
        else:
            connection.sendall(b"250 yes\r\n")
        return True

    def _take(self, connection, lines) -> bool:
        mail = b"".join(iter(lines.readline, b".\r\n"))
        if self.mood is Mood.SPAM:
            connection.sendall(b"554 no\r\n")
            return True
        self.mails.append(mail)
        if self.mood is Mood.HANGS_UP_BEFORE:
            self.mails.pop()
            return False
        connection.sendall(b"250 accepted\r\n")
        return self.mood is not Mood.HANGS_UP_AFTER


@contextmanager
def open_sink(mood: Mood = Mood.KIND) -> Iterator[Sink]:
    sink = Sink(mood)
    try:
        yield sink
    finally:
        sink.close()
