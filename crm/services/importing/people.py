"""People of a file, with their managers, teams and offices: they stay inactive until somebody invites them."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Role
from accounts.models import Team, User
from accounts.services.imported import import_team, place_person
from core.imports.engine import CREATED, FILL, UNCHANGED, UPDATED, Importer, Row, each
from core.imports.map import Field
from crm.rules import matching
from crm.services.importing import people_taken_back
from crm.services.importing.lookups import People

ROLES = {
    "": Role.REP,
    "rep": Role.REP,
    "commercial": Role.REP,
    "commerciale": Role.REP,
    "sales": Role.REP,
    "sales agent": Role.REP,
    "manager": Role.SALES_MANAGER,
    "sales manager": Role.SALES_MANAGER,
    "sales_manager": Role.SALES_MANAGER,
    "responsable commercial": Role.SALES_MANAGER,
    "responsable commerciale": Role.SALES_MANAGER,
    "marketer": Role.MARKETER,
    "marketing": Role.MARKETER,
}


class PeopleImporter(Importer):
    kind = "people"
    label = gettext_lazy("People and teams")
    permission = "accounts.manage_users"
    policies = (FILL,)
    page = "accounts:user_list"
    fields = (
        Field(
            "name",
            gettext_lazy("name"),
            ("sales_agent", "sales agent", "nom", "commercial", "full name"),
            required=True,
        ),
        Field("email", gettext_lazy("e-mail"), ("mail", "courriel")),
        Field("role", gettext_lazy("role"), ("fonction", "profil")),
        Field("manager", gettext_lazy("manager"), ("responsable", "sales manager")),
        Field("team", gettext_lazy("team"), ("equipe",)),
        Field(
            "office", gettext_lazy("office"), ("regional_office", "regional office", "agence", "region", "territoire")
        ),
    )

    def read(self, row: Row) -> dict[str, Any]:
        role = ROLES.get(matching.fold(row["role"]))
        if role is None:
            raise ValidationError(_("“%(role)s” is not a role that a file may give.") % {"role": row["role"]})
        email = matching.normal_email(row["email"])
        if email:
            validate_email(email)
        return {"name": row["name"], "email": email, "role": role}

    def bring(self, rows: list[Row]) -> None:
        self.people = People(self.by)
        self.teams = {matching.fold(team.name): team for team in Team.objects.all()}
        each(rows, self._enter)

    def _enter(self, row: Row) -> None:
        team = self._team(row)
        known = self.people.find(row.read["email"] or row.read["name"]) or self.people.find(row.read["name"])
        user = known or self.people.get(row.read["name"], role=row.read["role"], email=row.read["email"])
        placed = team is not None and place_person(user, by=self.by, team=team)
        row.filled = {"team": user.team_id} if placed else {}
        row.record = user
        row.fate = CREATED if known is None else UPDATED if placed else UNCHANGED

    def take_back(self, rows: Sequence[Any]) -> dict[int, str]:
        return people_taken_back.take_back(rows, by=self.by)

    def _team(self, row: Row) -> Team | None:
        """The team named; else the one of the manager, called after office and manager."""
        manager = self._manager(row["manager"])
        name = row["team"] or " — ".join(part for part in (row["office"], row["manager"]) if part)
        if not name:
            return None
        key = matching.fold(name)
        if key not in self.teams:
            self.teams[key] = import_team(by=self.by, name=name[:80], territory=row["office"], manager=manager)
        team: Team = self.teams[key]
        return team

    def _manager(self, text: str) -> User | None:
        if not text:
            return None
        manager = self.people.get(text, role=Role.SALES_MANAGER)
        if manager.role != Role.SALES_MANAGER:
            raise ValidationError(_("%(name)s is not a sales manager.") % {"name": manager.name})
        return manager
