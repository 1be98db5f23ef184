"""The back office of the CRM: the price list is kept here; the rest is read in the pages."""

from django.contrib import admin

from crm.models import Product


@admin.register(Product)
class ProductAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "series", "list_price")
    search_fields = ("name",)
    ordering = ("name",)
