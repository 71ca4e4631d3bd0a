"""What works right now: one small question to each part, each with its own short time limit."""

import logging
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from redis.exceptions import RedisError

from lms.outbox.models import Effect

logger = logging.getLogger(__name__)

LOW_DISK = 200 * 1024**2
LATE_AFTER = 40.0
SANDBOX_ASKED_EVERY = 60
WORKER_SEEN, BEAT_SEEN, SANDBOX_SEEN = "runtime:worker", "runtime:beat", "runtime:sandbox"
BOX = ["bwrap", "--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "true"]


@dataclass(frozen=True, kw_only=True)
class Check:
    """The answer of one part."""

    name: str
    ok: bool
    needed: bool
    detail: str = ""


class PartIsDown(Exception):  # the house names errors by what was found
    """A part does not do its work; the message says how that shows."""


def report() -> dict[str, object]:
    """Every check, and whether all that is needed works."""
    checks = [_ask(name, question, needed) for name, (question, needed) in QUESTIONS.items()]
    return {
        "ready": all(check.ok for check in checks if check.needed),
        "labs": all(check.ok for check in checks if check.name in {"hub", "sandbox"}),
        "checks": {check.name: _row(check) for check in checks},
    }


def _row(check: Check) -> dict[str, object]:
    row = asdict(check)
    del row["name"]
    return row


def _ask(name: str, question: Callable[[], str], needed: bool) -> Check:  # a row of QUESTIONS
    try:
        return Check(name=name, ok=True, needed=needed, detail=question())
    except (PartIsDown, Error, RedisError, OSError) as error:
        # The first line alone: addresses and names of files stay in the log.
        logger.warning("%s is down: %s", name, error)
        detail = str(error) if isinstance(error, PartIsDown) else type(error).__name__
        return Check(name=name, ok=False, needed=needed, detail=detail)


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    missing = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    if missing:
        raise PartIsDown(f"{len(missing)} migrations are not applied")
    return ""


@lru_cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Read from the files once: they do not change under a running process."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _broker() -> str:
    cache.set("runtime:probe", "1", timeout=5)
    return ""


def _worker() -> str:
    return _seen(WORKER_SEEN)


def _beat() -> str:
    return _seen(BEAT_SEEN)


def _seen(key: str) -> str:
    last = cache.get(key)
    if last is None:
        raise PartIsDown("no sign of life yet")
    late = time.time() - float(last)
    if late > LATE_AFTER:
        raise PartIsDown(f"last sign of life {late:.0f} s ago")
    return ""


def _hub() -> str:
    with urllib.request.urlopen(f"{settings.HUB_API_URL}/hub/health", timeout=1) as answer:  # noqa: S310  # the hub's own address
        if answer.status != 200:
            raise PartIsDown(f"answers {answer.status}")
    limits = settings.STATE_DIR / "hub" / "limits.txt"
    return limits.read_text(encoding="utf-8").strip() if limits.is_file() else ""


def _sandbox() -> str:
    """Whether a box can be opened; asked seldom, for it costs a process."""
    known = cache.get(SANDBOX_SEEN)
    if known is None:
        known = _open_a_box()
        cache.set(SANDBOX_SEEN, known, timeout=SANDBOX_ASKED_EVERY)
    if known:
        raise PartIsDown(known)
    return ""


def _open_a_box() -> str:
    if shutil.which("bwrap") is None:
        return "bubblewrap is missing: apt-get install bubblewrap"
    try:
        done = subprocess.run(BOX, capture_output=True, timeout=5, check=False)
    except subprocess.TimeoutExpired:
        return "bubblewrap does not answer"
    return "" if done.returncode == 0 else "this system does not let an account open a sandbox"


def _outbox() -> str:
    """Effects given up after many tries: somebody has to look at them."""
    dead = Effect.objects.dead().count()
    if dead:
        raise PartIsDown(f"{dead} effects were given up after many tries")
    return f"{Effect.objects.waiting().count()} effects wait"


def _disk() -> str:
    free = shutil.disk_usage(settings.STATE_DIR).free
    if free < LOW_DISK:
        raise PartIsDown(f"only {free // 1024**2} MB are free")
    return f"{free // 1024**2} MB free"


QUESTIONS: dict[str, tuple[Callable[[], str], bool]] = {
    "database": (_database, True),
    "migrations": (_migrations, True),
    "broker": (_broker, True),
    "worker": (_worker, True),
    "beat": (_beat, True),
    "disk": (_disk, True),
    "outbox": (_outbox, False),
    "hub": (_hub, False),
    "sandbox": (_sandbox, False),
}
