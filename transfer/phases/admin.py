"""Phases in the administration."""

from django.contrib import admin

from transfer.phases.models import Phase


@admin.register(Phase)
class PhaseAdmin(admin.ModelAdmin[Phase]):
    """Plan a phase; lessons and the review are written on the site."""

    list_display = ("name", "starts_on", "ends_on", "closed_at")
    fields = ("name", "goals", "starts_on", "ends_on", "applications")
