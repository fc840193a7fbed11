"""Addresses of recipes, plans and exchanges."""

from django.urls import URLPattern, URLResolver, include, path

from folkmoot.planning.views import (
    asking,
    exchanges,
    following,
    overview,
    plans,
    recipes,
    replans,
)

app_name = "planning"
of_way: list[URLPattern] = [
    path("", recipes.way, name="way"),
    path("removal/", recipes.remove_way, name="remove_way"),
    path("part/", recipes.join_way, name="join_way"),
    path("part/end/", recipes.leave_way, name="leave_way"),
    path("telling/", recipes.set_telling, name="set_telling"),
]
of_following: list[URLPattern] = [
    path("", following.following, name="following"),
    path("begin/", following.follow, name="follow"),
    path("valueflows/", following.export_followed, name="export_followed"),
    path("lessons/", following.answer_lesson, name="answer_lesson"),
    path("<int:period>/<uuid:way_id>/", following.report, name="report"),
    path(
        "<int:period>/<uuid:way_id>/as-planned/",
        following.as_planned,
        name="as_planned",
    ),
    path("changes/", replans.ask_for_replan, name="ask_for_replan"),
    path("changes/<int:number>/", replans.replan, name="replan"),
    path("changes/<int:number>/name/", replans.name_replan, name="name_replan"),
    path("changes/<int:number>/removal/", replans.drop_replan, name="drop_replan"),
    path(
        "changes/<int:number>/question/",
        replans.ask_about_replan,
        name="ask_about_replan",
    ),
]
of_exchange: list[URLPattern] = [
    path("", exchanges.exchange, name="exchange"),
    path("sent/", exchanges.exchange_sent, name="exchange_sent"),
    path("part/", exchanges.join_exchange, name="join_exchange"),
    path("part/end/", exchanges.leave_exchange, name="leave_exchange"),
    path("begin/", exchanges.begin_exchange, name="begin_exchange"),
    path("rounds/", exchanges.ask_for_rounds, name="ask_for_rounds"),
    path("stop/", exchanges.settle_exchange, name="settle_exchange"),
    path("stop/end/", exchanges.reopen_exchange, name="reopen_exchange"),
    path("yes/", exchanges.accept_exchange, name="accept_exchange"),
    path("yes/end/", exchanges.take_yes_back, name="take_yes_back"),
    path("question/", exchanges.ask_all_about_exchange, name="ask_all_about_exchange"),
    path("end/", exchanges.call_off_exchange, name="call_off_exchange"),
]
of_plans: list[URLPattern | URLResolver] = [
    path("", plans.plans_page, name="plans"),
    path("goods/", recipes.goods, name="goods"),
    path("means/", recipes.means, name="means"),
    path("wanted/", recipes.wanted, name="wanted"),
    path("ways/new/", recipes.new_way, name="new_way"),
    path("ways/<uuid:way_id>/", include(of_way)),
    path("examples/<slug:name>/", plans.start_from_example, name="start_from_example"),
    path("import/", plans.import_recipes, name="import_recipes"),
    path("export/", plans.export_recipes, name="export_recipes"),
    path("export/valueflows/", plans.export_valueflows, name="export_valueflows"),
    path("length/", plans.set_length, name="set_length"),
    path("put-back/", plans.put_back, name="put_back"),
    path("make/", plans.make_plans, name="make_plans"),
    path("exchanges/", exchanges.exchanges, name="exchanges"),
    path("exchanges/new/", exchanges.propose_exchange, name="propose_exchange"),
    path("exchanges/<uuid:exchange_id>/", include(of_exchange)),
    path("<uuid:planning_id>/", plans.planning, name="planning"),
    path(
        "<uuid:planning_id>/question/", asking.ask_about_plans, name="ask_about_plans"
    ),
    path("<uuid:planning_id>/following/", include(of_following)),
    path("<uuid:planning_id>/<int:number>/", plans.alternative, name="alternative"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("c/<slug:slug>/plan/", overview.overview, name="overview"),
    path("c/<slug:slug>/plans/", include(of_plans)),
]
