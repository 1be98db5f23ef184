"""The back office of the CRM: the price list and the competitors are kept here; the rest is read in the pages."""

from django.contrib import admin

from crm.models import Competitor, Product


@admin.register(Product)
class ProductAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "series", "list_price")
    search_fields = ("name",)
    ordering = ("name",)


@admin.register(Competitor)
class CompetitorAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "aliases")
    search_fields = ("name", "aliases")
    ordering = ("name",)
