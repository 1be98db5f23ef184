from crm.models.activity import Activity
from crm.models.change import FieldChange
from crm.models.company import Company
from crm.models.competitor import Competitor
from crm.models.contact import Contact
from crm.models.fact import Fact
from crm.models.guard import GuardList
from crm.models.guard_mark import GuardMark
from crm.models.merge import MergeLog
from crm.models.opportunity import Opportunity, OpportunityContact
from crm.models.product import Product
from crm.models.suppression import Suppression

__all__ = [
    "Activity",
    "Company",
    "Competitor",
    "Contact",
    "Fact",
    "FieldChange",
    "GuardList",
    "GuardMark",
    "MergeLog",
    "Opportunity",
    "OpportunityContact",
    "Product",
    "Suppression",
]
