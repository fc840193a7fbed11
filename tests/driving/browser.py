"""A browser without scripts: one connection per request, cookies, forms."""

import http.client
import socket
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.driving.pages import Form, Page

TIME_OUT = 60
FORM = "application/x-www-form-urlencoded"


class Browser:
    """Asks one server; keeps cookies; follows a redirect only when told to."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Page:
        """Return a page, following redirects."""
        page = self.ask("GET", path)
        while page.status in {301, 302, 303}:
            page = self.ask("GET", page.location)
        return page

    def send(self, form: Form, **changes: object) -> Page:
        """Send a form, filled in; return the very answer."""
        return self.ask("POST", form.action, form.fill(**changes).pairs)

    def press(self, form: Form, **changes: object) -> Page:
        """Send a form and follow where it leads; what was refused fails."""
        answer = self.send(form, **changes)
        shown = f"{answer.status} {form.action}"
        assert answer.status in {302, 303}, f"{shown}: {answer.words[:2000]}"
        return self.get(answer.location)

    def ask(self, method: str, path: str, pairs: list[tuple[str, str]] = []) -> Page:  # noqa: B006 -- it is only read
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=TIME_OUT
        )
        try:
            body = urlencode(pairs) if method == "POST" else None
            connection.request(method, path, body, self._headers(method))
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self._keep(value)
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Page(answer.status, path, headers, content)

    def send_and_hang_up(self, form: Form) -> None:
        """Send a form and cut the connection before any answer can come."""
        body = urlencode(form.pairs)
        lines = [f"POST {form.action} HTTP/1.1"]
        headers = self._headers("POST") | {"Content-Length": str(len(body))}
        lines += [f"{name}: {value}" for name, value in headers.items()]
        whole = "\r\n".join([*lines, "", body])
        with socket.create_connection(("127.0.0.1", self.port), TIME_OUT) as line:
            line.sendall(whole.encode())

    def _headers(self, method: str) -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": f"localhost:{self.port}", "Connection": "close"}
        headers |= {"Cookie": cookie} if cookie else {}
        return headers | ({"Content-Type": FORM} if method == "POST" else {})

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value
