"""A real worker with a real clock: how the site knows that they live."""

import time
from pathlib import Path
from subprocess import Popen

import pytest
from django.core.cache import cache
from django.test import Client

from lms.runtime import health


@pytest.mark.django_db(transaction=True)
def test_a_running_worker_and_beat_are_seen(
    client: Client, worker: Popen[bytes], tmp_path: Path
) -> None:
    limit = time.monotonic() + 45
    while not (cache.get(health.WORKER_SEEN) and cache.get(health.BEAT_SEEN)):
        assert time.monotonic() < limit, (tmp_path / "worker.log").read_text()
        time.sleep(0.2)

    checks = client.get("/readyz").json()["checks"]

    assert (checks["worker"]["ok"], checks["beat"]["ok"]) == (True, True)
