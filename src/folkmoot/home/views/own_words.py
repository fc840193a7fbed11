"""Downloading what one said; erasing oneself."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.home.operations import erase_everything
from folkmoot.home.queries.own_record import list_own_records
from folkmoot.home.queries.own_words import get_own_words, tell_own_words
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.people.views.erasing import erase as erase_view

ERASING = {"erase_all": erase_everything}
erase = erase_view


@require_safe
@signed_in
def download(request: PersonRequest) -> HttpResponse:
    """Say what can be taken away, and how far it has come in the record."""
    page = {"records": list_own_records(request.person)}
    return render(request, "home/download.html", page)


@require_safe
@signed_in
def download_file(request: PersonRequest, form: str) -> HttpResponse:
    """Give everything the person said, as data or as text to read."""
    if form not in ("json", "txt"):
        raise Http404
    words = get_own_words(request.person, request.now)
    answer: HttpResponse
    if form == "json":
        answer = JsonResponse(
            words, json_dumps_params={"indent": 1, "ensure_ascii": False}
        )
    else:
        text = tell_own_words(words)
        answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    name = f"folkmoot-{request.now:%Y-%m-%d}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
