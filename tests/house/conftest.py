"""The company of the house tests."""

from tests.house.world import world  # noqa: F401
