"""Uploads, read before any row is locked.

Reading a photo takes a process of its own and up to seconds. A writing view runs in
one transaction, which on SQLite keeps every other writer waiting; so `read_first`
stands outside `once` and hands the view the finished `Media`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from folkmoot.listening.operations.media import (
    Media,
    MediaError,
    Readable,
    read_media,
)

type View = Callable[..., HttpResponse]


class UploadField(forms.FileField):
    """A photo or a recording, given as `Media`."""

    widget = forms.FileInput(
        attrs={"accept": "image/jpeg,image/png,image/webp,image/gif,audio/*"}
    )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the `Media` that is kept of the upload, or nothing.

        Raises
        ------
        ValidationError
            If the file cannot be kept.
        """
        upload = super().clean(data, initial)
        if not upload:
            return None
        media = media_of(upload)
        if isinstance(media, MediaError):
            raise ValidationError(str(media))
        return media


def read_first(view: View) -> View:
    """Read the file of the field ``upload`` before the view, outside its transaction.

    Order: ``@signed_in``, ``@read_first``, ``@once``.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            upload: Any = request.FILES.get("upload")
            if upload:
                upload.media = _read(upload)
        return view(request, **kwargs)

    return wrapper


def media_of(upload: object) -> Media | MediaError:
    """Return what is kept of an upload, or why nothing is."""
    media: Media | MediaError | None = getattr(upload, "media", None)
    return media or _read(upload)


def _read(upload: object) -> Media | MediaError:
    try:
        return read_media(cast("Readable", upload))
    except MediaError as error:
        return error
