"""Rules are begun and ended, never rewritten; awards follow from statements."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from certificates.achievements.models import AchievementRule, Award

_FACTS = (
    "kind", "course", "competency", "level", "evidence", "trust", "minimum_score",
    "validity_months", "starts_on",
)  # fmt: skip


@admin.register(AchievementRule)
class AchievementRuleAdmin(admin.ModelAdmin[AchievementRule]):
    """What a course gives, from when to when."""

    list_display = ("course", "competency", "level", "evidence", "trust", "starts_on", "ends_on")
    list_select_related = ("competency", "level")
    fields = (*_FACTS, "ends_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return _FACTS if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Award)
class AwardAdmin(admin.ModelAdmin[Award]):
    """Awards, to look at."""

    list_display = ("person", "competency", "level", "evidence", "trust", "earned_on")
    list_select_related = ("person", "competency", "level")
    search_fields = ("person__username", "person__full_name")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
