"""Health: alive without anybody, ready only with everybody who is needed."""

import time
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from lms.kit import clock
from lms.outbox.models import Effect
from lms.runtime import health

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_alive(settings: Any, tmp_path: Path) -> None:
    settings.STATE_DIR = tmp_path
    cache.set(health.WORKER_SEEN, time.time())
    cache.set(health.BEAT_SEEN, time.time())
    cache.set(health.SANDBOX_SEEN, "")


def test_the_process_is_alive_and_asks_nobody(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_the_site_is_ready_without_labs(client: Client, all_alive: None, settings: Any) -> None:
    settings.HUB_API_URL = "http://127.0.0.1:1"

    response = client.get("/readyz")

    assert response.status_code == 200
    body = response.json()
    assert (body["ready"], body["labs"]) == (True, False)
    assert {name: row["ok"] for name, row in body["checks"].items()} == {
        "database": True,
        "migrations": True,
        "broker": True,
        "worker": True,
        "beat": True,
        "disk": True,
        "outbox": True,
        "hub": False,
        "sandbox": True,
    }


def test_a_silent_worker_makes_the_site_not_ready(
    client: Client, all_alive: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr("lms.runtime.health.time.time", lambda: now)
    cache.set(health.WORKER_SEEN, now - 120)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["worker"] == {
        "ok": False,
        "needed": True,
        "detail": "last sign of life 120 s ago",
    }


def test_a_beat_never_seen_makes_the_site_not_ready(client: Client, all_alive: None) -> None:
    cache.delete(health.BEAT_SEEN)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["beat"]["detail"] == "no sign of life yet"


def test_an_unapplied_migration_makes_the_site_not_ready(
    client: Client, all_alive: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = health._known_migrations() | {("lms", "9999_tomorrow")}
    monkeypatch.setattr(health, "_known_migrations", lambda: known)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["migrations"]["detail"] == "1 migrations are not applied"


def test_a_full_disk_makes_the_site_not_ready(
    client: Client, all_alive: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LOW_DISK", 2**63)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["disk"]["ok"] is False


def test_an_effect_given_up_is_told_and_the_site_stays_ready(
    client: Client, all_alive: None
) -> None:
    now = clock.now()
    Effect.objects.create(kind="note", key="a", payload={}, due_at=now, dead_at=now)

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["checks"]["outbox"] == {
        "ok": False,
        "needed": False,
        "detail": "1 effects were given up after many tries",
    }


def test_health_is_not_changed_by_a_post(client: Client) -> None:
    assert client.post("/readyz").status_code == 405
