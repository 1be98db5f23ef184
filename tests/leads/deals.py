"""A deal with its people and a path of touches, and the same attribution as a plain Python model."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from core.splitting import split_money
from crm.choices import HowAcquired
from crm.services.companies import create_company
from crm.services.contacts import create_contact
from crm.services.opportunities import open_opportunity, win_opportunity
from leads.services.intake import record_touchpoint

PARIS = ZoneInfo("Europe/Paris")
OPENED, CLOSED = date(2026, 3, 2), date(2026, 4, 10)


def person(by, name="Ana Costa", company=None):
    """A contact of the CRM, at a company of her own unless one is given."""
    company = company or create_company(by=by, name=f"Maison {name}")
    return create_contact(by=by, company=company, name=name, how_acquired=HowAcquired.FORM, acquired_on=OPENED)


def won_deal(by, contacts, amount="1000.00", margin=None, opened_on=OPENED, closed_on=CLOSED):
    deal = open_opportunity(
        by=by, owner=by, company=contacts[0].company, name="Four", amount=Decimal(amount), contacts=contacts,
        opened_on=opened_on,
    )  # fmt: skip
    margin = None if margin is None else Decimal(margin)
    at = datetime.combine(closed_on, time(12), PARIS)
    return win_opportunity(deal, by=by, amount=Decimal(amount), margin=margin, closed_on=closed_on, now=at)


def touch(contact, campaign, day, hour=10, key=None):
    """A click for a campaign, a visit of the field for none."""
    at = datetime.combine(day, time(hour), PARIS).astimezone(UTC)
    source = {"kind": "click", "source": "campaign"} if campaign else {"kind": "visit", "source": "field"}
    key = key or f"{contact.pk}-{campaign and campaign.pk}-{at.isoformat()}"
    return record_touchpoint(**source, external_key=key, at=at, campaign=campaign, contact=contact)


def expected(deal, touches, amount):
    """What each origin should receive under each model: {model: {bucket: amount}}."""
    path = _path(deal, touches)
    if not path:
        return {model: {"none": amount} for model in ("first", "last", "linear", "u")}
    n = len(path)
    weights = {
        "first": [1] + [0] * (n - 1),
        "last": [0] * (n - 1) + [1],
        "linear": [1] * n,
        "u": [1] * n if n <= 2 else [2 * (n - 2), *[1] * (n - 2), 2 * (n - 2)],
    }
    return {model: _shares(path, each, amount) for model, each in weights.items()}


def _shares(path, weights, amount):
    by_bucket = defaultdict(int)
    for bucket, weight in zip(path, weights, strict=True):
        by_bucket[bucket] += weight
    kept = {bucket: weight for bucket, weight in by_bucket.items() if weight}
    return dict(zip(kept, split_money(amount, list(kept.values())), strict=True))


def _path(deal, touches):
    """The buckets in order: one touch per person, bucket and day, inside the window."""
    since, until = deal.opened_on - timedelta(days=90), deal.closed_on
    seen, path = set(), []
    for one in sorted(touches, key=lambda one: (one.at, one.pk)):
        day = one.at.astimezone(PARIS).date()
        bucket = f"campaign:{one.campaign_id}" if one.campaign_id else "field"
        key = (one.contact_id, bucket, day)
        if since <= day <= until and key not in seen:
            seen.add(key)
            path.append(bucket)
    return path
