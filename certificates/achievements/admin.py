"""Rules are begun and ended, never rewritten; awards follow from statements."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from certificates.achievements.models import AchievementRule, Award
from certificates.achievements.registry import slugs
from courses.catalogue.models import CoursePage

_FACTS = (
    "kind", "course", "competency", "level", "evidence", "trust", "minimum_score",
    "validity_months", "starts_on",
)  # fmt: skip


class CourseByTitle(admin.ModelAdmin[Any]):
    """Rows that keep a course by its uuid: chosen and shown by the course's title."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        titles = CoursePage.objects.filter(uuid=OuterRef("course")).values("title")[:1]
        return super().get_queryset(request).annotate(title_now=Subquery(titles))

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """The courses and kinds there are, instead of fields to type them."""
        if db_field.name == "course":
            courses = CoursePage.objects.order_by("title").values_list("uuid", "title")
            return forms.ChoiceField(label=_("course"), choices=courses)
        if db_field.name == "kind":
            kinds = [(slug, slug) for slug in slugs()]
            return forms.ChoiceField(label=_("kind"), choices=kinds)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("course"))
    def course_title(self, row: Any) -> str:
        """The title as it is today; the uuid of a course that is gone."""
        return row.title_now or str(row.course)


@admin.register(AchievementRule)
class AchievementRuleAdmin(CourseByTitle):
    """What a course gives, from when to when."""

    list_display = (
        "course_title", "competency", "level", "evidence", "trust", "starts_on", "ends_on",
    )  # fmt: skip
    list_select_related = ("competency", "level")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("course_title", *_FACTS) if obj else ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        facts = tuple("course_title" if obj and name == "course" else name for name in _FACTS)
        return (*facts, "ends_on")

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
