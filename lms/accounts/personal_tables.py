"""The personal data of accounts and of the frameworks we stand on, table by table."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import (
    AccessToken,
    Application,
    DeviceGrant,
    Grant,
    IDToken,
    RefreshToken,
)
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.users.models import UserProfile

from lms.accounts.models import User
from lms.accounts.personal_data import Erase, register
from lms.accounts.sessions import Session

SIGN_IN = _("Sign-in and security of the account")
ON_RIGHTS = _("Rights in the administration")
AUTHORSHIP = _("Who wrote or changed training material")
EDITING = _("Working state of the editor")
CHANGE_LOG = _("Log of changes in the administration")
SERVICE_YEARS = 600
FIVE_YEARS = 60
TWO_YEARS = 24
A_MONTH = 1


def _by_username(person: User) -> Q:
    return Q(username__iexact=person.username)


def _anonymise(rows: models.QuerySet[User], person: User) -> None:
    """Leave a row without a name: what must be kept by law hangs on it."""
    for row in rows:
        row.username = f"erased-{row.uuid}"
        row.full_name, row.email, row.is_active = "—", "", False
        row.is_staff = row.is_superuser = False
        row.set_unusable_password()
        row.save()


def _own_account() -> None:
    """The person's own row, and what signs them in."""
    person = ("username", "full_name", "email", "language", "is_active", "last_login", "created_at")
    register(
        User,
        "pk",
        export=person,
        erase=_anonymise,
        purpose=_("Identity in training and on certificates"),
        keep_months=SERVICE_YEARS,
    )
    for link, told in ((User.groups, "group__name"), (User.user_permissions, "permission__name")):
        register(
            link.through,
            "user",
            export=(told,),
            erase=Erase.DELETE,
            purpose=ON_RIGHTS,
            keep_months=SERVICE_YEARS,
        )


def _sign_in() -> None:
    tables: list[tuple[type[models.Model], str, tuple[str, ...], str]] = [
        (Session, "person", ("expire_date",), "expire_date"),
        (EmailAddress, "user", ("email", "verified", "primary"), ""),
        (EmailConfirmation, "email_address__user", ("created", "sent"), "created"),
        (Authenticator, "user", ("type", "created_at", "last_used_at"), ""),
        (SocialAccount, "user", ("provider", "uid", "last_login", "date_joined", "extra_data"), ""),
        (SocialToken, "account__user", ("expires_at",), "expires_at"),
        (Grant, "user", ("application__name", "scope", "created", "expires"), "expires"),
        (AccessToken, "user", ("application__name", "scope", "created", "expires"), "expires"),
        (RefreshToken, "user", ("application__name", "created", "revoked"), "updated"),
        (IDToken, "user", ("application__name", "scope", "created", "expires"), "expires"),
        (DeviceGrant, "user", ("client_id", "scope", "expires", "status"), "expires"),
        (APIToken, "user", ("name", "created", "revoked_at", "last_used_at"), "revoked_at"),
    ]
    for model, path, export, dated in tables:
        register(
            model,
            path,
            export=export,
            erase=Erase.DELETE,
            purpose=SIGN_IN,
            keep_months=TWO_YEARS,
            dated=dated,
        )
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        register(
            model,
            _by_username,
            export=("attempt_time", "ip_address", "user_agent", "path_info"),
            erase=Erase.DELETE,
            purpose=SIGN_IN,
            keep_months=TWO_YEARS,
            about=False,
            dated="attempt_time",
        )


def _authorship() -> None:
    """Material stays when its author goes; it then has an author without a name."""
    tables: list[tuple[type[models.Model], str, tuple[str, ...]]] = [
        (Page, "owner", ("title", "first_published_at")),
        (Page, "locked_by", ("title", "locked_at")),
        (Revision, "user", ("object_str", "created_at")),
        (WorkflowState, "requested_by", ("status", "created_at")),
        (TaskState, "finished_by", ("status", "finished_at", "comment")),
        (Comment, "user", ("text", "created_at")),
        (Comment, "resolved_by", ("resolved_at",)),
        (CommentReply, "user", ("text", "created_at")),
        (Document, "uploaded_by_user", ("title", "created_at")),
        (Image, "uploaded_by_user", ("title", "created_at")),
        (UploadedFile, "uploaded_by_user", ("file",)),
        (Application, "user", ("name", "created")),
    ]
    for model, path, export in tables:
        register(
            model,
            path,
            export=export,
            erase=Erase.KEEP,
            purpose=AUTHORSHIP,
            keep_months=SERVICE_YEARS,
            about=False,
        )


def _editor() -> None:
    profile = ("preferred_language", "current_time_zone", "theme", "contrast", "density")
    tables: list[tuple[type[models.Model], tuple[str, ...], str]] = [
        (UserProfile, profile, ""),
        (EditingSession, ("last_seen_at",), "last_seen_at"),
        (FormState, ("data", "last_updated_at"), "last_updated_at"),
        (PageSubscription, ("page__title", "comment_notifications"), ""),
    ]
    for model, export, dated in tables:
        register(
            model,
            "user",
            export=export,
            erase=Erase.DELETE,
            purpose=EDITING,
            keep_months=A_MONTH,
            dated=dated,
        )


def _logs() -> None:
    logs: list[tuple[type[models.Model], tuple[str, ...]]] = [
        (LogEntry, ("action_time", "object_repr", "change_message")),
        (ModelLogEntry, ("timestamp", "action", "label")),
        (PageLogEntry, ("timestamp", "action", "label")),
    ]
    for model, export in logs:
        register(
            model,
            "user",
            export=export,
            erase=Erase.KEEP,
            purpose=CHANGE_LOG,
            keep_months=FIVE_YEARS,
            about=False,
            dated=export[0],
            past=Erase.DELETE,
        )


_own_account()
_sign_in()
_authorship()
_editor()
_logs()
