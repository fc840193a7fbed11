"""``folkmoot doctor``: is all well? In plain words, then every setting."""

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from folkmoot.cli.server.starting import (
    make_parser,
    read_config,
    read_options,
    start_django,
)

if TYPE_CHECKING:
    from folkmoot.cli.server.findings import Finding


def main(argv: Sequence[str]) -> int:
    """Print what is well and what is not; 1 when something is wrong."""
    parser = make_parser("doctor", "Check the server, then list every setting.")
    parser.add_argument("--mail", metavar="ADDRESS", help="send a test mail there")
    options = read_options(parser, argv)
    config = read_config()
    start_django()
    from folkmoot.cli.server.checks import examine
    from folkmoot.cli.server.findings import Level

    findings = list(examine(config))
    if options.mail:
        findings.append(send_test(options.mail))
    for finding in findings:
        print(f"{finding.level:<6}{finding.text}")
    print()
    print_settings()
    return int(any(finding.level is Level.WRONG for finding in findings))


def send_test(address: str) -> "Finding":
    """Send one mail at once, past the outbox; say what the mail server said."""
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from folkmoot.cli.server.findings import Finding, Level
    from folkmoot.messaging.mail import compose
    from folkmoot.messaging.models import Message
    from folkmoot.messaging.transport import (
        AwayError,
        EmailUrlError,
        RefusedError,
        open_transport,
    )
    from folkmoot.web.clock import read_clock

    try:
        validate_email(address)
        transport = open_transport(settings.CONFIG.email_url)
    except ValidationError:
        return Finding(Level.WRONG, f"“{address}” is no address that mail can go to")
    except EmailUrlError as error:
        return Finding(Level.WRONG, f"The test mail could not leave: {error}")
    if transport is None:
        return Finding(Level.WRONG, "The test mail could not leave: set EMAIL_URL")
    message = Message(
        kind="test",
        address=address,
        subject="A test mail",
        body="Mail from this server arrives.\n",
        language="en",
        created_at=read_clock(),
    )
    try:
        transport.send(compose(message), f"test-{message.id.hex}")
    except (AwayError, RefusedError, ValueError) as error:
        return Finding(Level.WRONG, f"The test mail could not leave: {error}")
    finally:
        transport.close()
    return Finding(Level.OK, f"A test mail left for {address}")


def print_settings() -> None:
    """Print every setting: its value, where it comes from, what it is for."""
    from folkmoot.site.config import list_settings

    print("Settings")
    for setting in list_settings(read_config()):
        value = setting.value or "(empty)"
        print(f"  {setting.name} = {value}  [{setting.source}]")
        print(textwrap.indent(textwrap.fill(setting.description, 76), "      "))
