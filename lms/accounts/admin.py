"""People in Django's administration: to look up; actions write, not this."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from lms.accounts.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """People, without their passwords."""

    list_display = (
        "username",
        "full_name",
        "email",
        "is_active",
        "last_login",
    )
    list_filter = ("is_active",)
    search_fields = (
        "username",
        "folded_name",
        "email",
    )
    ordering = (
        "sort_key",
        "id",
    )
    fields = (
        "username",
        "full_name",
        "email",
        "language",
        "is_active",
        "last_login",
        "created_at",
    )
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
