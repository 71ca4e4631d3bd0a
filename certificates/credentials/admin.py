"""Document types and the papers of courses; the register is looked at, never edited."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from certificates.achievements.admin import CourseByTitle
from certificates.credentials.models import (
    Credential,
    CredentialDefinition,
    CredentialEvent,
    DocumentType,
    SigningKey,
)


class Kept(admin.ModelAdmin[Any]):
    """Nothing here is deleted: papers rest on it."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(DocumentType)
class DocumentTypeAdmin(Kept):
    """The legal words and their ground, and whether the centre may issue the type."""

    list_display = ("code", "name", "symbol", "legal_basis", "enabled")
    readonly_fields = ("uuid", "created_at")


@admin.register(CredentialDefinition)
class CredentialDefinitionAdmin(CourseByTitle, Kept):
    """Which paper a course gives."""

    list_display = (
        "title",
        "course_title",
        "document_type",
        "validity_months",
        "starts_on",
        "ends_on",
    )
    list_select_related = ("document_type",)


class EventInline(admin.TabularInline[CredentialEvent, Credential]):
    """The history of a paper."""

    model = CredentialEvent
    extra = 0
    can_delete = False
    fields = readonly_fields = ("kind", "on", "by", "reason")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Credential)
class CredentialAdmin(Kept):
    """The register; acts on papers have their own page."""

    list_display = ("__str__", "holder", "document_type", "issued_on", "valid_until", "state")
    list_filter = ("document_type", "year", "state")
    list_select_related = ("holder", "document_type")
    search_fields = ("code", "holder__username", "holder__full_name")
    inlines = (EventInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SigningKey)
class SigningKeyAdmin(Kept):
    """Keys that signed badges: the day on which one was taken can be entered."""

    list_display = ("public", "created_at", "compromised_at")
    readonly_fields = ("uuid", "public", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
