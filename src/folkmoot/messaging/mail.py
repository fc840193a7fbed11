"""One message as a mail: plain text, neutral headers, nothing that tracks.

A mail is the same each time it is made. When a worker dies between the mail server's
"accepted" and our note of it, the mail leaves twice; its Message-ID, made from the
row's id, lets mail programs show it once.
"""

from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from folkmoot.messaging.models import Message
from folkmoot.messaging.stop_links import make_stop_link

DAILY = "daily"  # the kind of a mail that gathers others


def compose(message: Message) -> EmailMessage:
    """Return the mail of ``message``.

    Raises
    ------
    ValueError
        If the address cannot stand in a mail.
    """
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = settings.CONFIG.mail_from
    mail["To"] = message.address
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<{message.id.hex}@{settings.PUBLIC.hostname}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_body(mail, message))  # takes away what begins with Content-
    mail["Content-Language"] = message.language
    return mail


def _body(mail: EmailMessage, message: Message) -> str:
    """Return the text, with the way to stop mail unless the person asked for it now."""
    if message.person_id is None:
        return message.body
    if message.collective_id is None and message.kind != DAILY:
        return message.body
    link = make_stop_link(message.person_id)
    mail["List-Unsubscribe"] = f"<{link}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    with translation.override(message.language):
        end = _("No more mail: %(link)s") % {"link": link}
    return f"{message.body.rstrip()}\n\n-- \n{end}\n"
