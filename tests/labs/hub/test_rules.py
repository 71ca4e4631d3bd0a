"""What becomes of a place, for everything that the hub may say."""

import pytest

from labs.hub.client import Server
from labs.hub.rules import after

GONE, SPAWN, STOP, CHECK = (Server(pending=word) for word in ("", "spawn", "stop", "check"))
READY = Server(ready=True)


@pytest.mark.parametrize(
    ("state", "server", "problem", "expected"),
    [
        ("waiting", GONE, "", "waiting"),
        ("waiting", SPAWN, "", "starting"),
        ("waiting", READY, "", "ready"),
        ("waiting", STOP, "", "waiting"),
        ("starting", SPAWN, "", "starting"),
        ("starting", CHECK, "", "starting"),
        ("starting", READY, "", "ready"),
        ("starting", GONE, "no sandbox", "failed"),
        ("starting", GONE, "", "waiting"),  # the hub was killed meanwhile
        ("ready", READY, "", "ready"),
        ("ready", CHECK, "", "ready"),
        ("ready", STOP, "", "ready"),
        ("ready", GONE, "", "closed"),
        ("failed", GONE, "", "failed"),
        ("failed", READY, "", "ready"),
        ("closed", GONE, "", "closed"),
        ("closed", READY, "", "ready"),
    ],
)
def test_the_next_state_of_a_place(state: str, server: Server, problem: str, expected: str) -> None:
    assert after(state, server, problem) == expected
