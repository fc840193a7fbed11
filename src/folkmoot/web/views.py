"""Pages that belong to no room: about this server, its source, the style page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.web.clock import read_clock
from folkmoot.web.source import pack


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what this is, under which licence, and where its source is."""
    return render(request, "web/about.html")


@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """Give the source of the running version."""
    headers = {"Content-Disposition": 'attachment; filename="folkmoot-source.zip"'}
    return HttpResponse(pack(), content_type="application/zip", headers=headers)


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every component in its states; for those who build pages."""
    config = settings.CONFIG
    if not (config.debug or config.test or config.demo):
        raise Http404
    from folkmoot.web.samples import get_samples

    return render(request, "web/style.html", get_samples(request.path, read_clock()))
