"""Tell the taker that something is due; beat would find it anyway, a little later."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def wake() -> None:
    """Ask a worker to drain; a broker that is away delays the effect and loses nothing."""
    try:
        current_app.send_task("lms.outbox.tasks.drain", retry=False)
    except OperationalError as error:
        logger.warning("The broker is away; effects wait for the next round: %s", error)
