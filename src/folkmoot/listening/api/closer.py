"""A longer look at the map of opinion, as numbers."""

from dataclasses import asdict
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from folkmoot.listening import queries
from folkmoot.listening.access import get_hearing_for
from folkmoot.listening.api.maps import readable_map
from folkmoot.listening.api.shapes import BEFORE
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest

router = Router()


class Foretold(Schema):
    """How well answers that were held back were told from the others."""

    foretold: int = Field(description="Of 100 hidden answers.")
    guessed: int = Field(description="By the most frequent answers alone.")
    is_done: bool = Field(description="Whether more answers would change little.")


class AlikeStatement(Schema):
    """What accounts that answered alike said, beside others of their views."""

    number: int
    answer: str
    inside: int = Field(description="Of 100 of these accounts.")
    expected: int = Field(description="Of 100 others of their views.")


class Alike(Schema):
    """Accounts that answered alike; who they are is told to nobody."""

    people: int
    statements: list[AlikeStatement] = Field(description=BEFORE)


class Bridge(Schema):
    """Three measures of how far a statement is shared."""

    number: int
    least: int = Field(
        description="A cautious share of the group that agrees least, of 100."
    )
    product: float = Field(description="The groups' shares multiplied.")
    score: float = Field(description="Liked beyond what leanings explain.")


class CloserLook(Schema):
    """What takes longer to find, from the answers there were then."""

    answers: int
    people: int = Field(description="How many accounts were compared with each other.")
    foretold: Foretold | None
    alike: list[Alike]
    lifted: int = Field(description="How many statements accounts like these lift.")
    bridges: list[Bridge] = Field(description=BEFORE)
    between: int = Field(description="How many gave mostly answers all groups share.")
    own_likeness: int | None = Field(
        description="Of 100 in the group least like the reader, who answered alike."
    )


@router.get(
    "/collectives/{slug:slug}/hearings/{uuid:hearing_id}/map/closer",
    response=CloserLook | None,
)
def get_map_closer(
    request: PersonRequest, slug: str, hearing_id: UUID
) -> CloserLook | None:
    """Show whether enough was heard, what bridges, and which accounts answered alike."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    is_over = hearing.is_over(request.now)
    row = readable_map(member, hearing, is_over=is_over)
    found = queries.show_closer(row, member, is_over=is_over)
    if found is None:
        return None
    return CloserLook(
        answers=found.answers,
        people=found.people,
        foretold=Foretold(**asdict(found.foretold)) if found.foretold else None,
        alike=[_alike(one) for one in found.alike],
        lifted=found.n_lifted,
        bridges=[
            Bridge(
                number=one.shown.statement.number,
                least=one.least,
                product=round(one.product, 4),
                score=one.score,
            )
            for one in found.bridges
        ],
        between=found.between,
        own_likeness=found.own_likeness,
    )


def _alike(found: queries.ShownAlike) -> Alike:
    return Alike(
        people=found.people,
        statements=[
            AlikeStatement(
                number=one.statement.number,
                answer=one.words,
                inside=one.inside,
                expected=one.expected,
            )
            for one in found.statements
        ],
    )
