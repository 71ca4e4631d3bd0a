"""Frameworks to look at; requirements of posts through the actions that date them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from certificates.competencies.actions import require, stop_requiring
from certificates.competencies.models import Competency, Framework, PositionRequirement


class ReadOnly(admin.ModelAdmin[Any]):
    """What is loaded from data is shown, not edited."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Framework)
class FrameworkAdmin(ReadOnly):
    """Frameworks with their source and certainty."""

    list_display = ("code", "name", "issued_by", "document", "official", "certainty")


@admin.register(Competency)
class CompetencyAdmin(ReadOnly):
    """Competencies by framework."""

    list_display = ("code", "name", "area", "framework")
    list_filter = ("framework",)
    list_select_related = ("framework",)
    search_fields = ("code", "name")


@admin.register(PositionRequirement)
class PositionRequirementAdmin(admin.ModelAdmin[PositionRequirement]):
    """A requirement is begun and ended, never rewritten."""

    list_display = ("position", "competency", "level", "starts_on", "ends_on")
    list_filter = ("competency__framework",)
    list_select_related = ("position", "competency", "level")
    fields = ("position", "competency", "level", "starts_on", "ends_on")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("position", "competency", "level", "starts_on") if obj else ("ends_on",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the actions, so that the summaries follow."""
        if change and obj.ends_on:
            stop_requiring(requirement=obj, ends_on=obj.ends_on)
        elif not change:
            facts = {name: getattr(obj, name) for name in ("position", "competency", "level")}
            obj.pk = require(starts_on=obj.starts_on, **facts).pk
