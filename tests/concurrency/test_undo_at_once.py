"""A verdict undone while its points are being booked: both happen, one after the other."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from crm.services.guarding import refuse_excess
from debrief.services.verdicts import undo_own_verdict
from incentives.models import LedgerLine
from incentives.services.settling import settle_finding_points
from tests.factories.incentives import NOON, finding, judged, planned

HELD = 1.0  # seconds between the last line and the commit


@pytest.mark.django_db(transaction=True)
def test_an_undo_waits_for_the_points_being_booked(alice, chloe, odile):
    planned(alice, odile)
    found = finding(alice)
    verdict = judged(found, chloe)
    refuse_excess("Erreur", "reason")  # its lists are read now, and do not delay the undo beyond the commit
    booked = threading.Barrier(2, timeout=10)

    def settle():
        with transaction.atomic():
            settle_finding_points(found.pk, now=NOON)
            booked.wait()
            time.sleep(HELD)
        connection.close()

    def undo():
        booked.wait()
        undone = undo_own_verdict(verdict, by=chloe, now=NOON)
        connection.close()
        return undone

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(settle), pool.submit(undo)
    assert first.exception() is None
    assert second.result().reversed_by == chloe
    settle_finding_points(found.pk, now=NOON)
    assert (LedgerLine.objects.count(), LedgerLine.objects.total()) == (2, 0)
