"""What a learner's server may do to the site that asks it for a notebook."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from labs.hub import homes
from labs.hub.client import Hub
from labs.hub.errors import FileTooLarge, HubAway


class Server(BaseHTTPRequestHandler):
    """A hub that gives keys, and a learner's server that answers as its path says."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.send_header("Content-Length", "16")
        self.end_headers()
        self.wfile.write(b'{"token": "key"}')

    def do_GET(self) -> None:
        if self.path.partition("?")[0].endswith(("400", "403", "404")):
            self.send_error(int(self.path.partition("?")[0][-3:]))
            return
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        part, pause = (b" ", 0.05) if "slow" in self.path else (b" " * 1000, 0)
        try:
            for _ in range(200):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
                time.sleep(pause)
            self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    protocol_version = "HTTP/1.1"


@pytest.fixture
def there(settings: Any) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.HUB_API_URL = f"http://127.0.0.1:{server.server_port}"
        yield
        server.shutdown()


def test_a_server_that_never_finishes_does_not_hold_the_site(
    there: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(homes, "BODY_SECONDS", 0.6)
    started = time.monotonic()

    with pytest.raises(HubAway):
        homes.Home("a").fetch("slow.ipynb")

    assert 0.6 <= time.monotonic() - started < 5


def test_a_notebook_that_is_too_large_is_refused(
    there: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(homes, "MAX_FILE", 50_000)

    with pytest.raises(FileTooLarge):
        homes.Home("a").fetch("large.ipynb")


@pytest.mark.parametrize("code", [400, 403, 404])
def test_what_stands_in_place_of_the_notebook_is_none(there: None, code: int) -> None:
    assert homes.Home("a").fetch(f"{code}") is None


def test_a_list_of_servers_that_is_none_means_a_hub_away(there: None) -> None:
    with pytest.raises(HubAway):
        Hub().running()
