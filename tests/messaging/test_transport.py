from email.message import EmailMessage

import pytest
from tests.messaging.sink import Mood, open_sink

from folkmoot.messaging.transport import (
    AwayError,
    EmailUrlError,
    FolderTransport,
    SmtpTransport,
    open_transport,
    read_mail_server,
)


class TestReadMailServer:
    @pytest.mark.parametrize(
        ("url", "port", "is_tls", "starts_tls"),
        [
            ("smtp://mail.example.org", 587, False, True),
            ("smtp://ann:pw@mail.example.org:25", 25, False, True),
            ("smtp://ann:pw@mail.example.org:25?tls=0", 25, False, False),
            ("smtp://mail.example.org:25", 25, False, False),
            ("smtp://mail.example.org:25?tls=1", 25, False, True),
            ("smtps://ann:pw@mail.example.org", 465, True, False),
        ],
    )
    def test_never_sends_a_password_in_the_clear_unasked(
        self, url, port, is_tls, starts_tls
    ):
        server = read_mail_server(url)
        assert (server.port, server.is_tls) == (port, is_tls)
        assert server.starts_tls is starts_tls

    def test_reads_special_characters(self):
        server = read_mail_server("smtp://ann%40example.org:p%2Fw@mail.example.org")
        assert (server.user, server.password) == ("ann@example.org", "p/w")
        assert "p/w" not in repr(server)

    @pytest.mark.parametrize(
        "url",
        [
            "mail.example.org",
            "http://x",
            "smtp://",
            "smtp://x:many",
            "file://x",
            "smtp://ann:p/w@mail.example.org",
            "smtp://ann:p#w@mail.example.org",
        ],
    )
    def test_says_what_it_expects(self, url):
        with pytest.raises(EmailUrlError, match="EMAIL_URL must be"):
            open_transport(url)


class TestOpenTransport:
    def test_knows_three_ways(self, tmp_path):
        assert open_transport("") is None
        assert isinstance(open_transport(f"file://{tmp_path}"), FolderTransport)
        assert isinstance(open_transport("smtp://localhost"), SmtpTransport)


class TestSmtpTransport:
    @pytest.mark.parametrize(
        ("scheme", "mood", "words"),
        [
            ("smtps", Mood.KIND, "127.0.0.1:{port} speaks no TLS from the first byte"),
            ("smtp", Mood.CLOSED, "421 not now"),
        ],
    )
    def test_says_plainly_why_it_cannot_come_in(self, scheme, mood, words):
        with open_sink(mood) as sink:
            port = sink.url.split(":")[-1]
            transport = open_transport(f"{scheme}://127.0.0.1:{port}")
            with pytest.raises(AwayError, match=words.format(port=port)):
                transport.send(EmailMessage(), "name")
