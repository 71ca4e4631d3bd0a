"""The hub's REST API: the servers of all people, with the site's own token."""

import itertools
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from labs.hub.calls import Calls
from labs.hub.errors import HubAway, HubFull

MAX_REASON = 400
LISTED_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Server:
    """How a person's server stands: running, on its way, or neither."""

    ready: bool = False
    pending: str = ""
    started_at: datetime | None = None

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
    """Every method raises `HubAway` when the hub does not answer."""

    def __init__(self, *, seconds: float = 0) -> None:
        self._calls = Calls(seconds=seconds)

    def server(self, name: str) -> Server:
        """The state of a person's server; a person unknown to the hub is made known."""
        answer = self._calls.hub("GET", f"/hub/api/users/{name}")
        if answer.status_code == 404:
            self._calls.expect(self._calls.hub("POST", f"/hub/api/users/{name}"), 201, 409)
            return Server()
        found = self._calls.said(answer, dict).get("servers", {}).get("")
        if not found:
            return Server()
        return Server(
            ready=bool(found.get("ready")),
            pending=str(found.get("pending") or ""),
            started_at=_moment(found.get("started")),
        )

    def running(self) -> list[Running]:
        """The servers of all people, as far as any is there."""
        found: list[Running] = []
        for offset in itertools.count(0, LISTED_AT_ONCE):
            page = {"state": "active", "limit": LISTED_AT_ONCE, "offset": offset}
            people = self._calls.said(self._calls.hub("GET", "/hub/api/users", params=page), list)
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
        answer = self._calls.hub("GET", "/hub/api/services/site")
        if answer.status_code in (403, 404):
            return None
        info = self._calls.said(answer, dict).get("info") or {}
        return info.get("rooms")

    def why_not(self, name: str) -> str:
        """Why the last start failed, in the hub's words; empty when it knows of no failure."""
        answer = self._calls.hub("GET", f"/hub/api/users/{name}/server/progress")
        if answer.status_code in (400, 404):
            return ""
        self._calls.expect(answer, 200)
        events = [line[6:] for line in answer.text.splitlines() if line.startswith("data: ")]
        last = json.loads(events[-1]) if events else {}
        words = str(last.get("message", "")) if last.get("failed") else ""
        return words.removeprefix("Spawn failed: ")[:MAX_REASON]

    def start(self, name: str, *, terminal: bool = False) -> None:
        """Ask for the server; one that runs or is on its way is left alone."""
        options = {"terminal": terminal}
        answer = self._calls.hub("POST", f"/hub/api/users/{name}/server", json=options)
        if answer.status_code == 429:
            raise HubFull
        running = answer.status_code == 400 and "running" in answer.text
        pending = answer.status_code == 400 and "pending" in answer.text
        if not running and not pending and answer.status_code != 500:
            self._calls.expect(answer, 201, 202)

    def stop(self, name: str) -> None:
        """Stop the server; none running is as good."""
        answer = self._calls.hub("DELETE", f"/hub/api/users/{name}/server")
        if answer.status_code not in (400, 404):
            self._calls.expect(answer, 202, 204)

    def forget(self, name: str) -> None:
        """Remove the person with every token and session; their files stay."""
        self._calls.expect(self._calls.hub("DELETE", f"/hub/api/users/{name}"), 204, 404)

    def forget_sign_ons(self, name: str) -> None:
        """Revoke what the person's browsers hold for their server."""
        answer = self._calls.hub("GET", f"/hub/api/users/{name}/tokens")
        if answer.status_code == 404:
            return
        for token in self._calls.said(answer, dict).get("api_tokens", []):
            if token.get("oauth_client"):
                path = f"/hub/api/users/{name}/tokens/{token['id']}"
                self._calls.expect(self._calls.hub("DELETE", path), 204, 404)


def _moment(said: Any) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
