"""The back office of people and teams: to look things up."""

from django.contrib import admin

from accounts.backoffice import ReadOnlyAdmin
from accounts.models import Team, User


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ("name", "email", "role", "team", "is_active", "last_login")
    list_filter = ("role", "is_active", "team")
    list_select_related = ("team",)
    search_fields = ("name", "email", "employee_number")
    exclude = ("password", "user_permissions", "is_superuser")


@admin.register(Team)
class TeamAdmin(ReadOnlyAdmin):
    list_display = ("name", "manager", "territory")
    list_select_related = ("manager",)
    search_fields = ("name", "territory")
