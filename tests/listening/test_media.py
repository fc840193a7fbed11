"""Photos and recordings: small, clean, described, and only for those inside."""

import io
import struct
import zlib
from hashlib import sha256
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from PIL import Image
from tests import cast

from folkmoot.listening import operations
from folkmoot.listening.forms import OwnWordsForm
from folkmoot.listening.models import Attachment
from folkmoot.listening.operations.media import recording_type
from folkmoot.listening.uploads import read_first

GPS = 0x8825
OGG = b"OggS" + bytes(200)


def photo(form="JPEG", size=(64, 48), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **more)
    return out.getvalue()


def png_header(width, height):
    """Return the beginning of a PNG of that size: the header is all that is read."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    chunks = b"".join(
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


def webp_header(width, height):
    """Return an extended WebP that says it is that large."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def read(data):
    return operations.read_media(io.BytesIO(data))


def attach(member, data=OGG, description="Bo says it", about_id=None):
    return operations.attach(
        member=member,
        about_id=about_id or uuid4(),
        upload=io.BytesIO(data),
        description=description,
        now=cast.NOW,
    )


class TestPhotos:
    @pytest.mark.parametrize("data", [photo(), OGG])
    def test_knows_the_file_as_it_came(self, data):
        media = read(data)
        assert media.sent_print == sha256(data).hexdigest()
        assert (media.kept_print == media.sent_print) is (data == OGG)

    @pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
    def test_becomes_a_small_webp(self, form):
        media = read(photo(form, size=(2000, 1000)))
        assert (media.kind, media.content_type) == ("photo", "image/webp")
        assert Image.open(io.BytesIO(media.content)).size == (1600, 800)

    def test_position_and_other_metadata_are_gone(self):
        exif = Image.Exif()
        exif.get_ifd(GPS)[1] = "N"
        exif[0x010F] = "Camera of Bo"
        data = photo(exif=exif, comment=b"at home")
        assert b"Camera of Bo" in data
        small = Image.open(io.BytesIO(read(data).content))
        assert not small.getexif()
        assert b"Camera" not in read(data).content
        assert "exif" not in small.info

    def test_is_turned_as_the_camera_was_held(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        media = read(photo(size=(64, 32), exif=exif))
        assert Image.open(io.BytesIO(media.content)).size == (32, 64)

    def test_a_largest_photo_is_read_within_the_limits(self):
        assert read(photo("WEBP", size=(6000, 4000))).kind == "photo"

    @pytest.mark.parametrize("make", [png_header, webp_header])
    def test_a_bomb_is_refused_by_its_header(self, make):
        with pytest.raises(operations.MediaError, match="400 million points"):
            read(make(20_000, 20_000))

    @pytest.mark.parametrize(
        "data", [b"", b"<svg/>", b"%PDF-1.7", b"\xff\xfe", photo()[:300], OGG[:3]]
    )
    def test_what_is_no_photo_is_refused(self, data):
        with pytest.raises(operations.MediaError, match="neither a photo"):
            read(data)

    def test_ten_megabytes_are_the_most(self):
        with pytest.raises(operations.MediaError, match="10 MB"):
            read(bytes(10 * 1024 * 1024 + 1))


class TestRecordings:
    @pytest.mark.parametrize(
        ("head", "content_type"),
        [
            (b"\x1a\x45\xdf\xa3", "audio/webm"),
            (b"OggS", "audio/ogg"),
            (b"ID3\x04", "audio/mpeg"),
            (b"\xff\xfb\x90", "audio/mpeg"),
            (b"\0\0\0\x20ftypM4A ", "audio/mp4"),
            (b"RIFF\0\0\0\0WAVE", "audio/wav"),
            (b"\0\0\0\x20ftypheic", ""),
            (b"\xff\xd8\xff", ""),
            (b"\xff\xfe<", ""),
            (b"", ""),
        ],
    )
    def test_are_known_by_their_first_bytes(self, head, content_type):
        assert recording_type(head) == content_type

    def test_stay_as_they_are(self):
        media = read(OGG)
        assert (media.kind, media.content) == ("recording", OGG)

    def test_five_megabytes_are_the_most(self):
        with pytest.raises(operations.MediaError, match="5 MB"):
            read(OGG + bytes(5 * 1024 * 1024))


class TestAttach:
    def test_asks_for_words_for_those_who_cannot_hear(self, bo):
        with pytest.raises(operations.MediaError, match="describe"):
            attach(bo, description=" ")
        assert not Attachment.objects.exists()

    def test_refuses_more_than_the_budget(self, bo):
        about = uuid4()
        for _ in range(20):
            attach(bo, about_id=about)
        with pytest.raises(operations.TooManyAttachmentsError):
            attach(bo, about_id=about)


class TestServing:
    def get(self, who, attachment, **headers):
        slug = attachment.collective.slug
        place = reverse("listening:attachment", args=[slug, attachment.id])
        return cast.signed_in(who).get(place, **headers)

    def test_gives_the_bytes_and_nothing_to_do_with_them(self, ann, bo):
        served = self.get(ann, attach(bo))
        assert served.content == OGG
        assert served.headers["Content-Type"] == "audio/ogg"
        assert served.headers["X-Content-Type-Options"] == "nosniff"
        assert served.headers["Content-Disposition"].startswith("inline; filename=")
        assert "sandbox" in served.headers["Content-Security-Policy"]
        assert "private" in served.headers["Cache-Control"]

    def test_gives_a_part_to_a_player(self, bo):
        part = self.get(bo, attach(bo), HTTP_RANGE="bytes=2-3")
        assert (part.status_code, part.content) == (206, b"gS")
        assert part.headers["Content-Range"] == f"bytes 2-3/{len(OGG)}"
        rest = self.get(bo, attach(bo), HTTP_RANGE="bytes=200-")
        assert (rest.status_code, len(rest.content)) == (206, 4)
        odd = self.get(bo, attach(bo), HTTP_RANGE="bytes=9-1,3-4")
        assert (odd.status_code, len(odd.content)) == (200, len(OGG))

    def test_is_absent_for_those_outside_and_those_who_left(self, ann, bo, cy):
        attachment = attach(bo)
        assert self.get(cy, attachment).status_code == 404
        ann.ended_at = cast.NOW
        ann.save()
        assert self.get(ann, attachment).status_code == 404


class TestOwnWordsForm:
    def form(self, text="", data=None, description=""):
        files = {"upload": SimpleUploadedFile("a.ogg", data)} if data else {}
        return OwnWordsForm({"text": text, "description": description}, files)

    def test_takes_words_or_a_described_file(self):
        assert self.form("We need a shed").is_valid()
        form = self.form(data=OGG, description="Bo says it")
        assert form.is_valid()
        assert form.cleaned_data["upload"].content_type == "audio/ogg"

    def test_says_what_is_missing(self):
        assert set(self.form().errors) == {"text"}
        assert set(self.form(data=OGG).errors) == {"description"}
        assert set(self.form(data=b"<svg/>", description="x").errors) == {"upload"}

    def test_a_file_is_read_before_the_transaction(self):
        upload = SimpleUploadedFile("a.ogg", OGG)
        request = SimpleNamespace(method="POST", FILES={"upload": upload})
        read_first(lambda _request: HttpResponse())(request)
        upload.truncate(0)
        form = OwnWordsForm({"description": "Bo says it"}, {"upload": upload})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["upload"].content == OGG
