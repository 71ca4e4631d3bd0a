"""Document types, definitions, the register, credentials with their history and files."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.competencies.models import Bilingual
from lms.kit.models import Model
from lms.organisation.models import Dated, DatedQuerySet, dated


class DocumentType(Bilingual):
    """A kind of paper in the words of the law; the words and their ground are data.

    `programme` marks a chứng chỉ, which only a body assigned by the competent authority issues.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    symbol = models.CharField(_("symbol in the number"), max_length=20)
    phrase = models.CharField(_("words between the name and the course"), max_length=100)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    meaning = models.TextField(_("what the paper means"))
    meaning_en = models.TextField(_("what the paper means, in English"))
    certainty = models.CharField(_("certainty"), max_length=300)
    programme = models.BooleanField(_("certificate of a programme"), default=False)
    enabled = models.BooleanField(_("may be issued here"), default=False)

    class Meta:
        verbose_name = _("document type")
        verbose_name_plural = _("document types")
        ordering: ClassVar = ["id"]


class CredentialDefinition(Dated):
    """Who meets a course gets this paper, valid for so many months.

    The course is kept by its public uuid: the papers outlive the page.
    """

    course = models.UUIDField(_("course"), db_index=True)
    document_type = models.ForeignKey(DocumentType, models.PROTECT, related_name="definitions")
    title = models.CharField(_("name of the course on the paper"), max_length=250)
    title_en = models.CharField(_("the same in English"), max_length=250, blank=True)
    periods = models.PositiveSmallIntegerField(_("periods (tiết)"), null=True, blank=True)
    criteria = models.TextField(_("what had to be done"))
    validity_months = models.PositiveSmallIntegerField(_("valid for months"), null=True, blank=True)
    place = models.CharField(_("place of issue"), max_length=100, blank=True)
    signer = models.CharField(_("signer"), max_length=150, blank=True)
    signer_office = models.CharField(_("office of the signer"), max_length=150, blank=True)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a course")
        verbose_name_plural = _("papers of courses")
        constraints: ClassVar = [
            *dated("definition"),
            models.UniqueConstraint(
                fields=["course"], condition=Q(ends_on__isnull=True), name="definition_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RegisterCounter(models.Model):
    """The last number given in a year to a document type; its row lock orders the register."""

    document_type = models.ForeignKey(DocumentType, models.PROTECT, related_name="counters")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document_type", "year"], name="counter_once")
        ]


class State(models.TextChoices):
    """What was decided about a credential; whether it expired is a matter of the day."""

    ACTIVE = "active", _("Issued")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")


class CredentialQuerySet(models.QuerySet["Credential"]):
    """Credentials by state."""

    def valid_on(self, day: date) -> "CredentialQuerySet":
        """Neither suspended nor revoked nor past their last day."""
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day), state=State.ACTIVE
        )

    def expiring(self, day: date, until: date) -> "CredentialQuerySet":
        """Valid on `day`, with their last day not after `until`."""
        return self.valid_on(day).filter(valid_until__lte=until)

    def newest_first(self) -> "CredentialQuerySet":
        """By date of issue, the newest first."""
        return self.order_by("-issued_on", "-id")


class Credential(Model):
    """One paper of one person: numbered, with its content as it was on the day of issue.

    `cause` is the id of the course result it was issued for, so that it is issued once.
    """

    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="credentials")
    definition = models.ForeignKey(CredentialDefinition, models.PROTECT, related_name="credentials")
    document_type = models.ForeignKey(DocumentType, models.PROTECT, related_name="credentials")
    year = models.PositiveSmallIntegerField(_("year of the register"))
    number = models.PositiveIntegerField(_("register number"))
    code = models.CharField(_("verification code"), max_length=12, unique=True)
    content = models.JSONField(_("content"))
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ACTIVE)
    cause = models.UUIDField(unique=True)

    objects: ClassVar[Any] = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document_type", "year", "number"], name="credential_number_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="credential_number_from_one"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder", "issued_on"], name="credential_holder"),
            models.Index(fields=["valid_until"], name="credential_valid_until"),
        ]

    def __str__(self) -> str:
        return self.register_number

    @property
    def register_number(self) -> str:
        """The number as printed: at least two digits, the year, the symbol of the type."""
        return f"{self.number:02d}/{self.year}/{self.content['symbol']}"

    @property
    def printed_code(self) -> str:
        """The code in groups of four, as printed and read aloud."""
        return "-".join(self.code[at : at + 4] for at in (0, 4, 8))


class CredentialEvent(Model):
    """One dated act on a credential, with its reason, which stays inside."""

    class Kind(models.TextChoices):
        ISSUED = "issued", _("Issued")
        SUSPENDED = "suspended", _("Suspended")
        REINSTATED = "reinstated", _("In force again")
        REVOKED = "revoked", _("Revoked")

    credential = models.ForeignKey(Credential, models.PROTECT, related_name="events")
    kind = models.CharField(_("act"), max_length=10, choices=Kind)
    on = models.DateField(_("day"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("act on a credential")
        verbose_name_plural = _("acts on credentials")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["credential"],
                condition=Q(kind="revoked"),
                name="credential_revoked_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="issued") | ~Q(reason=""), name="credential_act_has_reason"
            ),
        ]


class Artefact(Model):
    """A file made from a credential's content: where it is kept and its SHA-256."""

    credential = models.ForeignKey(Credential, models.PROTECT, related_name="artefacts")
    format = models.CharField(_("format"), max_length=20)
    name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["credential", "format"], name="artefact_once")
        ]


class SigningKey(Model):
    """The public half of a key that signed badges; the private half is a secret of the machine.

    A retired key stays published, so that what it signed can still be checked; a key that was
    taken (`compromised_at`) no longer speaks for the issuer.
    """

    public = models.CharField(max_length=60, unique=True)
    compromised_at = models.DateTimeField(_("taken at"), null=True, blank=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering: ClassVar = ["id"]


class LookupCount(models.Model):
    """How many look-ups one address made in one span of time; the address only as a hash."""

    address = models.CharField(max_length=64)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address", "window"], name="lookup_count_once")
        ]
