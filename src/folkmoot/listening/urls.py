"""Addresses below a collective's own: hearings without a question, folding, files."""

from django.urls import URLPattern, URLResolver, include, path

from folkmoot.listening import views

app_name = "listening"

of_hearing: list[URLPattern] = [
    path("", views.hearing, name="hearing"),
    path("map/", views.opinion_map, name="map"),
    path("map/closer/", views.map_closer, name="map_closer"),
    path("map/comparison/", views.map_comparison, name="map_comparison"),
    path("map/picture/", views.map_picture, name="map_picture"),
    path("map/picture.png", views.map_points, name="map_points"),
    path("map/report/", views.map_report, name="map_report"),
    path("answers.csv", views.answers_table, name="answers_table"),
    path("statements.csv", views.statements_table, name="statements_table"),
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
    path("appeal/", views.appeal, name="appeal"),
    path("unfolding/", views.unfold, name="unfold"),
]
of_first: list[URLPattern] = [
    path("", views.put_first, name="put_first"),
    path("withdrawal/", views.put_back, name="put_back"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("hearings/", views.hearings, name="hearings"),
    path("hearings/<uuid:hearing_id>/", include(of_hearing)),
    path("firsts/<uuid:statement_id>/", include(of_first)),
    path("folds/", views.folds, name="folds"),
    path("folds/<slug:kind>/<uuid:item_id>/", include(of_item)),
    path("attachments/<uuid:attachment_id>/", views.attachment, name="attachment"),
]
