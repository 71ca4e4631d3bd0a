"""A hostile library gets nothing from the sandbox, and would get everything without it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from courses.activities.types.h5p.archives.packing import Document, Shelf, pack
from courses.activities.types.h5p.archives.specs import Wanted
from courses.activities.types.h5p.views import player
from tests.courses.activities.types.h5p.test_playing import frame_of, open_lesson, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.h5p import h5p_activity, package

pytestmark = pytest.mark.django_db(transaction=True)

POLICY = "content-security-policy"
ATTACK = """
H5P.Attack = function (params) {
  this.attach = function ($container) {
    const got = {};
    const attempt = (name, action) => {
      try { got[name] = action() || 'nothing'; } catch (e) { got[name] = 'blocked'; }
    };
    const form = () => {
      const form = document.createElement('form');
      form.action = params.outside + 'form';
      form.target = '_blank';
      document.body.append(form);
      form.submit();
      return 'sent';
    };
    attempt('dom', () => parent.document.querySelector('h1').textContent);
    attempt('cookie', () => document.cookie);
    attempt('storage', () => Object.keys(parent.localStorage).length >= 0 && 'read');
    attempt('popup', () => window.open('about:blank') && 'opened');
    attempt('form', form);
    new Image().src = params.outside + 'image';
    const outside = fetch(params.outside + 'fetch', {mode: 'no-cors'})
      .then(() => 'sent', () => 'blocked');
    const session = fetch(params.site + '/', {credentials: 'include'})
      .then((answer) => answer.text())
      .then((text) => text.includes(params.person) ? 'read' : 'nothing', () => 'blocked');
    Promise.all([outside, session]).then((both) => {
      [got.outside, got.session] = both;
      $container.get(0).textContent = 'DONE ' + JSON.stringify(got);
      const leave = () => { top.location = params.outside + 'top'; };
      setTimeout(() => attempt('top', leave), 4000);
    });
  };
};
"""


class Outside:
    """A server of the attacker: it notes what reaches it."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        noted = self.paths

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                noted.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.url = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def outside() -> Iterator[Outside]:
    server = Outside()
    thread = threading.Thread(target=server.server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.server.shutdown()
    thread.join()
    server.server.server_close()


def attack_file(folder: Path, **params: str) -> bytes:
    name = Wanted("H5P.Attack", 1, 0)
    (folder / "attack.js").write_text(ATTACK)
    facts = {"machineName": "H5P.Attack", "majorVersion": 1, "minorVersion": 0, "patchVersion": 0}
    script = {"title": "Attack", "runnable": 1, "preloadedJs": [{"path": "attack.js"}]}
    (folder / "library.json").write_text(json.dumps(facts | script))
    document = Document(title="Attack", library=name, params=params)
    return pack(document, Shelf(lambda _name: folder))


def unprotect(route: Route) -> None:
    """The lesson as a careless host would send it."""
    response = route.fetch()
    headers = {key: value for key, value in response.headers.items() if key != POLICY}
    body = response.text().replace('sandbox="allow-scripts"', "")
    route.fulfill(response=response, headers=headers, body=body)


def attacked(page: Page, live_server, outside: Outside, folder: Path, person: Any) -> dict:
    folder.mkdir(exist_ok=True)
    held = package(
        attack_file(folder, outside=outside.url, site=live_server.url, person=person.full_name)
    )
    activity = h5p_activity(held)
    enrolment(person, activity.course)
    open_lesson(page, live_server, activity)
    result = frame_of(page, activity).locator(".h5p-container")
    expect(result).to_contain_text("DONE")
    text = result.inner_text()
    page.wait_for_timeout(4_500)
    return json.loads(text.removeprefix("DONE "))


def test_sandbox_gives_a_hostile_library_nothing(
    context: BrowserContext, live_server, outside: Outside, tmp_path: Path
):
    person = UserFactory(full_name="Trần Thị Bí Mật")
    page = sign_in(context, live_server, person)

    got = attacked(page, live_server, outside, tmp_path / "attack", person)

    assert got == {
        "dom": "blocked",
        "cookie": "nothing",
        "storage": "blocked",
        "popup": "nothing",
        "form": "sent",
        "outside": "blocked",
        "session": "blocked",
    }
    assert outside.paths == []
    assert page.url.startswith(live_server.url)
    assert len(context.pages) == 1


def test_without_the_sandbox_the_same_library_would_take_everything(
    context: BrowserContext, live_server, outside: Outside, tmp_path: Path, monkeypatch
):
    person = UserFactory(full_name="Trần Thị Bí Mật")
    page = sign_in(context, live_server, person)
    page.route("**/learn/**", unprotect)
    monkeypatch.setattr(player.page, "policy", lambda _origin: "")

    got = attacked(page, live_server, outside, tmp_path / "attack", person)

    page.wait_for_url(f"{outside.url}top")
    assert got["dom"].startswith("Bài ")
    assert (got["storage"], got["popup"]) == ("read", "opened")
    assert (got["outside"], got["session"]) == ("sent", "read")
    assert {"/image", "/fetch", "/top"} <= set(outside.paths)
    assert page.url == f"{outside.url}top"
