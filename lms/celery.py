"""The Celery application: it wakes takers and keeps time; the outbox holds the truth."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")

app = Celery("lms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "lms.accounts",
        "lms.outbox",
        "lms.records",
        "lms.runtime",
        "labs.hub",
        "labs.grading",
        "courses.activities.types.h5p",
        "certificates.credentials",
    ]
)
