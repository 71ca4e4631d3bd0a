"""The ground floor and the roof: all that is not about one course."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
