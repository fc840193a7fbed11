"""The drafters' pages: the text with its tasks, each theme, sending it to all."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.deciding.forms.drafting import HeardForm
from folkmoot.doing.days import today_in
from folkmoot.federating import operations
from folkmoot.federating.access import Place, get_theme_of
from folkmoot.federating.forms.drafting import VersionForm
from folkmoot.federating.queries.pages.amendments import amendments_page
from folkmoot.federating.queries.pages.drafting import drafting_page
from folkmoot.federating.queries.pages.frame import frame_of
from folkmoot.federating.queries.pages.whole import tasks_of
from folkmoot.federating.queries.versions import latest_version
from folkmoot.federating.views.frame import act_on, place_of, show, url_of
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.web.submissions import once

LOOK_BACK = timedelta(days=90)


@signed_in
@once
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show the drafters' table, or take the next version."""
    place = place_of(request, slug, number)
    form = _form(request, place)
    if request.method != "POST":
        return show_draft(request, place, form=form)
    return act_on(
        request,
        place,
        lambda: operations.write_version(
            member=place.member,
            question=place.question,
            version=form.get_version(),
            now=request.now,
        ),
        lambda **more: show_draft(request, place, form=form, **more),
        form,
        to=url_of(place.question, "draft"),
    )


def _form(
    request: PersonRequest, place: Place, *, is_fresh: bool = False
) -> VersionForm:
    question = place.question
    today = today_in(question.collective, request.now)
    return VersionForm(
        None if is_fresh else typed(request),
        version=latest_version(question),
        tasks=tasks_of(question),
        today=today,
        look_back=today + LOOK_BACK,
    )


def show_draft(
    request: PersonRequest,
    place: Place,
    *,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    """Return the drafters' table."""
    form = more.pop("form", None) or _form(request, place, is_fresh=True)
    frame = frame_of(place.question, place.member)
    return show(
        request,
        place,
        "draft",
        status=status,
        frame=frame,
        page=drafting_page(place.question),
        amendments=amendments_page(frame),
        heard_uses=HeardForm.USES,
        form=form,
        **more,
    )


@require_POST
@signed_in
@once
def answer_theme(
    request: PersonRequest, slug: str, number: int, theme_id: UUID
) -> HttpResponse:
    """Say what the draft did with a theme."""
    place = place_of(request, slug, number)
    theme = get_theme_of(place, theme_id)
    form = HeardForm(request.POST)
    return act_on(
        request,
        place,
        lambda: operations.answer_theme(
            member=place.member,
            theme=theme,
            use=form.cleaned_data["use"],
            answer=form.cleaned_data["text"],
            now=request.now,
        ),
        lambda **more: show_draft(
            request, place, theme_form=form, theme_id=theme.id, **more
        ),
        form,
        to=f"{url_of(place.question, 'draft')}#theme-{theme.id}",
    )


@require_POST
@signed_in
@once
def send_draft(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Send the draft, or the same text with answers, to all groups."""
    place = place_of(request, slug, number)
    return act_on(
        request,
        place,
        lambda: operations.send_draft(
            member=place.member, question=place.question, now=request.now
        ),
        lambda **more: show_draft(request, place, **more),
    )
