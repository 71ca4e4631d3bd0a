"""The hub's REST API with the site's own token, the contents API of learners' servers without it.

What runs in a learner's server reads every header sent there: it is asked with a short-lived key
to that one server. A learner's home is never read by its path: a link placed there could lead
anywhere.
"""

import base64
import itertools
import json
import logging
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from labs.hub.errors import FileTooLarge, HubAway, HubFull

logger = logging.getLogger(__name__)

SECONDS = 10
KEY_SECONDS = 120
MAX_FILE = 10 << 20
MAX_REASON = 400
LISTED_AT_ONCE = 200
Kind = TypeVar("Kind", dict[str, Any], list[Any])


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


@dataclass(frozen=True, kw_only=True)
class Server:
    """How a person's server stands: running, on its way, or neither."""

    ready: bool = False
    pending: str = ""

    @property
    def gone(self) -> bool:
        """Neither runs, nor starts, nor stops."""
        return not self.ready and not self.pending


@dataclass(frozen=True, kw_only=True)
class Running:
    """A server that runs, starts or stops; memory as measured from outside, where it is."""

    name: str
    ready: bool
    pending: str
    started_at: datetime | None
    active_at: datetime | None
    memory: int | None

    @classmethod
    def read(cls, name: str, said: Any) -> "Running":
        """From the hub's list of people."""
        return cls(
            name=name,
            ready=bool(said["ready"]),
            pending=str(said["pending"] or ""),
            started_at=_moment(said["started"]),
            active_at=_moment(said["last_activity"]),
            memory=(said.get("state") or {}).get("memory"),
        )


