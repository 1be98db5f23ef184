"""People and teams as tests need them: complete, and in the group of their role."""

import factory

from accounts.choices import Role
from accounts.models import Team, User
from accounts.services.roles import put_in_group

PASSWORD = "correct-horse-battery"


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Équipe {n}")
    territory = "Nord"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.test")
    name = factory.Sequence(lambda n: f"Personne {n}")
    role = Role.REP
    language = "fr"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        password = kwargs.pop("password", PASSWORD)
        user = model_class.objects.create_user(*args, password=password, **kwargs)
        put_in_group(user)
        return user


class ManagerFactory(UserFactory):
    role = Role.SALES_MANAGER


class MarketerFactory(UserFactory):
    role = Role.MARKETER


class OperationsFactory(UserFactory):
    role = Role.OPERATIONS
    is_staff = True


class DirectorFactory(UserFactory):
    role = Role.DIRECTOR
