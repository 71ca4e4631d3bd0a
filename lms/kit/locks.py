"""One at a time, by a name: for what no single row stands for."""

from django.db import connection


def hold(name: str) -> None:
    """Wait for whoever holds the name, and hold it until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
