"""Pages of a question."""

from django.http import HttpResponse

from folkmoot.deciding.access import get_question_for
from folkmoot.people.requests import PersonRequest, signed_in


@signed_in
def question(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show a question."""
    place = get_question_for(request.person, slug, number)
    return HttpResponse(place.question.title)
