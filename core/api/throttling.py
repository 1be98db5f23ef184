"""How often one person may call the API, counted in PostgreSQL: the same limit for all web processes together."""

from typing import Any

from django.db import connection
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle

from core import clock

COUNT = """
INSERT INTO core_apicalls AS known (user_id, "window", count) VALUES (%s, %s, 1)
ON CONFLICT (user_id) DO UPDATE SET
    count = CASE WHEN known."window" = excluded."window" THEN known.count + 1 ELSE 1 END, "window" = excluded."window"
RETURNING count
"""


class PerUser(UserRateThrottle):
    """So many calls in each window of the rate's length; one statement counts and answers."""

    num_requests: int
    duration: int

    def allow_request(self, request: Request, view: Any) -> bool:
        if self.rate is None or not request.user.is_authenticated:
            return True  # whoever is not signed in got no further than 401
        self.at = clock.now().timestamp()
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [request.user.pk, int(self.at // self.duration)])
            count = cursor.fetchone()[0]
        return bool(count <= self.num_requests)

    def wait(self) -> float:
        """Seconds until the next window."""
        return float(self.duration - self.at % self.duration)
