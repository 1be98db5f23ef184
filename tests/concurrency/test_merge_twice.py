"""Merges of the same records at the same moment: each record is merged once, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection

from core.exceptions import BusinessRuleError
from crm.models import Company, Contact, MergeLog
from crm.services.companies import merge_companies
from tests.factories.accounts import MarketerFactory, UserFactory
from tests.factories.crm import CompanyFactory, ContactFactory

pytestmark = pytest.mark.django_db(transaction=True)


def _try(act):
    try:
        act()
    except (BusinessRuleError, OperationalError):
        return "refused"
    finally:
        connection.close()
    return "done"


def _at_once(acts):
    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(_try, acts))


def test_of_four_merges_of_one_pair_one_counts():
    marketer, owner = MarketerFactory(), UserFactory()
    keep, lose = CompanyFactory(owner=owner), CompanyFactory(owner=owner)
    contact = ContactFactory(company=lose)
    results = _at_once([lambda: merge_companies(keep, lose, by=marketer, choices={})] * 4)
    assert sorted(results) == ["done", "refused", "refused", "refused"]
    assert MergeLog.objects.count() == 1
    assert Contact.objects.get(pk=contact.pk).company_id == keep.pk


def test_a_into_b_while_b_into_c_leaves_nobody_behind_a_record_that_is_gone():
    marketer, owner = MarketerFactory(), UserFactory()
    one, two, three = (CompanyFactory(owner=owner) for _n in range(3))
    contact = ContactFactory(company=one)
    results = _at_once(
        [
            lambda: merge_companies(two, one, by=marketer, choices={}),
            lambda: merge_companies(three, two, by=marketer, choices={}),
        ]
    )
    assert "done" in results
    company = Contact.objects.get(pk=contact.pk).company
    assert company.merged_into_id is None
    assert MergeLog.objects.count() == results.count("done")
    assert Company.objects.live().count() == 3 - results.count("done")
