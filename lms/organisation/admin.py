"""The organisation in Django's administration: to look up; actions write, not this."""

from typing import Any, ClassVar

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

    list_display: ClassVar = ["code", "name", "kind", "parent", "starts_on", "ends_on"]
    list_filter: ClassVar = ["kind"]
    list_select_related: ClassVar = ["parent"]
    search_fields: ClassVar = ["code", "name", "folded_name"]
    ordering: ClassVar = ["path"]


@admin.register(UnitLineage)
class UnitLineageAdmin(ReadOnly):
    """Steps of history."""

    list_display: ClassVar = ["effective_on", "kind", "predecessor", "successor", "ground"]
    list_filter: ClassVar = ["kind"]
    list_select_related: ClassVar = ["predecessor", "successor"]
    ordering: ClassVar = ["-effective_on", "id"]


@admin.register(Position)
class PositionAdmin(admin.ModelAdmin[Position]):
    """The approved list of posts; it is kept here."""

    list_display: ClassVar = ["code", "name"]
    search_fields: ClassVar = ["code", "name"]
    ordering: ClassVar = ["sort_key"]


@admin.register(Assignment)
class AssignmentAdmin(ReadOnly):
    """Posts held."""

    list_display: ClassVar = ["person", "unit", "position", "is_primary", "is_head", "starts_on"]
    list_filter: ClassVar = ["is_head", "is_primary"]
    list_select_related: ClassVar = ["person", "unit", "position"]
    search_fields: ClassVar = ["person__username", "person__folded_name", "unit__code"]
    ordering: ClassVar = ["-starts_on", "id"]


@admin.register(RoleGrant)
class RoleGrantAdmin(ReadOnly):
    """Roles given."""

    list_display: ClassVar = ["person", "role", "unit", "starts_on", "ends_on"]
    list_filter: ClassVar = ["role"]
    list_select_related: ClassVar = ["person", "unit"]
    search_fields: ClassVar = ["person__username", "person__folded_name", "unit__code"]
    ordering: ClassVar = ["-starts_on", "id"]
