"""Rights of frameworks that follow from roles."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of


class RoleBackend(BaseBackend):
    """The centre administrator has every right of the administrations; nobody signs in here."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Any right, for the centre administrator."""
        return self._is_administrator(user_obj)

    def has_module_perms(self, user_obj: Any, _app_label: str) -> bool:
        """Any app, for the centre administrator."""
        return self._is_administrator(user_obj)

    @staticmethod
    def _is_administrator(user: User | AnonymousUser) -> bool:
        return Role.CENTRE_ADMIN in roles_of(user)
