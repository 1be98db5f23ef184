"""How often one person may call the API, counted in the memory of each web process: no row written per call."""

from django.core.cache.backends.locmem import LocMemCache
from rest_framework.throttling import UserRateThrottle


class PerUser(UserRateThrottle):
    cache = LocMemCache("api-calls", {})
