"""Effects of H5P: the import of an uploaded file."""

import logging
from typing import Any

from courses.activities.types.h5p import actions
from courses.activities.types.h5p.models import Upload
from courses.activities.types.h5p.permissions import may_install
from lms.outbox.registry import effect

logger = logging.getLogger(__name__)


@effect(actions.IMPORT)
def import_upload(payload: dict[str, Any]) -> None:
    """Check and import one uploaded file; done once, however often it is asked for."""
    upload = Upload.objects.select_for_update().get(uuid=payload["upload"])
    done = actions.import_upload(upload=upload, may_install=may_install(upload.uploaded_by))
    logger.info("H5P upload %s: %s %s", done.uuid, done.state, done.message)
