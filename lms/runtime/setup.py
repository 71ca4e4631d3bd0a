"""Setting up: every step remembers a hash of what it was made from, and is skipped when equal."""

import json
from pathlib import Path

from lms.env import BASE_DIR, Env
from lms.runtime import parts, postgres
from lms.runtime.console import step
from lms.runtime.environments import ensure_environment, run_logged
from lms.runtime.packages import ensure_packages
from lms.runtime.state import State, digest_of

APPS = ("lms", "courses", "labs", "certificates", "transfer")
REQUIREMENTS = BASE_DIR / "requirements" / "site.txt"
HUB_SETUP = BASE_DIR / "labs" / "management" / "commands" / "hub_setup.py"
IN_DATABASE = {"migrate", "demo", "hub_setup"}


def install(state: State, *environments: str) -> None:
    """The environments named, the npm packages, the translations and the secrets."""
    install_code(state, *environments)
    _ensure_keys(state, environments[0])


def _ensure_keys(state: State, environment: str) -> None:
    """Make the secrets that are missing, also when somebody has removed one."""
    if not state.done("keys", _keys_digest(state)):
        with step("Secrets of this installation"):
            run_logged(state, [state.python(environment), "-m", "lms.runtime.keys"])
        state.mark("keys", _keys_digest(state))


def _keys_digest(state: State) -> str:
    held = sorted(path.name for path in (state.root / "secrets").iterdir())
    return digest_of([Path(__file__).with_name("keys.py")], str(state.root), *held)


def install_code(state: State, *environments: str) -> None:
    """The same without secrets: what goes into an image."""
    for name in environments:
        ensure_environment(state, name)
    ensure_packages(state)
    digest = digest_of(_files("locale/*/LC_MESSAGES/*.po"), str(state.root))
    if not state.done("messages", digest):
        with step("Translations"):
            run_logged(state, [state.python(environments[0]), "-m", "lms.runtime.messages"])
        state.mark("messages", digest)


def prepare_database(state: State, env: Env) -> None:
    """The database, its tables, and the demonstration province."""
    where = env.DATABASE_URL or "embedded"
    if not env.DATABASE_URL:
        postgres.ensure_database(state, "lms")
    inputs = [REQUIREMENTS, *_files("migrations/*.py")]
    manage_once(state, "migrate", "Database tables", digest_of(inputs, where), "--no-input")
    if env.DEMO and list(BASE_DIR.glob("*/management/commands/demo.py")):
        scale = f"--scale={env.DEMO}"
        manage_once(state, "demo", "Demonstration province", digest_of([], where, scale), scale)


def prepare_hub(state: State, env: Env) -> None:
    """Register the hub as the site's sign-on client, and test the sandbox.

    Once for each pair of addresses and each version of the sandbox; again while labs are shut,
    because what was missing may have been installed since.
    """
    where = (env.DATABASE_URL or "embedded", env.SITE_URL, env.HUB_URL)
    digest = digest_of([HUB_SETUP, *sorted(BASE_DIR.glob("labs/grading/**/*.py"))], *where)
    shut = not (state.root / "hub" / "lab.bpf").exists()
    manage_once(state, "hub_setup", "Sign-on of the hub, sandbox", digest, again=shut)


def collect_static(state: State) -> None:
    """Every asset under its hashed name, ready to be served."""
    inputs = [REQUIREMENTS, BASE_DIR / "package-lock.json", BASE_DIR / "package.json"]
    inputs += _files("static/**/*")
    digest = digest_of(inputs, str(state.root))
    manage_once(state, "collectstatic", "Static files", digest, "--no-input", "--clear")


def manage_once(
    state: State, command: str, title: str, digest: str, *options: str, again: bool = False
) -> None:
    """Run a management command unless it was run for the same inputs, or is wanted again."""
    # What is done to the embedded database is remembered beside it, and goes with it.
    stamps = State(state.root / "postgres") if command in IN_DATABASE else state
    if stamps.done(command, digest) and not again:
        return
    with step(title):
        words = [state.python("site"), BASE_DIR / "manage.py", command, *options]
        run_logged(state, words, **parts.environment(state))
    stamps.mark(command, digest)


def accounts(state: State) -> list[dict[str, str]]:
    """The demonstration accounts, one a role, as the demonstration wrote them down."""
    path = state.root / "demo-accounts.json"
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else []


def _files(pattern: str) -> list[Path]:
    found = (path for app in APPS for path in (BASE_DIR / app).rglob(pattern))
    return [path for path in found if path.is_file()]
