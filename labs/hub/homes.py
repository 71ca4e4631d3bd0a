"""A person's home, asked of their own server by its contents API.

What runs in a learner's server reads every header sent there: it is asked with a short-lived key
to that one server, never with the site's own token. A home is never read by its path: a link placed
there could lead anywhere.
"""

import base64
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import requests
from urllib3.exceptions import HTTPError

from labs.hub.calls import Calls
from labs.hub.errors import FileTooLarge, HubAway

KEY_SECONDS = 120
BODY_SECONDS = 30
MAX_FILE = 10 << 20


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A file or folder of a person's home, as their server names it."""

    path: str
    is_folder: bool
    size: int
    saved_at: str

    @classmethod
    def read(cls, said: Any) -> "Entry":
        """From an answer of the contents API."""
        return cls(
            path=str(said["path"]),
            is_folder=said["type"] == "directory",
            size=int(said.get("size") or 0),
            saved_at=str(said.get("last_modified") or ""),
        )


class Home:
    """What is in the home of one person whose server runs; `HubAway` when it does not answer."""

    def __init__(self, name: str) -> None:
        self._name, self._calls, self._key = name, Calls(), ""

    def has(self, path: str) -> bool:
        """Whether a file is in the person's home."""
        answer = self._contents("GET", path, params={"content": "0"})
        if answer.status_code == 404:
            return False
        self._calls.expect(answer, 200)
        return True

    def fetch(self, path: str) -> bytes | None:
        """A notebook's content as the learner saved it; None when it is not there.

        A folder in its place (400) or a file that its owner locked (403) is no notebook either.
        """
        parameters = {"content": "1", "type": "file", "format": "base64"}
        answer = self._contents("GET", path, params=parameters)
        if answer.status_code in (400, 403, 404):
            return None
        self._calls.expect(answer, 200)
        try:
            return base64.b64decode(json.loads(_body(answer))["content"])
        except (ValueError, KeyError, TypeError) as error:
            raise HubAway from error

    def listing(self, path: str) -> list[Entry]:
        """What is in a folder of the person's home; hidden things are left out by their server."""
        answer = self._contents("GET", path, params={"content": "1", "type": "directory"})
        if answer.status_code == 404:
            return []
        self._calls.expect(answer, 200)
        try:
            return [Entry.read(one) for one in json.loads(_body(answer))["content"]]
        except (ValueError, KeyError, TypeError) as error:
            raise HubAway from error

    def put(self, path: str, content: bytes) -> None:
        """Write a file into the person's home."""
        body = {"type": "file", "format": "base64", "content": base64.b64encode(content).decode()}
        self._calls.expect(self._contents("PUT", path, json=body), 200, 201)

    def make_folder(self, path: str) -> None:
        """Make one folder; a present one is left alone."""
        if not self.has(path):
            body = {"type": "directory"}
            self._calls.expect(self._contents("PUT", path, json=body), 200, 201)

    def rename(self, path: str, new: str) -> None:
        """Move a file within the person's home."""
        self._calls.expect(self._contents("PATCH", path, json={"path": new}), 200)

    def tell(self, message: dict[str, Any]) -> None:
        """Say something to the server itself, for the page that is open on it."""
        self._calls.expect(self._send("PUT", "lms/room", json=message), 200)

    def _contents(self, method: str, path: str, **options: Any) -> requests.Response:
        return self._send(method, f"api/contents/{quote(path)}", stream=True, **options)

    def _send(self, method: str, path: str, **options: Any) -> requests.Response:
        """Ask the server, with the key to it alone."""
        self._key = self._key or self._new_key()
        return self._calls.send(method, f"/user/{self._name}/{path}", self._key, **options)

    def _new_key(self) -> str:
        body = {
            "note": "the site",
            "expires_in": KEY_SECONDS,
            "scopes": [f"access:servers!user={self._name}"],
        }
        answer = self._calls.hub("POST", f"/hub/api/users/{self._name}/tokens", json=body)
        self._calls.expect(answer, 200, 201)
        return str(answer.json()["token"])


def _body(answer: requests.Response) -> bytes:
    """What a learner's server says, as far as it is neither endless nor endlessly slow."""
    end, body = time.monotonic() + BODY_SECONDS, bytearray()
    try:
        while part := answer.raw.read1(1 << 16, decode_content=True):
            body += part
            if len(body) >= MAX_FILE * 2:
                raise FileTooLarge
            if time.monotonic() > end:
                raise HubAway
    except HTTPError as error:
        raise HubAway from error
    finally:
        answer.close()
    return bytes(body)
