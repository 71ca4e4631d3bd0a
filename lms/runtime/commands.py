"""What the person at the keyboard asks for: up, down, status, logs, manage, demo."""

import os
import shlex
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from lms.env import BASE_DIR, Env, load
from lms.runtime import account, groups, parts, setup
from lms.runtime.console import Refusal, say
from lms.runtime.environments import ensure_environment
from lms.runtime.packages import ensure_packages
from lms.runtime.parts import environment
from lms.runtime.process import Process
from lms.runtime.state import State
from lms.runtime.supervisor import Supervisor, is_running

STOP_LIMIT = 15.0


def up(state: State) -> int:
    """Set everything up, start it, keep it running until Ctrl-C."""
    if is_running(state):
        raise Refusal("The platform runs already: `make status` shows it, `make down` stops it.")
    parts.refuse_taken_ports(load())
    setup.install(state, "site", "hub", "lab")
    env = load()
    with Supervisor(state) as supervisor:
        groups.divide(state)
        with databases(state, env, supervisor):
            setup.prepare_database(state, env)
            setup.prepare_hub(state, env)
            setup.collect_static(state)
            supervisor.start("Web server, worker, beat, hub", *_site(state, env))
            _announce(state, env)
            supervisor.run()
        say("  · Stopping …")
    say("  ✓ Everything has stopped.")
    return 0


def image(state: State) -> int:
    """What the site's image holds: code and assets, no secret, no data."""
    setup.install_code(state, "site", "lab")
    setup.collect_static(state)
    return 0


def hub_image(state: State) -> int:
    """What the hub's image holds."""
    ensure_environment(state, "hub-docker")
    ensure_packages(state)
    return 0


def _site(state: State, env: Env) -> list[Process]:
    processes = [parts.web(state, env), parts.worker(state, env), parts.beat(state)]
    if parts.HUB_CONFIG.exists():
        processes.append(parts.hub(state, env))
    return processes


def down(state: State) -> int:
    """Ask the running platform to stop and wait for it."""
    pid = state.running().get("pid")
    if not is_running(state) or not pid:
        say("Nothing is running.")
        return 0
    os.kill(int(pid), signal.SIGTERM)
    limit = time.monotonic() + STOP_LIMIT
    while is_running(state):
        if time.monotonic() > limit:
            raise Refusal(f"Process {pid} does not stop: end it with `kill -9 {pid}`.")
        time.sleep(0.1)
    say("Everything has stopped.")
    return 0


def status(state: State) -> int:
    """Show each process, and what the site itself says of its health."""
    if not is_running(state):
        say("Nothing is running: `make up` starts it.")
        return 1
    for name, row in state.running().get("processes", {}).items():
        what = f"pid {row['pid']}" if row["pid"] else "being restarted"
        say(f"  {name:<10} {what:<16} restarts: {row['restarts']}")
    say(_readiness(load()))
    return 0


def _readiness(env: Env) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{env.WEB_PORT}/readyz", timeout=5) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return str(error.read().decode())
    except OSError as error:
        return f"The site does not answer: {error}"


def logs(state: State) -> int:
    """Follow every log, until Ctrl-C."""
    paths = sorted(str(path) for path in state.logs.glob("*.log"))
    os.execvp("tail", ["tail", "-n", "20", "-F", *paths])  # noqa: S607  # where tail is differs
    return 0


def manage(state: State, words: str) -> int:
    """Run a management command, starting the databases it needs if nothing runs."""
    setup.install(state, "site")
    command = [str(state.python("site")), str(BASE_DIR / "manage.py"), *shlex.split(words)]
    with services(state):
        done = subprocess.run(command, cwd=BASE_DIR, env=environment(state), check=False)
    return done.returncode


def demo(state: State, scale: str) -> int:
    """Load the demonstration at another scale."""
    return manage(state, f"demo --scale={shlex.quote(scale)}")


@contextmanager
def services(state: State, *, prepared: bool = True) -> Iterator[None]:
    """PostgreSQL and Valkey: those of the running platform, else started for this while."""
    if is_running(state):
        yield
        return
    env = load()
    with Supervisor(state) as supervisor, databases(state, env, supervisor):
        if prepared:
            setup.prepare_database(state, env)
        yield


@contextmanager
def databases(state: State, env: Env, supervisor: Supervisor) -> Iterator[None]:
    """The embedded databases, if the settings name no others."""
    embedded = parts.databases(state, env)
    if embedded:
        supervisor.start("PostgreSQL and Valkey", *embedded)
    yield


def _announce(state: State, env: Env) -> None:
    say()
    say(f"  The site           {env.SITE_URL}")
    say(f"  Editors            {env.SITE_URL}/admin/")
    say(f"  Public check       {env.SITE_URL}/verify/")
    say(f"  JupyterHub         {env.HUB_URL}")
    people = setup.accounts(state)
    if people:
        say("\n  Demonstration accounts (password in the last column)")
        for person in people:
            say(f"    {person['role']:<16} {person['username']:<28} {person['password']}")
    if account.missing({"bwrap": "bubblewrap"}):
        say("\n  Labs are off: bubblewrap is missing (`apt-get install bubblewrap` as root).")
    say(f"\n  Logs are in {state.logs}. Ctrl-C stops everything.")
