"""The kinds of files this floor can bring in."""

from core.imports.engine import Importer
from crm.services.importing.companies import CompanyImporter
from crm.services.importing.contacts import ContactImporter
from crm.services.importing.opportunities import OpportunityImporter
from crm.services.importing.people import PeopleImporter
from crm.services.importing.products import ProductImporter

KINDS: dict[str, type[Importer]] = {
    importer.kind: importer
    for importer in (CompanyImporter, PeopleImporter, ContactImporter, ProductImporter, OpportunityImporter)
}