class Hub:
    """One connection; every method raises `HubAway` when the hub does not answer."""

    def __init__(self, *, seconds: float = 0) -> None:
        self._seconds = seconds or SECONDS
        self._session = requests.Session()
        self._session.trust_env = False
        self._keys: dict[str, str] = {}

    def server(self, name: str) -> Server:
        """The state of a person's server; a person unknown to the hub is made known."""
        answer = self._call("GET", f"/hub/api/users/{name}")
        if answer.status_code == 404:
            self._expect(self._call("POST", f"/hub/api/users/{name}"), 201, 409)
            return Server()
        found = self._json(answer).get("servers", {}).get("")
        if not found:
            return Server()
        return Server(ready=bool(found.get("ready")), pending=str(found.get("pending") or ""))

    def running(self) -> list[Running]:
        """The servers of all people, as far as any is there."""
        found: list[Running] = []
        for offset in itertools.count(0, LISTED_AT_ONCE):
            page = {"state": "active", "limit": LISTED_AT_ONCE, "offset": offset}
            people = self._said(self._call("GET", "/hub/api/users", params=page), list)
            try:
                found += [
                    Running.read(one["name"], one["servers"][""])
                    for one in people
                    if "" in one["servers"]
                ]
            except (ValueError, KeyError, TypeError) as error:
                raise HubAway from error
            if len(people) < LISTED_AT_ONCE:
                break
        return found

    def room_for(self) -> int | None:
        """How many servers the hub lets run at once; None where it does not say."""
        answer = self._call("GET", "/hub/api/services/site")
        if answer.status_code in (403, 404):
            return None
        info = self._json(answer).get("info") or {}
        return info.get("rooms")

    def why_not(self, name: str) -> str:
        """Why the last start failed, in the hub's words; empty when it knows of no failure."""
        answer = self._call("GET", f"/hub/api/users/{name}/server/progress")
        if answer.status_code in (400, 404):
            return ""
        self._expect(answer, 200)
        events = [line[6:] for line in answer.text.splitlines() if line.startswith("data: ")]
        last = json.loads(events[-1]) if events else {}
        words = str(last.get("message", "")) if last.get("failed") else ""
        return words.removeprefix("Spawn failed: ")[:MAX_REASON]

    def start(self, name: str, *, terminal: bool = False) -> None:
        """Ask for the server; one that runs or is on its way is left alone."""
        options = {"terminal": terminal}
        answer = self._call("POST", f"/hub/api/users/{name}/server", json=options)
        if answer.status_code == 429:
            raise HubFull
        running = answer.status_code == 400 and "running" in answer.text
        pending = answer.status_code == 400 and "pending" in answer.text
        if not running and not pending and answer.status_code != 500:
            self._expect(answer, 201, 202)

    def stop(self, name: str) -> None:
        """Stop the server; none running is as good."""
        answer = self._call("DELETE", f"/hub/api/users/{name}/server")
        if answer.status_code not in (400, 404):
            self._expect(answer, 202, 204)

    def forget(self, name: str) -> None:
        """Remove the person with every token and session; their files stay."""
        self._expect(self._call("DELETE", f"/hub/api/users/{name}"), 204, 404)

    def forget_sign_ons(self, name: str) -> None:
        """Revoke what the person's browsers hold for their server."""
        answer = self._call("GET", f"/hub/api/users/{name}/tokens")
        if answer.status_code == 404:
            return
        for token in self._json(answer).get("api_tokens", []):
            if token.get("oauth_client"):
                path = f"/hub/api/users/{name}/tokens/{token['id']}"
                self._expect(self._call("DELETE", path), 204, 404)

    def has(self, name: str, path: str) -> bool:
        """Whether a file is in the person's home."""
        answer = self._contents("GET", name, path, params={"content": "0"})
        if answer.status_code == 404:
            return False
        self._expect(answer, 200)
        return True

    def fetch(self, name: str, path: str) -> bytes | None:
        """A notebook's content as the learner saved it; None when it is not there.

        A folder in its place (400) or a file that its owner locked (403) is no notebook either.
        """
        parameters = {"content": "1", "type": "file", "format": "base64"}
        answer = self._contents("GET", name, path, params=parameters)
        if answer.status_code in (400, 403, 404):
            return None
        self._expect(answer, 200)
        try:
            return base64.b64decode(json.loads(_body(answer))["content"])
        except (ValueError, KeyError, TypeError) as error:
            raise HubAway from error

    def listing(self, name: str, path: str) -> list[Entry]:
        """What is in a folder of the person's home; hidden things are left out by their server."""
        answer = self._contents("GET", name, path, params={"content": "1", "type": "directory"})
        if answer.status_code == 404:
            return []
        self._expect(answer, 200)
        try:
            return [Entry.read(one) for one in json.loads(_body(answer))["content"]]
        except (ValueError, KeyError, TypeError) as error:
            raise HubAway from error

    def put(self, name: str, path: str, content: bytes) -> None:
        """Write a file into the person's home."""
        body = {"type": "file", "format": "base64", "content": base64.b64encode(content).decode()}
        self._expect(self._contents("PUT", name, path, json=body), 200, 201)

    def make_folder(self, name: str, path: str) -> None:
        """Make one folder; a present one is left alone."""
        if not self.has(name, path):
            body = {"type": "directory"}
            self._expect(self._contents("PUT", name, path, json=body), 200, 201)

    def rename(self, name: str, path: str, new: str) -> None:
        """Move a file within the person's home."""
        self._expect(self._contents("PATCH", name, path, json={"path": new}), 200)

    def _contents(self, method: str, name: str, path: str, **options: Any) -> requests.Response:
        """Ask a learner's server about a file, with the key to that server alone."""
        if name not in self._keys:
            self._keys[name] = self._key_to(name)
        path = f"/user/{name}/api/contents/{quote(path)}"
        return self._send(method, path, self._keys[name], stream=True, **options)

    def _key_to(self, name: str) -> str:
        body = {
            "note": "files of a lab",
            "expires_in": KEY_SECONDS,
            "scopes": [f"access:servers!user={name}"],
        }
        answer = self._call("POST", f"/hub/api/users/{name}/tokens", json=body)
        self._expect(answer, 200, 201)
        return str(answer.json()["token"])

    def _call(self, method: str, path: str, **options: Any) -> requests.Response:
        """Ask the hub itself."""
        return self._send(method, path, settings.HUB_API_TOKEN, **options)

    def _send(self, method: str, path: str, token: str, **options: Any) -> requests.Response:
        url, headers = settings.HUB_API_URL + path, {"Authorization": f"token {token}"}
        try:
            return self._session.request(
                method,
                url,
                timeout=self._seconds,
                allow_redirects=False,
                headers=headers,
                **options,
            )
        except requests.RequestException as error:
            logger.warning("The hub does not answer %s %s: %s", method, path, error)
            raise HubAway from error

    def _expect(self, answer: requests.Response, *codes: int) -> None:
        if answer.status_code not in codes:
            logger.warning("The hub answers %s to %s", answer.status_code, answer.url)
            raise HubAway

    def _json(self, answer: requests.Response) -> dict[str, Any]:
        return self._said(answer, dict)

    def _said(self, answer: requests.Response, kind: type[Kind]) -> Kind:
        self._expect(answer, 200)
        try:
            data = answer.json()
        except ValueError as error:
            raise HubAway from error
        if not isinstance(data, kind):
            raise HubAway
        return data


def _moment(said: Any) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _body(answer: requests.Response) -> bytes:
    """What a learner's server says, as far as it is neither endless nor endlessly slow."""
    end, body = time.monotonic() + SECONDS * 3, bytearray()
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
