"""What a learner's code may not do to the room, seen from a notebook in a real room."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from courses.activities.models import Activity
from labs.hub import actions
from labs.hub.client import Hub
from labs.hub.homes import Home
from labs.hub.sign_on import lab_user, register_hub
from lms.accounts.models import User
from tests.factories import labs as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.labs.browser import execute, open_lab, run, until
from tests.labs.running import RunningHub, running_hub

pytestmark = pytest.mark.django_db(transaction=True)

# Reads every process but its own: whose memory opens, and where the server's token is found.
LOOK_FOR_TOKENS = """
import glob, os
opened, found = [], []
for folder in glob.glob('/proc/[0-9]*'):
    if folder == f'/proc/{os.getpid()}':
        continue
    name = open(folder + '/comm').read().strip()
    try:
        parts = [line.split() for line in open(folder + '/maps')]
        memory = open(folder + '/mem', 'rb')
        environment = open(folder + '/environ', 'rb').read()
    except OSError:
        continue
    opened.append(name)
    data = [environment]
    for words in parts:
        start, end = (int(one, 16) for one in words[0].split('-'))
        try:
            memory.seek(start)
            data.append(memory.read(end - start))
        except (OSError, OverflowError, ValueError):
            pass
    if any(b'API_' + b'TOKEN' in one for one in data):
        found.append(name)
print(sorted(opened), sorted(found), 'JUPYTERHUB_API_TOKEN' in os.environ)
"""


@pytest.fixture(scope="module")
def narrow_process(live_server: Any, run_as: str) -> Iterator[RunningHub]:
    """A hub without control groups, whose rooms may hold 700 MB of memory and 40 MB of files."""
    limits = {"LAB_MEMORY_MB": "700", "LAB_DISK_MB": "40", "LAB_WATCHED_EVERY": "1"}
    with running_hub(live_server.url, run_as, grouped=False, **limits) as hub:
        yield hub


@pytest.fixture
def narrow(narrow_process: RunningHub, transactional_db: None, boxed: None) -> RunningHub:
    register_hub()
    return narrow_process


@pytest.fixture(autouse=True)
def closed_tabs(browser: Browser) -> Iterator[None]:
    """No lab of an earlier test asks on."""
    yield
    for context in browser.contexts:
        context.close()


def learner_of(activity: Activity) -> User:
    learner = UserFactory()
    enrolment(learner, activity.course)
    return learner


def opened(browser: Browser, site: str) -> tuple[Page, User, Activity]:
    activity = make.lab_activity()
    learner = learner_of(activity)
    return open_lab(browser, site, activity, learner), learner, activity


def is_gone(learner: User) -> bool:
    return Hub().server(lab_user(learner)).gone


def test_a_kernel_finds_no_token_and_cannot_read_the_server(
    narrow: Any, live_server: Any, browser: Browser
) -> None:
    lab, _learner, _activity = opened(browser, live_server.url)

    assert run(lab, LOOK_FOR_TOKENS) == "['bwrap'] [] False"


def test_too_much_memory_closes_the_room_and_says_so_in_the_next(
    narrow: Any, live_server: Any, browser: Browser
) -> None:
    lab, learner, activity = opened(browser, live_server.url)
    words = "Phòng đã bị đóng vì dùng quá 700 MB bộ nhớ."

    execute(lab, "nhieu = b'x' * (900 << 20)")
    until(lambda: is_gone(learner))
    lab.goto(f"{narrow.url}/user/{lab_user(learner)}/lab")

    expect(lab.get_by_text(words)).to_be_visible()
    again = open_lab(browser, live_server.url, activity, learner)
    expect(again.get_by_text(words)).to_be_visible(timeout=30_000)


MANY = "for n in range(60): open(f'tep-{n}', 'wb').write(b'x' * (1 << 20))"
HIDDEN = "import os; os.mkdir('giau'); open('giau/tep', 'w').write('x'); os.chmod('giau', 0)"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (MANY, "Phòng đã bị đóng vì các tệp vượt quá 40 MB: hãy xóa bớt tệp."),
        (HIDDEN, "Phòng đã bị đóng vì có thư mục không đọc được hoặc quá nhiều tệp."),
    ],
)
def test_too_many_files_close_the_room_also_hidden_ones(
    narrow: Any, live_server: Any, browser: Browser, code: str, words: str
) -> None:
    lab, learner, _activity = opened(browser, live_server.url)

    execute(lab, code)
    until(lambda: is_gone(learner))

    notice = Path(narrow.state) / "hub" / "notices" / lab_user(learner)
    assert notice.read_text(encoding="utf-8") == words


@pytest.mark.parametrize(("allowed", "expected"), [(False, 404), (True, 200)])
def test_a_terminal_opens_only_where_the_lab_allows_it(
    narrow: Any, allowed: bool, expected: int
) -> None:
    learner = UserFactory()
    actions.claim(person=learner, terminal=allowed)
    until(lambda: actions.look(person=learner).ready)

    answer = Home(lab_user(learner))._send("POST", "api/terminals")

    assert answer.status_code == expected


def test_a_learner_starts_no_server_past_the_queue(
    narrow: Any, live_server: Any, browser: Browser
) -> None:
    lab, learner, _activity = opened(browser, live_server.url)
    Hub().stop(lab_user(learner))
    until(lambda: is_gone(learner))

    answer = lab.goto(f"{narrow.url}/hub/spawn/{lab_user(learner)}")

    assert answer is not None
    assert answer.status == 403
    assert is_gone(learner)
