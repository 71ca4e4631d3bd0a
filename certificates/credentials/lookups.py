"""How often one network may ask: enough for an office that checks a pile, too little to guess."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from certificates.credentials.errors import TooManyLookups
from certificates.credentials.models import LookupCount
from lms.kit import clock

SPAN = timedelta(minutes=10)
LIMIT = 60
_ADD = """
    INSERT INTO certificates_lookupcount AS held (address, "window", count) VALUES (%s, %s, %s)
    ON CONFLICT (address, "window") DO UPDATE SET count = held.count + excluded.count
    RETURNING count
"""


def count_lookup(*, address: str, weight: int = 1) -> int:
    """Count one look-up from an address; refuse the one that is too many.

    The address is kept only as a hash that changes every day, and only for a day.
    """
    span = _span(clock.now())
    digest = salted_hmac("verify", f"{span.date()} {address}", algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [digest, span, weight])
        count = int(cursor.fetchone()[0])
    if count == weight:
        LookupCount.objects.filter(window__lt=span - timedelta(days=1)).delete()
    if count > LIMIT:
        raise TooManyLookups
    return count


def _span(now: datetime) -> datetime:
    """The start of the span of time that `now` lies in."""
    return now - timedelta(
        minutes=now.minute % 10, seconds=now.second, microseconds=now.microsecond
    )
