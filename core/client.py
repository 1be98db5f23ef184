"""Where a request comes from, never kept as such: a fingerprint of the address that is another one tomorrow."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from core import clock


def address_of(request: HttpRequest) -> str:
    """The address of the client: what the last of our own proxies saw, never what the client says of itself."""
    hops = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    trusted: int = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted:
        return str(hops[-trusted])
    return str(request.META.get("REMOTE_ADDR", ""))


def visitor_of(request: HttpRequest) -> str:
    """The fingerprint by which calls are counted; with the day in its salt it tells nobody apart for longer."""
    return salted_hmac(f"core.visitor:{clock.local_day()}", address_of(request), algorithm="sha256").hexdigest()
