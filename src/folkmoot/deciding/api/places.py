"""Where a program reads: time moves a question before it is shown, as on its page."""

from folkmoot.deciding import operations
from folkmoot.deciding.access import Place, get_question_for
from folkmoot.people.requests import PersonRequest


def settled(request: PersonRequest, slug: str, number: int) -> Place:
    """Return the question as it stands now; a program that reads reaches nobody."""
    place = get_question_for(request.person, slug, number)
    operations.settle_if_due(question=place.question, now=request.now)
    return place
