"""Applications, versions, conditions and phases in the administration."""

from django.contrib import admin

from transfer.applications.models import Application, ApplicationVersion, Condition


class VersionInline(admin.TabularInline[ApplicationVersion, Application]):
    """Versions beside their application."""

    model = ApplicationVersion
    extra = 0


class ConditionInline(admin.TabularInline[Condition, Application]):
    """Conditions beside their application."""

    model = Condition
    extra = 0


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin[Application]):
    """One application with its versions and what a unit needs for it."""

    list_display = ("code", "name", "owner")
    inlines = (VersionInline, ConditionInline)
