"""Addresses below a collective's own: hearings without a question, folding, files."""

from django.urls import URLPattern, URLResolver, include, path

from folkmoot.listening import views

app_name = "listening"

of_hearing: list[URLPattern] = [
    path("", views.hearing, name="hearing"),
    path("statements/next/", views.next_statement, name="next_statement"),
    path("statements/<uuid:statement_id>/response/", views.respond, name="respond"),
    path(
        "statements/<uuid:statement_id>/response/withdrawal/",
        views.withdraw_response,
        name="withdraw_response",
    ),
]
of_item: list[URLPattern] = [
    path("folding/", views.fold, name="fold"),
    path("unfolding/", views.unfold, name="unfold"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("hearings/", views.hearings, name="hearings"),
    path("hearings/<uuid:hearing_id>/", include(of_hearing)),
    path("folds/<slug:kind>/<uuid:item_id>/", include(of_item)),
    path("attachments/<uuid:attachment_id>/", views.attachment, name="attachment"),
]
