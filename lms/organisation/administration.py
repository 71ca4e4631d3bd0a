"""Django's administration, open to centre administrators."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of


class AdministrationSite(AdminSite):
    """The role opens it, not a flag on the account."""

    site_header = _("Administration")
    site_title = _("Administration")

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the one who asks is a centre administrator today."""
        return Role.CENTRE_ADMIN in roles_of(request.user)
