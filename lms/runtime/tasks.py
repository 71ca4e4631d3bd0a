"""Signs of life: the worker's own, and the one that beat sends through it."""

import time

from celery import shared_task
from celery.signals import heartbeat_sent
from django.core.cache import cache

from lms.runtime.health import BEAT_SEEN, WORKER_SEEN

KEPT = 600


@shared_task(name="lms.runtime.tasks.sign_of_life")
def sign_of_life() -> None:
    """Beat asked for this and a worker does it: both are alive."""
    cache.set(BEAT_SEEN, time.time(), timeout=KEPT)


@heartbeat_sent.connect
def _worker_is_alive(**_: object) -> None:
    cache.set(WORKER_SEEN, time.time(), timeout=KEPT)
