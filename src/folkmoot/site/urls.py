"""Every address: each app's pages, the API, health."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from folkmoot.web.health import healthz
from folkmoot.web.later import include_later

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    # Its hundreds of shapes take as long as all the rest of a start.
    include_later("api/v1/", "folkmoot.api.urls", namespace="api"),
    path("i18n/", include("django.conf.urls.i18n")),
    # Before people: home's page for erasing oneself stands in for theirs.
    path("", include("folkmoot.home.urls")),
    path("", include("folkmoot.people.urls")),
    path("", include("folkmoot.deciding.urls")),
    path("", include("folkmoot.doing.urls")),
    path("", include("folkmoot.federating.urls")),
    path("", include("folkmoot.needs.urls")),
    path("", include("folkmoot.shifts.urls")),
    path("", include("folkmoot.fund.urls")),
    path("", include("folkmoot.planning.urls")),
    path("c/<slug:slug>/", include("folkmoot.listening.urls")),
    path("", include("folkmoot.record.urls")),
    path("", include("folkmoot.web.urls")),
]
if settings.CONFIG.demo:
    urlpatterns.append(path("", include("folkmoot.site.demo.urls")))
handler403 = "folkmoot.web.errors.forbidden"
handler404 = "folkmoot.web.errors.not_found"
handler500 = "folkmoot.web.errors.server_error"
handler400 = "folkmoot.web.errors.bad_request"
