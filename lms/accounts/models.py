"""The table of people who sign in."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from lms.kit.models import Model
from lms.kit.text import fold, given_name, name_sort_key, nfc, storable

# An account that a form of a framework disables, gives a password or a group keeps its sessions,
# its tokens and its running labs. A lost second factor is the one thing that may be taken away.
_TABLES = (
    "lms.{}_user",
    "auth.{}_group",
    "account.{}_emailaddress",
    "socialaccount.{}_socialaccount",
    "socialaccount.{}_socialapp",
    "socialaccount.{}_socialtoken",
    "oauth2_provider.{}_accesstoken",
    "oauth2_provider.{}_application",
    "oauth2_provider.{}_grant",
    "oauth2_provider.{}_idtoken",
    "oauth2_provider.{}_refreshtoken",
)
ACTIONS_ALONE = frozenset(
    table.format(action) for table in _TABLES for action in ("add", "change", "delete")
) | {"mfa.add_authenticator", "mfa.change_authenticator"}


class UserQuerySet(models.QuerySet["User"]):
    """People, by states that have a name."""

    def active(self) -> "UserQuerySet":
        """Those who may sign in."""
        return self.filter(is_active=True)

    def by_name(self) -> "UserQuerySet":
        """In Vietnamese order of given names."""
        return self.order_by("sort_key", "id")

    def matching(self, text: str) -> "UserQuerySet":
        """Those whose name or staff code holds `text`, accents aside."""
        words = storable(text)
        return self.filter(
            models.Q(folded_name__contains=fold(words)) | models.Q(username__icontains=words)
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]  # a base made at run time
    """Creates people with a usable password or none."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """One person; without a password they can only sign in through another provider."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str, **fields: Any) -> "User":
        """A person with every right, for the first set-up."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """By staff code, in any case."""
        return self.get(username__iexact=username)


class User(Model, AbstractBaseUser, PermissionsMixin):
    """One person. The name is one field, as on Vietnamese papers."""

    username = models.CharField(_("staff code"), max_length=150, unique=True)
    full_name = models.CharField(_("full name"), max_length=150)
    sort_key = models.CharField(max_length=500, editable=False, db_index=True)
    folded_name = models.CharField(max_length=150, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="vi")
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may open the administration"), default=False)
    sessions_valid_for = models.UUIDField(default=uuid.uuid4, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [models.UniqueConstraint(Lower("username"), name="user_username")]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the keys by which people are sorted and found."""
        self.full_name = nfc(self.full_name).strip()
        self.sort_key = name_sort_key(self.full_name)
        self.folded_name = fold(self.full_name)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """The name as written on papers."""
        return self.full_name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """As the backends say, but nobody writes through a framework what only actions write."""
        return perm not in ACTIONS_ALONE and super().has_perm(perm, obj)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must match: it changes with the password and when sessions are ended."""
        return salted_hmac(
            "lms.accounts.session",
            f"{self.password}{self.sessions_valid_for}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def get_short_name(self) -> str:
        """The given name."""
        return given_name(self.full_name) or self.username
