"""Leads of a file, a thousand rows at a time."""

from leads.services.importing.importer import KIND, LeadImporter

__all__ = ["KIND", "LeadImporter"]
