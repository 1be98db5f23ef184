"""The people of the tests, as fixtures: Alice sells, Bob leads her team, David sells elsewhere under Boris."""

import pytest

from tests.factories.accounts import (
    DirectorFactory,
    ManagerFactory,
    MarketerFactory,
    OperationsFactory,
    TeamFactory,
    UserFactory,
)


def _team(name, manager):
    team = TeamFactory(name=name, manager=manager)
    manager.team = team
    manager.save(update_fields=["team"])
    return team


@pytest.fixture
def north(db):
    """Alice's team."""
    return _team("Nord", ManagerFactory(name="Bob Besson", email="bob@example.test"))


@pytest.fixture
def south(db):
    """David's team."""
    return _team("Sud", ManagerFactory(name="Boris Blanc", email="boris@example.test"))


@pytest.fixture
def alice(north):
    """A rep."""
    return UserFactory(name="Alice Aubert", email="alice@example.test", team=north)


@pytest.fixture
def amine(north):
    """A rep of Alice's team."""
    return UserFactory(name="Amine Azzi", email="amine@example.test", team=north)


@pytest.fixture
def bob(north):
    """Alice's manager."""
    return north.manager


@pytest.fixture
def david(south):
    """A rep of another team."""
    return UserFactory(name="David Durand", email="david@example.test", team=south)


@pytest.fixture
def boris(south):
    """David's manager."""
    return south.manager


@pytest.fixture
def chloe(db):
    """A marketer."""
    return MarketerFactory(name="Chloé Carré", email="chloe@example.test")


@pytest.fixture
def celine(db):
    """Another marketer."""
    return MarketerFactory(name="Céline Caron", email="celine@example.test")


@pytest.fixture
def odile(db):
    """Operations."""
    return OperationsFactory(name="Odile Olivier", email="odile@example.test")


@pytest.fixture
def diane(db):
    """The director."""
    return DirectorFactory(name="Diane Dumas", email="diane@example.test")


@pytest.fixture
def nora(db):
    """Somebody without a role: sees nothing."""
    return UserFactory(name="Nora Noël", email="nora@example.test", role="")


@pytest.fixture
def gaston(north):
    """A rep who left: deactivated."""
    return UserFactory(name="Gaston Girard", email="gaston@example.test", team=north, is_active=False)
