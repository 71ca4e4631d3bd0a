"""Sessions that know whose they are, so that all of one person's can be ended at once."""

import logging
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore as CachedStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class Session(AbstractBaseSession):
    """One browser's session; `person` is empty until somebody has signed in."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions"
    )

    objects: ClassVar[Any] = BaseSessionManager()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "session"

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        """The store below."""
        return SessionStore


class SessionStore(CachedStore):
    """Rows in the database, copies in the cache; a cache that is away only costs time."""

    cache_key_prefix = "session"

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table above."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row, with the person who signed in."""
        row: Any = super().create_model_instance(data)
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row

    def load(self) -> dict[str, Any]:
        """From the cache, or from the database when the cache cannot be reached."""
        try:
            return super().load()
        except RedisError as error:
            logger.warning("Sessions are read from the database: %s", error)
        row = self._get_session_from_db()  # type: ignore[attr-defined]  # Django's own, untyped
        return self.decode(row.session_data) if row else {}

    def exists(self, session_key: str) -> bool:
        """Whether a row has this key: the table is the truth."""
        return bool(Session.objects.filter(session_key=session_key).exists())

    def delete(self, session_key: str | None = None) -> None:
        """Remove the row; its copy in the cache goes too, or no longer verifies."""
        try:
            super().delete(session_key)
        except RedisError as error:
            logger.warning("A session's copy stays in the cache until it expires: %s", error)
