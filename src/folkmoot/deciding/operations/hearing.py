"""Being heard on a question: listening's operations under the question's lock."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.calling_back import draw_call_back
from folkmoot.deciding.operations.helping import (
    HelpRefusedError,
    require_helper,
    require_second,
    tell_recorded,
)
from folkmoot.deciding.operations.settling import NotProposerError
from folkmoot.deciding.queries.facts import asking_key, is_anybody_unheard
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import Stage
from folkmoot.listening import operations as listening
from folkmoot.listening.models import (
    Attachment,
    Contribution,
    Hearing,
    Response,
    Statement,
)
from folkmoot.messaging.models import Delivery
from folkmoot.messaging.operations import mark_delivered
from folkmoot.people.models import Membership
from folkmoot.record.operations import Signed, Words

HEARD_IN = (Stage.NOTICE, Stage.HEARING, Stage.CHECKING)
ASKED_IN = (*HEARD_IN, Stage.LAST_CALL, Stage.LOOKING_BACK)


@dataclass(frozen=True)
class Attached:
    """A photo or a recording, with words for those who cannot see or hear it.

    ``signed`` is what a device signed of it, where it comes with a question itself.
    """

    media: listening.Media
    description: str
    signed: Signed | None = None


def spoken(media: listening.Media, description: str) -> Attached:
    """Return what says an answer by itself: who cannot write describes nothing."""
    unwritten = _("In their own voice. Nobody has written it down yet.")
    return Attached(media, description.strip() or unwritten)


def attach_to(
    question: Question,
    member: Membership,
    attached: Attached | None,
    now: datetime,
    comes_with: Attachment.With = Attachment.With.WORDS,
    words: Words | None = None,
) -> Attachment | None:
    """Keep what comes with something said."""
    if attached is None:
        return None
    return listening.attach(
        member=member,
        about_id=question.id,
        upload=attached.media,
        description=attached.description,
        now=now,
        comes_with=comes_with,
        words=words,
    )


@transaction.atomic
def add_attachment(
    *, member: Membership, question: Question, attached: Attached, now: datetime
) -> Attachment:
    """Keep a photo or a recording with one's own question; locks the question.

    Raises
    ------
    NotProposerError
        If somebody else raised it.
    """
    stages = (Stage.IDEA, Stage.SHAPING)
    with acting(member, question, now, *stages, may_be_friend=True) as act:
        if act.member.id != act.question.proposer_id:
            raise NotProposerError(_("Only the person who raised it does this."))
        return listening.attach(
            member=act.member,
            about_id=act.question.id,
            upload=attached.media,
            description=attached.description,
            now=now,
            comes_with=Attachment.With.QUESTION,
            words=Words(attached.signed),
        )


def hearing_of(question: Question) -> Hearing:
    """Return the hearing of a question that has been opened."""
    return Hearing.objects.get(question_id=question.id)


@transaction.atomic
def respond(
    *,
    member: Membership,
    question: Question,
    statement: Statement,
    answer: Response.Answer,
    now: datetime,
    matters: bool = False,
) -> Response:
    """Answer a statement while the hearing is open; locks the question.

    An answer ends a hearing only when it makes the last member heard.
    """

    def is_quiet(act: Act) -> bool:
        return is_anybody_unheard(act.question, but=act.member)

    with acting(
        member, question, now, *HEARD_IN, may_be_friend=True, is_quiet=is_quiet
    ) as act:
        return listening.respond(
            member=act.member,
            statement=statement,
            answer=answer,
            now=now,
            matters=matters,
        )


@transaction.atomic
def withdraw_response(
    *, member: Membership, question: Question, statement: Statement, now: datetime
) -> bool:
    """Take an answer back while the hearing is open; locks the question."""
    with acting(member, question, now, *HEARD_IN, may_be_friend=True) as act:
        return listening.withdraw_response(
            member=act.member, statement=statement, now=now
        )


@transaction.atomic
def add_statement(
    *,
    member: Membership,
    question: Question,
    text: str,
    now: datetime,
    signed: Signed | None = None,
) -> Statement:
    """Add a short view while the hearing is open; locks the question."""
    with acting(member, question, now, *HEARD_IN, may_be_friend=True) as act:
        hearing = hearing_of(act.question)
        return listening.add_statement(
            member=act.member, hearing=hearing, text=text, now=now, signed=signed
        )


@transaction.atomic
def contribute(  # noqa: PLR0913 -- what a person says on one page
    *,
    member: Membership,
    question: Question,
    kind: Contribution.Kind,
    text: str,
    now: datetime,
    people: int = 1,
    warmth: Contribution.Warmth = Contribution.Warmth.UNASKED,
    attached: Attached | None = None,
    signed: Signed | None = None,
    helper: Membership | None = None,
    second: Membership | None = None,
) -> Contribution:
    """Say something, report a talk, or "nothing to add"; locks the question.

    What a helper enters carries the helper's name and signature, and sends its owner a
    receipt; a ``second``, who heard it too, is asked to say so.

    Raises
    ------
    HelpRefusedError
        If a helper has helped enough, it is the helper's own, or nothing new.
    """
    with acting(
        member, question, now, *HEARD_IN, may_be_friend=True, helper=helper
    ) as act:
        if helper is not None:
            require_helper(act, helper)
            second = second and require_second(act, helper, second)
            _require_unsaid(act, kind)
        attachment = attach_to(act.question, act.member, attached, now)
        row = listening.contribute(
            member=act.member,
            hearing=hearing_of(act.question),
            kind=kind,
            text=text,
            now=now,
            people=people,
            warmth=warmth,
            attachment=attachment,
            file=attached.media.sent_print if attached else "",
            signed=signed,
            helper=helper,
            second=second if helper else None,
        )
        if helper is not None:
            tell_recorded(act, row)
            draw_call_back(act, row)
        return row


def _require_unsaid(act: Act, kind: Contribution.Kind) -> None:
    """Refuse "nothing to add" for who has said so already."""
    said = Contribution.objects.filter(
        hearing__question_id=act.question.id, member=act.member, kind=kind
    )
    if kind == Contribution.Kind.NOTHING and said.exists():
        raise HelpRefusedError(_("They have said already that they add nothing."))


@transaction.atomic
def tell_in_person(
    *, member: Membership, question: Question, told: Membership, now: datetime
) -> None:
    """Tick "I told them": counts as delivered, with the teller's name; locks it."""
    with acting(member, question, now, *ASKED_IN) as act:
        mark_delivered(
            about_id=act.question.id,
            asking=asking_key(state_of(act.question)),
            member_id=told.id,
            way=Delivery.Way.TOLD,
            now=now,
            told_by_id=act.member.id,
        )
        act.record("member.told", told=str(told.id))
