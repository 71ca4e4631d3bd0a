"""Rooms in control groups of the real kernel: no burst passes between two measurements."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from labs.grading.groups import lent
from labs.hub.client import Hub
from labs.hub.sign_on import lab_user, register_hub
from tests.labs.browser import execute, run, until
from tests.labs.hub.test_limits import is_gone, opened
from tests.labs.running import RunningHub, running_hub

pytestmark = pytest.mark.django_db(transaction=True)

TOGETHER = """
import os, time
for so in range(8):
    if not os.fork():
        giu = b"x" * (150 << 20)
        time.sleep(60)
        os._exit(0)
"""
MANY = """
import os, signal, subprocess
lenh = "n=0; while [ $n -lt 900 ]; do sleep 60 & n=$((n+1)); done"
vo = subprocess.Popen(["sh", "-c", lenh], stderr=subprocess.PIPE, start_new_session=True)
loi = vo.stderr.readline().decode().strip()
os.killpg(vo.pid, signal.SIGKILL)
print(loi)
"""


@pytest.fixture(scope="module")
def held_process(live_server: Any, run_as: str) -> Iterator[RunningHub]:
    """A hub whose rooms may hold 700 MB, which it measures once an hour: the kernel alone acts."""
    if not lent():
        pytest.skip("no control groups: start as root, or under systemd with Delegate=yes")
    limits = {"LAB_MEMORY_MB": "700", "LAB_WATCHED_EVERY": "3600"}
    with running_hub(live_server.url, run_as, **limits) as hub:
        yield hub


@pytest.fixture
def held(held_process: RunningHub, transactional_db: None, boxed: None) -> RunningHub:
    register_hub()
    return held_process


@pytest.fixture(autouse=True)
def closed_tabs(browser: Browser) -> Iterator[None]:
    """No lab of an earlier test asks on."""
    yield
    for context in browser.contexts:
        context.close()


def groups_of(hub: RunningHub) -> list[Path]:
    below = {str(pid) for pid in hub.below()} | {str(hub.process.pid)} if hub.process else set()
    rooms = [group for folder in lent()["rooms"] for group in Path(folder).glob("*-*")]
    return [room for room in rooms if room.name.partition("-")[0] in below]


def test_what_is_in_force_stands_where_readiness_reads_it(held: RunningHub) -> None:
    told = (held.state / "hub" / "limits.txt").read_text(encoding="utf-8")

    assert "each 700 MB of memory (by the kernel) and 1024 MB of files (measured)" in told


def test_a_burst_of_many_processes_closes_the_room_at_once_and_the_next_says_why(
    held: RunningHub, live_server: Any, browser: Browser
) -> None:
    lab, learner, _activity = opened(browser, live_server.url)
    assert len(groups_of(held)) == len(lent()["rooms"])

    execute(lab, TOGETHER)
    began = time.monotonic()
    until(lambda: is_gone(learner))

    notice = held.state / "hub" / "notices" / lab_user(learner)
    assert notice.read_text(encoding="utf-8") == "Phòng đã bị đóng vì dùng quá 700 MB bộ nhớ."
    assert time.monotonic() - began < 15
    until(lambda: not groups_of(held), seconds=5)


def test_processes_of_a_room_end_where_the_group_says_and_the_room_goes_on(
    held: RunningHub, live_server: Any, browser: Browser
) -> None:
    lab, learner, _activity = opened(browser, live_server.url)

    assert run(lab, MANY) == "sh: 0: Cannot fork"

    Hub().stop(lab_user(learner))
    until(lambda: is_gone(learner))
    until(lambda: not groups_of(held), seconds=5)


def test_what_a_killed_hub_left_is_gone_with_the_next_room(
    held: RunningHub, live_server: Any, browser: Browser
) -> None:
    opened(browser, live_server.url)
    left = groups_of(held)
    held.kill()
    until(lambda: all(not (group / "cgroup.procs").read_text() for group in left), seconds=20)
    held.start()

    opened(browser, live_server.url)

    assert [group for group in left if group.exists()] == []
