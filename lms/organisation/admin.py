"""The organisation in Django's administration: to look up; actions write, not this."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from lms.organisation.models import Assignment, Position, RoleGrant, Unit, UnitLineage


class ReadOnly(admin.ModelAdmin[Any]):
    """To search and to read."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Unit)
class UnitAdmin(ReadOnly):
    """Units, closed ones too."""

    list_display = (
        "code",
        "name",
        "kind",
        "parent",
        "starts_on",
        "ends_on",
    )
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = (
        "code",
        "name",
        "folded_name",
    )
    ordering = ("path",)


@admin.register(UnitLineage)
class UnitLineageAdmin(ReadOnly):
    """Steps of history."""

    list_display = (
        "effective_on",
        "kind",
        "predecessor",
        "successor",
        "ground",
    )
    list_filter = ("kind",)
    list_select_related = (
        "predecessor",
        "successor",
    )
    ordering = (
        "-effective_on",
        "id",
    )


@admin.register(Position)
class PositionAdmin(admin.ModelAdmin[Position]):
    """The approved list of posts; it is kept here."""

    list_display = (
        "code",
        "name",
    )
    search_fields = (
        "code",
        "name",
    )
    ordering = ("sort_key",)


@admin.register(Assignment)
class AssignmentAdmin(ReadOnly):
    """Posts held."""

    list_display = (
        "person",
        "unit",
        "position",
        "is_primary",
        "is_head",
        "starts_on",
    )
    list_filter = (
        "is_head",
        "is_primary",
    )
    list_select_related = (
        "person",
        "unit",
        "position",
    )
    search_fields = (
        "person__username",
        "person__folded_name",
        "unit__code",
    )
    ordering = (
        "-starts_on",
        "id",
    )


@admin.register(RoleGrant)
class RoleGrantAdmin(ReadOnly):
    """Roles given."""

    list_display = (
        "person",
        "role",
        "unit",
        "starts_on",
        "ends_on",
    )
    list_filter = ("role",)
    list_select_related = (
        "person",
        "unit",
    )
    search_fields = (
        "person__username",
        "person__folded_name",
        "unit__code",
    )
    ordering = (
        "-starts_on",
        "id",
    )
