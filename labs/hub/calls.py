"""How hub and servers are asked: with a time limit, and with nothing of the environment."""

import logging
from typing import Any, TypeVar

import requests
from django.conf import settings

from labs.hub.errors import HubAway

logger = logging.getLogger(__name__)

SECONDS = 10
Kind = TypeVar("Kind", dict[str, Any], list[Any])


class Calls:
    """One connection; every method raises `HubAway` when nobody answers."""

    def __init__(self, *, seconds: float = 0) -> None:
        self._seconds = seconds or SECONDS
        self._session = requests.Session()
        self._session.trust_env = False

    def hub(self, method: str, path: str, **options: Any) -> requests.Response:
        """Ask the hub itself."""
        return self.send(method, path, settings.HUB_API_TOKEN, **options)

    def send(self, method: str, path: str, token: str, **options: Any) -> requests.Response:
        """Ask with this token."""
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

    def expect(self, answer: requests.Response, *codes: int) -> None:
        """Any other answer is as good as none."""
        if answer.status_code not in codes:
            logger.warning("The hub answers %s to %s", answer.status_code, answer.url)
            raise HubAway

    def said(self, answer: requests.Response, kind: type[Kind]) -> Kind:
        """The body of a good answer, an object or a list as expected."""
        self.expect(answer, 200)
        try:
            data = answer.json()
        except ValueError as error:
            raise HubAway from error
        if not isinstance(data, kind):
            raise HubAway
        return data
