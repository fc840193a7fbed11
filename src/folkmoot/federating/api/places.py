"""Where programs reach a federated question."""

from folkmoot.federating import operations
from folkmoot.federating.access import Place, get_question_for
from folkmoot.people.requests import PersonRequest

ALL = "/federations/{slug:slug}/questions"
ONE = ALL + "/{int:number}"


def settled(request: PersonRequest, slug: str, number: int) -> Place:
    """Return the question with what fell due done, for somebody of its groups."""
    place = get_question_for(request.person, slug, number)
    operations.look_at_question(question=place.question, now=request.now)
    return place
