"""The back office of the leads floor: to look things up."""

from django.contrib import admin

from accounts.backoffice import ReadOnlyAdmin
from leads.models import Campaign, Reason, RoutingRule


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    list_display = ("name", "channel", "owner", "starts_on", "ends_on", "state")
    list_filter = ("channel", "state")
    list_select_related = ("owner",)
    search_fields = ("name",)


@admin.register(Reason)
class ReasonAdmin(ReadOnlyAdmin):
    list_display = ("label_fr", "label_en", "kind", "code", "rank", "active")
    list_filter = ("kind", "active")


@admin.register(RoutingRule)
class RoutingRuleAdmin(ReadOnlyAdmin):
    list_display = ("rank", "name", "method", "team", "rep", "active")
    list_select_related = ("team", "rep")
