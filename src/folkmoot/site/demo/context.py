"""What the strip at the top of each page says while the demo runs."""

from django.http import HttpRequest

from folkmoot.site.demo.loading import loading


def demo(request: HttpRequest) -> dict[str, object]:
    """Return what is being loaded, if anything is."""
    return {"demo_loading": loading if loading.title and not loading.is_done else None}
