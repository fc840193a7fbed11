"""What a council puts together of what was said below, with every original."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.federating import operations
from folkmoot.federating.access import (
    Before,
    find_speaking,
    get_item_for,
    get_order_for,
    get_question_before,
    get_sitting_for,
)
from folkmoot.federating.forms.councils import OrderForm, TitleForm, TranslationForm
from folkmoot.federating.queries.pages.whole import councils_of
from folkmoot.federating.queries.theme_pages import (
    headings_below,
    list_originals,
    list_themes,
    made_themes,
    order_in_force,
    put_in_order,
    show_order,
)
from folkmoot.people.operations import NotAMemberError
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once
from folkmoot.web.telling import act_and_tell

REFUSED = (operations.GroupingError, NotAMemberError)


@require_safe
@signed_in
def themes(request: PersonRequest, slug: str, question_id: UUID) -> HttpResponse:
    """Show what was put together of one question."""
    return _show(request, get_question_before(request.person, slug, question_id))


@require_POST
@signed_in
@once
def make_theme(request: PersonRequest, slug: str, question_id: UUID) -> HttpResponse:
    """Put words of several groups together under a heading."""
    place = get_question_before(request.person, slug, question_id)
    member = get_sitting_for(request.person, place.council, request.now)
    form = _form(request, place)
    if not form.is_valid():
        return _show(request, place, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        operations.make_theme(
            member=member,
            council=place.council,
            question=place.question,
            title=form.cleaned_data["title"],
            contributions=form.get_ids(),
            now=request.now,
        )
    except REFUSED as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _show(request, place, form=form, refusal=error, status=status)
    messages.success(request, _("Put together. Each group has 48 hours to object."))
    return _back(place)


@require_POST
@signed_in
@once
def translate_item(
    request: PersonRequest, slug: str, question_id: UUID, item_id: UUID
) -> HttpResponse:
    """Write a translation beside an original."""
    place = get_question_before(request.person, slug, question_id)
    item, member = (
        get_item_for(place, item_id),
        get_sitting_for(request.person, place.council, request.now),
    )
    form = TranslationForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Please write the translation."))
        return _back(place)
    return _act(
        request,
        place,
        lambda: operations.translate_item(
            member=member, item=item, text=form.cleaned_data["text"], now=request.now
        ),
    )


@require_POST
@signed_in
@once
def order_themes(request: PersonRequest, slug: str, question_id: UUID) -> HttpResponse:
    """Put all headings in an order."""
    place = get_question_before(request.person, slug, question_id)
    member, form = (
        get_sitting_for(request.person, place.council, request.now),
        _order_form(request, place),
    )
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _show(request, place, order_form=form, status=status)
    return _act(
        request,
        place,
        lambda: operations.order_themes(
            member=member,
            council=place.council,
            question=place.question,
            themes=form.get_ids(),
            now=request.now,
        ),
        _("Put in order. Each group has 48 hours to object."),
    )


@require_POST
@signed_in
@once
def undo_order(
    request: PersonRequest, slug: str, question_id: UUID, order_id: UUID
) -> HttpResponse:
    """Say "that is not what we meant" of an order."""
    place = get_question_before(request.person, slug, question_id)
    order = get_order_for(place, order_id)
    return _act(
        request,
        place,
        lambda: operations.undo_order(
            member=place.member, order=order, now=request.now
        ),
        _("The order before it holds again."),
    )


@require_POST
@signed_in
@once
def take_out(
    request: PersonRequest, slug: str, question_id: UUID, item_id: UUID
) -> HttpResponse:
    """Say "that is not what we meant"."""
    place = get_question_before(request.person, slug, question_id)
    item = get_item_for(place, item_id)
    return _act(
        request,
        place,
        lambda: operations.take_out(member=place.member, item=item, now=request.now),
        _("Your words are out. They stand where they were."),
    )


def _act(
    request: PersonRequest, place: Before, act: Callable[[], object], done: str = ""
) -> HttpResponse:
    """Do it, say what came of it, and lead back to the page."""
    act_and_tell(request, act, REFUSED, done)
    return _back(place)


def _back(place: Before) -> HttpResponse:
    return redirect("federating:themes", place.council.slug, place.question.id)


def _form(request: PersonRequest, place: Before) -> TitleForm:
    question, council = place.question, place.council
    words = list_originals(question, council)
    data = request.POST if request.method == "POST" else None
    return TitleForm(
        data,
        headings=[
            (str(one.id), f"{one.collective.name}: {one.title}")
            for one in headings_below(question, council)
        ],
        originals=[(str(one.row.id), f"{one.group}: {one.row.text}") for one in words],
    )


def _order_form(request: PersonRequest, place: Before) -> OrderForm:
    question, council = place.question, place.council
    made = made_themes(question, council)
    themes = put_in_order(made, order_in_force(question, council))
    data = request.POST if request.method == "POST" else None
    return OrderForm(data, themes=themes)


def _show(
    request: PersonRequest,
    place: Before,
    *,
    form: TitleForm | None = None,
    order_form: OrderForm | None = None,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    question, council = place.question, place.council
    sits = bool(find_speaking(request.person, council, request.now))
    home_id = place.member.collective_id
    shown = {
        "member": place.member,
        "collective": place.member.collective,
        "federation": council,
        "question": question,
        "way": [node.collective for node in councils_of(question, place.member)],
        "themes": list_themes(question, council, home_id, request.now),
        "sits": sits,
        "form": form or (_form(request, place) if sits else None),
        "order": show_order(question, council, home_id, request.now),
        "order_form": order_form or (_order_form(request, place) if sits else None),
        "translation_form": TranslationForm(),
        **more,
    }
    return render(request, "federating/themes.html", shown, status=status)
