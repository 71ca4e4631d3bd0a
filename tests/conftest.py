"""Fixtures for every test: databases by cloning, a browser, a worker, the shared data."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import TransactionTestCase
from redis import Redis

from lms.env import BASE_DIR
from lms.runtime import messages
from lms.runtime.urls_of_services import cache_spelling
from tests import databases

# The browser's driver runs an event loop in the thread that also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# The last flags keep Chromium from looking for hosts of its maker at every start.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_configure() -> None:
    """Give each process of pytest-xdist a broker database and a folder of files of its own."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    if number:
        broker = _other_database(settings.CELERY_BROKER_URL, number)
        settings.CELERY_BROKER_URL = broker
        settings.CACHES["default"]["LOCATION"] = cache_spelling(broker)
    for folder in (settings.STATIC_ROOT, settings.STATE_DIR / "vendor"):
        folder.mkdir(parents=True, exist_ok=True)
    messages.compile_all(settings.STATE_DIR)


def _other_database(broker: str, offset: int) -> str:
    """The address of another of the broker's sixteen databases."""
    address, base = re.fullmatch(r"(.*?)(\d+)", broker).groups()
    return f"{address}{(int(base) + offset) % 16}"


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """Clone the test database from the migrated template, and drop it at the end."""
    with django_db_blocker.unblock():
        template = databases.ensure_template()
        worker = os.environ.get("PYTEST_XDIST_WORKER", "")
        before = connection.settings_dict["NAME"]
        name = f"test_{before}_{worker}".rstrip("_")
        databases.clone(template, name)
        connection.settings_dict["NAME"] = name
        settings.DATABASES["default"]["NAME"] = name
    restore = _clone_again(template, name)
    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = restore
    yield
    TransactionTestCase._fixture_teardown = original
    with django_db_blocker.unblock():
        connections.close_all()
        databases.drop(name)
        connection.settings_dict["NAME"] = before


def _clone_again(template: str, name: str) -> Any:
    def restore(case: TransactionTestCase) -> None:
        """Put back what migrations wrote too, which Django's own flush would lose."""
        connections.close_all()
        databases.clone(template, name)

    return restore


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """Uploads go to a folder of the test; assets keep plain names, being served uncollected."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture(autouse=True)
def badge_key(settings: Any) -> None:
    """A key for badges that is nobody's secret."""
    settings.BADGE_KEY = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """What a test cached is gone before the next; the cache and the broker share a server."""
    yield
    cache.clear()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real documents and packages that lies beside the project on some machines."""
    for folder in BASE_DIR.parents:
        if (folder / "shared" / "data").is_dir():
            return folder / "shared" / "data"
    pytest.skip("the folder shared/data is not on this machine")


@pytest.fixture(scope="session")
def node_command() -> Callable[[Path], list[str]]:
    """Turn a script of the tests into the command that runs it where it finds the npm packages."""
    folder = Path(settings.STATE_DIR) / "node"
    node = shutil.which("node")
    if node is None or not (folder / "node_modules").is_dir():
        pytest.skip("Node or the npm packages are missing: `make test` installs both")

    def command(script: Path) -> list[str]:
        copy = folder / "scripts" / script.name
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(script, copy)
        return [node, str(copy)]

    return command


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium; Playwright's own download is never asked for."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("Chromium is missing: install it with `apt-get install chromium`.")
    return browser_type_launch_args | {"executable_path": path, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Vietnamese reader in Vietnam."""
    place = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
    return browser_context_args | place


@pytest.fixture
def service_environment(transactional_db: None, tmp_path: Path) -> dict[str, str]:
    """The environment in which another process serves this test's database, broker and files."""
    params = connection.settings_dict
    address = f"{params['USER']}:{params['PASSWORD']}@:{params['PORT']}"
    options = urlencode({"host": params["HOST"]} | params["OPTIONS"])
    for name in ("vendor", "locale", "secrets"):
        if (Path(settings.STATE_DIR) / name).exists():
            (tmp_path / name).symlink_to(Path(settings.STATE_DIR) / name)
    return os.environ | {
        "DATABASE_URL": f"postgres://{address}/{params['NAME']}?{options}",
        "BROKER_URL": settings.CELERY_BROKER_URL,
        "STATE_DIR": str(tmp_path),
    }


@pytest.fixture
def worker(
    service_environment: dict[str, str], tmp_path: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A real Celery worker with beat inside, started for this test and stopped after it."""
    command = [sys.executable, "-m", "celery", "-A", "lms", "worker", "-B", "-P", "solo"]
    command += ["--loglevel", "INFO", "--schedule", str(tmp_path / "beat")]
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=BASE_DIR, env=service_environment, stdout=log, stderr=log
        )
        yield process
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def broker() -> Iterator[Redis]:
    """The test's broker, asked directly."""
    client = Redis.from_url(cache_spelling(settings.CELERY_BROKER_URL))
    yield client
    client.close()
