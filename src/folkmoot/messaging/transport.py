"""How mail leaves: by SMTP, into a folder, or not at all."""

import os
import smtplib
import socket
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

TIMEOUT = 10  # seconds for each step of the talk with a mail server
SUBMISSION, SMTPS = 587, 465
SCHEMES = {"smtp", "smtps"}
PERMANENT = range(500, 600)

# The first that fits; one further down may be a wider kind.
TROUBLES: dict[type[Exception], str] = {
    socket.gaierror: "no machine named {host} is known",
    ConnectionRefusedError: "nobody listens at {place}",
    ssl.SSLCertVerificationError: "the certificate of {place} is not good: "
    "{error.verify_message}",
    ssl.SSLError: "{place} speaks no TLS from the first byte: is smtp:// meant?",
    TimeoutError: "{place} gives no answer",
    smtplib.SMTPServerDisconnected: "{place} hangs up or gives no answer. "
    "Port 465 needs smtps://, other ports smtp://",
}


class AwayError(Exception):
    """The mail server cannot be reached, or does not let us in."""


class RefusedError(Exception):
    """One mail was not taken; ``for_good`` when trying again is of little use."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


class EmailUrlError(ValueError):
    """The setting EMAIL_URL does not say how mail leaves."""


class Transport(Protocol):
    """A way out for mail."""

    def send(self, mail: EmailMessage, name: str) -> None:
        """Hand over ``mail``; ``name`` is the same each time it is tried."""

    def close(self) -> None:
        """Let go of what is open."""


@dataclass(frozen=True)
class MailServer:
    """Where an SMTP server is and how to speak to it."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    is_tls: bool
    starts_tls: bool


def open_transport(url: str) -> Transport | None:
    """Return the way out that ``url`` describes; None when mail is not set up.

    Raises
    ------
    EmailUrlError
        If ``url`` is of no known form.
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path and not parts.netloc:
        return FolderTransport(Path(unquote(parts.path)))
    return SmtpTransport(read_mail_server(url))


def read_mail_server(url: str) -> MailServer:
    """Return the mail server that ``url`` names.

    STARTTLS is asked for on port 587 and whenever a password is sent, unless the
    address ends in ``?tls=0``.

    Raises
    ------
    EmailUrlError
        If ``url`` is of no known form.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    is_cut = parts.path not in {"", "/"} or parts.fragment  # by a / or # unescaped
    if parts.scheme not in SCHEMES or not parts.hostname or port == -1 or is_cut:
        message = (
            "EMAIL_URL must be smtp://user:password@host:587, smtps://user:password@"
            "host or file:///folder; special characters in it are written as %40 etc."
        )
        raise EmailUrlError(message)
    is_tls = parts.scheme == "smtps"
    port = port or (SMTPS if is_tls else SUBMISSION)
    wanted = parse_qs(parts.query).get("tls", [""])[0]
    starts_tls = wanted == "1" or (
        wanted != "0" and (port == SUBMISSION or bool(parts.username))
    )
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=is_tls,
        starts_tls=starts_tls and not is_tls,
    )


class FolderTransport:
    """One file per mail; a mail tried twice replaces itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, mail: EmailMessage, name: str) -> None:
        """Write the file in one step, so that a reader never sees half of it."""
        half = self.folder / f".{name}.{os.getpid()}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            half.write_bytes(mail.as_bytes())
            half.rename(self.folder / f"{name}.eml")
        except OSError as error:
            raise AwayError(str(error)) from error

    def close(self) -> None:
        """Nothing stays open."""


class SmtpTransport:
    """A mail server; one connection for many mails, made anew when it breaks."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.connection: smtplib.SMTP | None = None

    def send(self, mail: EmailMessage, name: str) -> None:
        """Hand over one mail.

        Raises
        ------
        AwayError
            If the server cannot be reached or refuses our password.
        RefusedError
            If it does not take this mail.
        """
        if self.connection is None or self.connection.sock is None:
            # smtplib hangs up by itself when the server says 421.
            self.connection = self._connect()
        connection = self.connection
        try:
            connection.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            raise _refusal(code, text) from error
        except smtplib.SMTPSenderRefused as error:
            # The sender is our own setting: worth another try once it is mended.
            raise RefusedError(_line(error.smtp_code, error.smtp_error)) from error
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise RefusedError(str(error), for_good=True) from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise RefusedError(_sentence(error, self.server)) from error

    def close(self) -> None:
        """Hang up without waiting: what was accepted stays accepted."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _connect(self) -> smtplib.SMTP:
        server = self.server
        try:
            connection = _open_tls(server) if server.is_tls else _open_plain(server)
        except (smtplib.SMTPException, OSError) as error:
            raise AwayError(_sentence(error, server)) from error
        try:
            self._greet(connection)
        except (smtplib.SMTPException, OSError) as error:
            connection.close()
            raise AwayError(_sentence(error, server)) from error
        return connection

    def _greet(self, connection: smtplib.SMTP) -> None:
        if self.server.starts_tls:
            connection.starttls(context=ssl.create_default_context())
        connection.ehlo_or_helo_if_needed()
        if self.server.user:
            connection.login(self.server.user, self.server.password)


def _refusal(code: int, text: bytes | str) -> RefusedError:
    return RefusedError(_line(code, text), for_good=code in PERMANENT)


def _line(code: int, text: bytes | str) -> str:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"


def _sentence(error: Exception, server: MailServer) -> str:
    """Say what happened for who set EMAIL_URL, and perhaps has to mend it."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _line(error.smtp_code, error.smtp_error)
    for kind, words in TROUBLES.items():
        if isinstance(error, kind):
            place = f"{server.host}:{server.port}"
            return words.format(host=server.host, place=place, error=error)
    return str(error) or type(error).__name__


def _open_plain(server: MailServer) -> smtplib.SMTP:
    name = settings.PUBLIC.hostname  # asking the system for it may hang on DNS
    return smtplib.SMTP(server.host, server.port, name, TIMEOUT)


def _open_tls(server: MailServer) -> smtplib.SMTP:
    return smtplib.SMTP_SSL(
        server.host,
        server.port,
        settings.PUBLIC.hostname,
        timeout=TIMEOUT,
        context=ssl.create_default_context(),
    )
